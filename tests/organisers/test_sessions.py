"""Logging in, staying logged in, and those who try to without a password."""

from __future__ import annotations

import sqlite3

import pytest

from account_holders import OLIVE, PASSWORD, at_work, invite, joined, later, mailed_tokens
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers import attempts, passwords
from campaigner.organisers.accounts import account_of
from campaigner.organisers.acting import MACHINE, SessionOver
from campaigner.organisers.attempts import FREE, FROM_A_NETWORK, LOCKED, TooManyAttempts, wait_after
from campaigner.organisers.invitations import accept, invite_again
from campaigner.organisers.sessions import (
    LoginRefused,
    log_in,
    log_out,
    prove_again,
    session_of,
)

HOME, AWAY = "203.0.113.7", "198.51.100.9"


def fail(here: OpenWorkspace, address: str = OLIVE, network: str = "") -> CampaignerError:
    with pytest.raises((LoginRefused, TooManyAttempts)) as raised:
        log_in(here, address, "not the right password", network=network)
    return raised.value


def test_a_session_ends_without_work(here: OpenWorkspace) -> None:
    joined(here)
    token = log_in(here, OLIVE, PASSWORD).token
    session_of(later(here, minutes=29), token)
    session_of(later(here, minutes=58), token)
    with pytest.raises(SessionOver):
        session_of(later(here, minutes=88), token)
    with pytest.raises(SessionOver):
        session_of(here, token)


def test_a_session_ends_after_half_a_day_of_work(here: OpenWorkspace) -> None:
    joined(here)
    token = log_in(here, OLIVE, PASSWORD).token
    for minutes in range(20, 720, 20):
        session_of(later(here, minutes=minutes), token)
    token = prove_again(later(here, minutes=710), token, PASSWORD).token
    with pytest.raises(SessionOver):
        session_of(later(here, minutes=720), token)


def test_who_logs_out_is_out(here: OpenWorkspace) -> None:
    joined(here)
    one, other = (log_in(here, OLIVE, PASSWORD).token for _ in range(2))
    log_out(here, one)
    log_out(here, one)
    with pytest.raises(SessionOver):
        session_of(here, one)
    session_of(here, other)


def test_each_log_in_has_a_new_token_so_that_none_can_be_fixed(here: OpenWorkspace) -> None:
    joined(here)
    first, second = (log_in(here, OLIVE, PASSWORD).token for _ in range(2))
    assert first != second
    renewed = prove_again(here, first, PASSWORD).token
    assert renewed != first
    with pytest.raises(SessionOver):
        session_of(here, first)
    session_of(here, renewed)
    with pytest.raises(SessionOver):
        session_of(here, "planted-by-somebody-else")


def test_what_is_stolen_from_the_database_opens_nothing(here: OpenWorkspace) -> None:
    joined(here)
    log_in(here, OLIVE, PASSWORD)
    (digest,) = here.database.execute("SELECT token FROM organiser_sessions").fetchone()
    for stolen in (digest.hex(), digest.decode("latin-1"), repr(digest)):
        with pytest.raises(SessionOver):
            session_of(here, stolen)


def test_a_stolen_token_does_not_do_for_what_needs_the_password(here: OpenWorkspace) -> None:
    joined(here)
    token = log_in(here, OLIVE, PASSWORD).token
    with pytest.raises(LoginRefused):
        prove_again(here, token, "not the right password")
    session_of(here, token)


