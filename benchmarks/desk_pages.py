"""Pages of the desk while people sign: python -m benchmarks.desk_pages [--count N] [--folder DIR].

A server with 6.1 million made-up signatures (``--count`` for fewer, ``--folder`` for those that
were made before). First about fifty people sign each second; then an organiser goes from page to
page; then both at once. Each page is timed by the browser, from the request to the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

import httpx

from benchmarks._large import BEGIN, BOT_DOMAIN, GIVEN, LAST, make
from benchmarks._load import SEE_OTHER, Load, post, under_load
from benchmarks._people import AREAS
from benchmarks._servers import free_port, pages, running
from benchmarks._spent import shown, timed
from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.organisers.accounts import NewAccount, add_account
from campaigner.organisers.acting import MACHINE
from campaigner.organisers.invitations import accept
from campaigner.organisers.sessions import log_in
from campaigner.store.organisers import Place
from campaigner.text import comparison_key
from campaigner.vocabulary.desk import AccountRole
from campaigner.workspace import Workspace

FULL, SECONDS, SIGNERS, PAUSE = 6_100_000, 30.0, 16, 0.3
PASSWORD = "seven quiet otters juggle"
BREAD = "/desk/campaigns/bread"
NAMES = tuple(f"{given} {family}" for given in GIVEN for family in BEGIN)
EMAILS = tuple(f"{comparison_key(given)}.{family.lower()}" for family in BEGIN for given in GIVEN)


@dataclass
class Took:
    """Seconds of each look at each page."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, page: str, answer: Callable[[], httpx.Response]) -> None:
        """Ask for a page, and note how long it took."""
        start = time.perf_counter()
        came = answer()
        self.seconds.setdefault(page, []).append(time.perf_counter() - start)
        if came.status_code != 200:
            raise SystemExit(f"{page}: the answer was {came.status_code}.")


def organiser(workspace: Workspace) -> str:
    """Returns the session of an owner who has accepted an invitation and logged in."""
    now = datetime.fromtimestamp(LAST, UTC)
    with opened_workspace(workspace, now, "bench") as here:
        address = f"owner.{time.time_ns()}@example.org"
        place = Place(AccountRole.OWNER, everywhere=True)
        add_account(here, MACHINE, NewAccount("Olive Sample", address, place))
        accept(here, _mailed(here), PASSWORD)
        return log_in(here, address, PASSWORD).token


def _mailed(here: OpenWorkspace) -> str:
    with tempfile.TemporaryDirectory() as place:
        send_mail(here, Path(place))
        newest = max(Path(place).glob("invitation-*.eml"))
        found = re.search(r"/desk/invitation/(\w+)", newest.read_text(encoding="utf-8"))
    assert found
    return found[1]


def walk(base: str, token: str, seconds: float, count: int) -> Took:
    """An organiser at work for some seconds: every page in turn, with other words each time."""
    took, until = Took(), time.perf_counter() + seconds
    numbers = range(1, count, max(count // 97, 1))
    turns = zip(*map(cycle, (NAMES, EMAILS, AREAS[::13], numbers)), strict=True)
    with httpx.Client(base_url=base, cookies={"desk": token}, timeout=60) as browser:
        while time.perf_counter() < until:
            name, email, area, number = next(turns)
            _look(browser, took, name, email, area, number)
    return took


def _look(browser: httpx.Client, took: Took, name: str, email: str, area: str, number: int) -> None:
    get, search = browser.get, partial(browser.post, f"{BREAD}/signatures")
    searched: Mapping[str, Mapping[str, str]] = {
        "search by name": {"who": name},
        "search by email": {"who": email},
        "signatures of an area": {"area": area},
        "signatures of a domain": {"domain": BOT_DOMAIN},
    }
    took.add("overview", lambda: get(BREAD))
    took.add("what the overview asks again", lambda: get(f"{BREAD}/now"))
    took.add("newest signatures", lambda: get(f"{BREAD}/signatures"))
    for page, form in searched.items():
        took.add(page, partial(search, data=form))
    took.add("a person's story", lambda: get(f"{BREAD}/signatures/{number}"))
    for page in ("suspects", "decisions"):
        took.add(page, partial(get, f"{BREAD}/signatures/{page}"))
    for page in ("comments", "petition", "letters", "paper", "updates", "deliveries", "editor"):
        took.add(page, partial(get, f"{BREAD}/{page}"))
    for page in ("requests", "retention", "audit", "organisers"):
        took.add(page, partial(get, f"/desk/{page}"))


def sign(port: int, seconds: float, first: int) -> Load:
    """People sign for some seconds."""
    return asyncio.run(
        under_load(
            port,
            partial(post, "/bread"),
            connections=SIGNERS,
            seconds=seconds,
            first=first,
            pause=PAUSE,
        )
    )


def say_signed(what: str, load: Load) -> None:
    print(
        f"{what}: {load.rate(SEE_OTHER):,.0f} a second, median {shown(load.percentile(0.5))},"
        f" p99 {shown(load.percentile(0.99))}, slowest {shown(max(load.seconds))},"
        f" answers {load.statuses}",
        flush=True,
    )


def say_pages(alone: Took, beside: Took) -> None:
    print(f"\n{'page':<32}{'median':>12}{'slowest':>12}{'beside':>12}{'slowest':>12}{'looks':>8}")
    for page, one in alone.seconds.items():
        other = beside.seconds.get(page, one)
        figures = (median(one), max(one), median(other), max(other))
        print(f"{page:<32}" + "".join(f"{shown(each):>12}" for each in figures)
              + f"{len(one) + len(other):>8}")  # fmt: skip


def measure(folder: Path, seconds: float, count: int) -> None:
    """Signing alone, the desk alone, and both."""
    settings = folder / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    open_to_all = 'shared_networks = ["127.0.0.0/8"]'
    settings.write_text(text.replace("# shared_networks = []", open_to_all), encoding="utf-8")
    token, port = organiser(Workspace(folder)), free_port()
    base = f"http://127.0.0.1:{port}"
    with running(pages(folder, port), port, {}), ProcessPoolExecutor(1) as others:
        first = 100_000_000 + time.time_ns() // 1_000_000_000 % 10_000_000 * 10_000
        walk(base, token, 5, count)  # until the processes that make letters have started
        say_signed("people sign", others.submit(sign, port, seconds, first).result())
        alone = walk(base, token, seconds, count)
        signing: Future[Load] = others.submit(sign, port, seconds, first + 5_000)
        beside = walk(base, token, seconds, count)
        say_signed("people sign beside an organiser", signing.result())
        say_pages(alone, beside)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=FULL)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    wanted = parser.parse_args()
    os.environ["CAMPAIGNER_NOW"] = datetime.fromtimestamp(LAST, UTC).isoformat()
    with tempfile.TemporaryDirectory() as place:
        folder = wanted.folder or Path(place) / "large"
        if not (folder / "campaigner.db").exists():
            timed("made", lambda: make(folder, wanted.count), wanted.count)
        measure(folder, wanted.seconds, wanted.count)


if __name__ == "__main__":
    main()
