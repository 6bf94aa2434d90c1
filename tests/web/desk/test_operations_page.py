"""How the pages are run, at the desk: what is to do, mail tried, backups, versions."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from campaigner import care
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, opened_here


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
    care.back_up(at_desk.served.workspace, copy, moment - 60)
    page = owner.get("/desk/operations").text
    assert str(copy) in page
    assert "more than a week old" not in page
    shutil.rmtree(copy.parent)
    page = owner.get("/desk/operations").text
    assert "Not there any more" in page
    assert "more than a week old" in page
    with opened_here(at_desk.served) as here:
        assert [each.size for each in care.backups(here)] == [None]


def test_a_test_mail_that_does_not_go_explains_itself(at_desk: Desk) -> None:
    answer = at_desk.logged_in().post("/desk/operations/test-mail")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_operations_are_for_owners(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert omar.get("/desk/operations").status_code == 403
