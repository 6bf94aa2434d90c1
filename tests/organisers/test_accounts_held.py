"""What accounts hold about people: exported, erased, removed in time."""

from __future__ import annotations

from datetime import UTC

import pytest

from account_holders import OLIVE, OWNER, PASSWORD, at_work, invite, joined, later
from campaigner.holding import Limits
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import accounts, remove_account
from campaigner.organisers.acting import MACHINE, as_account, name_of_actor
from campaigner.organisers.held import HELD
from campaigner.organisers.sessions import LoginRefused, log_in
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.retention import anonymise, what_is_due
from campaigner.setting_tables import Retention
from campaigner.store import audit


def test_a_person_is_shown_their_account(here: OpenWorkspace) -> None:
    joined(here)
    log_in(here, OLIVE, PASSWORD)
    (found,) = export_person(here, "Olive@example.org")["organisers"]
    assert (found["name"], found["role"], found["campaigns"]) == ("Olive Sample", "owner", "all")
    assert len(found["sessions"]) == 1
    assert "password" not in found


def test_who_is_erased_leaves_a_number_in_the_audit(here: OpenWorkspace) -> None:
    olive = joined(here)
    at_work(here)
    erase_person(here, OLIVE)
    assert accounts(here, MACHINE) == []
    assert list((here.workspace.root / "mail").glob("invitation-*")) == []
    assert export_person(here, OLIVE)["organisers"] == []
    for row in here.database.execute("SELECT * FROM organisers"):
        assert "live" not in str(tuple(row))
    actor = as_account(here, olive).actor
    assert actor in {each.actor for each in audit.deeds(here.database.conn)}
    assert name_of_actor(here, actor) == actor
    with pytest.raises(LoginRefused):
        log_in(here, OLIVE, PASSWORD)
    assert invite(here).id != olive.id


def test_the_name_of_who_has_left_goes_after_a_year(here: OpenWorkspace) -> None:
    olive = joined(here)
    joined(here, "omar@example.org", OWNER, "Omar Sample")
    remove_account(here, MACHINE, olive.id)
    actor = as_account(here, olive).actor
    assert name_of_actor(here, actor) == "Olive Sample"
    assert what_is_due(later(here, days=364)).counts["organisers"] == 0
    assert anonymise(later(here, days=365)).counts["organisers"] == 1
    assert name_of_actor(here, actor) == actor
    assert [each.name for each in accounts(here, MACHINE)] == ["Omar Sample"]


def test_a_name_that_is_kept_beyond_the_last_year_is_never_due(here: OpenWorkspace) -> None:
    olive = joined(here)
    joined(here, "omar@example.org", OWNER, "Omar Sample")
    remove_account(here, MACHINE, olive.id)
    limits = Limits(here.moment, Retention(months_after_leaving=120_000), UTC)
    assert HELD.due(here.database.conn, limits)["organisers"] == 0


def test_sessions_and_failures_go_after_a_month(here: OpenWorkspace) -> None:
    joined(here)
    log_in(here, OLIVE, PASSWORD)
    with pytest.raises(LoginRefused):
        log_in(here, "nobody@example.org", PASSWORD)
    assert anonymise(later(here, days=30)).counts["organiser_sessions"] == 0
    assert anonymise(later(here, days=31)).counts["organiser_sessions"] == 2
