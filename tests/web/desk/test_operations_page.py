"""How the pages are run, at the desk: what is to do, mail tried, backups, versions."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.care.backups import back_up, backups
from campaigner.care.room import NotEnoughRoom
from campaigner.editing.machine_settings import MAIL, REPLIES, Origin
from campaigner.jobs.backups import newest_backup_job
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.mail import Reason, TrialStep
from campaigner.workspace import shipped_folder
from desk_people import Desk, heading, opened_here
from job_makers import done_here


def test_an_owner_sees_what_is_still_to_do_and_the_versions(at_desk: Desk) -> None:
    page = at_desk.logged_in().get("/desk/operations")
    assert heading(page) == "Running the pages"
    assert "mail.host is empty" in page.text
    assert sqlite3.sqlite_version in page.text
    assert "There is no backup yet." in page.text


def test_a_backup_is_listed_until_it_is_old_or_gone(at_desk: Desk, tmp_path: Path) -> None:
    owner = at_desk.logged_in()
    copy = tmp_path / "copies" / "tuesday.db"
    moment = int(at_desk.served.clock().timestamp())
    back_up(at_desk.served.workspace, copy, moment - 60)
    assert str(copy) in owner.get("/desk/operations/backups").text
    page = owner.get("/desk/operations").text
    assert "It was not tried" in page
    assert "more than a week old" not in page
    shutil.rmtree(copy.parent)
    assert "Not there any more" in owner.get("/desk/operations/backups").text
    assert "There is no backup yet." in owner.get("/desk/operations").text


def test_an_owner_makes_a_backup_and_reads_what_was_found_in_it(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = at_desk.logged_in()
    page = owner.post("/desk/operations/backups")
    assert "It waits for its turn" in page.text
    assert owner.post("/desk/operations/backups").status_code == 200  # it is being made already
    with opened_here(at_desk.served) as here:
        done_here(here)
        (made,) = backups(here)
    page = owner.get("/desk/operations/backups")
    assert "Restored and checked." in page.text
    assert "0 signatures, the ledger agrees." in page.text
    assert made.path in page.text
    monkeypatch.setattr("campaigner.care.own_backups.check_room", _no_room)
    refused = owner.post("/desk/operations/backups")
    assert refused.status_code == 409
    assert "300 MB are needed" in refused.text


def _no_room(*_: object) -> None:
    raise NotEnoughRoom("There is too little room.", needed=300_000_000, free=1_000_000)


def test_a_backup_takes_the_password_once_more_and_an_owner(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert omar.post("/desk/operations/backups").status_code == 403
    owner = at_desk.logged_in()
    at_desk.served.clock.moment += timedelta(minutes=20)
    assert heading(owner.post("/desk/operations/backups")) == "Enter your password again"
    with opened_here(at_desk.served) as here:
        assert newest_backup_job(here) is None


def test_a_test_mail_that_does_not_go_explains_itself(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = at_desk.logged_in()
    answer = owner.post("/desk/operations/email/try")
    assert answer.status_code == 422
    assert "No mail server is set up." in answer.text
    for key, value in (("HOST", "127.0.0.1"), ("PORT", "1"), ("SENDER", "act@example.org")):
        monkeypatch.setenv(f"CAMPAIGNER_MAIL__{key}", value)
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", "https://act.example.org")
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample Rights")
    answer = owner.post("/desk/operations/email/try")
    assert answer.status_code == 422
    assert "Nothing listens at that port." in answer.text
    assert "465 with tls" in answer.text


def test_how_email_is_set_up_is_shown_without_passwords(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_MAIL__PASSWORD", "gorse-lantern")
    monkeypatch.setenv("CAMPAIGNER_REPLIES__IMAP_HOST", "127.0.0.1")
    monkeypatch.setenv("CAMPAIGNER_REPLIES__IMAP_PORT", "1")
    monkeypatch.setenv("CAMPAIGNER_REPLIES__IMAP_USERNAME", "replies@example.org")
    monkeypatch.setenv("CAMPAIGNER_REPLIES__IMAP_PASSWORD", "kettle-quarry")
    owner = at_desk.logged_in()
    page = owner.get("/desk/operations/email")
    assert "From the environment: CAMPAIGNER_MAIL__PASSWORD." in page.text
    answer = owner.post("/desk/operations/email/try-mailbox")
    assert "The mailbox cannot be read." in answer.text
    assert "Nothing listens at that port." in answer.text
    for secret in ("gorse", "kettle"):
        assert secret not in page.text + answer.text


def test_every_reason_has_its_words() -> None:
    words = shipped_folder("templates") / "web" / "desk" / "words" / "email.toml"
    for each in tomllib.loads(words.read_text(encoding="utf-8")).values():
        assert each["why"].keys() == each["todo"].keys() == {*Reason}
        assert each["steps"].keys() == {*TrialStep}
        assert each["origins"].keys() == {*Origin}
        assert each["labels"].keys() == each["meaning"].keys()
        assert {*MAIL, *REPLIES} <= each["labels"].keys()


def test_operations_are_for_owners(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert omar.get("/desk/operations").status_code == 403
