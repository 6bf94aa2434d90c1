"""Jobs in processes of their own: stopped, killed, resumed, never done twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from campaigner.jobs.asking import job_of, prepare_letters, start_job, stop_job
from campaigner.jobs.process import Hand
from campaigner.jobs.supervising import work_once
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted
from campaigner.letters.records.listing import list_letters
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import JobState
from campaigner.workspace import Workspace
from conftest import Command
from job_makers import PEOPLE, as_csv
from web_visitors import SIGNING, Served

ZIP = LettersWanted("bread", to_print=False)


def people(count: int) -> Upload:
    """So many people in one constituency."""
    rows = [(f"Sample{n} Person", f"{n} Sample Street", "LE93 1AA", "") for n in range(count)]
    return Upload("people.csv", as_csv([PEOPLE[0], *rows]))


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """A workspace with representatives and a campaign; Olive is at work."""
    return here


@dataclass
class Pretended:
    """A process that does as a test says, beat by beat; each look lets one minute pass."""

    beats: list[Callable[[], object]]
    asked: int = 0
    ended: bool = False

    def wait(self, seconds: float) -> bool:
        del seconds
        if self.ended or not self.beats:
            return True
        self.beats.pop(0)()
        return False

    def ask_to_stop(self) -> None:
        self.asked += 1
        self.beats.clear()

    def end(self) -> None:
        self.ended = True


def started(here: OpenWorkspace, count: int = 2) -> int:
    return start_job(here, prepare_letters(here, ZIP, people(count)).id).id


def once(here: OpenWorkspace, doing: Pretended, **how: Callable[[], bool]) -> JobState | None:
    row = work_once(here, clock=lambda: here.now, begin=lambda *_: doing, **how)
    return row.state if row else None


def test_a_job_whose_process_dies_is_tried_again_and_given_up_after_three_deaths(
    here: OpenWorkspace,
) -> None:
    number = started(here)
    assert [once(here, Pretended([])) for _ in range(3)] == ["waiting", "waiting", "failed"]
    assert "died 3 times" in job_of(here, number).trouble
    assert once(here, Pretended([])) is None


def test_stop_is_passed_on_to_the_process(here: OpenWorkspace) -> None:
    number = started(here)
    doing = Pretended([lambda: stop_job(here, number), lambda: None])
    assert once(here, doing) is JobState.STOPPED
    assert doing.asked == 1


def test_a_job_goes_back_to_those_that_wait_when_the_server_stops(here: OpenWorkspace) -> None:
    started(here)
    doing = Pretended([lambda: None])
    assert once(here, doing, is_over=lambda: True) is JobState.WAITING
    assert (doing.asked, job_of(here, 1).deaths) == (1, 0)


def test_two_servers_do_not_do_one_job_twice(here: OpenWorkspace) -> None:
    started(here)
    started(here)
    other: list[JobState | None] = []
    doing = Pretended([lambda: other.append(once(here, Pretended([])))])
    once(here, doing)
    assert other == [None]


def test_a_job_of_a_server_that_died_is_taken_over_after_a_minute(here: OpenWorkspace) -> None:
    number = started(here)
    with transaction(here.database) as connection:
        assert jobs.claim(connection, "dead", here.moment, here.moment + 60)
    assert once(here, Pretended([])) is None
    after = replace(here, now=here.now + timedelta(minutes=1))
    lost = Pretended([])
    assert once(after, lost) is JobState.WAITING
    stop_job(after, number)
    assert job_of(here, number).state is JobState.STOPPED


def test_a_job_that_was_to_stop_when_its_server_died_is_stopped(here: OpenWorkspace) -> None:
    number = started(here)
    with transaction(here.database) as connection:
        assert jobs.claim(connection, "dead", here.moment, here.moment + 60)
    stop_job(here, number)
    after = replace(here, now=here.now + timedelta(minutes=1))
    assert once(after, Pretended([])) is None
    assert job_of(here, number).state is JobState.STOPPED


def test_who_has_lost_a_job_ends_their_process(here: OpenWorkspace) -> None:
    number = started(here)

    def taken_over() -> None:
        with transaction(here.database) as connection:
            jobs.claim(connection, "other", here.moment + 120, here.moment + 180)

    doing = Pretended([taken_over, lambda: None])
    once(here, doing)
    assert doing.ended
    assert job_of(here, number).state is JobState.RUNNING


@contextmanager
def at_work(workspace: Workspace) -> Iterator[None]:
    """Somebody sees to jobs meanwhile, as the server does."""
    over = threading.Event()

    def work() -> None:
        with opened_workspace(workspace, datetime(2026, 12, 11, 12, tzinfo=UTC), "jobs") as here:
            while not over.is_set():
                work_once(here, clock=lambda: datetime.now(UTC), is_over=over.is_set)
                over.wait(0.05)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_a_killed_process_is_resumed_and_each_letter_made_once(here: OpenWorkspace) -> None:
    number = started(here, 48)

    @dataclass
    class Killed:
        hand: Hand
        deaths: list[int] = field(default_factory=list)

        def wait(self, seconds: float) -> bool:
            folder = here.workspace.letters_folder("bread")
            until(lambda: len([*folder.rglob("*.pdf")]) > 4 or self.hand.wait(0))
            for child in multiprocessing.active_children():
                if child.name == "campaigner-job":
                    os.kill(child.pid or 0, signal.SIGKILL)
            return self.hand.wait(seconds)

        def ask_to_stop(self) -> None:
            self.hand.ask_to_stop()

        def end(self) -> None:
            self.hand.end()

    left = work_once(here, clock=lambda: here.now, begin=lambda *how: Killed(Hand(*how)))
    assert left
    assert (left.state, left.deaths) == (JobState.WAITING, 1)
    after = replace(here, now=here.now + timedelta(minutes=1))
    done = work_once(after, clock=lambda: after.now)
    assert done
    assert (done.id, done.state, done.done) == (number, JobState.DONE, 48)
    assert len(list_letters(here, "bread")) == 48


@pytest.mark.slow
def test_650_letters_are_written_while_people_sign(served: Served) -> None:
    moment = served.clock()
    with opened_workspace(served.workspace, moment, "olive") as here:
        number = started(here, 650)
        signed = 0
        with at_work(served.workspace), served.visitor() as visitor:
            until(lambda: job_of(here, number).done > 0)
            while not (row := job_of(here, number)).ended_at:
                form = SIGNING | {"email": f"suzie{signed}@example.org"}
                answer = visitor.post("/bread", data=form)
                assert answer.status_code == 200
                signed += 1
        assert (row.state, row.done) == (JobState.DONE, 650)
        kept = here.database.execute("SELECT count(*) FROM signatures").fetchone()[0]
        assert kept == signed > 0
        assert len(list_letters(here, "bread")) == 650


@pytest.mark.slow
def test_stop_keeps_what_is_finished_and_resuming_makes_the_rest(
    here: OpenWorkspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00Z")
    number = started(here, 1_200)
    with at_work(here.workspace):
        until(lambda: job_of(here, number).done > 0)
        stop_job(here, number)
        until(lambda: job_of(here, number).state is not JobState.STOPPING)
    row = job_of(here, number)
    assert row.state is JobState.STOPPED
    made = len(list_letters(here, "bread"))
    assert 0 < made < 1_200
    assert campaigner("job", "resume", number).code == 0
    called = campaigner("job", "run")
    assert (called.code, called.stdout) == (0, "")
    assert f"Job {number}: done, 1,200 of 1,200." in called.stderr
    assert len(list_letters(here, "bread")) == 1_200
    listed = campaigner("job", "list", "--format", "json").json
    assert [(each["id"], each["state"]) for each in listed] == [(number, "done")]
