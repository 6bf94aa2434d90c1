"""Who guesses learns nothing: not who has an account, not how far a guess was right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyotp import TOTP

from account_holders import PASSWORD, invite, mailed_tokens
from campaigner.organisers import passwords, second_factor, sessions
from campaigner.organisers.accounts import remove_account
from campaigner.organisers.acting import MACHINE
from campaigner.organisers.attempts import (
    FREE,
    FROM_A_NETWORK,
    LOCKED,
    TooManyAttempts,
    begin,
    marks_of,
)
from campaigner.organisers.second_factor import CodeRefused
from campaigner.organisers.sessions import (
    CodeNeeded,
    LoginRefused,
    log_in,
    log_in_with_code,
    prove_again,
    session_of,
)
from campaigner.store import organisers
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.workspace import Workspace
from desk_people import Desk, opened_here
from inside_visitors import Answer, Inside, inside
from web_visitors import in_a_loop

PATH = "/desk/log-in"


@pytest.fixture
def desk(represented: Workspace, bread: Path) -> Iterator[Desk]:
    with inside(represented) as pages, closing(Desk(pages.served)) as desk:
        desk.pages = pages  # type: ignore[attr-defined]
        yield desk
    assert bread.exists()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a password was hashed, and looked at."""
    done: Counter[str] = Counter()
    passwords._nobodys()  # made once
    hasher = passwords._hasher()

    class Counted:
        def verify(self, kept: str, text: str) -> bool:
            done["looked at"] += 1
            return bool(hasher.verify(kept, text))

        def hash(self, text: str) -> str:
            done["hashed"] += 1
            return hasher.hash(text)

        check_needs_rehash = hasher.check_needs_rehash

    monkeypatch.setattr(passwords, "_hasher", Counted)
    return done


def pages_of(desk: Desk) -> Inside:
    pages: Inside = desk.pages  # type: ignore[attr-defined]
    return pages


def told(answer: Answer) -> tuple[object, ...]:
    """All that an answer tells a guesser: what is sealed anew each time is left out."""
    cookies = sorted(
        value.partition(b"=")[0] for name, value in answer.headers if name == b"set-cookie"
    )
    names = sorted(name for name, _ in answer.headers)
    text = re.sub(r'(value|data-passkey)="[^"]*"', "", answer.text)
    return answer.status, cookies, names, answer.header(b"retry-after"), text


def guesses(
    desk: Desk, email: str, times: int, password: str = "guess"
) -> list[tuple[object, ...]]:
    async def ask() -> list[tuple[object, ...]]:
        fields = [("email", email), ("password", password)]
        return [told(await pages_of(desk).post(PATH, fields)) for _ in range(times)]

    return in_a_loop(ask())


@pytest.mark.slow
def test_whoever_is_asked_for_the_answer_and_the_work_are_the_same(
    desk: Desk, work: Counter[str]
) -> None:
    """Nobody, a wrong password, one who has not accepted, one who was removed, no address."""
    desk.account(AccountRole.MODERATOR)
    with opened_here(desk.served) as here:
        remove_account(here, MACHINE, desk.account(AccountRole.AUDITOR).id)
        invite(here, "invited@example.org")
    asked = ("nobody", "moderator", "auditor", "invited", "MODERATOR")
    work.clear()
    found = [guesses(desk, f"{name}@example.org", FREE - 1) for name in asked[:4]]
    found.append(guesses(desk, "no address", FREE - 1))
    assert all(each == found[0] for each in found)
    assert work == {"looked at": 5 * (FREE - 1)}


@pytest.mark.slow
def test_a_locked_account_is_told_from_none(desk: Desk, work: Counter[str]) -> None:
    desk.account(AccountRole.MODERATOR)
    work.clear()
    addresses = ("moderator@example.org", "nobody@example.org")
    with opened_here(desk.served, "web") as here:
        for address in addresses:
            marks = marks_of(here, address)
            for _ in range(FREE):
                begin(here, marks)
    waits = [guesses(desk, address, 1, PASSWORD) for address in addresses]
    assert waits[0] == waits[1]
    assert waits[0][0][0] == 429
    with opened_here(desk.served, "web") as here:
        rows = [(marks_of(here, each).mailbox, b"", here.moment) for each in addresses] * LOCKED
        here.database.conn.executemany(
            "INSERT INTO organiser_attempts (mailbox, network, at) VALUES (?, ?, ?)", rows
        )
        here.database.conn.commit()
    locked = [guesses(desk, address, 1, PASSWORD) for address in addresses]
    assert locked[0] == locked[1]
    assert locked[0][0][0] == 429
    assert work == {}  # nobody's password is looked at any more


