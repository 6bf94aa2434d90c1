"""A letter mailed to the person who wrote it: only if they agree, few a day, and then forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from campaigner.forms import FormRefused
from campaigner.letters.request import LetterRequest
from campaigner.letters.writing.preview import Preview, preview
from campaigner.mail.own_letters import (
    FOR_AN_ADDRESS,
    FROM_A_NETWORK,
    TooManyLetters,
    mail_to_writer,
)
from campaigner.mail.sending import send_mail
from campaigner.mail.upkeep import LettersWaiting, mail_status
from campaigner.opening import OpenWorkspace
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from letter_writers import represent
from petitioners import mails_in

PDF = b"%PDF-1.7 a letter of Suzie's"
Ask = Callable[..., None]


@pytest.fixture
def here(workspace: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    represent(database, workspace.root)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "web")


@pytest.fixture
def shown(here: OpenWorkspace) -> Preview:
    request = LetterRequest(
        campaign="bread", name="Suzie Specimen", postcode="LE93 1AA", personal="I bake."
    )
    found = preview(here, request)
    assert isinstance(found, Preview)
    return found


def queued(here: OpenWorkspace) -> str:
    return "\n".join(here.database.conn.iterdump())


def ask(here: OpenWorkspace, shown: Preview, email: str, network: str = "") -> None:
    mail_to_writer(here, shown, PDF, email, agreed=True, network=network)


def test_a_letter_is_mailed_once_and_then_forgotten(
    here: OpenWorkspace, shown: Preview, tmp_path: Path
) -> None:
    ask(here, shown, "suzie@example.org", "203.0.113.7")
    assert send_mail(here, tmp_path / "mail").sent == 1
    (mail,) = mails_in(tmp_path / "mail")
    assert mail["To"] == "suzie@example.org"
    assert mail["Subject"] == "Your letter to Ada Specimen MP"
    body = mail.get_body(("plain",))
    assert body
    assert "I bake." not in body.get_content()
    assert "Suzie" not in body.get_content()
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_content()) == ("application/pdf", PDF)
    assert send_mail(here, tmp_path / "mail").sent == 0
    assert "suzie@example.org" not in queued(here)
    assert PDF.hex().upper() not in queued(here)


def test_a_letter_is_mailed_in_its_language(
    here: OpenWorkspace, shown: Preview, tmp_path: Path
) -> None:
    welsh = replace(shown, wording=replace(shown.wording, language="cy"))
    ask(here, welsh, "suzie@example.org")
    send_mail(here, tmp_path / "mail")
    (mail,) = mails_in(tmp_path / "mail")
    assert mail["Subject"].startswith("Eich llythyr at")
    assert mail["Content-Language"] == "cy"


@pytest.mark.parametrize(
    ("email", "agreed", "codes"),
    [
        ("suzie@example.org", False, ["not-agreed"]),
        ("suzie@", True, ["invalid-mail_to"]),
        ("a@example.org\nBcc: b@example.org", False, ["invalid-mail_to", "not-agreed"]),
    ],
)
def test_nothing_is_queued_without_agreement_or_an_address(
    here: OpenWorkspace, shown: Preview, email: str, agreed: bool, codes: list[str]
) -> None:
    with pytest.raises(FormRefused) as refused:
        mail_to_writer(here, shown, PDF, email, agreed=agreed)
    assert [each.code for each in refused.value.problems] == codes
    assert '"mailed_letters" VALUES' not in queued(here)


def test_nobody_can_be_flooded_with_letters(here: OpenWorkspace, shown: Preview) -> None:
    # Another way of writing one mailbox is no other address.
    for number in range(FOR_AN_ADDRESS):
        ask(here, shown, f"s.uzie+{number}@gmail.com", f"203.0.113.{number}")
    with pytest.raises(TooManyLetters):
        ask(here, shown, "suzie@gmail.com", "198.51.100.1")
    tomorrow = replace(here, now=here.now + timedelta(days=1, minutes=1))
    ask(tomorrow, shown, "suzie@gmail.com")


def test_no_network_floods_others_with_letters(here: OpenWorkspace, shown: Preview) -> None:
    for number in range(FROM_A_NETWORK):
        ask(here, shown, f"person{number}@example.org", f"2001:db8::{number}")
    with pytest.raises(TooManyLetters):
        ask(here, shown, "another@example.org", "2001:db8::ffff")
    ask(here, shown, "another@example.org", "203.0.113.9")


def test_a_mail_that_cannot_be_written_is_tried_again_and_then_forgotten(
    here: OpenWorkspace, shown: Preview, tmp_path: Path, bread: Path
) -> None:
    ask(here, shown, "suzie@example.org")
    bread.rename(bread.with_name("cake"))
    for day in range(7):
        later = replace(here, now=here.now + timedelta(days=day))
        assert send_mail(later, tmp_path / "mail").sent == 0
    assert "suzie@example.org" not in queued(here)


def test_a_letter_that_waits_is_exported_and_erased_with_its_writer(
    here: OpenWorkspace, shown: Preview
) -> None:
    ask(here, shown, "suzie@example.org")
    exported = export_person(here, "suzie@example.org")
    assert exported["mailed_letters"] == [{"asked_at": "2026-12-10T09:00:00+00:00"}]
    erase_person(here, "suzie@example.org")
    assert "suzie@example.org" not in queued(here)
    assert export_person(here, "suzie@example.org")["mailed_letters"] == []


def test_after_two_days_nothing_is_left_of_it(here: OpenWorkspace, shown: Preview) -> None:
    ask(here, shown, "suzie@example.org")
    later = replace(here, now=here.now + timedelta(days=2, seconds=1))
    assert anonymise(later).counts["mailed_letters"] == 1
    assert '"mailed_letters" VALUES' not in queued(here)


def test_an_organiser_sees_how_many_letters_wait(here: OpenWorkspace, shown: Preview) -> None:
    ask(here, shown, "suzie@example.org")
    ask(here, shown, "ana@example.org")
    now = here.moment
    here.database.execute("UPDATE mailed_letters SET due_at = ? WHERE id = 2", (now + 60,))
    assert mail_status(here).letters == LettersWaiting(waiting=2, due=1, next_due=now + 60)
    here.database.execute("UPDATE mailed_letters SET done_at = ?", (now,))
    assert mail_status(here).letters == LettersWaiting(waiting=0, due=0, next_due=None)
