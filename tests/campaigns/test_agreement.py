"""`campaign check` reads a campaign's texts for agreement: the same figure everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.claims.figures import figures_in, values_in
from campaigner.problems import Problem, Severity

FIGURES = [
    ("22,996 people", [("22996", "people")]),
    ("22 996 Personen", [("22", ""), ("996", "personen")]),  # a plain space separates
    ("22\u202f996 Personen", [("22996", "personen")]),
    ("22.996 Personen", [("22996", "personen")]),
    ("7.5 million people", [("7500000", "people")]),
    ("7,5 Millionen", [("7.5", "millionen")]),
    ("7.5 miliwn o bobl", [("7500000", "bobl")]),
    ("72.1 per cent of it", [("72.1", "%")]),
    ("72.1 y cant o’r rhai", [("72.1", "%")]),
    ("72.10%", [("72.1", "%")]),
    ("£20 million", [("20000000", "")]),
    ("in 2023/24 about", [("2023/24", "about")]),
    ("on 2 March 2022", [("2", "march"), ("2022", "")]),
    ("A4 and COVID19", []),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_figures_have_a_value_and_a_unit(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(each.value, each.unit) for each in figures_in(text)] == figures


def test_single_digits_are_not_compared_over_languages() -> None:
    assert values_in("5 loaves, 12 fishes") == {"12"}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def disagreeing(folder: Path) -> list[Problem]:
    codes = ("figures-differ", "figure-not-of-fact")
    return [each for each in check_campaign(folder) if each.code in codes]


def test_a_fact_has_the_same_figures_in_each_language(bread: Path) -> None:
    change(bread / "campaign.toml", "Many have none.", "In 2025, 1,200 people had none.")
    change(bread / "campaign.toml", "Mae llawer heb ddim.", "Yn 2025, 1,300 o bobl oedd heb ddim.")
    found = disagreeing(bread)
    assert {each.severity for each in found} == {Severity.WARNING}
    assert [(each.line, each.message) for each in found] == [
        (14, "“1,200” is not in the cy text of “facts[1].text”."),
        (14, "“1,300” is not in the en text of “facts[1].text”."),
    ]


def test_a_brief_has_the_same_figures_in_each_language(bread: Path) -> None:
    for name, figure in (("brief.en.md", "138"), ("brief.cy.md", "183")):
        path = bread / name
        text = f"It was {figure} years. {{# fact: loaves #}}\n\n{path.read_text(encoding='utf-8')}"
        path.write_text(text, encoding="utf-8")
    found = [(each.path.rpartition("/")[2], each.line, each.column) for each in disagreeing(bread)]
    assert found == [("brief.cy.md", 1, 8), ("brief.en.md", 1, 8)]


CLAIM = "In 2025 about 7.5 million people lived in households without bread."


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("About 7.6 million people lived in households without any bread.",
         "“7.6 million” is “7.5 million” in the fact “loaves”."),
        ("As many as 8 million people. {# fact: loaves #}",
         "“8 million” is “7.5 million” in the fact “loaves”."),
        ("About 7.5 million people lived in households without bread.", ""),
        ("About 7,500,000 people lived in households without bread.", ""),
        ("About 7.6 million people lived elsewhere.", ""),
        ("Over 30 loaves were in households where people lived without bread.", ""),
        ("In households, 9 million people lived without. {# no source: a guess #}", ""),
    ],
)  # fmt: skip
def test_prose_has_the_figures_of_the_fact_that_it_speaks_of(
    bread: Path, sentence: str, message: str
) -> None:
    change(bread / "campaign.toml", "Many have none.", CLAIM)
    for name in ("brief.en.md", "brief.cy.md"):
        path = bread / name
        path.write_text(f"{sentence}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    found = [each for each in disagreeing(bread) if each.code == "figure-not-of-fact"]
    assert [each.message for each in found if each.path.endswith("brief.en.md")] == (
        [message] if message else []
    )
