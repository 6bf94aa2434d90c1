"""An editor sees how a letter or brief looks; one who is a stranger can do no harm by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from campaigner.editing.changing import TextForm, change_text
from campaigner.editing.drafts import drafted
from campaigner.editing.folder import file_now
from campaigner.editing.gate import save_texts
from campaigner.editing.outcomes import PartForm, Refused, defined
from campaigner.editing.parts import Part
from campaigner.editing.previews import Shown, brief_shown, letter_shown, words_shown
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.rendering.on_screen import OnScreen

Preview = Callable[[OpenWorkspace, str, Shown], OnScreen]
PREVIEWS = {"letter.en.md": letter_shown, "brief.en.md": brief_shown}


@pytest.mark.parametrize("name", PREVIEWS)
def test_a_text_is_shown_as_it_would_look_and_nothing_is_saved(
    here: OpenWorkspace, bread: Path, name: str
) -> None:
    before = {path: path.read_bytes() for path in bread.iterdir()}
    typed = '## Why\n\nBecause *bread* matters.\n\n{{ quote("UDHR 25(1)") }}\n'
    made = PREVIEWS[name](here, "bread", Shown(name, {name: typed}))
    assert "<em>bread</em>" in made.html
    assert "standard of living" in made.html
    assert {path: path.read_bytes() for path in bread.iterdir()} == before


def test_a_letter_is_shown_with_what_its_definition_is_being_changed_to(
    here: OpenWorkspace, bread: Path
) -> None:
    text = (bread / "campaign.toml").read_text("utf-8").replace("Support the Bread Bill.", "Bake.")
    made = letter_shown(here, "bread", Shown("letter.en.md", {"campaign.toml": text}))
    assert "Bake." in made.html or "bake." in made.html
    assert words_shown(here, "bread", {"campaign.toml": text}, "en").asks == ("Bake.",)


def test_a_variant_is_shown_to_one_who_gets_it(here: OpenWorkspace, bread: Path) -> None:
    definition = (bread / "campaign.toml").read_text("utf-8")
    variant = '[[letter.variants]]\nid = "cymru"\nrecipient.in_wales = true\n\n[petition]'
    texts = {
        "campaign.toml": definition.replace("[petition]", variant),
        "letter.cymru.en.md": "To {{ recipient.area_name }}. {{ asks() }}\n",
    }
    made = letter_shown(here, "bread", Shown("letter.cymru.en.md", texts))
    assert "To Tre Enghraifft." in made.html
    with pytest.raises(UnknownName):
        letter_shown(here, "bread", Shown("letter.nobody.en.md", texts))


SECRETS = "TOPSECRETWORD"
ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ sender.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% include '../../campaigner.toml' %}",
    "{% import 'letter/letter.html.j2' as x %}",
    "{% extends '/etc/passwd' %}",
    "{% set x = namespace() %}",
    "{{ lipsum() }}",
    "{{ ().__class__ }}",
    "{{ request }}",
    "{% macro x() %}{% endmacro %}",
    "{{ 'a'|attr('__class__') }}",
    "{% call(x) y() %}{% endcall %}",
    "{{ sender['__class__'] }}",
]


@pytest.mark.parametrize("text", ESCAPES)
@pytest.mark.parametrize("name", PREVIEWS)
def test_no_text_gets_out_of_the_sandbox(
    here: OpenWorkspace, bread: Path, name: str, text: str
) -> None:
    with pytest.raises(CampaignerError):
        PREVIEWS[name](here, "bread", Shown(name, {name: text}))
    assert standing_of(here, "bread", {name: text}).of_text(name)


ENDLESS = [
    "{% for a in range(100000) %}{{ a }}{% endfor %}",
    "{% for a in range(1000) %}{% for b in range(1000) %}x{% endfor %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 99999999 }}",
    "{{ range(999999999)|list }}",
    "[" * 20_000,
    "{{ " * 20_000,
    "{% if a %}" * 5_000,
    "(" * 90_000,
    "> " * 40_000,
    "* " * 40_000,
    "|a" * 40_000,
    "\\" * 90_000,
    "`" * 90_000,
    "_a" * 40_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", ENDLESS, ids=range(len(ENDLESS)))
@pytest.mark.parametrize("name", PREVIEWS)
def test_no_text_goes_on_for_ever(here: OpenWorkspace, bread: Path, name: str, text: str) -> None:
    began = time.process_time()
    with suppress(CampaignerError):
        PREVIEWS[name](here, "bread", Shown(name, {name: text}))
    standing_of(here, "bread", {name: text})
    assert time.process_time() - began < 60  # an end, however slow the machine


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](javascript:alert(1))",
        "<svg/onload=alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<style>*{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
    ],
)
@pytest.mark.parametrize("name", PREVIEWS)
def test_html_in_a_text_is_shown_as_characters(
    here: OpenWorkspace, bread: Path, name: str, html: str
) -> None:
    try:
        shown = PREVIEWS[name](here, "bread", Shown(name, {name: f"Words.\n\n{html}\n"})).html
    except CampaignerError:
        return  # refused, which is as well
    body = shown.partition("<body")[2]
    harms = ("<script", "<img src=x", 'href="javascript', 'src="javascript', "<svg/",
             'href="data:text', "<iframe", "<style>*")  # fmt: skip
    assert not [harm for harm in harms if harm in body]


@pytest.mark.parametrize("length", [100_001, 3_000_000])
def test_giant_texts_are_refused(here: OpenWorkspace, bread: Path, length: int) -> None:
    text = "a" * length
    mark = file_now(bread, "letter.en.md").mark
    with pytest.raises(UsageError):
        change_text(here, "bread", TextForm("letter.en.md", text, mark))
    with pytest.raises(UsageError):
        letter_shown(here, "bread", Shown("letter.en.md", {"letter.en.md": text}))


BROKEN = [
    "",
    "title = ",
    "[" * 9_000,
    "a." * 9_000 + "b = 1",
    "x = 1979-99-99",
    "\x00",
    "[[facts]]",
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_no_definition_breaks_the_editor(here: OpenWorkspace, bread: Path, text: str) -> None:
    standing = standing_of(here, "bread", {"campaign.toml": text})
    assert standing.errors
    assert standing.state is None
    mark = file_now(bread, "campaign.toml").mark
    outcome = change_text(here, "bread", TextForm("campaign.toml", text, mark))
    assert isinstance(outcome, Refused)


def test_a_link_that_leads_outside_is_neither_read_nor_written_through(
    here: OpenWorkspace, bread: Path
) -> None:
    secret = here.workspace.root / "secret.txt"
    secret.write_text(SECRETS, encoding="utf-8")
    (bread / "letter.en.md").unlink()
    (bread / "letter.en.md").symlink_to(secret)
    with pytest.raises(CampaignerError):
        change_text(here, "bread", TextForm("letter.en.md", "Evil.", ""))
    with drafted(here, "bread", {}) as draft:
        folder = draft.workspace.campaign_folder("bread")
        with pytest.raises(CampaignerError):
            file_now(folder, "letter.en.md")
    now = defined(here, "bread")
    with pytest.raises(CampaignerError):
        save_texts(here, "bread", now, {"letter.en.md": "x"}, "x", PartForm(Part.ABOUT))
    assert secret.read_text(encoding="utf-8") == SECRETS
