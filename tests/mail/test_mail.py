"""The mails that people get, and how they leave."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.mail.listing import list_mails
from campaigner.mail.sending import Sent, Trouble, send_mail
from campaigner.opening import OpenWorkspace
from campaigner.petitions.proof.receipts import parse_receipt
from campaigner.store.database import Database
from campaigner.store.issued_files import IssuedFile, files_about
from campaigner.vocabulary.mail import Blame
from campaigner.workspace import Workspace
from petitioners import (
    NOON,
    SLUG,
    application,
    confirmed,
    link_in,
    mails_in,
    person,
    seconds,
    signed,
    the_petition,
    words_of,
    write_mails,
)


@pytest.mark.parametrize(
    ("language", "subject", "button"),
    [
        ("en", "Confirm your signature: A legal right to food", "Confirm my signature"),
        ("cy", "Cadarnhewch eich llofnod: Hawl gyfreithiol i fwyd", "Cadarnhau fy llofnod"),
        ("fr", "Confirm your signature: A legal right to food", "Confirm my signature"),
    ],
)
def test_ana_gets_her_confirmation_in_her_language(
    database: Database,
    workspace: Workspace,
    tmp_path: Path,
    language: str,
    subject: str,
    button: str,
) -> None:
    ana = application("Ana <b> Sample", language=language)
    signed(database, the_petition(database), ana)
    done = write_mails(database, workspace, tmp_path / "out")
    assert (done.sent, done.failed) == (1, 0)
    (mail,) = mails_in(tmp_path / "out")
    assert mail["Subject"] == subject
    assert mail["To"] == "ana@example.org"
    assert mail["Content-Language"] == ("en" if language == "fr" else language)
    assert f"{button}:\n{link_in(mail)}" in words_of(mail)
    assert "Ana <b> Sample" in words_of(mail)
    html = words_of(mail, "html")
    assert f'href="{link_in(mail)}"' in html
    assert "Ana &lt;b&gt; Sample" in html


def test_a_token_is_in_the_mail_alone(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    write_mails(database, workspace, tmp_path / "out")
    token = link_in(mails_in(tmp_path / "out")[0]).rpartition("/")[2]
    assert token not in "\n".join(database.conn.iterdump())


def test_ben_is_told_that_he_is_counted_and_gets_his_receipt(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    confirmed(database, the_petition(database), application("Ben Sample"))
    write_mails(database, workspace, tmp_path / "out")
    (mail,) = mails_in(tmp_path / "out", "counted")
    assert link_in(mail, "withdraw")
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "receipt-right-to-food.txt"
    receipt = attached.get_content()
    assert r'"right-to-food\nBen Sample\nana@example.org\nAB10 1AB' in receipt
    assert parse_receipt(receipt).number == 1
    assert "under which total" in words_of(mail)


def test_who_has_not_confirmed_gets_no_receipt_yet(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    write_mails(database, workspace, tmp_path / "out")
    (mail,) = mails_in(tmp_path / "out")
    assert not list(mail.iter_attachments())
    assert "receipt" not in words_of(mail)


# The petition closes on 10 June 2027; the moments are in UTC, the days British.
@pytest.mark.parametrize(
    ("zone", "moment", "until"),
    [
        ("Europe/London", "2026-12-11 12:00", "10 January 2027"),  # thirty days
        ("Europe/London", "2027-05-10 23:30", "10 June 2027"),
        ("America/Los_Angeles", "2027-05-01 02:00", "30 May 2027"),
        ("Europe/London", "2027-06-10 12:00", "11 June 2027"),  # a day after closing
        ("Europe/London", "2027-06-11 22:59", "11 June 2027"),
    ],
)
def test_a_mail_names_the_last_day_on_which_its_link_works(
    database: Database,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    moment: str,
    until: str,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__TIMEZONE", zone)
    petition = the_petition(database)
    signed(database, petition, application(), min(seconds(moment), petition.closes_at - 1))
    assert write_mails(database, workspace, tmp_path, seconds(moment)).sent == 1
    (mail,) = mails_in(tmp_path)
    assert f"The link works until {until}." in words_of(mail)


def test_nobody_is_asked_to_confirm_once_that_is_too_late(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    petition = the_petition(here.database)
    signed(here.database, petition, application(), petition.closes_at - 60)
    late = replace(here, now=here.now + timedelta(days=183))
    assert send_mail(late, tmp_path / "out") == Sent(
        0, (Trouble(Blame.PETITION, "the petition has closed", 1),)
    )
    (mail,) = list_mails(here)
    assert (mail.mail.state, mail.mail.trouble) == ("given up", "the petition has closed")
    assert mails_in(tmp_path / "out") == []


def test_a_mail_says_who_answers_for_people_s_data(
    database: Database, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_DATA_CONTROLLER__PRIVACY_NOTICE", "https://example.org/privacy")
    for language in ("en", "cy"):
        wish = application(f"Ana {language}", f"{language}@example.org", language=language)
        confirmed(database, the_petition(database), wish)
    write_mails(database, workspace, tmp_path)
    mails = mails_in(tmp_path)
    assert len(mails) == 2
    for mail in mails:
        for form in ("plain", "html"):
            for said in ("Sample Rights", "privacy@example.org", "https://example.org/privacy"):
                assert said in words_of(mail, form)


SETTINGS = {
    "ORGANISATION__NAME": "Sample Rights",
    "ORGANISATION__ADDRESS": '["1 Sample Street", "Sampleton"]',
    "ORGANISATION__EMAIL": "hello@example.org",
    "MAIL__SENDER": "act@example.org",
    "WEB__ADDRESS": "https://act.example.org",
}
LONG = (
    "A petition with a title that is long enough to be wrapped, however wide the window that it is"
    " read in, and in “quotation marks” and Welsh: tŷ"
)


@pytest.fixture
def settled(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose settings say who the organisation is."""
    for key, value in SETTINGS.items():
        monkeypatch.setenv(f"CAMPAIGNER_{key}", value)
    return workspace


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_line_of_a_mail_is_too_long_for_old_programs(
    database: Database, settled: Workspace, tmp_path: Path, language: str
) -> None:
    definition = settled.root / "campaigns" / "right-to-food" / "campaign.toml"
    shutil.copytree(settled.campaign_folder(SLUG), definition.parent, dirs_exist_ok=True)
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace("A legal right to food", LONG, 1), encoding="utf-8")
    wish = application(f"Ana {'Sample ' * 12}", language=language)
    signed(database, the_petition(database), wish)
    confirmed(database, the_petition(database), application("Ben Sample", language=language))
    assert write_mails(database, settled, tmp_path).failed == 0
    for mail in mails_in(tmp_path):
        assert max(map(len, words_of(mail).splitlines())) < 78
        assert max(map(len, words_of(mail, "html").splitlines())) < 100
        assert max(map(len, mail.as_bytes().splitlines())) < 998


