"""`campaign check`: every mistake in a campaign's folder, with file, line and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import defined_campaign, load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.problems import Problem
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_campaign_without_mistakes_has_no_problems(bread: Path) -> None:
    assert check_campaign(bread) == []


# file, what is changed into what, the code and line found, words of message or hint
MISTAKES = [
    ("campaign.toml", "rights_area", "rights_areas", "unknown-key", 3, "“rights_area”"),
    ("campaign.toml", 'source = "A made', 'sauce = "A made', "unknown-key", 15, "“source”"),
    ("campaign.toml", 'source = "A made-up report, for this test"\n', "", "missing-key", 12,
     "facts[1].source"),
    ("campaign.toml", '"A made-up report, for this test"', '""', "invalid-value", 15, "source"),
    ("campaign.toml", "https://example.org/report", "report.pdf", "invalid-value", 16, "url"),
    ("campaign.toml", ', cy = "Bara" }\nsummary', " }\nsummary", "missing-translation", 1,
     "Add title.cy"),
    ("campaign.toml", ', cy = "Cefnogwch y Bil Bara."', "", "missing-translation", 22, "“cy”"),
    ("campaign.toml", 'cy = "Bwyd."', 'fr = "Pain."', "undeclared-language", 10, "“fr”"),
    ("campaign.toml", "UDHR 25(1)", "UDHR 31", "unresolvable-citation", 9, "30"),
    ("campaign.toml", "UDHR 25(1)", "UDHR 16(4)", "unresolvable-citation", 9, "16"),
    ("campaign.toml", "closes = 2027-06-10", "closes = 2026-06-10", "closes-before-opening", 6,
     "before it opens"),
    ("campaign.toml", "opens = 2026-12-10", 'opens = "soon"', "invalid-value", 5, "opens"),
    ("campaign.toml", '"mp"', '"mpq"', "unknown-role", 25, "“mp”"),
    ("campaign.toml", '"uk-dl"', '"uk-ld"', "unknown-layout", 26, "“uk-dl”"),
    ("campaign.toml", "2027-06-01", "2026-01-01", "review-before-fact", 18, "loaves"),
    ("campaign.toml", "at = 100,", "at = 10,", "thresholds-out-of-order", 32, "higher"),
    ("campaign.toml", ', cy = "Deg"', "", "missing-translation", 32, "“cy”"),
    ("campaign.toml", 'id = "bake"', "id = bake", "toml-syntax", 21, "not valid TOML"),
    ("campaign.toml", 'en = "Bread for all."', 'en = "[to write: one sentence]"',
     "still-to-write", 2, "summary.en"),
    ("letter.en.md", "recipient.name", "recipient.nmae", "undefined-variable", 7, "“name”"),
    ("letter.en.md", "{{ personal }}", "{{ persnal }}", "undefined-variable", 5, "“personal”"),
    ("letter.cy.md", "{% endif %}", "", "template-syntax", 7, "endif"),
    ("letter.en.md", "{% if", "{% for x in [1] %}x{% endfor %}{% if",
     "unused-variable", 5, "“x”"),
    ("letter.en.md", 'fact("loaves")', 'fact("loafs")', "unknown-fact", 1, "“loaves”"),
    ("letter.en.md", "UDHR 25(1)", "UDHR 25(3)", "unresolvable-citation", 3, "25"),
    ("letter.en.md", "UDHR 25(1)", "ICESCR 11", "unresolvable-citation", 3, "text"),
    ("brief.cy.md", "## Summary", "[to write: the summary]", "still-to-write", 1, "the summary"),
    ("campaign.toml", '["en", "cy"]', '["english", "cy"]', "invalid-value", 4,
     "“languages[1]” is not a valid language tag, such as en or cy."),
    ("campaign.toml", '"A made-up report, for this test"', '""', "invalid-value", 15,
     "“facts[1].source” is empty."),
    ("letter.en.md", "{% if", "{% include '/etc/passwd' %}{% if", "template", 5, "“include”"),
    ("letter.en.md", "{{ personal", "{{ ''.__class__ }}{{ personal", "template", 5, "unsafe"),
    ("letter.en.md", "{{ personal", "{{ personal | center(9) }}{{ personal", "template", 5,
     "unknown filter “center”"),
    ("brief.en.md", "## Summary", "![x](file:///etc/passwd)", "image-outside", 1, "/etc/passwd"),
    ("brief.en.md", "## Summary", "Read\n<b>this</b>", "raw-html", 2, "<b>"),
    ("brief.en.md", "{{ cite", "{{ sender.name }} {{ cite", "undefined-variable", 3, "sender"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "line", "words"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(
    bread: Path, name: str, old: str, new: str, code: str, line: int, words: str
) -> None:
    change(bread / name, old, new)
    problems = check_campaign(bread)
    found = [problem for problem in problems if (problem.code, problem.line) == (code, line)]
    assert found, problems
    assert found[0].path == f"campaigns/bread/{name}"
    assert words in f"{found[0].message} {found[0].hint}"


def test_all_mistakes_are_shown_together(bread: Path) -> None:
    change(bread / "campaign.toml", "UDHR 25(1)", "UDHR 31")
    change(bread / "letter.en.md", "recipient.name", "recipient.nmae")
    (bread / "brief.cy.md").unlink()
    codes = [problem.code for problem in check_campaign(bread)]
    assert codes.count("missing-translation") == 1
    assert {"unresolvable-citation", "undefined-variable"} <= set(codes)


def test_what_no_text_uses_is_named(bread: Path) -> None:
    for language in ("en", "cy"):
        change(bread / f"letter.{language}.md", '{{ fact("loaves") }}', "Bread.")
    (problem,) = check_campaign(bread)
    assert (problem.code, problem.line) == ("unused-fact", 13)


def test_a_text_in_a_language_that_is_not_declared_is_named(bread: Path) -> None:
    (bread / "letter.fr.md").write_text("Bonjour", encoding="utf-8")
    (problem,) = check_campaign(bread)
    assert (problem.code, problem.path) == ("undeclared-language", "campaigns/bread/letter.fr.md")


def test_text_that_is_not_utf8_is_one_problem_and_the_rest_is_checked(bread: Path) -> None:
    (bread / "brief.en.md").write_bytes(b"caf\xe9")
    change(bread / "letter.en.md", "recipient.name", "recipient.nmae")
    assert {"unreadable-text", "undefined-variable"} <= {p.code for p in check_campaign(bread)}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 5, 31), None),
        (date(2027, 6, 2), "was due for review by 2027-06-01"),
    ],
)
def test_stale_facts_are_warnings_on_the_day_asked_for(
    bread: Path, day: date, words: str | None
) -> None:
    found = [problem.message for problem in check_campaign(bread, day)]
    assert bool(found) == bool(words)
    assert not words or words in found[0]
    assert check_campaign(bread) == []


def test_a_fact_older_than_a_year_is_a_warning(bread: Path) -> None:
    change(bread / "campaign.toml", "review_by = 2027-06-01", "review_by = 2030-06-01")
    (problem,) = check_campaign(bread, date(2027, 6, 2))
    assert problem.severity == "warning"
    assert "more than a year ago" in problem.message


def test_olive_reads_the_problems_as_lines_and_as_json(campaigner: Command, bread: Path) -> None:
    assert campaigner("campaign", "check", "bread").code == 0
    change(bread / "letter.en.md", "recipient.name", "recipient.nmae")
    called = campaigner("campaign", "check", "bread")
    assert called.code == 1
    assert (
        "campaigns/bread/letter.en.md:7: error: “recipient” does not have “nmae”" in called.stdout
    )
    (problem,) = campaigner("campaign", "check", "bread", "--format", "json").json
    assert set(problem) >= {"path", "line", "column", "code", "message", "hint"}


def test_an_unknown_campaign_names_the_nearest(campaigner: Command, bread: Path) -> None:
    called = campaigner("campaign", "check", "braed")
    assert called.code == 2
    assert "Did you mean “bread”?" in called.stderr


def test_olive_scaffolds_a_campaign_and_is_told_what_is_still_to_write(
    campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner(
        "campaign", "new", "clean-water", "--title", 'Water "for all"',
        "--rights-area", "Water & food", "--languages", "en, cy", "--role", "ms",
    )  # fmt: skip
    assert called.code == 0
    problems = check_campaign(workspace.campaign_folder("clean-water"))
    assert {problem.code for problem in problems} == {"still-to-write"}
    assert all(str(problem) in called.stdout for problem in problems)
    again = campaigner("campaign", "new", "clean-water", "--title", "x", "--rights-area", "x",
                       "--languages", "en", "--role", "mp")  # fmt: skip
    assert again.code == 1
    assert "exists already" in again.stderr


@pytest.mark.parametrize(
    ("slug", "title", "languages", "words"),
    [
        ("../evil", "Evil", "en", "not a valid name for a campaign"),
        ("water\n", "Water", "en", "not a valid name for a campaign"),
        ("w" * 61, "Water", "en", "no more than 60 characters"),
        ("confirm", "Water", "en", "another page has that address"),
        ("withdraw", "Water", "en", "another page has that address"),
        ("water", " ", "en", "title is empty"),
        ("water", "Water", "english", "Write it like en or cy."),
        ("water", "Water", "", "Write it like en or cy."),
    ],
)
def test_what_cannot_be_a_campaign_is_refused_and_nothing_written(
    campaigner: Command, workspace: Workspace, slug: str, title: str, languages: str, words: str
) -> None:
    called = campaigner(
        "campaign", "new", slug, "--title", title, "--rights-area", "food",
        "--languages", languages, "--role", "mp",
    )  # fmt: skip
    assert called.code == 2
    assert words in called.stderr
    assert not list(workspace.root.rglob("campaign.toml"))


def test_another_language_is_to_be_written_and_never_english_in_disguise(
    campaigner: Command, workspace: Workspace
) -> None:
    campaigner("campaign", "new", "water", "--title", "Water", "--rights-area", "food",
               "--languages", "en,cy", "--role", "mp")  # fmt: skip
    campaign = defined_campaign(workspace.campaign_folder("water"))
    assert campaign.unreviewed_languages == ["cy"]
    assert campaign.title == {"en": "Water", "cy": "[to write: the title]"}
    for text in (campaign.letter_text("cy"), campaign.brief_text("cy")):
        comment, *rest = text.split("\n", 1)
        assert "native speaker" in comment
        assert rest[0].strip().startswith("[to write: ")


def test_a_campaign_still_to_write_is_listed_and_shown_and_not_put_to_use(
    campaigner: Command, bread: Path
) -> None:
    change(bread / "brief.cy.md", "## Summary", "[to write: the summary]")
    assert campaigner("campaign", "show", "bread").code == 0
    assert "bread" in campaigner("campaign", "list").stdout
    person = ["--name", "Siân", "--postcode", "LE93 1AA"]
    for use in (
        ["letter", "write", "bread", *person, "--address", "1 Sample Street"],
        ["campaign", "brief", "bread"],
        ["campaign", "pack", "bread", "--source", "paper", "-o", "pack"],
        ["petition", "sheet", "bread", "-o", "sheet.pdf"],
        ["petition", "sign", "bread", *person, "--email", "sian@example.org"],
    ):
        called = campaigner(*use)
        assert called.code == 1
        assert "brief.cy.md:1: error: this is still to write" in called.stderr
        assert "run: campaigner campaign check bread" in called.stderr


def test_the_schema_describes_every_key(campaigner: Command) -> None:
    schema = campaigner("campaign", "schema").json
    assert {"title", "facts", "asks", "letter", "petition"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_show_and_list(campaigner: Command, bread: Path) -> None:
    shown = campaigner("campaign", "show", "bread").stdout
    assert "Support the Bread Bill." in shown
    assert "A made-up report" in shown
    rows = campaigner("campaign", "list", "--format", "json").json
    assert "bread" in [row["campaign"] for row in rows]


SHIPPED = sorted(file.parent for file in shipped_folder("campaigns").glob("*/campaign.toml"))


@pytest.mark.slow
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_shipped_campaign_is_without_problems(folder: Path) -> None:
    assert [str(problem) for problem in check_campaign(folder)] == []


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_welsh_text_that_nobody_checked_says_so(folder: Path) -> None:
    campaign = load_campaign(folder)
    for language in campaign.unreviewed_languages:
        for text in (campaign.letter_text(language), campaign.brief_text(language)):
            assert "native speaker" in text.splitlines()[0]


def test_a_campaign_closes_six_months_after_opening_where_it_does_not_say(bread: Path) -> None:
    change(bread / "campaign.toml", "closes = 2027-06-10\n", "")
    campaign: Campaign = load_campaign(bread)
    assert campaign.closes == date(2027, 6, 10)


def test_problems_sort_by_file_and_line() -> None:
    late, early = Problem("a", 9, "x", "m"), Problem("a", 2, "y", "m")
    assert sorted([late, early]) == [early, late]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("opens = 2026-12-10", 'opens = "soon"', "“opens” is not a valid date."),
        ("goal = 100\n", 'goal = "many"\n', "“petition.goal” is not a whole number."),
        ("goal = 100\n", "goal = 0\n", "“petition.goal” must be 1 or more."),
        (
            "goal = 100\n",
            f"goal = 1{'0' * 30}\n",
            "“petition.goal” must be 10000000000 or less.",
        ),
        ('languages = ["en", "cy"]', 'languages = "en"', "“languages” is not a list."),
        ('{ role = "mp" }', '{ role = "lord" }', "a lord represents no area: add names"),
        ("https://example.org/report", "report", "“facts[1].url” is not a valid web address."),
    ],
)
def test_a_value_that_is_not_valid_is_named_in_plain_words(
    bread: Path, old: str, new: str, message: str
) -> None:
    change(bread / "campaign.toml", old, new)
    problems = [problem for problem in check_campaign(bread) if problem.code == "invalid-value"]
    assert message in problems[0].message


@pytest.mark.parametrize("char", ["\\u0007", "\\u001B", "\\u0092", "\\u0000"])
def test_control_characters_are_named_and_not_printed(bread: Path, char: str) -> None:
    file = bread / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"We ask for bread.', f'"We ask {char} for bread.'), "utf-8")
    (problem,) = check_campaign(bread)
    assert problem.code == "control-characters"
    assert f"“petition.text.en” contains control characters (U+{char[2:]})." in str(problem)
    assert str(problem).isprintable()


def test_a_key_that_is_not_in_a_list_is_an_unknown_key(bread: Path) -> None:
    file = bread / "campaign.toml"
    formal = "".join(
        f'{name} = {{ en = "x", cy = "x" }}\n'
        for name in ("title", "petitioners", "declaration", "request")
    )
    text = file.read_text(encoding="utf-8")
    more = f'\n[petition.formal]\n{formal}decided = {{ moneys = "Yes." }}\n'
    file.write_text(text + more, encoding="utf-8")
    (problem,) = [each for each in check_campaign(bread) if each.code.startswith("unknown")]
    assert problem.code == "unknown-key"
    assert problem.message == "unknown key “petition.formal.decided.moneys”."
    assert problem.hint == "Did you mean “money”?"
