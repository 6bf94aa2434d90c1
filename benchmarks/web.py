"""The pages under a storm: signing with readers beside, the count, a slow disk, the plug pulled.

The peer is a bare FastAPI handler that commits each row; the two take turns.
``CAMPAIGNER_BENCH_…`` says what is done: ``SECONDS`` how long each part takes (10), ``TURNS`` how
often (3), ``DISK_MS`` by how much each wait for the slow disk is longer (10), ``KILLS`` how often
the server is killed (20), ``SEED`` at which moments.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks._load import SEE_OTHER, Load, get, post, under_load
from benchmarks._servers import bare, free_port, pages, processor_seconds, running
from benchmarks._slow_disk import MILLISECONDS, commit_seconds, slow_disk
from benchmarks._workspaces import workspace_with_campaign

SIGNERS, READERS, SIGNERS_BESIDE_KILLS = 64, 50, 16
OK = 200
WARMING, KILLED = 40_000_000, 50_000_000  # numbers of those who sign then, and above


def wanted(name: str, usual: float) -> float:
    return float(os.environ.get(f"CAMPAIGNER_BENCH_{name}", usual))


@dataclass
class Storm:
    """What came of signing for some seconds: signers, readers, what the server spent on both."""

    signed: Load
    read: Load | None
    processor: float

    def shown(self) -> str:
        """The figures, a line for the signers and one for the readers."""
        load = self.signed
        line = (
            f"{load.rate(SEE_OTHER):,.0f} a second, median {load.percentile(0.5) * 1000:.0f} ms,"
            f" p99 {load.percentile(0.99) * 1000:.0f} ms, processor"
            f" {self.processor_each * 1000:.2f} ms each, answers {load.statuses}"
        )
        if self.read is None:
            return line
        p99 = self.read.percentile(0.99) * 1000
        return f"{line}\n{READERS} readers: p99 {p99:.0f} ms, answers {self.read.statuses}"

    @property
    def processor_each(self) -> float:
        """Seconds of the server's processor for each signature; readers' are among them."""
        return self.processor / max(self.signed.statuses.get(SEE_OTHER, 0), 1)


@dataclass
class Beside:
    """The pages and the bare handler, in turns on the same disk."""

    pages: list[Storm] = field(default_factory=list)
    bare: list[Storm] = field(default_factory=list)

    def shown(self) -> str:
        """The ratios of the two."""
        both = list(zip(self.pages, self.bare, strict=True))
        rates = [one.signed.rate(SEE_OTHER) / two.signed.rate(SEE_OTHER) for one, two in both]
        spent = [
            one.processor_each / other.processor_each for one, other in both if other.processor
        ]
        said = f"pages beside bare: {median(rates):.2f} of its signatures a second"
        if spent:
            said += f", {median(spent):.2f} of its processor each"
        return f"{said} (medians of {len(both)})"


async def _storm(port: int, seconds: float, first: int, readers: str) -> tuple[Load, Load | None]:
    """Signers as fast as they get answers, and readers who ask once a second, if there are any."""
    signing = under_load(
        port, partial(post, "/bread"), connections=SIGNERS, seconds=seconds, first=first
    )
    if not readers:
        return await signing, None
    reading = under_load(
        port, lambda _: get(readers), connections=READERS, seconds=seconds, pause=1.0, yes=OK
    )
    signed, read = await asyncio.gather(signing, reading)
    return signed, read


def storm(
    process: subprocess.Popen[bytes], port: int, seconds: float, first: int, readers: str = ""
) -> Storm:
    before = processor_seconds(process.pid)
    signed, read = asyncio.run(_storm(port, seconds, first, readers))
    return Storm(signed, read, processor_seconds(process.pid) - before)


def signatures(database: Path) -> list[int]:
    """The numbers of those who signed, each as often as it is there."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT email FROM signatures").fetchall()
    return [int(email.split(".")[1].partition("@")[0]) for (email,) in rows]


def prepared(folder: Path) -> Path:
    workspace, _ = workspace_with_campaign(folder)
    settings = workspace.root / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("# shared_networks = []", 'shared_networks = ["127.0.0.0/8"]')
    settings.write_text(text, encoding="utf-8")
    return workspace.root


