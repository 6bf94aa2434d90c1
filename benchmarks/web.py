"""The pages under a storm: signing with readers beside, the count, and the plug pulled.

The peer is a bare FastAPI handler that commits each row. ``CAMPAIGNER_BENCH_SECONDS`` says how long
each part takes (10), ``CAMPAIGNER_BENCH_KILLS`` how often the server is killed (20).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from benchmarks._load import Load, get, post, under_load
from benchmarks._workspaces import workspace_with_campaign

SIGNERS, READERS = 64, 50
SEE_OTHER = 303


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process of its own, once it takes connections."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    while True:
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def pages(workspace: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "campaigner", "serve", "-w", str(workspace), "--port", str(port)]


def bare(port: int) -> list[str]:
    uvicorn = [sys.executable, "-m", "uvicorn", "benchmarks._bare_app:app", "--no-access-log"]
    return [*uvicorn, "--log-level", "warning", "--port", str(port)]


async def storm(port: int, seconds: float, first: int, readers: str) -> tuple[Load, Load | None]:
    """Signers as fast as they get answers, and readers who ask once a second, if there are any."""
    signing = under_load(
        port, partial(post, "/bread"), connections=SIGNERS, seconds=seconds, first=first
    )
    if not readers:
        return await signing, None
    reading = under_load(
        port, lambda _: get(readers), connections=READERS, seconds=seconds, pause=1.0
    )
    signed, read = await asyncio.gather(signing, reading)
    return signed, read


def signatures(database: Path) -> list[int]:
    """The numbers of those who signed, each as often as it is there."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT email FROM signatures").fetchall()
    return [int(email.split(".")[1].partition("@")[0]) for (email,) in rows]


def said(what: str, load: Load) -> None:
    print(
        f"{what:<44}{load.rate(SEE_OTHER):>8,.0f} a second,"
        f" median {load.percentile(0.5) * 1000:.0f} ms, p99 {load.percentile(0.99) * 1000:.0f} ms,"
        f" answers {load.statuses}",
        flush=True,
    )


def prepared(folder: Path) -> Path:
    workspace, _ = workspace_with_campaign(folder)
    settings = workspace.root / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("# shared_networks = []", 'shared_networks = ["127.0.0.0/8"]')
    settings.write_text(text, encoding="utf-8")
    return workspace.root


async def _cut(port: int, process: subprocess.Popen[bytes], first: int) -> Load:
    """Signers at work, and the server killed among them."""
    signing = asyncio.create_task(
        under_load(port, partial(post, "/bread"), connections=16, seconds=60, first=first)
    )
    await asyncio.sleep(0.7)
    process.send_signal(signal.SIGKILL)
    return await signing


def kill_under_load(workspace: Path, kills: int) -> None:
    """Pull the plug again and again; whoever was told yes has to be there, once."""
    promised: set[int] = set()
    first = 50_000_000
    for _ in range(kills):
        port = free_port()
        with running(pages(workspace, port), port) as process:
            load = asyncio.run(_cut(port, process, first))
        promised |= set(load.promised)
        first = max(load.promised, default=first) + 1_000
    there = signatures(workspace / "campaigner.db")
    lost, twice = promised - set(there), len(there) - len(set(there))
    print(f"{kills} kills: {len(promised):,} promised, {len(lost)} lost, {twice} twice")


def main() -> None:
    seconds = float(os.environ.get("CAMPAIGNER_BENCH_SECONDS", "10"))
    kills = int(os.environ.get("CAMPAIGNER_BENCH_KILLS", "20"))
    os.environ["CAMPAIGNER_NOW"] = "2026-12-11T12:00:00Z"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        workspace = prepared(folder / "workspace")
        rates: dict[str, list[float]] = {"pages": [], "bare": []}
        promised: list[int] = []
        port, other = free_port(), free_port()
        with (
            running(pages(workspace, port), port),
            running(bare(other), other, BARE_DATABASE=str(folder / "bare.db")),
        ):
            asyncio.run(storm(port, 2, 40_000_000, ""))  # warm
            for turn in range(3):
                first = turn * 1_000_000
                signed, read = asyncio.run(storm(port, seconds, first, "/bread"))
                said("pages, 50 readers beside", signed)
                assert read is not None
                print(f"{'':<44}readers: p99 {read.percentile(0.99) * 1000:.0f} ms")
                rates["pages"].append(signed.rate(SEE_OTHER))
                promised += signed.promised
                peer, _ = asyncio.run(storm(other, seconds, first, ""))
                said("bare FastAPI, a commit each", peer)
                rates["bare"].append(peer.rate(SEE_OTHER))
            count = asyncio.run(
                under_load(
                    port, lambda _: get("/bread/count.json"), connections=32, seconds=seconds
                )
            )
            print(f"count: {count.rate(200):,.0f} a second, {count.statuses}")
        ratio = sorted(a / b for a, b in zip(rates["pages"], rates["bare"], strict=True))[1]
        print(f"pages beside bare: {ratio:.2f} (median of three)")
        there = [
            number for number in signatures(workspace / "campaigner.db") if number < 40_000_000
        ]
        lost, twice = set(promised) - set(there), len(there) - len(set(there))
        print(f"{len(promised):,} promised, {len(lost)} lost, {twice} twice")
        kill_under_load(workspace, kills)


if __name__ == "__main__":
    main()
