"""People without an email address: found by name and postcode, and told from namesakes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.letters.supporters import supporter_key
from campaigner.opening import OpenWorkspace
from campaigner.privacy.namesakes import Namesake
from campaigner.privacy.people import Named, erase_person, export_person, held_about
from campaigner.store import letters
from campaigner.store.database import Database, transaction
from campaigner.store.letters import LetterRecord
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import NOON, SLUG, application, confirmed, the_petition, workspace_of

pytestmark = pytest.mark.slow

PAPER = Named("Nomail Nemo", "ZE3 9ZZ")


@pytest.fixture
def on_paper(database: Database, workspace: Workspace) -> OpenWorkspace:
    """Nemo has signed on paper and written a letter; a namesake has an address."""
    petition = the_petition(database)
    for name, email, postcode in (
        ("Nomail Nemo", None, "ZE3 9ZZ"),
        ("Nomail Nemo", "nemo@example.org", "ZE3 9ZZ"),
        ("Nomail Nemo", None, "M1 1AA"),
        ("Other Nemo", None, "ZE3 9ZZ"),
    ):
        confirmed(database, petition, application(name, email, postcode))
    letter = workspace.root / "nemo.pdf"
    letter.write_bytes(b"Nomail Nemo")
    with transaction(database) as connection:
        letters.save_letters(connection, [letter_of_nemo(letter)])
    return workspace_of(database)


def letter_of_nemo(path: Path) -> LetterRecord:
    key = supporter_key("Nomail Nemo", "ZE3 9ZZ", "")
    digest = "f5c5a7b1e3a2"
    return LetterRecord(
        SLUG, key, 1, "A Member", "mp", "", "E1", "Sampleton", "Nomail Nemo", "", "en", "x",
        "txt", str(path), digest, 1, "x", NOON, {},
    )  # fmt: skip


def test_nemo_is_exported_and_erased_by_name_and_postcode(on_paper: OpenWorkspace) -> None:
    asked = Named("nomail  NEMO", "ze39zz")
    data = export_person(on_paper, asked)
    assert [(each["name"], each["email"]) for each in data["signatures"]] == [("Nomail Nemo", None)]
    assert [each["sender_name"] for each in data["letters"]] == ["Nomail Nemo"]
    held = held_about(on_paper, asked)
    assert [(each.kind, each.campaign, each.name) for each in held.records] == [
        ("signatures", SLUG, "Nomail Nemo"),
        ("letters", SLUG, "Nomail Nemo"),
    ]
    assert erase_person(on_paper, asked).total == 2
    assert held_about(on_paper, asked).total == 0
    assert held_about(on_paper, "nemo@example.org").total == 1  # somebody else of that name
    assert held_about(on_paper, Named("Nomail Nemo", "M1 1AA")).total == 1


def test_records_without_an_address_of_the_same_name_are_named(on_paper: OpenWorkspace) -> None:
    """Whoever has an address may also have signed on paper: only people can say."""
    done = erase_person(on_paper, "nemo@example.org")
    assert done.namesakes == (Namesake("Nomail Nemo", "ZE3 9ZZ", 2),)
    assert (done.total, done.complete) == (1, False)
    assert erase_person(on_paper, PAPER).complete
    assert held_about(on_paper, Named("Nomail Nemo", "M1 1AA")).total == 1


def test_a_letter_without_an_address_of_the_same_name_is_named(
    here: OpenWorkspace, campaigner: Command
) -> None:
    letter = letter_of_nemo(here.workspace.root / "nemo.pdf")
    with transaction(here.database) as connection:
        letters.save_letters(connection, [letter])
        other = replace(letter, supporter=b"other", sender_email="nemo@example.org", path="x")
        letters.save_letters(connection, [other])
    called = campaigner("person", "erase", "nemo@example.org", "--yes")
    assert called.code == 1
    assert 'person erase --name "Nomail Nemo" --postcode "POSTCODE"' in called.stderr


def test_the_list_is_shown_before_nemo_is_erased(
    on_paper: OpenWorkspace, campaigner: Command
) -> None:
    called = campaigner(
        "person", "erase", "--name", "Nomail Nemo", "--postcode", "ZE3 9ZZ", "--yes"
    )
    lines = called.stderr.splitlines()
    assert lines[0].startswith(f"signatures: {SLUG}, Nomail Nemo, 2026")
    assert any(line.startswith("To erase: signatures 1, letters 1") for line in lines)
    again = campaigner("person", "erase", "--name", "Nomail Nemo", "--postcode", "ZE3 9ZZ", "-y")
    assert (again.code, "Nothing is held about this person" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--name", "Nemo"),
        ("--postcode", "M1 1AA"),
        ("nemo@example.org", "--name", "N", "--postcode", "x"),
    ],
)
def test_either_an_address_or_name_and_postcode(
    campaigner: Command, options: tuple[str, ...]
) -> None:
    for command in ("export", "erase"):
        called = campaigner("person", command, *options)
        assert (called.code, "--name and --postcode" in called.stderr) == (2, True)
