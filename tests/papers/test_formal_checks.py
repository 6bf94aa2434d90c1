"""What a House would refuse: named before anybody signs, and in what was signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.papers.formal.checking import KnownOfPapers, check_formal
from campaigner.vocabulary.houses import Venue
from campaigner.workspace import Workspace
from conftest import Command


def formal_bread(bread: Path, request: str) -> None:
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    assert "[petition.formal]" not in text
    languages = 'en = "{0}", cy = "{0}"' if '"cy"' in text else 'en = "{0}"'
    words = [
        f"{key} = {{ {languages.format(value)} }}"
        for key, value in (
            ("title", "Bread"),
            ("petitioners", "residents of Sampleton"),
            ("declaration", "bread should be had by all"),
            ("request", request),
        )
    ]
    definition.write_text("\n".join([text, "[petition.formal]", *words, ""]), encoding="utf-8")


def test_olive_is_told_before_anybody_signs(campaigner: Command, bread: Path) -> None:
    formal_bread(bread, "give £2 million for bread")
    called = campaigner("petition", "formal", "bread", "--venue", "commons", "-o", "papers")
    assert called.code == 1
    assert "asks directly for public money" in called.stderr
    assert "formal-money" in called.stderr
    assert not Path("papers").exists()


def test_olive_makes_papers_and_looks_at_what_only_she_can_judge(
    campaigner: Command, bread: Path
) -> None:
    formal_bread(bread, "pay bakers on time")
    called = campaigner("petition", "formal", "bread", "--venue", "commons", "-o", "papers")
    assert called.code == 0, called.stderr
    assert "may ask for public money: “pay”" in called.stderr
    assert {path.name for path in Path("papers").iterdir()} == {
        "commons-top-sheet.pdf",
        "commons-continuation.pdf",
        "commons-guide.pdf",
        "commons-cover.pdf",
        "commons-slips.pdf",
        "commons-text.txt",
    }


LONG = "the price of bread is too high for many families and " * 90


@pytest.mark.parametrize(
    ("key", "said", "code", "message"),
    [
        ("declaration", LONG, "formal-text-too-long", "no place on the sheet"),
        ("request", f"note that {LONG}", "formal-text-too-long", "no place on the sheet"),
        ("title", LONG, "formal-text-too-long", "too long for the Member’s guide"),
        ("title", LONG, "formal-text-too-long", "too long for the cover"),
        ("declaration", "bread 🍞 is dear", "formal-not-drawn", "No font at hand can draw"),
    ],
)
def test_olive_is_told_what_does_not_fit_or_cannot_be_drawn(
    campaigner: Command, bread: Path, key: str, said: str, code: str, message: str
) -> None:
    formal_bread(bread, "keep bread cheap")
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    old = {
        "title": "Bread",
        "declaration": "bread should be had by all",
        "request": "keep bread cheap",
    }
    head, formal = text.split("[petition.formal]")
    formal = formal.replace(f'"{old[key]}"', f'"{said.strip()}"')
    definition.write_text(f"{head}[petition.formal]{formal}", encoding="utf-8")
    house = ("petition", "formal", "bread", "--venue", "commons")
    checked = campaigner(*house, "--check", "--format", "json")
    assert checked.code == 1
    found = [each for each in checked.json if each["code"] == code]
    assert any(message in each["message"] for each in found), checked.stdout
    made = campaigner(*house, "-o", "papers")
    assert made.code == 1
    assert not Path("papers").exists()
    assert "Traceback" not in made.stderr


SHEETS = """sheet,line,name,address,signature,words,fits,online
top,1,Ada Example,1 Sample Street,,,,
top,2,Ben Example,2 Sample Street,ink,full,yes,no
2,1,Cat Example,,ink,request,yes,
2,2,Dan Example,4 Sample Street,copy,request,,
3,1,Eve Example,5 Sample Street,electronic,changed,no,
3,2,Jo Example,6 Sample Street,ink,changed,,
"""


def test_olive_finds_what_the_journal_office_would_refuse(
    campaigner: Command, workspace: Workspace
) -> None:
    Path("sheets.csv").write_text(SHEETS, encoding="utf-8")
    called = campaigner(
        *("petition", "formal", "right-to-food", "--venue", "commons", "--check"),
        *("--signed", "sheets.csv", "--presented-by", "Jo Example", "--format", "json"),
    )
    assert called.code == 1
    assert "6 lines read. This would be refused." in called.stderr
    assert [(each["line"], each["code"]) for each in called.json] == [
        (4, "formal-no-address"),
        (5, "formal-copied-signature"),
        (6, "formal-altered"),
        (6, "formal-electronic-signature"),
        (6, "formal-not-a-petitioner"),
        (7, "formal-member-signed"),
    ]
    assert "Example" not in called.stdout.replace("Jo Example", "")


def test_sheets_in_order_pass_and_are_not_kept(here: OpenWorkspace, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets.csv"
    sheets.write_text("\n".join(SHEETS.splitlines()[:3]), encoding="utf-8")
    done = check_formal(here, "right-to-food", Venue.COMMONS, sheets, KnownOfPapers("Jo Example"))
    assert (done.problems, done.lines, done.refused) == ((), 2, False)


def test_a_word_that_is_not_known_is_one_clear_line(here: OpenWorkspace, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets.csv"
    sheets.write_text(SHEETS.replace(",copy,", ",xerox,"), encoding="utf-8")
    done = check_formal(here, "right-to-food", Venue.COMMONS, sheets)
    (problem,) = [each for each in done.problems if each.code == "invalid-signature"]
    assert problem.line == 5
    assert "Choose from: ink, copy, electronic" in problem.hint


ELSEWHERE = """
[petition.formal.scotland]
title = "Bread now!"
summary = "Change the law on bread."

[petition.formal.e_petition]
action = "Why is there no bread?"
background = "Bread is wanted."

[petition.motion]
title = "Bread"
text = "notes the price of bread. It is high"

[[petition.motion.questions]]
to = "bakers of Sampleton"
asks = "when bread will be cheaper"
"""


def test_the_check_of_a_campaign_names_what_parliaments_would_refuse(
    campaigner: Command, bread: Path
) -> None:
    formal_bread(bread, "keep these bakers")
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8") + ELSEWHERE
    definition.write_text(text, encoding="utf-8")
    called = campaigner("campaign", "check", "bread", "--format", "json")
    assert called.code == 1
    lines = text.splitlines()
    assert [(lines[each["line"] - 1].split(" = ")[0], each["code"]) for each in called.json] == [
        ("request", "formal-request-alone"),
        ("[petition.formal.scotland]", "scottish-earlier-action"),
        ("title", "scottish-title"),
        ("action", "e-petition-request"),
        ("text", "motion-form"),
        ("to", "question-minister"),
    ]
