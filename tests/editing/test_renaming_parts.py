"""What follows a part whose name changes: the texts that use it, and nothing beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.editing.definition import Set
from campaigner.editing.outcomes import Defined, PartForm
from campaigner.editing.parts import Part
from campaigner.editing.renaming import files_of_variant, following, offered, texts_of_variant
from campaigner.toml import toml_of

LOAVES = PartForm(Part.FACT, "loaves")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{{ fact('loaves') }}", "{{ fact('bread') }}"),
        ('{{ fact( "loaves" ) }}', '{{ fact( "bread" ) }}'),
        ('{{ fact("loaves") }} {{ fact("loaves") }}', '{{ fact("bread") }} {{ fact("bread") }}'),
        ("{{ fact('loaves-baked') }}", None),
        ("{{ fact('old-loaves') }}", None),
        ("{{ artefact('loaves') }}", None),
        ("{{ fact('loaves\") }}", None),
        ("Our loaves are few.", None),
    ],
)
def test_a_fact_is_renamed_where_a_text_states_it(
    bread: Path, text: str, after: str | None
) -> None:
    for each in bread.glob("*.md"):
        each.write_text("Bread.\n", encoding="utf-8")
    (bread / "brief.en.md").write_text(text, encoding="utf-8")
    assert following(bread, LOAVES, "bread") == ({"brief.en.md": after} if after else {})


def test_a_part_that_keeps_its_name_and_one_that_no_text_names_are_followed_by_nothing(
    bread: Path,
) -> None:
    (bread / "letter.en.md").write_text("{{ fact('loaves') }}", encoding="utf-8")
    assert following(bread, LOAVES, "") == {}
    assert following(bread, PartForm(Part.ASK, "loaves"), "bread") == {}


@pytest.mark.parametrize(
    ("facts", "form", "renamed", "after"),
    [
        ('["mills", "loaves"]', LOAVES, "bread", ["mills", "bread"]),
        ('["mills"]', LOAVES, "bread", None),
        ('["loaves"]', LOAVES, "", None),
        ('["loaves"]', PartForm(Part.ASK, "loaves"), "bread", None),
        ('"loaves"', LOAVES, "bread", None),
    ],
)
def test_a_fact_that_people_may_choose_keeps_its_place_in_the_letter(
    bread: Path, facts: str, form: PartForm, renamed: str, after: list[str] | None
) -> None:
    now = Defined(bread, toml_of(f"[letter]\nfacts = {facts}\n", bread / "campaign.toml"), "")
    assert offered(now, form, renamed) == ([Set(("letter", "facts"), after)] if after else [])


def test_a_new_variant_begins_with_the_usual_letter_and_takes_its_files_along(bread: Path) -> None:
    now = Defined(bread, toml_of('languages = ["en", "cy"]\n', bread / "campaign.toml"), "")
    usual = {
        each: (bread / f"letter.{each}.md").read_text(encoding="utf-8") for each in ("en", "cy")
    }
    (bread / "letter.lords.cy.md").write_text("Fy Arglwydd,\n", encoding="utf-8")
    assert texts_of_variant(now, "lords") == {"letter.lords.en.md": usual["en"]}
    (bread / "letter.lords-too.en.md").write_text("Others,\n", encoding="utf-8")
    assert files_of_variant(bread, "lords") == ["letter.lords.cy.md"]
    assert following(bread, PartForm(Part.VARIANT, "lords"), "peers") == {
        "letter.peers.cy.md": "Fy Arglwydd,\n",
        "letter.lords.cy.md": None,
    }