def compare(folder: Path, disk: Mapping[str, str]) -> None:
    """The pages beside the bare handler, and what the pages promised beside what is there."""
    seconds, turns = wanted("SECONDS", 10), int(wanted("TURNS", 3))
    workspace = prepared(folder / "workspace")
    beside, promised = Beside(), set[int]()
    port, other = free_port(), free_port()
    with (
        running(pages(workspace, port), port, disk) as ours,
        running(bare(other), other, {**disk, "BARE_DATABASE": str(folder / "bare.db")}) as theirs,
    ):
        storm(ours, port, 2, WARMING, "/bread")
        storm(theirs, other, 2, WARMING)
        for turn in range(turns):
            beside.pages.append(storm(ours, port, seconds, turn * 1_000_000, "/bread"))
            print(f"pages: {beside.pages[-1].shown()}", flush=True)
            promised |= set(beside.pages[-1].signed.promised)
            beside.bare.append(storm(theirs, other, seconds, turn * 1_000_000))
            print(f"bare FastAPI, a commit each: {beside.bare[-1].shown()}", flush=True)
        print(beside.shown())
        if not disk:
            count(port, seconds)
    checked(workspace, promised, "")


def count(port: int, seconds: float) -> None:
    asking = under_load(
        port, lambda _: get("/bread/count.json"), connections=32, seconds=seconds, yes=OK
    )
    counted = asyncio.run(asking)
    print(f"count: {counted.rate(OK):,.0f} a second, {counted.statuses}", flush=True)


def checked(workspace: Path, promised: set[int], what: str) -> None:
    """Say whether all who were told yes are there, once."""
    there = signatures(workspace / "campaigner.db")
    lost, twice = promised - set(there), len(there) - len(set(there))
    print(f"{what}{len(promised):,} promised, {len(lost)} lost, {twice} twice", flush=True)


async def _cut(port: int, process: subprocess.Popen[bytes], first: int, after: float) -> Load:
    """Signers at work, and the server killed so many seconds after the first was told yes."""
    load = Load()
    signing = asyncio.create_task(
        under_load(
            port,
            partial(post, "/bread"),
            connections=SIGNERS_BESIDE_KILLS,
            seconds=60,
            first=first,
            load=load,
        )
    )
    while not load.promised and not signing.done():
        await asyncio.sleep(0.005)
    await asyncio.sleep(after)
    process.send_signal(signal.SIGKILL)
    return await signing


def kill_under_load(folder: Path, kills: int) -> None:
    """Pull the plug again and again; whoever was told yes has to be there, once."""
    seed = os.environ.get("CAMPAIGNER_BENCH_SEED", "1948")
    moments = random.Random(seed)
    workspace, promised, first = prepared(folder / "killed"), set[int](), KILLED
    before_each: list[int] = []
    for _ in range(kills):
        port = free_port()
        with running(pages(workspace, port), port, {}) as process:
            load = asyncio.run(_cut(port, process, first, moments.uniform(0.1, 1.0)))
        promised |= set(load.promised)
        before_each.append(len(load.promised))
        first = max(load.promised, default=first) + 1_000
    if not all(before_each):
        print("Not valid: a server was killed before it answered anybody.")
    print(f"seed {seed}: {kills} kills, promised before each: {before_each}")
    checked(workspace, promised, f"{kills} kills: ")


def main() -> None:
    os.environ["CAMPAIGNER_NOW"] = "2026-12-11T12:00:00Z"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print(f"\nThis disk: {commit_seconds(folder) * 1000:.1f} ms until 4 KB are on it")
        compare(folder / "as it is", {})
        longer = wanted(MILLISECONDS.removeprefix("CAMPAIGNER_BENCH_"), 10)
        slow = slow_disk(folder, longer)
        if isinstance(slow, str):
            print(f"\nNo slow disk: {slow}.")
        else:
            took = commit_seconds(folder, slow) * 1000
            print(f"\nA slow disk: {took:.1f} ms until 4 KB are on it")
            compare(folder / "slow", slow)
        print()
        kill_under_load(folder, int(wanted("KILLS", 20)))


if __name__ == "__main__":
    main()
