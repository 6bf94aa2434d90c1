"""Letters are made in turns: who asks for many takes nothing from the others."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

import httpx
import pytest

from campaigner.petitions.signing.networks import household_of
from campaigner.web.turns import A_SECOND, ALLOWANCE, AT_ONCE, PDF, WAITING, TooMany, Turns
from web_visitors import Served, in_a_loop

LETTER = {"name": "Suzie Specimen", "postcode": "LE93 1AA", "personal": "The shop shut in May."}


class Ticks:
    """A time that stands still until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def paid(turns: Turns, network: str, cost: float = 1) -> bool:
    async def ask() -> bool:
        try:
            async with turns.of(network, cost):
                return True
        except TooMany:
            return False

    return in_a_loop(ask())


def test_a_network_gets_what_it_is_allowed_and_then_as_much_as_time_brings() -> None:
    ticks = Ticks()
    turns = Turns(ticks)
    assert [paid(turns, "loud", PDF) for _ in range(int(ALLOWANCE / PDF) + 1)][-2:] == [True, False]
    assert paid(turns, "quiet")
    ticks.now += PDF / A_SECOND
    assert [paid(turns, "loud", PDF) for _ in range(2)] == [True, False]
    ticks.now += 10_000
    assert sum(paid(turns, "loud") for _ in range(200)) == ALLOWANCE


def test_a_network_has_few_letters_made_at_once_and_few_that_wait() -> None:
    async def ask() -> None:
        turns = Turns(Ticks())
        over = asyncio.Event()
        begun: list[str] = []

        async def one(network: str) -> None:
            async with turns.of(network):
                begun.append(network)
                await over.wait()

        async with AsyncExitStack() as stack:
            group = await stack.enter_async_context(asyncio.TaskGroup())
            for _ in range(AT_ONCE + WAITING):
                group.create_task(one("loud"))
            group.create_task(one("quiet"))
            await asyncio.sleep(0)
            assert begun == ["loud"] * AT_ONCE + ["quiet"]
            with pytest.raises(TooMany):
                await one("loud")
            over.set()
        assert begun.count("loud") == AT_ONCE + WAITING

    in_a_loop(ask())


@pytest.mark.parametrize(
    ("address", "household"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("64:ff9b::203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::5", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("evil.example", ""),
        ("203.0.113.7:80", ""),
        ("", ""),
    ],
)
def test_a_household_is_known_by_what_its_addresses_have_in_common(
    address: str, household: str
) -> None:
    assert household_of(address) == household


@pytest.fixture
def behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for this before the pages: they believe this machine where people come from."""
    monkeypatch.setenv("CAMPAIGNER_WEB__PROXIES", "127.0.0.1")


@pytest.mark.slow
def test_who_asks_for_pdfs_in_a_loop_takes_the_press_from_nobody(
    behind_a_proxy: None, served: Served
) -> None:
    def ask(network: str) -> httpx.Response:
        with served.visitor(**{"X-Forwarded-For": network}) as visitor:
            return visitor.post("/bread/write/letter.pdf", data=LETTER, timeout=60)

    with ThreadPoolExecutor(40) as people:
        loud = [people.submit(ask, f"2001:db8::{number:x}") for number in range(36)]
        quiet = [people.submit(ask, f"203.0.113.{number}") for number in range(4)]
    assert {each.result().status_code for each in quiet} == {200}
    told = [each.result() for each in loud]
    assert {each.status_code for each in told} == {200, 429}
    refused = next(each for each in told if each.status_code == 429)
    assert "what you wrote is still there" in refused.text
    assert int(refused.headers["Retry-After"]) >= 1


@pytest.mark.slow
def test_who_asks_for_previews_in_a_loop_is_told_so_in_the_frame(
    behind_a_proxy: None, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.web.turns.ALLOWANCE", 3)
    monkeypatch.setattr("campaigner.web.turns.A_SECOND", 0.001)
    ask = "/bread/write/preview"
    with served.visitor(**{"X-Forwarded-For": "203.0.113.7"}) as loud:
        told = [loud.post(ask, data=LETTER) for _ in range(4)]
    assert [each.status_code for each in told] == [200, 200, 200, 429]
    assert "We are making many letters" in told[-1].text
    assert "frame-ancestors 'self'" in told[-1].headers["Content-Security-Policy"]
    with served.visitor(**{"X-Forwarded-For": "203.0.113.8"}) as quiet:
        assert quiet.post(ask, data=LETTER).status_code == 200
    monkeypatch.setenv("CAMPAIGNER_FRAUD__SHARED_NETWORKS", "203.0.113.0/29")
    with served.visitor(**{"X-Forwarded-For": "203.0.113.7"}) as hall:
        assert hall.post(ask, data=LETTER).status_code == 200


def test_the_word_of_a_proxy_that_is_no_address_does_no_harm(
    behind_a_proxy: None, served: Served
) -> None:
    form = {"name": "Suzie Specimen", "email": "suzie@example.org", "postcode": "LE93 1AA"}
    for word in ("evil.example", "203.0.113.7:80", "[::1]:5", "a" * 300, "1.2.3.4, evil"):
        with served.visitor(**{"X-Forwarded-For": word}) as visitor:
            signed = visitor.post("/bread", data={**form, "country": "GB", "agreed": "yes"})
            assert signed.url.path == "/bread/inbox"
            assert visitor.post("/my-data", data={"email": "x@example.org"}).status_code == 200
            assert visitor.post("/bread/write/preview", data=LETTER).status_code == 200
