"""Texts of campaigns are compiled once, and again as soon as they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import ProblemsFound
from campaigner.letters.writing.compose import Sender, Wording, compose_letter
from campaigner.texts.compiled import compiled
from letter_writers import ADA, SUZIE, letter, stationery

PATH = Path("letter.en.md")


def body(folder: Path, sender: Sender = SUZIE) -> str:
    return letter(load_campaign(folder), sender=sender).page.body


def test_a_text_is_compiled_once_for_all_letters(bread: Path) -> None:
    body(bread)
    before = compiled.cache_info().misses
    for name in ("Ana Sample", "Bo Sample", "Cy Sample"):
        body(bread, replace(SUZIE, name=name))
    assert compiled.cache_info().misses == before


def test_a_text_that_changes_is_compiled_again(bread: Path) -> None:
    text = bread / "letter.en.md"
    assert "Butter, please." not in body(bread)
    text.write_text(f"{text.read_text('utf-8')}\nButter, please.\n", encoding="utf-8")
    assert "Butter, please." in body(bread)
    text.write_text("{{ sender.name.upper() }}", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        body(bread)


def test_a_template_s_style_that_changes_makes_another_letter(
    bread: Path, workspace_style: Path
) -> None:
    def identity() -> str:
        folders = (workspace_style.parents[1], *stationery().template_folders)
        paper = replace(stationery(), template_folders=folders)
        return compose_letter(load_campaign(bread), ADA, SUZIE, Wording("en"), paper).identity

    first = identity()
    assert identity() == first
    workspace_style.write_text("body { color: navy }", encoding="utf-8")
    assert identity() != first


@pytest.fixture
def workspace_style(tmp_path: Path) -> Path:
    style = tmp_path / "templates" / "letter" / "letter.css"
    style.parent.mkdir(parents=True)
    style.write_text("body { color: black }", encoding="utf-8")
    return style


def test_comments_are_left_out_and_lines_keep_their_numbers() -> None:
    with pytest.raises(ProblemsFound) as caught:
        compiled("<!--\ntwo lines\n-->\n{% macro x() %}{% endmacro %}", PATH)
    assert [problem.line for problem in caught.value.problems] == [4]


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("Dear all", set()),
        ("{{ sender.name }}", {("sender", "name")}),
        ("{{ personal }} {{ asks() }}", {("personal", ""), ("asks", "")}),
        ("{% if signatures.total == '1' %}{{ recipient.area_name | upper }}{% endif %}",
         {("signatures", "total"), ("recipient", "area_name")}),
        ("{{ sender }} {{ sender.name }}", {("sender", ""), ("sender", "name")}),
        ("<!-- {{ sender.name }} -->", set()),
    ],
)  # fmt: skip
def test_what_a_text_uses_of_people_is_known(source: str, uses: set[tuple[str, str]]) -> None:
    assert compiled(source, PATH).uses == uses


def test_what_a_text_depends_on_is_what_it_uses(campaign: Campaign) -> None:
    one = letter(campaign).text
    namesake = letter(campaign, sender=replace(SUZIE, name="Bo Sample")).text
    elsewhere = letter(campaign, sender=replace(SUZIE, area_name="Mock Hills")).text
    assert one.depends_on == namesake.depends_on  # whose text does not name its sender
    assert one.depends_on != elsewhere.depends_on
    own = letter(campaign, personal="I care.").text
    assert not own.is_usual
    assert own.usual.depends_on == one.depends_on
    assert own.usual.html() == one.html()


@pytest.fixture
def campaign(bread: Path) -> Campaign:
    (bread / "letter.en.md").write_text(
        "From {{ sender.area_name }}.\n\n{% if personal %}{{ personal }}{% endif %}\n",
        encoding="utf-8",
    )
    return load_campaign(bread)


def test_a_comment_at_the_end_of_a_line_joins_no_paragraphs(tmp_path: Path) -> None:
    text = compiled("One. {# fact: loaves #}\n\nTwo. {# no source: known #}\n", tmp_path / "a.md")
    assert text.template.render() == "One.\n\nTwo.\n"
