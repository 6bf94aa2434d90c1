"""``name=value`` as people type it in options."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.errors import UnknownName, UsageError
from campaigner.pairs import parse_pairs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("language=cy", ("language", "cy")),
        (" name = Full name ", ("name", "Full name")),
        ("area=", ("area", "")),
        ("name=a=b", ("name", "a=b")),
    ],
)
def test_a_name_and_its_value(text: str, pair: tuple[str, str]) -> None:
    assert parse_pairs([text], "language=cy") == [pair]


@pytest.mark.parametrize("text", ["", "cy", "=cy", " = "])
def test_what_has_no_name_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="does not have the form NAME=VALUE") as refused:
        parse_pairs([text], "language=cy")
    assert refused.value.hint == "Write it like language=cy."


def test_a_name_that_cannot_be_used_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        parse_pairs(["langage=cy"], "language=cy", ("language", "area"))
    assert "language" in refused.value.hint


@given(st.from_regex(r"[a-z]+", fullmatch=True), st.text().map(str.strip))
def test_any_value_reads_back(name: str, value: str) -> None:
    assert parse_pairs([f"{name}={value}"], "name=value") == [(name, value)]
