"""Which letter text whom gets: the first variant whose conditions hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.variants import (
    RecipientTraits,
    choose,
    nation_of,
    preview,
    unreachable,
)
from campaigner.store.database import Database
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation
from conftest import Command

VARIANTS = """
[[letter.variants]]
id = "minister"
recipient = { minister = true }

[[letter.variants]]
id = "clergy-to-sample-party"
recipient = { party = ["Sample Party"] }
supporter = ["faith-group"]

[[letter.variants]]
id = "wales"
recipient = { nation = ["wales"] }

[[letter.variants]]
id = "scotland"
recipient = { nation = ["scotland"] }

[[letter.variants]]
id = "professional"
supporter = ["professional"]
"""


def add_variants(bread: Path, text: str) -> None:
    definition = (bread / "campaign.toml").read_text(encoding="utf-8")
    definition = definition.replace("\n[petition]", f"{text}\n[petition]")
    (bread / "campaign.toml").write_text(definition, encoding="utf-8")
    letter = (bread / "letter.en.md").read_text(encoding="utf-8")
    for name in (line.split('"')[1] for line in text.splitlines() if line.startswith("id")):
        for language in ("en", "cy"):
            path = bread / f"letter.{name}.{language}.md"
            path.write_text(f"{name}\n\n{letter}", encoding="utf-8")


MP, SAMPLE = RecipientTraits("mp"), RecipientTraits("mp", party="Sample Party")
WELSH = RecipientTraits("mp", nation=Nation.WALES)
SCOTTISH = RecipientTraits("mp", nation=Nation.SCOTLAND)
MINISTER = RecipientTraits("mp", minister=True)
WELSH_MINISTER = RecipientTraits("mp", "Sample Party", minister=True, nation=Nation.WALES)
TABLE: list[tuple[RecipientTraits, SupporterKind, str]] = [
    (MP, SupporterKind.CONSTITUENT, ""),
    (MP, SupporterKind.PROFESSIONAL, "professional"),
    (MP, SupporterKind.FAITH_GROUP, ""),
    (SAMPLE, SupporterKind.CONSTITUENT, ""),
    (SAMPLE, SupporterKind.FAITH_GROUP, "clergy-to-sample-party"),
    (SAMPLE, SupporterKind.PROFESSIONAL, "professional"),
    (WELSH, SupporterKind.CONSTITUENT, "wales"),
    (WELSH, SupporterKind.PROFESSIONAL, "wales"),  # the earlier rule wins
    (SCOTTISH, SupporterKind.CONSTITUENT, "scotland"),
    (MINISTER, SupporterKind.CONSTITUENT, "minister"),
    (MINISTER, SupporterKind.PROFESSIONAL, "minister"),
    (WELSH_MINISTER, SupporterKind.FAITH_GROUP, "minister"),
]


@pytest.mark.parametrize(("recipient", "supporter", "expected"), TABLE)
def test_the_first_variant_that_fits_is_chosen(
    bread: Path, recipient: RecipientTraits, supporter: SupporterKind, expected: str
) -> None:
    add_variants(bread, VARIANTS)
    variants = load_campaign(bread).letter.variants
    assert choose(variants, recipient, supporter) == expected


def test_a_campaign_whose_variants_can_all_be_chosen_has_no_problems(bread: Path) -> None:
    add_variants(bread, VARIANTS)
    assert check_campaign(bread) == []
    campaign = load_campaign(bread)
    assert campaign.letter_text("en", "wales").startswith("wales")
    assert campaign.letter_text("en") == (bread / "letter.en.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("extra", "never"),
    [
        pytest.param('[[letter.variants]]\nid = "late"\nrecipient = { minister = true, in_wales = '
                     'true }\n', ["late"], id="an earlier rule takes all its cases"),
        pytest.param('[[letter.variants]]\nid = "late"\nrecipient = { role = ["lord"] }\n',
                     ["late"], id="no letter goes to that role"),
        pytest.param('[[letter.variants]]\nid = "all"\n\n[[letter.variants]]\nid = "late"\n',
                     ["late"], id="a rule without conditions takes the rest"),
        pytest.param('[[letter.variants]]\nid = "not"\nrecipient = { in_wales = false }\n\n'
                     '[[letter.variants]]\nid = "late"\nrecipient = { party = ["X"] }\n',
                     ["late"], id="two rules together take all its cases"),
        pytest.param('[[letter.variants]]\nid = "fine"\nrecipient = { party = ["X"] }\n',
                     [], id="one that can be chosen"),
    ],
)  # fmt: skip
def test_a_variant_that_can_never_be_chosen_is_found(
    bread: Path, extra: str, never: list[str]
) -> None:
    add_variants(bread, VARIANTS + "\n" + extra)
    assert unreachable(load_campaign(bread)) == never
    found = check_campaign(bread)
    assert [problem.code for problem in found] == ["unreachable-variant"] * len(never)
    assert all("“late”" in problem.message for problem in found)


def test_the_preview_shows_only_what_the_rules_ask_about(bread: Path) -> None:
    assert preview(load_campaign(bread)) == [
        dict.fromkeys(("constituent", "professional", "faith-group"), "(the usual letter)")
        | {"role": "mp"}
    ]
    add_variants(bread, VARIANTS)
    assert len(preview(load_campaign(bread))) == 2 * 2 * 5  # parties, ministers, nations


@pytest.mark.parametrize("trait", ["minister", "in_wales"])
def test_the_preview_says_yes_and_no_of_a_trait_that_a_rule_asks_about(
    bread: Path, trait: str
) -> None:
    add_variants(
        bread, f'\n[[letter.variants]]\nid = "special"\nrecipient = {{ {trait} = true }}\n'
    )
    people = ("constituent", "professional", "faith-group")
    assert preview(load_campaign(bread)) == [
        {"role": "mp", trait: "no"} | dict.fromkeys(people, "(the usual letter)"),
        {"role": "mp", trait: "yes"} | dict.fromkeys(people, "special"),
    ]


def test_a_variant_without_its_text_and_a_text_without_its_variant(bread: Path) -> None:
    add_variants(bread, VARIANTS)
    (bread / "letter.wales.cy.md").rename(bread / "letter.waels.cy.md")
    codes = {(problem.code, problem.path) for problem in check_campaign(bread)}
    assert codes == {
        ("missing-translation", "campaigns/bread/letter.wales.cy.md"),
        ("undeclared-variant", "campaigns/bread/letter.waels.cy.md"),
    }


def test_check_prints_the_matrix(campaigner: Command, bread: Path) -> None:
    add_variants(bread, VARIANTS)
    called = campaigner("campaign", "check", "bread")
    assert called.code == 0
    assert "Letters of bread" in called.stdout
    assert "clergy-to-sample-party" in called.stdout


def test_tom_writes_as_a_professional_with_the_fact_that_he_chose(
    campaigner: Command, bread: Path, database: Database
) -> None:
    """He gets the professionals' letter, and a fact that is not to be chosen is refused."""
    add_variants(
        bread, '\n[[letter.variants]]\nid = "professional"\nsupporter = ["professional"]\n'
    )
    definition = (bread / "campaign.toml").read_text(encoding="utf-8")
    definition = definition.replace('layout = "uk-dl"', 'layout = "uk-dl"\nfacts = ["loaves"]')
    (bread / "campaign.toml").write_text(definition, encoding="utf-8")
    text = "As somebody who bakes, I know this.\n\n{{ facts() }}\n\n{{ asks() }}\n"
    (bread / "letter.professional.en.md").write_text(text, encoding="utf-8")
    areas = "pcds,pcon24cd\nLE93 1AA,E14009901\n"
    people = "area_code,area_name,name,role\nE14009901,Sampleton,Ada Specimen,mp\n"
    for noun, name, table in (("area", "p.csv", areas), ("representative", "r.csv", people)):
        Path(name).write_text(table, encoding="utf-8")
        assert campaigner(noun, "import", name).code == 0
    tom = ("--name", "Tom Sample", "--address", "1 Sample Street", "--postcode", "LE93 1AA")
    options = ("--kind", "professional", "--facts", "loaves", "--as", "txt", "-o", "tom.txt")
    assert campaigner("letter", "write", "bread", *tom, *options).code == 0
    letter = Path("tom.txt").read_text(encoding="utf-8")
    assert "As somebody who bakes" in letter
    assert "Many have none." in letter
    refused = campaigner("letter", "write", "bread", *tom, "--facts", "cakes")
    assert refused.code == 2
    assert "Unknown fact to choose “cakes”" in refused.stderr


@pytest.mark.parametrize(
    ("code", "nation"),
    [
        ("E14001234", Nation.ENGLAND),
        ("S14000012", Nation.SCOTLAND),
        ("W07000123", Nation.WALES),
        ("N05000003", Nation.NORTHERN_IRELAND),
        ("NY", None),  # a state of America
        ("SN", None),
        ("", None),
    ],
)
def test_the_nation_is_that_of_the_area_s_code(code: str, nation: Nation | None) -> None:
    assert nation_of(code) == nation


def test_the_preview_names_the_nations_that_a_rule_asks_about(bread: Path) -> None:
    add_variants(
        bread, '\n[[letter.variants]]\nid = "north"\nrecipient = { nation = ["scotland"] }\n'
    )
    rows = {row["nation"]: row["constituent"] for row in preview(load_campaign(bread))}
    usual = "(the usual letter)"
    assert rows == dict.fromkeys(("england", "wales", "northern-ireland", "(elsewhere)"), usual) | {
        "scotland": "north"
    }
