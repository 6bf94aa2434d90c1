"""A stranger's text in any field of any part is a text: nothing of it is run, nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.editing.outcomes import NewWording, Refused, defined
from campaigner.editing.parts import Part
from campaigner.editing.previews import Shown, brief_shown, letter_shown, words_shown
from campaigner.editing.saving import Saved
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from filled_parts import evil_form, written

STRANGE = {
    "calls": "{{ 6 * 7000001 }}{{ ''.__class__.__mro__ }}{% for a in range(9 ** 9) %}{% endfor %}"
    "{% include '../../campaigner.toml' %}{# no source: x #}{{ sender.__init__.__globals__ }}"
    "<script>alert(1)</script>[x](javascript:alert(1))",
    "toml": "\"\"\"'''\\ \\u0000 ]]\n[letter]\nx = 1\n# ",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_what_a_stranger_types_into_a_part_is_kept_as_it_is_or_refused(
    here: OpenWorkspace, bread: Path, text: str
) -> None:
    for part in Part:
        form = evil_form(here, part, text)
        outcome = written(here, form)
        if isinstance(outcome, Refused):  # what can only be a number, an address …
            bad = {each.path for each in outcome.problems}
            assert bad <= {*form.typed, "text"}, part
            outcome = written(here, evil_form(here, part, text, bad))
        assert isinstance(outcome, Saved | Refused | NewWording), part
        assert defined(here, "bread").values["petition"]["goal"] == 100
    standing_of(here, "bread")
    (bread / "letter.en.md").write_text(
        '{{ fact("bakers") }}\n\n{{ area_fact("ovens") }}\n\n{{ asks() }}\n', encoding="utf-8"
    )
    shown = str(words_shown(here, "bread", {}, "en"))
    for look, name in ((letter_shown, "letter.en.md"), (brief_shown, "brief.en.md")):
        try:
            shown += look(here, "bread", Shown(name, {})).html.partition("<body")[2]
        except CampaignerError as refused:
            shown += refused.said
    assert "42000006" not in shown
    assert "<script>alert" not in shown.removeprefix(str(words_shown(here, "bread", {}, "en")))