def with_factor(desk: Desk) -> tuple[TOTP, tuple[str, ...]]:
    """An owner who has a second factor, with its app and recovery codes."""
    account = desk.account(AccountRole.OWNER)
    with opened_here(desk.served, "web") as here:
        session = session_of(here, log_in(here, account.email, PASSWORD).token)
        app = TOTP(second_factor.begin(here, session).secret)
        return app, second_factor.confirm(here, session, app.at(here.now))


def test_codes_are_guessed_no_longer_by_giving_the_password_again(desk: Desk) -> None:
    """Codes of the app and those to recover with are counted together, over all browsers."""
    app, codes = with_factor(desk)
    clock = desk.served.clock
    clock.moment = clock.moment.replace(minute=2)
    with opened_here(desk.served, "web") as here:
        for number in range(FREE):
            with pytest.raises(CodeNeeded) as needed:
                log_in(here, "owner@example.org", PASSWORD)
            guess = f"{number:06d}" if number % 2 else f"aaaa-bbbb-cccc-ddd{number}"
            with pytest.raises(CodeRefused):
                log_in_with_code(here, needed.value.proved, guess)
        for code in (app.at(here.now), codes[0]):
            with pytest.raises(TooManyAttempts):
                log_in_with_code(here, needed.value.proved, code)
            with pytest.raises(TooManyAttempts):
                log_in(here, "owner@example.org", PASSWORD, code)


def test_a_password_that_is_asked_again_is_not_guessed_either(desk: Desk) -> None:
    """A thief of a session guesses as often as one without."""
    account = desk.account(AccountRole.MODERATOR)
    with opened_here(desk.served, "web") as here:
        token = log_in(here, account.email, PASSWORD).token
        for _ in range(FREE):
            with pytest.raises(LoginRefused):
                prove_again(here, token, "guess")
        with pytest.raises(TooManyAttempts):
            prove_again(here, token, PASSWORD)
        with pytest.raises(TooManyAttempts):
            log_in(here, account.email, PASSWORD)
        assert session_of(here, token).account == account


def test_many_addresses_and_many_ways_from_one_network_are_counted_together(desk: Desk) -> None:
    app, _ = with_factor(desk)
    clock = desk.served.clock
    clock.moment = clock.moment.replace(minute=2)
    with opened_here(desk.served, "web") as here:
        with pytest.raises(CodeNeeded) as needed:
            log_in(here, "owner@example.org", PASSWORD, network="203.0.113.7")
        for number in range(FROM_A_NETWORK):
            with pytest.raises(LoginRefused):
                log_in(here, f"person{number}@example.org", "stuffed", network="203.0.113.7")
        with pytest.raises(TooManyAttempts):
            log_in_with_code(here, needed.value.proved, app.at(here.now), "203.0.113.7")
        log_in_with_code(here, needed.value.proved, app.at(here.now), "203.0.113.8")


@pytest.mark.slow
def test_guessed_invitations_cost_no_hash_and_tell_nothing(desk: Desk, work: Counter[str]) -> None:
    with opened_here(desk.served) as here:
        invite(here)
        link = mailed_tokens(here)[-1]
        removed = desk.account(AccountRole.AUDITOR)
        invite(here, "gone@example.org")
        gone = mailed_tokens(here)[-1]
        number = removed.id + 1
        remove_account(here, MACHINE, number)
    work.clear()

    async def opened(token: str) -> tuple[object, ...]:
        pages = pages_of(desk)
        arrived = await pages.get(f"/desk/invitation/{token}")
        cookie = arrived.header(b"set-cookie").partition(";")[0]
        pages.token = f"x; {cookie}"
        return told(
            await pages.post("/desk/invitation", [("password", "nine tall herons whistle")])
        )

    made_up = in_a_loop(opened("A" * 43))
    assert made_up[0] == 410
    assert in_a_loop(opened(link[:-1] + "_")) == made_up
    assert in_a_loop(opened("..%2f" + "b" * 30)) == made_up
    assert in_a_loop(opened(gone))[0] == 410
    assert work == {}


def test_an_invitation_that_is_accepted_with_more_in_its_form_gives_its_own_place(
    desk: Desk,
) -> None:
    with opened_here(desk.served) as here:
        account = invite(here, place=Place(AccountRole.TYPIST, frozenset({"bread"})))
        link = mailed_tokens(here)[-1]

    async def accept() -> Answer:
        pages = pages_of(desk)
        arrived = await pages.get(f"/desk/invitation/{link}")
        pages.token = f"x; {arrived.header(b'set-cookie').partition(';')[0]}"
        forged = [("role", "owner"), ("every", "yes"), ("campaigns", "cake"), ("account", "1")]
        return await pages.post(
            "/desk/invitation", [("password", "nine tall herons whistle"), *forged]
        )

    assert in_a_loop(accept()).status == 303
    with opened_here(desk.served) as here:
        now = organisers.of_number(here.database.conn, account.id)
        assert now is not None
        assert now == replace(account, accepted_at=now.accepted_at)
        sessions.log_in(here, "olive@example.org", "nine tall herons whistle")
