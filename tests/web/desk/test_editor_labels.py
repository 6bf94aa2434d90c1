"""Fields, texts and mistakes have names that people know: no key, no file, no tag, no code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from campaigner.editing.parts import Part
from campaigner.editing.places import Section
from campaigner.editing.shapes import SHAPES
from desk_people import Desk

WORDS = Path("templates/web/desk/words/editor.toml")
EDITOR = "/desk/campaigns/bread/editor"
LANGUAGES = ("en", "cy")


@pytest.fixture(scope="module")
def words() -> Mapping[str, Any]:
    root = Path(__file__).parents[3]
    return tomllib.loads((root / WORDS).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", Part)
def test_each_part_and_each_of_its_fields_and_choices_has_a_name(
    words: Mapping[str, Any], part: Part, language: str
) -> None:
    own, shape = words[language], SHAPES[part]
    assert part in own["one"]
    assert not shape.identity or {part in own[each] for each in ("new", "add", "lists")} == {True}
    for field in shape.fields:
        name = field.name.replace(".", "_")
        assert f"{part}_{name}" in own["fields"] or name in own["fields"], field.name
        assert not set(field.choices) - own["choices"].keys(), field.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_section_has_a_name(words: Mapping[str, Any], language: str) -> None:
    assert words[language]["sections"].keys() == set(Section)


def test_mistakes_are_said_by_the_names_of_fields_texts_and_days(at_desk: Desk) -> None:
    folder = at_desk.served.workspace.campaigns_folder / "bread"
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("2026-12-10", "2027-02-10").replace("2027-06-10", "2027-01-10")
    text = text.replace("Bara i bawb.", "[to write: x]").replace(
        ', cy = "Cefnogwch y Bil Bara."', ""
    )
    path.write_text(text.replace("[letter]", "[letter]\nfacts = ['loaf']"), encoding="utf-8")
    (folder / "letter.cy.md").write_text("{{ fact('none') }}\n", encoding="utf-8")
    (folder / "brief.cy.md").unlink()
    olive = at_desk.logged_in()
    found = {
        language: re.findall(
            r'<li class="is-\w+">(.*?)</li>', olive.get(f"{EDITOR}?language={language}").text
        )
        for language in LANGUAGES
    }
    said = {tag: [re.sub(r"<[^>]+>", "", each) for each in found[tag]] for tag in LANGUAGES}
    assert "About Summary in Welsh: still to write." in said["en"]
    assert "Amdani Crynodeb yn Gymraeg: heb ei ysgrifennu eto." in said["cy"]
    assert "About The last day is before the first day." in said["en"]
    assert "What we ask: bake What we ask in Welsh: still to write." in said["en"]
    assert "Brief in Welsh It is not written yet." in said["en"]
    assert "Briff yn Gymraeg Nid yw wedi’i ysgrifennu eto." in said["cy"]
    for each in (*said["en"], *said["cy"]):
        assert not re.search(r"\.md|\.toml|\d{4}-\d\d-\d\d|\[\d+\]|“cy”", each), each
    own = [each for each in found["cy"] if 'lang="en"' not in each]
    assert len(own) > len(found["cy"]) / 2  # what has no words in Welsh says that it is English


def test_what_is_typed_wrongly_is_said_in_the_language_of_the_page(at_desk: Desk) -> None:
    typed = {"id": "mills", "as_of": "yfory", "review_by": "", "url": "x", "source": "y"}
    olive = at_desk.logged_in()
    page = olive.post(f"{EDITOR}/parts/fact?language=cy", data=typed)
    assert "Rhowch ddyddiad, megis 1 Hydref 2026." in page.text
    assert "Mae angen hwn. Llenwch ef." in page.text
    assert "invalid-" not in page.text
