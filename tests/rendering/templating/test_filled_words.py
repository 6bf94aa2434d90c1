"""Words that an organiser may write: what their braces are filled with, and what cannot be."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from campaigner.errors import CampaignerError
from campaigner.rendering.templating.words import fill


def test_braces_are_filled_and_markup_stays_safe() -> None:
    values = {"name": "<Ada>", "day": "1 May"}
    assert fill("a.toml", "“by”", "{name}, {day}", values) == "<Ada>, 1 May"
    assert fill("a.toml", "“by”", escape("& {name}"), values) == Markup("&amp; &lt;Ada&gt;")


@pytest.mark.parametrize("text", ["{other}", "{}", "{0}", "{", "{day.of}", "{day[0}", "{day!x}"])
def test_other_braces_are_an_error_that_says_what_may_stand_in_them(text: str) -> None:
    with pytest.raises(CampaignerError) as refused:
        fill("privacy/words.toml", "“by”", text, {"day": "1 May", "name": "Ada"})
    error = refused.value
    assert error.message == "privacy/words.toml: “by” has braces that cannot be filled in."
    assert (error.hint, error.code) == ("Use only {day}, {name}.", "no-words")


def test_words_without_values_have_no_braces() -> None:
    with pytest.raises(CampaignerError) as refused:
        fill("a.toml", "the notice", "{day}", {})
    assert refused.value.hint == "Leave braces out."
