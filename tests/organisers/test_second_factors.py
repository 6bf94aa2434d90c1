"""Codes of an app, and codes to recover with."""

from __future__ import annotations

from datetime import datetime

import pyotp
import pytest

from account_holders import OLIVE, PASSWORD, at_work, joined, later
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers import second_factor
from campaigner.organisers.acting import MACHINE, LoginTooOld, NotAllowed, SessionOver
from campaigner.organisers.attempts import FREE, TooManyAttempts
from campaigner.organisers.second_factor import CodeRefused
from campaigner.organisers.sessions import CodeNeeded, log_in, prove_again, session_of
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole


def code_at(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).at(now)


@pytest.fixture
def secret(here: OpenWorkspace) -> str:
    """Olive has an account; her app's secret, which is on."""
    joined(here)
    session = at_work(here)
    begun = second_factor.begin(here, session)
    assert begun.address.startswith("otpauth://totp/")
    assert begun.secret not in repr(begun)
    second_factor.confirm(here, session, code_at(begun.secret, here.now))
    return begun.secret


def test_a_code_is_asked_for_once_it_is_on(here: OpenWorkspace, secret: str) -> None:
    soon = later(here, minutes=1)
    for _ in range(FREE + 2):  # a right password alone is no failure
        with pytest.raises(CodeNeeded):
            log_in(soon, OLIVE, PASSWORD)
    log_in(soon, OLIVE, PASSWORD, code_at(secret, soon.now))


def test_the_same_code_is_not_taken_twice(here: OpenWorkspace, secret: str) -> None:
    with pytest.raises(CodeRefused):  # it has turned the factor on
        log_in(here, OLIVE, PASSWORD, code_at(secret, here.now))
    soon = later(here, minutes=1)
    code = code_at(secret, soon.now)
    token = log_in(soon, OLIVE, PASSWORD, code).token
    for replay in (soon, later(soon, seconds=29)):
        with pytest.raises(CodeRefused):
            log_in(replay, OLIVE, PASSWORD, code)
    with pytest.raises(CodeRefused):
        prove_again(soon, token, PASSWORD, code)


def test_an_earlier_code_is_not_taken_after_a_later_one(here: OpenWorkspace, secret: str) -> None:
    soon = later(here, minutes=2)
    earlier = code_at(secret, later(soon, seconds=-30).now)
    log_in(soon, OLIVE, PASSWORD, code_at(secret, soon.now))
    with pytest.raises(CodeRefused):
        log_in(soon, OLIVE, PASSWORD, earlier)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, False)])
def test_a_code_is_good_for_its_half_minute_and_the_next(
    here: OpenWorkspace, secret: str, seconds: int, good: bool
) -> None:
    soon = later(here, minutes=5)
    code = code_at(secret, later(soon, seconds=seconds).now)
    if good:
        log_in(soon, OLIVE, PASSWORD, f" {code[:3]} {code[3:]} ")
    else:
        with pytest.raises(CodeRefused):
            log_in(soon, OLIVE, PASSWORD, code)


def test_codes_cannot_be_guessed(here: OpenWorkspace, secret: str) -> None:
    soon = later(here, minutes=1)
    right = code_at(secret, soon.now)
    for guess in ("000000", "é" * 6, "9" * 5000, "-", "' OR 1=1"):
        assert guess != right
        with pytest.raises(CodeRefused):
            log_in(soon, OLIVE, PASSWORD, guess)
    with pytest.raises(TooManyAttempts):
        log_in(soon, OLIVE, PASSWORD, right)


def test_a_recovery_code_works_once(here: OpenWorkspace) -> None:
    joined(here)
    session = at_work(here)
    secret = second_factor.begin(here, session).secret
    codes = second_factor.confirm(here, session, code_at(secret, here.now))
    assert len(set(codes)) == 10
    log_in(here, OLIVE, PASSWORD, codes[0].upper())
    with pytest.raises(CodeRefused):
        log_in(here, OLIVE, PASSWORD, codes[0])
    kept = here.database.execute("SELECT hash FROM organiser_recovery_codes").fetchall()
    assert len(kept) == 9


def test_the_database_alone_does_not_make_codes(here: OpenWorkspace, secret: str) -> None:
    (kept,) = here.database.execute("SELECT secret FROM organiser_factors").fetchone()
    assert secret.encode() not in kept
    (here.workspace.keys_folder / second_factor.KEY_FILE).write_text("00" * 32 + "\n")
    with pytest.raises(CampaignerError, match="cannot be read"):
        log_in(later(here, minutes=1), OLIVE, PASSWORD, "123456")


def test_a_wrong_first_code_turns_nothing_on(here: OpenWorkspace) -> None:
    joined(here)
    session = at_work(here)
    second_factor.begin(here, session)
    with pytest.raises(CodeRefused):
        second_factor.confirm(here, session, "not it")
    log_in(here, OLIVE, PASSWORD)


def test_a_stolen_session_neither_adds_nor_replaces_nor_removes_one(
    here: OpenWorkspace, secret: str
) -> None:
    soon = later(here, minutes=1)
    token = log_in(soon, OLIVE, PASSWORD, code_at(secret, soon.now)).token
    with pytest.raises(CampaignerError, match="has a second factor"):
        second_factor.begin(soon, session_of(soon, token))
    stale = later(soon, minutes=15)
    stolen = session_of(stale, token)
    with pytest.raises(LoginTooOld):
        second_factor.begin(stale, stolen)
    with pytest.raises(LoginTooOld):
        second_factor.remove(stale, stolen, stolen.account.id)


def test_an_owner_helps_who_has_lost_theirs_and_others_cannot(
    here: OpenWorkspace, secret: str
) -> None:
    moderator = Place(AccountRole.MODERATOR, everywhere=True)
    joined(here, "omar@example.org", moderator, "Omar Sample")
    omar = at_work(here, "omar@example.org")
    soon = later(here, minutes=1)
    token = log_in(soon, OLIVE, PASSWORD, code_at(secret, soon.now)).token
    olive = session_of(soon, token).account.id
    with pytest.raises(NotAllowed):
        second_factor.remove(here, omar, olive)
    second_factor.remove(soon, MACHINE, olive)
    with pytest.raises(SessionOver):
        session_of(soon, token)
    log_in(soon, OLIVE, PASSWORD)


def test_new_recovery_codes_replace_those_before(here: OpenWorkspace) -> None:
    joined(here)
    session = at_work(here)
    with pytest.raises(CampaignerError, match="no second factor"):
        second_factor.renew_codes(here, session)
    begun = second_factor.begin(here, session)
    before = second_factor.confirm(here, session, code_at(begun.secret, here.now))
    after = second_factor.renew_codes(here, session)
    assert len({*before, *after}) == 2 * len(before)
    soon = later(here, minutes=1)
    with pytest.raises(CodeRefused):
        log_in(soon, OLIVE, PASSWORD, before[0])
    log_in(soon, OLIVE, PASSWORD, after[0])
    with pytest.raises(LoginTooOld):
        second_factor.renew_codes(later(here, minutes=60), session)
