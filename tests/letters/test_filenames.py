"""What letters' files are called: safe anywhere, and no letter in the place of another."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.errors import UsageError
from campaigner.letters.filenames import FIELDS, FileNames
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.compose import Wording
from campaigner.representatives.models import Area
from campaigner.store.database import Database
from campaigner.store.issued_files import save_begun
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import ADA, SUZIE, write_table

HEADER = ("name", "postcode", "email")
SAM = ("Sam Sample", "LE93 1AA", "sam@example.org")
OTHER_SAM = ("Sam Sample", "LE93 1AB", "other.sam@example.org")


def supporter(name: str, email: str = "", row: int = 2) -> Supporter:
    return Supporter(replace(SUZIE, name=name, email=email), Wording("en"), row)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{area}/{recipient}--{supporter}.pdf", "ynys-ffug/ada-specimen--sian-obrien"),
        ("{role} {language} {row}", "mp en 7"),
        ("Letters (2026)/{supporter}", "Letters (2026)/sian-obrien"),
        ("con/{row}", "con-/7"),  # Windows keeps these names for itself, with any suffix
        ("NUL.{row}", "NUL.7-"),
        ("x" * 300, "x" * 180),
    ],
)
def test_a_pattern_gives_the_name(pattern: str, name: str) -> None:
    recipient = replace(ADA, area=Area("uk-constituency", "W07000999", "Ynys Ffug"))
    assert FileNames(pattern).name(supporter("Siân O’Brien", row=7), recipient) == name


@pytest.mark.parametrize(
    "pattern",
    [
        "../{supporter}", "{area}/../{supporter}", "/tmp/{supporter}", "{supporter}/", "", ".pdf",
        "{area}//{supporter}", ".{supporter}", "{area}./{supporter}", "{supporter} ", "{surname}",
        "{supporter", "{}", "{supporter.sender}", "{supporter:>9999999999}", "{row:d}",
        "{supporter!r}", "{{supporter}}", "a\\b", "a:b", "a*", "~{supporter}",
        "a\nb", "print-run-{row}", "rejects",
    ],
)  # fmt: skip
def test_a_pattern_that_is_not_safe_everywhere_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        FileNames(pattern)


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text("ab@", max_size=4)), max_size=8, unique=True),
    st.lists(st.sampled_from([*(f"{{{name}}}" for name in FIELDS), "/", "-", "Con"]), min_size=1),
)
def test_names_are_safe_and_no_two_the_same(
    people: list[tuple[str, str]], parts: list[str]
) -> None:
    try:
        names = FileNames("".join(parts))
    except UsageError:
        return
    given_names = [names.name(supporter(*person), ADA) for person in people]
    assert len({name.casefold() for name in given_names}) == len(people)
    for name in given_names:
        for part in name.split("/"):
            assert re.fullmatch(r"[\w .()-]+", part, re.ASCII)
            assert len(f"{part}.pdf".encode()) <= 255
            assert part[0] not in ". "
            assert part[-1] not in ". "
            assert part.lower() not in ("con", "prn", "aux", "nul")


# Across runs


def batch(campaigner: Command, campaign: str, *people: tuple[str, str, str]) -> tuple[int, int]:
    """Write letters for people into one folder; how many were made, and how many were there."""
    table = write_table(Path("people.csv"), [HEADER, *people])
    called = campaigner(
        "letter", "batch", campaign, "--supporters", table, "--out", "out", "--as", "txt",
        "--jobs", 1, "--format", "json",
    )  # fmt: skip
    assert called.code == 0, called.stderr
    return called.json["made"], called.json["unchanged"]


def letters(represented: Workspace) -> dict[str, str]:
    """What each letter in the folder says, by its name."""
    folder = represented.root / "out" / "sampleton-north"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_two_sams_of_one_constituency_keep_their_letters_whenever_they_write(
    represented: Workspace, campaigner: Command
) -> None:
    assert batch(campaigner, "right-to-food", SAM) == (1, 0)
    assert batch(campaigner, "right-to-food", OTHER_SAM) == (1, 0)
    there = letters(represented)
    first, second = there.values()
    assert "ada-specimen--sam-sample.txt" in there
    assert {"LE93 1AA" in first, "LE93 1AA" in second} == {True, False}
    for people in ((SAM, OTHER_SAM), (OTHER_SAM, SAM), (OTHER_SAM,)):
        assert batch(campaigner, "right-to-food", *people) == (0, len(people))
    assert letters(represented) == there


def test_sam_s_letters_of_three_campaigns_lie_side_by_side(
    represented: Workspace, campaigner: Command
) -> None:
    campaigns = ("right-to-food", "modern-slavery", "womens-rights")
    for campaign in campaigns:
        assert batch(campaigner, campaign, SAM) == (1, 0)
    assert len(letters(represented)) == 3
    for campaign in campaigns:
        assert batch(campaigner, campaign, SAM) == (0, 1)


def test_a_second_sam_who_writes_alone_takes_nothing_from_the_first(
    represented: Workspace, campaigner: Command
) -> None:
    for name, postcode, email in (SAM, OTHER_SAM):
        called = campaigner(
            "letter", "write", "right-to-food", "--name", name, "--postcode", postcode,
            "--address", "1 Sample Street", "--email", email, "--as", "txt",
        )  # fmt: skip
        assert called.code == 0, called.stderr
    folder = represented.letters_folder("right-to-food") / "sampleton-north"
    assert len(list(folder.iterdir())) == 2


def test_a_batch_goes_where_letters_go_if_nobody_says_where(
    represented: Workspace, campaigner: Command
) -> None:
    table = write_table(Path("people.csv"), [HEADER, SAM])
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", table, "--as", "txt", "--jobs", 1
    )
    assert called.code == 0, called.stderr
    folder = represented.root / "letters" / "right-to-food" / "sampleton-north"
    assert [path.name for path in folder.iterdir()] == ["ada-specimen--sam-sample.txt"]


def test_a_file_that_is_no_letter_stays_and_the_letter_gets_another_name(
    represented: Workspace, campaigner: Command
) -> None:
    folder = represented.root / "out" / "sampleton-north"
    folder.mkdir(parents=True)
    mine = folder / "ada-specimen--sam-sample.txt"
    mine.write_text("my notes", encoding="utf-8")
    assert batch(campaigner, "right-to-food", SAM) == (1, 0)
    there = letters(represented)
    assert (len(there), there[mine.name]) == (2, "my notes")
    assert batch(campaigner, "right-to-food", SAM) == (0, 1)


def test_where_a_batch_was_killed_its_letters_are_written_again_in_place(
    represented: Workspace, campaigner: Command, database: Database
) -> None:
    place = represented.root / "out"
    left = place / "sampleton-north" / "ada-specimen--sam-sample.txt"
    left.parent.mkdir(parents=True)
    left.write_text("half a batch", encoding="utf-8")
    save_begun(database.conn, str(place), "right-to-food", 1)
    assert batch(campaigner, "right-to-food", SAM) == (1, 0)
    assert list(letters(represented)) == [left.name]
    assert letters(represented)[left.name] != "half a batch"
