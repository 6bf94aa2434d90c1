"""A language is meant by its name in English or Welsh, or by its tag."""

from __future__ import annotations

import pytest

from campaigner.editing.tongues import tag_of
from campaigner.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Welsh", "cy"),
        (" cymraeg ", "cy"),
        ("cy", "cy"),
        ("Ffrangeg", "fr"),
        ("Scottish Gaelic", "gd"),
        ("ga", "ga"),
        ("de-CH", "de-CH"),
        ("qaa", "qaa"),
    ],
)
def test_a_language_is_known_by_its_name_and_its_tag(typed: str, tag: str) -> None:
    assert tag_of(typed) == tag


@pytest.mark.parametrize("typed", ["", "Klingonish", "../cy", "cy, fr", "CY1", "a" * 5000])
def test_what_is_not_a_language_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        tag_of(typed)
