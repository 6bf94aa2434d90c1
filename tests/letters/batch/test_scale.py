"""Letters on many machines: workers that die, and places that are not folders."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import fsspec
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.errors import CampaignerError
from campaigner.letters import worker
from campaigner.letters.batch import cluster as cluster_module
from campaigner.letters.batch import executors
from campaigner.letters.batch.executors import Pace, run
from campaigner.letters.jobs import Job
from campaigner.letters.supporters import Supporter
from campaigner.letters.worker import Failed, Made, Order, make
from campaigner.letters.writing.compose import Letter, Wording
from campaigner.outputs import open_output
from campaigner.vocabulary.letters import LetterForm
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from letter_writers import ADA, SUZIE, stationery, write_table

pytestmark = pytest.mark.slow

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


def test_a_process_that_dies_while_nobody_waits_for_one_is_replaced() -> None:
    processes = executors._Processes(_double, jobs=2, life=1_000)
    processes.give((1,))
    assert list(processes.next_results()) == [2]
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    deadline = time.monotonic() + 30
    while not processes.pool._broken and time.monotonic() < deadline:
        time.sleep(0.01)
    processes.give((2, 3))
    assert sorted(processes.next_results()) == [4, 6]
    processes.pool.shutdown()


def _double(items: tuple[int, ...]) -> list[int]:
    return [2 * item for item in items]


@pytest.mark.parametrize(("quiet", "ends"), [(10**9, True), (1, False)])
def test_processes_that_keep_dying_end_the_run_unless_they_do_so_rarely(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quiet: int, ends: bool
) -> None:
    monkeypatch.setattr(executors, "_QUIET", quiet)
    work = partial(_dying_on_each_fifth, str(tmp_path))
    results = run(work, range(640), jobs=2)  # eighty chunks
    if ends:
        with pytest.raises(CampaignerError, match="keep dying"):
            list(results)
    else:
        assert sorted(results) == list(range(640))


def _dying_on_each_fifth(folder: str, items: tuple[int, ...]) -> list[int]:
    place = items[0] // len(items)
    marker = Path(folder, str(place))
    if place % 5 == 4 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


def test_processes_give_way_to_new_ones() -> None:
    seen = list(run(_process, range(100), jobs=2, pace=Pace(life=16)))
    assert sorted(number for number, _ in seen) == list(range(100))
    assert len({process for _, process in seen}) >= 3


def test_work_is_given_in_larger_chunks_when_all_processes_have_some() -> None:
    seen = list(run(_size_of_chunk, range(200), pace=Pace(chunk=32)))
    assert seen == [8] * 128 + [32] * 64 + [8] * 8


def _size_of_chunk(items: tuple[int, ...]) -> list[int]:
    return [len(items)] * len(items)


def _process(items: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def test_letters_go_to_whatever_fsspec_reaches() -> None:
    load_campaign(CAMPAIGN)
    job = Job(CAMPAIGN, stationery(), "memory://bucket/run", forms=(LetterForm.TEXT,))
    (made,) = make(job, tuple(orders(1)))
    assert isinstance(made, Made)
    assert made.path == "memory://bucket/run/letter-0.txt"
    with fsspec.open(made.path) as file:
        assert b"Suzie Specimen" in file.read()
    output = open_output(job.out)
    assert output.sha256("letter-0.txt") == made.sha256
    output.remove("letter-0.txt")
    assert output.sha256("letter-0.txt") == ""


class Cluster:
    """A Dask scheduler on this machine and its three workers; tests kill them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def complete(self) -> None:
        """Start what is not there (any more)."""
        if self.scheduler is None or self.scheduler.poll() is not None:
            self.stop()
            self._file = self.folder / f"scheduler-{time.monotonic_ns()}.json"
            options = ["--port", "0", "--no-dashboard", "--host", "127.0.0.1"]
            self.scheduler = self._start("dask_scheduler", *options)
            self.address = _address_in(self._file)
        self.workers = [each for each in self.workers if each.poll() is None]
        while len(self.workers) < 3:
            options = ["--no-dashboard", "--nthreads", "1", "--no-nanny"]
            self.workers.append(self._start("dask_worker", *options))

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
        return _quietly([*command, "--scheduler-file", str(self._file)])

    def stop(self) -> None:
        """Kill everything."""
        for process in filter(None, (self.scheduler, *self.workers)):
            process.kill()
            process.wait()
        self.workers = []


@pytest.fixture(scope="module")
def one_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster of all tests here, gone after them."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.stop()


@pytest.fixture
def cluster(one_cluster: Cluster) -> Cluster:
    """That cluster with all its processes."""
    one_cluster.complete()
    return one_cluster


