"""What people do with their own accounts: where they are logged in, and another password."""

from __future__ import annotations

import pytest

from account_holders import OLIVE, OWNER, PASSWORD, at_work, joined, later
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import LoginTooOld, SessionOver
from campaigner.organisers.own_account import change_password, end_session, own_account
from campaigner.organisers.passwords import PasswordRefused
from campaigner.organisers.sessions import LoginRefused, log_in, session_of

OMAR = "omar@example.org"
ANOTHER = "nine patient herons paddle"


def test_a_person_sees_where_they_are_logged_in_and_nobody_else_is(here: OpenWorkspace) -> None:
    joined(here)
    joined(here, OMAR, OWNER, "Omar Sample")
    first, second = at_work(here), at_work(here)
    at_work(here, OMAR)
    found = own_account(here, first)
    assert [(each.id, each.is_this) for each in found.sessions] == [
        (second.id, False),
        (first.id, True),
    ]
    assert not found.has_second_factor


def test_a_session_that_has_lasted_its_time_is_not_shown(here: OpenWorkspace) -> None:
    joined(here)
    at_work(here)
    afterwards = later(here, hours=13)
    now = at_work(afterwards)
    assert [each.id for each in own_account(afterwards, now).sessions] == [now.id]


def test_a_person_ends_one_of_their_sessions_and_none_of_others(here: OpenWorkspace) -> None:
    joined(here)
    joined(here, OMAR, OWNER, "Omar Sample")
    olive, lost, omar = at_work(here), at_work(here), at_work(here, OMAR)
    assert not end_session(here, olive, omar.id)
    assert end_session(here, olive, lost.id)
    assert not end_session(here, olive, lost.id)
    with pytest.raises(SessionOver):
        own_account(here, lost)
    own_account(here, omar)


def test_a_new_password_ends_all_sessions_but_the_one_that_begins(here: OpenWorkspace) -> None:
    joined(here)
    this, elsewhere = (log_in(here, OLIVE, PASSWORD).token for _ in range(2))
    begun = session_of(here, change_password(here, session_of(here, this), ANOTHER).token)
    assert [each.id for each in own_account(here, begun).sessions] == [begun.id]
    for over in (this, elsewhere):
        with pytest.raises(SessionOver):
            session_of(here, over)
    with pytest.raises(LoginRefused):
        log_in(here, OLIVE, PASSWORD)
    log_in(here, OLIVE, ANOTHER)


def test_what_was_under_way_when_the_password_changed_is_not_done(here: OpenWorkspace) -> None:
    joined(here)
    under_way = at_work(here)
    afterwards = later(here, seconds=1)
    change_password(afterwards, under_way, ANOTHER)
    with pytest.raises(SessionOver):
        own_account(afterwards, under_way)


def test_a_session_after_a_new_password_ends_no_later_than_the_one_before(
    here: OpenWorkspace,
) -> None:
    joined(here)
    token = change_password(later(here, minutes=5), at_work(here), ANOTHER).token
    for minutes in range(20, 720, 20):
        session_of(later(here, minutes=minutes), token)
    with pytest.raises(SessionOver):
        session_of(later(here, minutes=720), token)


def test_a_password_is_not_changed_after_a_while_or_to_one_that_others_would_try(
    here: OpenWorkspace,
) -> None:
    joined(here)
    olive = at_work(here)
    with pytest.raises(LoginTooOld):
        change_password(later(here, minutes=20), olive, ANOTHER)
    with pytest.raises(PasswordRefused):
        change_password(here, olive, "Olive Sample 2026")
    log_in(here, OLIVE, PASSWORD)