def test_a_mail_says_where_the_organisation_is_and_answers_go_to_people(
    database: Database, settled: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    write_mails(database, settled, tmp_path)
    (mail,) = mails_in(tmp_path)
    assert mail["From"] == "Sample Rights <act@example.org>"
    assert mail["Reply-To"] == "Sample Rights <hello@example.org>"
    for form in ("plain", "html"):
        assert "Sample Rights, 1 Sample Street, Sampleton" in words_of(mail, form)
        assert "hello@example.org" in words_of(mail, form)


def test_a_mail_that_answers_what_somebody_did_has_no_unsubscribe(
    here: OpenWorkspace, settled: Workspace, tmp_path: Path
) -> None:
    signed(here.database, the_petition(here.database), application())
    confirmed(here.database, the_petition(here.database), application("Ben Sample"))
    send_mail(here, tmp_path)
    send_mail(replace(here, now=here.now + timedelta(days=1)), tmp_path)
    mails = mails_in(tmp_path)
    assert len(mails) == 3  # to Ana, to Ben, and a reminder to Ana
    assert not any(mail["List-Unsubscribe"] for mail in mails)
    assert {mail["Auto-Submitted"] for mail in mails} == {"auto-generated"}


@pytest.mark.parametrize(
    "name",
    [
        "Ana <b>x</b> {{ 7 * 7 }} & Sample",
        "[Win](https://example.net/a) **bold**",
        "=?utf-8?q?Ana=0ABcc:_x?=",
        "Ana\u2028Bcc: x@example.net",
    ],
)
def test_a_name_is_a_name_and_no_part_of_a_mail(
    database: Database, workspace: Workspace, tmp_path: Path, name: str
) -> None:
    made = signed(database, the_petition(database), application())
    database.execute("UPDATE signatures SET name = ? WHERE id = ?", (name, made.signature))
    assert write_mails(database, workspace, tmp_path).sent == 1
    (mail,) = mails_in(tmp_path)
    assert mail["Bcc"] is None
    assert "<b>x" not in words_of(mail, "html")
    assert 'href="https://example.net' not in words_of(mail, "html")
    assert "49" not in words_of(mail).partition("Someone")[0]


def test_a_mail_goes_out_once(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    signed(database, the_petition(database), application())
    assert write_mails(database, workspace, tmp_path).sent == 1
    assert write_mails(database, workspace, tmp_path, NOON + 86_400).sent == 0


def test_due_mails_and_reminders_are_written_into_a_folder_a_few_at_a_time(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    petition = the_petition(here.database)
    for number in range(3):
        signed(here.database, petition, person(number))
    assert send_mail(here, tmp_path / "out", limit=2) == Sent(2)
    assert [each.mail.state for each in list_mails(here)] == ["sent", "sent", "waiting"]
    assert list_mails(here)[2].to == "person2@example.org"
    tomorrow = replace(here, now=here.now + timedelta(days=1))
    assert send_mail(tomorrow, tmp_path / "out") == Sent(3)  # the third, and two reminders
    assert len(mails_in(tmp_path / "out", "remind")) == 2


def test_mails_in_a_folder_are_noted_with_whom_they_are_about(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    made = signed(here.database, the_petition(here.database), application())
    send_mail(here, tmp_path)
    (file,) = tmp_path.glob("*.eml")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    noted = files_about(here.database.conn, [made.signature])
    assert noted == [IssuedFile(str(file), SLUG, digest, signature=made.signature)]


def test_a_file_of_somebody_else_in_the_folder_stays(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    (tmp_path / "000001-confirm.eml").write_bytes(b"Message-ID: <1.1@example.net>\n\nmine")
    (tmp_path / "000001-confirm-2.eml").symlink_to("nowhere")
    assert write_mails(database, workspace, tmp_path).sent == 1
    assert (tmp_path / "000001-confirm.eml").read_bytes().endswith(b"mine")
    assert not (tmp_path / "nowhere").exists()
    [mail] = mails_in(tmp_path, "confirm-3")
    assert mail["To"] == "ana@example.org"


def test_a_mail_that_was_written_just_before_a_power_cut_is_written_in_its_place(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    assert write_mails(database, workspace, tmp_path).sent == 1
    database.execute("UPDATE outbox SET sent_at = NULL")  # the power went before it was noted
    assert write_mails(database, workspace, tmp_path).sent == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["000001-confirm.eml"]