def _address_in(path: Path) -> str:
    """The scheduler's address, as soon as it has written it down."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            address: str = json.loads(path.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.05)
        else:
            return address
    raise AssertionError("the scheduler did not start")


def _quietly(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_every_letter_once_though_a_worker_dies(
    cluster: Cluster, represented: Workspace, campaigner: Command
) -> None:
    rows = [(f"Sample{number} Person", "LE93 1AA") for number in range(200)]
    people = write_table(represented.root / "people.csv", [("name", "postcode"), *rows])
    out = represented.root / "out"

    def kill_a_worker() -> None:
        while len(list(out.rglob("*.txt"))) < 20:
            time.sleep(0.01)
        cluster.workers[0].kill()

    killer = threading.Thread(target=kill_a_worker, daemon=True)
    killer.start()
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", out,
        "--as", "txt", "--scheduler", cluster.address, "--format", "json",
    )  # fmt: skip
    killer.join(timeout=10)
    assert cluster.workers[0].poll() is not None
    assert called.code == 0, called.stderr
    assert called.json["made"] + called.json["unchanged"] == 200
    there = sorted(str(path) for path in out.rglob("*.*"))
    assert len(there) == 200
    listed = campaigner("letter", "list", "right-to-food", "--format", "json").json
    assert sorted(row["path"] for row in listed) == there


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_bytes_as_one_process_and_as_two(
    cluster: Cluster, represented: Workspace, campaigner: Command
) -> None:
    rows = [(f"Sample{number} Person", f"{number} Long Street, Sampleton") for number in range(24)]
    rows += [("Ǽlfric Ẑola", "1 Long Street, Sampleton")]  # not one of the usual characters
    people = write_table(
        represented.root / "people.csv",
        [("name", "address", "postcode"), *((*row, "LE93 1AA") for row in rows)],
    )
    ways = {"one": ("--jobs", 1), "two": ("--jobs", 2), "many": ("--scheduler", cluster.address)}
    for out, way in ways.items():
        called = campaigner(
            "letter", "batch", "right-to-food", "--supporters", people, *way,
            "--out", represented.root / out, "--renderer", "compiled", "--format", "json",
        )  # fmt: skip
        assert called.code == 0, called.stderr
        assert (called.json["made"], sum(called.json["fallbacks"].values())) == (25, 1)
    one, two, many = (_contents(represented.root / out) for out in ways)
    assert len(one) == 25
    assert one == two == many


def _contents(folder: Path) -> dict[str, bytes]:
    """The letters in a folder, by their names in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.pdf")}


@pytest.mark.filterwarnings("ignore")
def test_workers_without_the_campaign_s_folder_are_told_of_in_one_message(
    cluster: Cluster, tmp_path: Path
) -> None:
    job = Job(tmp_path / "elsewhere", stationery(), str(tmp_path / "out"), forms=(LetterForm.TEXT,))
    with pytest.raises(CampaignerError, match="elsewhere cannot be used here") as raised:
        list(run(partial(make, job), orders(10), scheduler=cluster.address))
    assert "under that path on every machine" in raised.value.hint


@pytest.mark.parametrize("scheduler", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "nowhere"])
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_said(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_GREETING", 1)
    with pytest.raises(CampaignerError, match="No Dask scheduler answers"):
        list(run(_double, [1], scheduler=scheduler))


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_without_workers_is_not_waited_for_for_ever(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(CAMPAIGN, stationery(), str(tmp_path / "out"), forms=(LetterForm.TEXT,))
    results = run(partial(make, job), orders(2000), scheduler=cluster.address)
    assert isinstance(next(results), Made)
    monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
    for each in cluster.workers:
        each.kill()
    with pytest.raises(CampaignerError, match="The cluster has no workers"):
        list(results)


def test_a_fault_of_the_program_stops_one_letter_and_says_nothing_of_whose(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def faulty(letter: Letter) -> str:
        if "Nobby" in letter.sender.name:
            raise IndexError(letter.sender.name)
        return "text"

    monkeypatch.setattr(worker, "as_text", faulty)
    nobby = Supporter(replace(SUZIE, name="Nobby Nowhere"), Wording("en"), 7)
    job = Job(CAMPAIGN, stationery(), str(tmp_path / "out"), forms=(LetterForm.TEXT,))
    failed, made = make(job, (Order(nobby, ADA, "nobby"), *orders(1)))
    assert isinstance(failed, Failed)
    assert "fault in the program (IndexError in test_scale.py" in failed.message
    assert "Nobby" not in failed.message
    assert isinstance(made, Made)


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_goes_ends_the_run_in_one_message(
    cluster: Cluster, tmp_path: Path
) -> None:
    job = Job(CAMPAIGN, stationery(), str(tmp_path / "out"), forms=(LetterForm.TEXT,))
    results = run(partial(make, job), orders(2000), scheduler=cluster.address)
    assert isinstance(next(results), Made)
    assert cluster.scheduler
    cluster.scheduler.kill()
    with pytest.raises(CampaignerError, match="The Dask scheduler has gone") as raised:
        list(results)
    assert "Run the batch again" in raised.value.hint
