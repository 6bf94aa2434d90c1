"""Letters on many machines: workers that die, and places that are not folders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import fsspec
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters import executors
from campaigner.letters.compose import Wording
from campaigner.letters.executors import run
from campaigner.letters.jobs import Job
from campaigner.letters.making import Made, Order, make
from campaigner.letters.outputs import open_output, writing_alone
from campaigner.letters.supporters import Supporter
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, stationery

CAMPAIGN = shipped_folder("campaigns") / "right-to-food"


def orders(count: int) -> list[Order]:
    supporters = (Supporter(SUZIE, Wording("en"), number) for number in range(count))
    return [Order(supporter, ADA, f"letter-{supporter.row}") for supporter in supporters]


def dying_once(marker: str, items: tuple[int, ...]) -> list[int]:
    """Twice each number; the first process to come here dies."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return [2 * item for item in items]
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_what_a_dead_process_left_is_done_again(tmp_path: Path) -> None:
    work = partial(dying_once, str(tmp_path / "died"))
    assert sorted(run(work, range(50), jobs=2)) == [2 * number for number in range(50)]
    assert (tmp_path / "died").exists()


def test_processes_give_way_to_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_LIFE", 2)
    seen = list(run(_process, range(100), jobs=2))
    assert sorted(number for number, _ in seen) == list(range(100))
    assert len({process for _, process in seen}) >= 3


def _process(items: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def test_letters_go_to_whatever_fsspec_reaches() -> None:
    load_campaign(CAMPAIGN)
    job = Job(CAMPAIGN, stationery(), "memory://bucket/run", forms=("txt",))
    (made,) = make(job, tuple(orders(1)))
    assert isinstance(made, Made)
    assert made.path == "memory://bucket/run/letter-0.txt"
    with fsspec.open(made.path) as file:
        assert b"Suzie Specimen" in file.read()
    output = open_output(job.out)
    assert output.sha256("letter-0.txt") == made.sha256
    output.remove("letter-0.txt")
    assert output.sha256("letter-0.txt") == ""


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler on this machine, at its address, and its three workers."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    address_file = tmp_path / "scheduler.json"
    options = ["--port", "0", "--no-dashboard", "--host", "127.0.0.1"]
    processes = [_quietly([*command, *options, "--scheduler-file", str(address_file)])]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-dashboard"]
    worker += ["--nthreads", "1", "--no-nanny", "--scheduler-file", str(address_file)]
    processes += [_quietly(worker) for _ in range(3)]
    deadline = time.monotonic() + 60
    while not address_file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield json.loads(address_file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _quietly(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_every_letter_once_though_a_worker_dies(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = scheduler
    job = Job(CAMPAIGN, stationery(), str(tmp_path / "out"), forms=("txt",))
    names = []
    with writing_alone(job.out):
        for made in run(partial(make, job), orders(200), scheduler=address):
            assert isinstance(made, Made)
            names.append(made.order.name)
            if len(names) == 20:
                workers[0].kill()
    assert sorted(names) == sorted(order.name for order in orders(200))
    assert len(list((tmp_path / "out").iterdir())) == 200
