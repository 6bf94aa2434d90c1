"""Facts about the writer's own constituency, from a table, with source and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from campaigner.campaigns.area_tables import filled, read_area_table
from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.errors import ProblemsFound
from campaigner.letters.writing.plain_text import as_text
from campaigner.representatives.models import Area
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import ADA, letter

TABLE = """\
area_code,area_name,parcels,children
E14009901,Sampleton North,12345,4567.5
W07009903,Tre Enghraifft,987,c
S14009901,Glen Pretend,,12
"""
FACT = """
[[area_facts]]
id = "parcels"
text.en = "In {area} food banks gave out {parcels} parcels."
text.cy = "Rhoddodd banciau bwyd {parcels} o barseli yn {area}."
file = "parcels.csv"
source = "A made-up table, for this test"
url = "https://example.org/parcels"
as_of = 2026-03-31
review_by = 2027-03-31
"""
LETTER = (
    '{{ area_fact("parcels") }} {{ fact("loaves") }}\n\n{{ quote("UDHR 25(1)") }}\n\n{{ asks() }}\n'
)


def with_facts(bread: Path, facts: str = FACT, table: str = TABLE, text: str = LETTER) -> Path:
    """The campaign with facts by area, and a letter that says them."""
    definition = (bread / "campaign.toml").read_text(encoding="utf-8")
    definition = definition.replace("\n[[asks]]", f"{facts}\n[[asks]]")
    (bread / "campaign.toml").write_text(definition, encoding="utf-8")
    (bread / "parcels.csv").write_text(table, encoding="utf-8")
    for language in ("en", "cy"):
        (bread / f"letter.{language}.md").write_text(text, encoding="utf-8")
    return bread


def written(bread: Path, code: str, name: str = "Sampleton North", language: str = "en") -> str:
    """The letter to the member for an area, as plain text in single spaces."""
    recipient = replace(ADA, area=Area("uk-constituency", code, name) if code else None)
    return " ".join(as_text(letter(load_campaign(bread), language, recipient=recipient)).split())


def test_a_letter_says_what_is_so_where_its_writer_lives(bread: Path) -> None:
    with_facts(bread)
    english = written(bread, "E14009901")
    assert (
        "In Sampleton North food banks gave out 12,345 parcels. [1] Many have none. [2]" in english
    )
    assert "[1] A made-up table, for this test." in english
    welsh = written(bread, "W07009903", "Tre Enghraifft", "cy")
    assert "Rhoddodd banciau bwyd 987 o barseli yn Tre Enghraifft. [1]" in welsh


@pytest.mark.parametrize("code", ["S14009901", "E14009902", "NY-12", ""])
def test_an_area_without_a_value_or_a_row_has_no_such_fact(bread: Path, code: str) -> None:
    with_facts(bread)
    text = written(bread, code)
    assert "parcels" not in text
    assert "Many have none. [1]" in text


def test_a_paragraph_that_is_only_the_fact_is_not_left_empty(bread: Path) -> None:
    with_facts(bread, text='{{ area_fact("parcels") }}\n\n' + LETTER)
    recipient = replace(ADA, area=Area("uk-constituency", "E14009902", "Sampleton South"))
    assert "<p></p>" not in letter(load_campaign(bread), recipient=recipient).page.body


def test_a_text_can_ask_whether_there_is_one(bread: Path) -> None:
    text = '{% if area_fact("parcels") %}Look: {{ area_fact("parcels") }}{% endif %}\n\n' + LETTER
    with_facts(bread, text=text)
    assert "Look: In Sampleton North food banks gave out 12,345 parcels. [1]" in written(
        bread, "E14009901"
    )
    assert "Look" not in written(bread, "E14009902")


def test_the_letters_of_two_areas_are_kept_apart(bread: Path) -> None:
    """A usual text is rendered once for all letters that it comes out the same in."""
    with_facts(bread)
    campaign = load_campaign(bread)
    areas = [("E14009901", "Sampleton North"), ("W07009903", "Tre Enghraifft")]
    bodies = [
        letter(campaign, recipient=replace(ADA, area=Area("uk-constituency", *area))).page.body
        for area in (*areas, areas[0])
    ]
    assert "12,345" in bodies[0]
    assert "987" in bodies[1]
    assert bodies[2] == bodies[0]


def test_a_changed_table_is_read_again(bread: Path) -> None:
    with_facts(bread)
    assert "12,345" in written(bread, "E14009901")
    (bread / "parcels.csv").write_text(TABLE.replace("12345", "54321 "), encoding="utf-8")
    assert "54,321" in written(bread, "E14009901")


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("1234567", "en", "1,234,567"),
        ("1,234", "en", "1,234"),
        ("12.50", "en", "12.50"),
        ("1234.5", "de", "1.234,5"),
        ("one in five", "en", "one in five"),
        ("0", "en", "0"),
    ],
)
def test_numbers_are_written_as_the_language_has_them(
    value: str, language: str, expected: str
) -> None:
    assert filled("{ Parcels }", {"parcels": value}, language) == expected


@pytest.mark.parametrize(
    "table",
    [
        "pcon24cd;Parcels\nE14009901;12\n",
        "Constituency code\tPARCELS\ne14009901\t12\n",
        '\ufeff"Area code","parcels"\n"E14009901","12"\n\n',
        "ONS ID,parcels\nE14009901,12,surplus\nE14009902\n,7\n",
    ],
)
def test_tables_are_read_as_programs_save_them(tmp_path: Path, table: str) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    found, problems = read_area_table(tmp_path, "t.csv")
    assert problems == []
    assert found.rows["E14009901"]["parcels"] == "12"


@pytest.mark.parametrize(
    ("facts", "table", "code"),
    [
        (FACT.replace("parcels.csv", "parcel.csv"), TABLE, "no-table"),
        (FACT.replace("parcels.csv", "../parcels.csv"), TABLE, "no-table"),
        (FACT, TABLE.replace("area_code", "place"), "no-area-code"),
        (FACT, TABLE + "E14009901,Twice,1,2\n", "duplicate-area"),
        (FACT.replace("{parcels}", "{parcel}", 1), TABLE, "unknown-column"),
        (FACT, TABLE.replace("S14009901", "Glen Pretend"), "unknown-area"),
        (FACT.replace("2027-03-31", "2026-11-30"), TABLE, "stale-fact"),
        (FACT.replace("2027-03-31", "2025-01-01"), TABLE, "review-before-fact"),
        (FACT.replace('source = "A made-up table, for this test"\n', ""), TABLE, "missing-key"),
        (FACT.replace('id = "parcels"', 'id = "boxes"'), TABLE, "unknown-fact"),
        (FACT + FACT, TABLE, "duplicate-id"),
        (FACT.replace("text.cy", "text.fr"), TABLE, "missing-translation"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(bread: Path, facts: str, table: str, code: str) -> None:
    with_facts(bread, facts, table)
    assert code in {problem.code for problem in check_campaign(bread, date(2026, 12, 10))}


def test_a_campaign_with_facts_by_area_has_no_problems(bread: Path) -> None:
    assert check_campaign(with_facts(bread), date(2026, 12, 10)) == []


def test_a_fact_by_area_that_no_letter_says_is_named(bread: Path) -> None:
    with_facts(bread, text=LETTER.replace('{{ area_fact("parcels") }} ', ""))
    assert [problem.code for problem in check_campaign(bread)] == ["unused-fact"]


def test_a_brief_which_is_for_all_cannot_say_one(bread: Path) -> None:
    with_facts(bread)
    brief = (bread / "brief.en.md").read_text(encoding="utf-8")
    (bread / "brief.en.md").write_text(f'{brief}\n{{{{ area_fact("parcels") }}}}\n')
    assert [problem.code for problem in check_campaign(bread)] == ["undefined-variable"]


def test_no_letter_is_written_while_the_table_is_missing(bread: Path) -> None:
    with_facts(bread)
    (bread / "parcels.csv").unlink()
    with pytest.raises(ProblemsFound):
        load_campaign(bread)


def test_a_batch_warns_of_areas_that_are_not_imported(
    campaigner: Command, represented: Workspace, bread: Path
) -> None:
    with_facts(bread)
    people = "name,address,postcode\nSuzie Specimen,1 Sample Street,LE93 1AA\n"
    Path("people.csv").write_text(people, encoding="utf-8")
    called = campaigner("letter", "batch", "bread", "--supporters", "people.csv", "--dry-run")
    assert called.code == 0
    assert "1 of the 3 areas in this table are not among those imported" in called.stderr
    assert "such as S14009901" in called.stderr
