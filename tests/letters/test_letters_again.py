"""Letters made once more: what is right stays, what is not is made again, nobody gets two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.letters.recipients import each_once
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import ADA, REPRESENTATIVES, write_table

HEADER = ("name", "postcode", "email")
SAM = ("Sam Sample", "LE93 1AA", "sam@example.org")
OTHER_SAM = ("Sam Sample", "LE93 1AB", "other.sam@example.org")


@pytest.fixture(autouse=True)
def _represented(represented: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-12T09:00:00+00:00")


def batch(campaigner: Command, *more: object) -> tuple[int, int]:
    """How many letters were made, and how many were there."""
    called = campaigner(
        "letter", "batch", "right-to-food", "--out", "out", "--jobs", 1, "--format", "json", *more
    )
    assert called.code == 0, called.stderr
    return called.json["made"], called.json["unchanged"]


def for_people(campaigner: Command, *people: tuple[str, str, str], forms: str) -> tuple[int, int]:
    table = write_table(Path("people.csv"), [HEADER, *people])
    return batch(campaigner, "--supporters", table, "--as", forms)


def test_a_draft_goes_to_the_address_that_the_member_has_now(campaigner: Command) -> None:
    for address in ("ada@example.org", "ada.specimen@example.org"):
        header, ada, *others = REPRESENTATIVES
        rows = [(*header, "email"), (*ada, address), *((*other, "") for other in others)]
        table = write_table(Path("representatives.csv"), rows)
        assert campaigner("representative", "import", table).code == 0
        assert for_people(campaigner, SAM, forms="eml") == (1, 0)
        (draft,) = Path("out").rglob("*.eml")
        assert f"To: {address}\r\n".encode() in draft.read_bytes()


@pytest.mark.parametrize("form", ["txt", "eml"])
def test_a_damaged_file_in_any_form_is_made_anew(campaigner: Command, form: str) -> None:
    assert for_people(campaigner, SAM, forms="txt,eml") == (1, 0)
    (path,) = Path("out").rglob(f"*.{form}")
    content = path.read_bytes()
    path.write_bytes(b"tampered")
    assert for_people(campaigner, SAM, forms="txt,eml") == (1, 0)
    assert path.read_bytes() == content
    assert for_people(campaigner, SAM, forms="txt,eml") == (0, 1)


def test_a_letter_keeps_its_name_when_its_namesake_is_erased(campaigner: Command) -> None:
    assert for_people(campaigner, SAM, OTHER_SAM, forms="txt") == (2, 0)
    assert campaigner("person", "erase", "sam@example.org", "--yes").code == 0
    (kept,) = Path("out").rglob("*.txt")
    assert for_people(campaigner, OTHER_SAM, forms="txt") == (0, 1)
    assert list(Path("out").rglob("*.txt")) == [kept]


def test_a_reply_may_come_before_the_letter_was_made_again(
    campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert for_people(campaigner, SAM, forms="txt") == (1, 0)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-27T09:00:00+00:00")
    assert for_people(campaigner, SAM, forms="txt,eml") == (1, 0)  # the same, in one form more
    due = campaigner("letter", "due", "right-to-food", "--format", "json").json
    assert [row["days"] for row in due] == [15]
    record = ("letter", "record-reply", 1, "--outcome", "answered", "--on")
    assert campaigner(*record, "2026-12-11").code == 2
    assert campaigner(*record, "2026-12-18").code == 0


def test_who_holds_two_posts_gets_one_letter() -> None:
    minister = replace(ADA, role="minister", post="Minister for Samples")
    other = replace(ADA, id=2, name="Barnaby Placeholder")
    assert each_once([ADA, other, minister]) == [ADA, other]


def test_a_signatory_from_abroad_writes_to_nobody_s_member_by_mistake(campaigner: Command) -> None:
    zips = write_table(Path("zips.csv"), [("zip", "cd119"), ("75001", "4824")])
    campaigner("area", "import", zips)
    table = write_table(
        Path("signatures.csv"),
        [("name", "email", "postcode", "country", "letter"),
         ("Fleur Exemple", "fleur@example.org", "75001", "FR", "yes")],
    )  # fmt: skip
    assert campaigner("petition", "import", "right-to-food", table, "--confirmed").code == 0
    called = campaigner(
        "letter", "batch", "right-to-food", "--from-signatures", "--dry-run", "--format", "json"
    )
    assert called.code == 1
    assert called.json == []
    assert "75001" in called.stderr


@pytest.mark.parametrize(
    ("output", "forms", "made"),
    [
        ("letter.pdf", "pdf", "letter.pdf"),
        ("version.2", "txt", "version.2.txt"),
        ("letter.TXT", "txt", "letter.txt"),
        ("folder", "txt", "folder/sampleton-north/ada-specimen--sam-sample.txt"),
        ("letter.txt", "pdf", ""),
    ],
)
def test_a_single_letter_goes_where_it_is_told(
    campaigner: Command, output: str, forms: str, made: str
) -> None:
    Path("folder").mkdir()
    called = campaigner(
        "letter", "write", "right-to-food", "--name", SAM[0], "--postcode", SAM[1],
        "--address", "1 Sample Street", "--as", forms, "-o", output,
    )  # fmt: skip
    assert called.code == (0 if made else 2)
    assert [str(path) for path in Path().rglob("*.*") if path.suffix in (".pdf", ".txt")] == (
        [made] if made else []
    )


def test_a_single_letter_takes_nobody_s_place(campaigner: Command) -> None:
    for (name, postcode, email), code in ((SAM, 0), (SAM, 0), (OTHER_SAM, 2)):
        called = campaigner(
            "letter", "write", "right-to-food", "--name", name, "--postcode", postcode,
            "--address", "1 Sample Street", "--email", email, "--as", "txt", "-o", "letter.txt",
        )  # fmt: skip
        assert called.code == code, called.stderr
    assert "is the file of another letter" in called.stderr
    assert SAM[1] in Path("letter.txt").read_text()