@pytest.mark.parametrize(
    "address", ["nobody@example.org", OLIVE, "invited@example.org", "", "not an address", "é@x"]
)
def test_nobody_can_tell_whether_there_is_an_account(
    here: OpenWorkspace, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are the same, and so is the work: one hash is compared, at each try."""
    joined(here)
    invite(here, "invited@example.org")
    compared: list[str] = []
    real = passwords.is_password

    def counted(kept: str, password: str) -> bool:
        compared.append(kept)
        return real(kept, password)

    monkeypatch.setattr("campaigner.organisers.sessions.is_password", counted)
    answers = [fail(here, address) for _ in range(FREE + 1)]
    assert [type(each) for each in answers] == [LoginRefused] * FREE + [TooManyAttempts]
    assert len({each.message for each in answers[:FREE]}) == 1
    assert len(compared) == FREE


def test_a_guesser_waits_longer_each_time(here: OpenWorkspace) -> None:
    assert [wait_after(failures) for failures in (4, 5, 6, 9, 10, 1000)] == [
        0, 30, 60, 480, 900, 900,
    ]  # fmt: skip
    joined(here)
    for _ in range(FREE):
        assert isinstance(fail(here), LoginRefused)
    with pytest.raises(TooManyAttempts):
        log_in(later(here, seconds=29), OLIVE, PASSWORD)
    log_in(later(here, seconds=30), OLIVE, PASSWORD)
    assert isinstance(fail(later(here, seconds=31)), LoginRefused)


def test_a_mailbox_spelt_in_many_ways_is_one(here: OpenWorkspace) -> None:
    joined(here)
    for number in range(FREE):
        fail(here, f"OLIVE+{number}@example.org")
    assert isinstance(fail(here), TooManyAttempts)


def test_after_a_hundred_failures_an_account_is_locked_until_it_is_invited_again(
    here: OpenWorkspace,
) -> None:
    olive = joined(here)
    with here.database.conn as connection:
        mark = attempts.marks_of(here, OLIVE).mailbox
        connection.executemany(
            "INSERT INTO organiser_attempts (mailbox, network, at) VALUES (?, x'', ?)",
            [(mark, here.moment)] * LOCKED,
        )
    tomorrow = later(here, days=1)
    with pytest.raises(TooManyAttempts) as raised:
        log_in(tomorrow, OLIVE, PASSWORD)
    assert raised.value.wait == 0
    invite_again(tomorrow, MACHINE, olive.id)
    accept(tomorrow, mailed_tokens(tomorrow)[-1], PASSWORD)
    log_in(tomorrow, OLIVE, PASSWORD)


def test_stuffing_many_accounts_from_one_network_is_stopped(here: OpenWorkspace) -> None:
    joined(here)
    for number in range(FROM_A_NETWORK):
        fail(here, f"person{number}@example.org", HOME)
    with pytest.raises(TooManyAttempts):
        log_in(here, OLIVE, PASSWORD, network=HOME)
    log_in(here, OLIVE, PASSWORD, network=AWAY)
    log_in(later(here, minutes=61), OLIVE, PASSWORD, network=HOME)


def test_one_household_of_ipv6_is_one_network(here: OpenWorkspace) -> None:
    joined(here)
    for number in range(FROM_A_NETWORK):
        fail(here, f"person{number}@example.org", f"2001:db8:1:2::{number:x}")
    assert isinstance(fail(here, "one@example.org", "2001:db8:1:2:ffff::1"), TooManyAttempts)
    assert isinstance(fail(here, "two@example.org", "2001:db8:1:3::1"), LoginRefused)


def test_what_is_kept_of_failures_names_nobody(here: OpenWorkspace) -> None:
    fail(here, "nobody@example.org", HOME)
    kept = str([tuple(row) for row in here.database.execute("SELECT * FROM organiser_attempts")])
    assert "nobody" not in kept
    assert HOME not in kept


@pytest.mark.usefixtures("unhurried")
def test_a_password_hashed_with_older_numbers_is_hashed_again(here: OpenWorkspace) -> None:
    from argon2 import PasswordHasher

    olive = joined(here)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    here.database.execute("UPDATE organisers SET password = ? WHERE id = ?", (old, olive.id))
    log_in(here, OLIVE, PASSWORD)
    (kept,) = here.database.execute("SELECT password FROM organisers").fetchone()
    assert "m=19456" in kept


def test_a_role_that_the_program_does_not_know_opens_nothing(here: OpenWorkspace) -> None:
    joined(here)
    session = at_work(here)
    assert account_of(here, OLIVE).id == session.account.id
    with pytest.raises(sqlite3.IntegrityError):
        here.database.execute("UPDATE organisers SET role = 'root'")


def test_a_password_that_is_changed_while_it_is_looked_at_opens_nothing(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    olive = joined(here)
    invite_again(here, MACHINE, olive.id)
    (token,) = mailed_tokens(here)[1:]
    real = passwords.is_password

    def overtaken(kept: str, password: str) -> bool:
        monkeypatch.undo()
        accept(here, token, "four loud badgers whistle")
        return real(kept, password)

    monkeypatch.setattr("campaigner.organisers.sessions.is_password", overtaken)
    with pytest.raises(LoginRefused):
        log_in(here, OLIVE, PASSWORD)
    assert here.database.execute("SELECT count(*) FROM organiser_sessions").fetchone()[0] == 0
