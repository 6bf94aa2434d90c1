"""What is held about people: shown, erased to the last byte, removed in time, backed up."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from campaigner.issued import LeftFile, LeftReason
from campaigner.mail.bounces import Bounces
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.networks import network_key
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise, what_is_due
from campaigner.store import audit, bookings, letters, outbox, tallies
from campaigner.store.bookings import Booking
from campaigner.store.database import Database, transaction
from campaigner.store.letters import LetterRecord
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    held,
    mails_in,
    new_token,
    person,
    seconds,
    signed,
    the_petition,
    workspace_of,
    write_mails,
)

pytestmark = pytest.mark.slow

QUINN = application("Quinnella Unmistakable", "quinnella.unmistakable@example.org", "ZE3 9ZZ")
TRACES = (b"Unmistakable", b"unmistakable", b"ZE3 9ZZ", b"unmistakable@")
EMAIL = str(QUINN.email)
LETTER = b"Quinnella Unmistakable"
DIGEST = hashlib.sha256(LETTER).hexdigest()


def test_after_erasure_no_byte_of_quinn_is_left(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    petition = the_petition(database)
    for number in range(60):
        confirmed(database, petition, person(number), area="E14001063")
    confirmed(database, petition, QUINN, area="E14001063")
    signed(database, petition, QUINN)
    for number in range(60, 120):
        confirmed(database, petition, person(number))
    write_mails(database, workspace, workspace.root / "mail")
    files = [each for each in workspace.root.rglob("*") if each.is_file()]
    assert any(trace in each.read_bytes() for each in files for trace in TRACES)
    before = tallies.total(database.conn, petition.id)

    assert erase_person(workspace_of(database), "Quinnella.Unmistakable+x@example.org").total == 1

    for each in workspace.root.rglob("*"):
        if each.is_file():
            content = each.read_bytes()
            assert not [trace for trace in TRACES if trace in content], each
    assert tallies.total(database.conn, petition.id) == before
    assert verify(database, SLUG).ok
    assert len(mails_in(workspace.root / "mail")) == 120


def test_quinns_letters_and_places_go_too(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    folder = workspace.root / "letters"
    folder.mkdir()
    for form in ("pdf", "txt"):
        (folder / f"quinn.{form}").write_bytes(LETTER)
    with transaction(database) as connection:
        letters.save_letters(connection, [letter_of_quinn(folder / "quinn.pdf")])
        letters.save_letters(connection, [letter_of_quinn(workspace.root / "again.pdf")])
    (workspace.root / "again.pdf").write_bytes(LETTER)
    day = datetime(2026, 12, 11, tzinfo=UTC)
    booking = Booking(QUINN.name, str(QUINN.email), "web", day, day)
    with transaction(database) as connection:
        bookings.take(connection, (SLUG, "talk"), str(QUINN.email), booking, None)
    data = export_person(workspace_of(database), str(QUINN.email))
    assert [each["recipient_name"] for each in data["letters"]] == ["A Member"]
    assert sorted(Path(path).name for each in data["letters"] for path in each["issued"]) == [
        "again.pdf", "again.txt", "quinn.pdf", "quinn.txt",
    ]  # fmt: skip
    assert [each["event"] for each in data["bookings"]] == ["talk"]
    assert erase_person(workspace_of(database), str(QUINN.email).upper()).total == 2
    assert list(folder.iterdir()) == []
    assert not (workspace.root / "again.pdf").exists()
    content = workspace.database_path.read_bytes()
    assert not [trace for trace in TRACES if trace in content]


def test_letters_lose_their_names_six_months_after_closing(
    database: Database, workspace: Workspace
) -> None:
    petition = the_petition(database)
    confirmed(database, petition, person(1))
    (workspace.root / "quinn.pdf").write_bytes(LETTER)
    with transaction(database) as connection:
        letters.save_letters(connection, [letter_of_quinn(workspace.root / "quinn.pdf")])
    assert what_is_due(workspace_of(database, seconds("2027-12-12 00:00"))).counts["letters"] == 1
    done = anonymise(workspace_of(database, seconds("2027-12-12 00:00")))
    assert (done.counts["closed"], done.counts["letters"]) == (1, 1)
    assert not (workspace.root / "quinn.pdf").exists()
    (kept,) = database.execute("SELECT sender_name, sender_email, area_code FROM letters")
    assert tuple(kept) == ("", "", "E14001063")


def test_a_file_that_is_another_s_by_now_stays_and_is_named(
    campaigner: Command, database: Database, workspace: Workspace
) -> None:
    letter, text = workspace.root / "letter.pdf", workspace.root / "letter.txt"
    letter.write_bytes(b"Somebody else's")
    text.write_bytes(LETTER)
    with transaction(database) as connection:
        letters.save_letters(connection, [letter_of_quinn(letter)])
    called = campaigner("person", "erase", QUINN.email, "--yes")
    assert called.code == 1
    assert f"{letter}: not deleted" in called.stderr
    assert "letter.txt" not in called.stderr
    assert letter.read_bytes() == b"Somebody else's"
    assert not text.exists()


def letter_of_quinn(path: Path) -> LetterRecord:
    return LetterRecord(
        campaign=SLUG,
        supporter=b"hash",
        recipient=1,
        recipient_name="A Member",
        role="mp",
        party="",
        area_code="E14001063",
        area_name="Sampleton",
        sender_name=QUINN.name,
        sender_email=str(QUINN.email),
        language="en",
        identity="x",
        forms="pdf/ua-1,txt",
        path=str(path),
        sha256=DIGEST,
        pages=1,
        renderer="x",
        made_at=NOON,
        files={str(path): DIGEST, str(path.with_suffix(".txt")): DIGEST},
    )


def test_mails_in_a_folder_go_with_the_signatures_that_they_are_about(
    database: Database, workspace: Workspace
) -> None:
    petition, out = the_petition(database), workspace.root / "mail"
    signed(database, petition, QUINN)
    confirmed(database, petition, person(1))
    write_mails(database, workspace, out)
    first, second = sorted(out.iterdir())
    later = NOON + 31 * 86_400
    assert what_is_due(workspace_of(database, later)).counts["files"] == 1
    done = anonymise(workspace_of(database, later))
    assert (done.counts["unconfirmed"], done.counts["files"]) == (1, 1)
    assert (first.exists(), second.exists()) == (False, True)
    assert not what_is_due(workspace_of(database, later)).any

    after = workspace_of(database, seconds("2027-12-12 00:00"))
    assert anonymise(after).counts["files"] == 1
    assert list(out.iterdir()) == []


def test_a_mail_that_somebody_changed_stays_and_is_named_again(
    database: Database, workspace: Workspace
) -> None:
    signed(database, the_petition(database), QUINN)
    write_mails(database, workspace, workspace.root / "mail")
    (mail,) = (workspace.root / "mail").iterdir()
    mail.write_text("Somebody's notes")
    done = erase_person(workspace_of(database), str(QUINN.email))
    assert (done.total, done.shared) == (1, ())
    assert done.left == (LeftFile(str(mail), LeftReason.CHANGED),)
    after = workspace_of(database, seconds("2027-12-12 00:00"))
    assert anonymise(after).left == done.left
    mail.unlink()
    assert anonymise(after).left == ()


def test_that_an_address_cannot_be_reached_is_shown_and_forgotten(database: Database) -> None:
    with transaction(database) as connection:
        Bounces(workspace_of(database).workspace.keys_folder).add(connection, EMAIL, NOON)
        plain = hashlib.sha256(EMAIL.encode()).digest()  # as earlier versions kept them
        outbox.add_bounce(connection, plain, NOON)
    here = workspace_of(database)
    assert export_person(here, str(QUINN.email))["bounces"] == [
        {"bounced_at": "2026-12-11T12:00:00+00:00"}
    ]
    erase_person(here, str(QUINN.email))
    assert export_person(here, str(QUINN.email))["bounces"] == []
    assert database.execute("SELECT count(*) FROM bounces").fetchone()[0] == 0


def test_bounces_are_keyed_and_go_after_half_a_year(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    bounces = Bounces(workspace.keys_folder)
    with transaction(database) as connection:
        bounces.add(connection, "Quinnella.Unmistakable+x@example.org", NOON)
        assert bounces.has(connection, EMAIL)
        assert not Bounces(tmp_path / "other keys").has(connection, EMAIL)
        network_key(tmp_path / "other keys")
        assert not Bounces(tmp_path / "other keys").has(connection, EMAIL)
    half_a_year = NOON + 180 * 86_400
    assert anonymise(workspace_of(database, half_a_year)).counts["bounces"] == 0
    assert what_is_due(workspace_of(database, half_a_year + 1)).counts["bounces"] == 1
    assert anonymise(workspace_of(database, half_a_year + 1)).counts["bounces"] == 1
    with transaction(database) as connection:
        outbox.add_bounce(connection, hashlib.sha256(EMAIL.encode()).digest(), NOON)
    assert anonymise(workspace_of(database)).counts["bounces"] == 1  # it has no key


def test_quinn_sees_all_that_is_held(database: Database) -> None:
    confirmed(database, the_petition(database), QUINN)
    data = export_person(workspace_of(database), "QUINNELLA.unmistakable@example.org")
    (held,) = data["signatures"]
    assert held["name"] == "Quinnella Unmistakable"
    assert held["mails"][0]["kind"] == "counted"
    assert held["receipt"]["campaign"] == SLUG
    (deed,) = audit.deeds(database.conn)
    assert deed.action == "person export"
    assert "nmistakable" not in deed.details


def test_names_go_after_their_time_and_the_count_stays(database: Database) -> None:
    petition = the_petition(database)
    for number in range(5):
        confirmed(database, petition, person(number), area="E14001063")
    signed(database, petition, person(10))
    later = NOON + 31 * 86_400
    assert not what_is_due(workspace_of(database, NOON)).any
    assert what_is_due(workspace_of(database, later)).counts["unconfirmed"] == 1
    assert anonymise(workspace_of(database, later)).counts["unconfirmed"] == 1
    after = seconds("2027-12-12 00:00")
    assert what_is_due(workspace_of(database, after)).counts["closed"] == 5
    assert anonymise(workspace_of(database, after)).counts["closed"] == 5
    assert held(database) == 0
    assert dict(tallies.sums(database.conn, petition.id, "area")) == {"E14001063": 5}
    assert verify(database, SLUG).ok


def test_hashes_of_addresses_go_after_thirty_days(database: Database) -> None:
    petition = the_petition(database)
    made = confirmed(database, petition, person(1))
    with transaction(database) as connection:
        connection.execute(
            "INSERT INTO networks VALUES (?, ?, x'00', ?)", (made.id, petition.id, NOON)
        )
    assert anonymise(workspace_of(database, NOON + 30 * 86_400)).counts["networks"] == 0
    assert anonymise(workspace_of(database, NOON + 30 * 86_400 + 1)).counts["networks"] == 1


def test_anonymise_shows_first_and_does_it_when_told(
    campaigner: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(database, the_petition(database), person(1))
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-02-01T00:00:00")
    dry = campaigner("petition", "anonymise", "--dry-run", "--format", "json")
    assert dry.json == [
        {
            "unconfirmed": 1,
            "closed": 0,
            "letters": 0,
            "mailed_replies": 0,
            "files": 0,
            "bookings": 0,
            "deliverers": 0,
            "sheet_entries": 0,
            "sheet_pictures": 0,
            "organisers": 0,
            "organiser_sessions": 0,
            "job_files": 0,
            "networks": 0,
            "tokens": 0,
            "bounces": 0,
            "mailed_letters": 0,
            "requests": 0,
            "data_links": 0,
        }
    ]
    assert held(database) == 1
    assert campaigner("petition", "anonymise").code == 0
    assert held(database) == 0


def test_erasing_from_the_command_line(campaigner: Command, database: Database) -> None:
    made = confirmed(database, the_petition(database), QUINN)
    new_token(database, made.id)
    assert "Unmistakable" in campaigner("person", "export", QUINN.email).stdout
    called = campaigner("person", "erase", QUINN.email, "--yes")
    assert called.code == 0
    assert "nmistakable" not in called.stderr
    assert campaigner("person", "export", QUINN.email).json["signatures"] == []
    assert campaigner("person", "erase", "nobody", "--yes").code == 1
    again = campaigner("person", "erase", QUINN.email, "--yes")
    assert (again.code, again.stderr) == (1, "Nothing is held about this address.\n")


def test_a_household_is_named_before_it_is_erased(
    campaigner: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Pat Lee", "Kim Lee"):
        confirmed(database, the_petition(database), application(name, "home@example.org"))
    answers = [False, True]
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: answers.pop(0))
    asked = campaigner("person", "erase", "home@example.org")
    assert "signatures 2, of Pat Lee, Kim Lee" in asked.stderr
    assert held(database) == 2
    assert campaigner("person", "erase", "home@example.org").code == 0
    assert held(database) == 0
