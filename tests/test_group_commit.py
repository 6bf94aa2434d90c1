"""One thread writes for many: together, each by itself, and nobody is answered too early."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import pytest

from campaigner.errors import CampaignerError
from campaigner.group_commit import (
    PAUSE,
    STORM,
    Busy,
    Lanes,
    Writer,
    _Waiting,
    do_together,
    one_writer,
)
from campaigner.opening import OpenWorkspace
from campaigner.store.database import Database, opened
from campaigner.workspace import Workspace

NOON = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
Put = Callable[[OpenWorkspace], int]


@pytest.fixture
def notes(here: OpenWorkspace) -> Iterator[Database]:
    """A second connection, which sees what is committed and nothing else."""
    here.database.execute("CREATE TABLE notes (word TEXT UNIQUE)")
    with opened(here.workspace.database_path) as database:
        yield database


def put(word: str) -> Put:
    def job(here: OpenWorkspace) -> int:
        return here.database.execute("INSERT INTO notes VALUES (?)", (word,)).rowcount

    return job


def fail_after(word: str) -> Put:
    def job(here: OpenWorkspace) -> int:
        put(word)(here)
        raise CampaignerError("No.")

    return job


def waiting(*jobs: Put) -> list[_Waiting[Future[Any]]]:
    return [_Waiting(job, Future()) for job in jobs]


def words(database: Database) -> list[str]:
    return [row[0] for row in database.execute("SELECT word FROM notes ORDER BY word")]


def test_a_job_that_fails_leaves_nothing_and_the_others_are_written(
    here: OpenWorkspace, notes: Database
) -> None:
    jobs = waiting(put("bread"), fail_after("stone"), put("salt"))
    do_together(here, jobs)
    assert words(notes) == ["bread", "salt"]
    assert jobs[0].promise.result() == jobs[2].promise.result() == 1
    assert isinstance(jobs[1].promise.exception(), CampaignerError)


def test_nobody_is_answered_before_the_commit(here: OpenWorkspace, notes: Database) -> None:
    seen: list[list[str]] = []
    jobs = waiting(put("bread"), put("salt"))
    jobs[0].promise.add_done_callback(lambda _: seen.append(words(notes)))
    do_together(here, jobs)
    assert seen == [["bread", "salt"]]


def test_if_the_whole_fails_everybody_is_told_and_nothing_is_written(
    here: OpenWorkspace, notes: Database
) -> None:
    def fill_the_disk(here: OpenWorkspace) -> int:
        pages = here.database.execute("PRAGMA page_count").fetchone()[0]
        here.database.execute(f"PRAGMA max_page_count = {pages}")
        return put("x" * 10_000_000)(here)

    jobs = waiting(put("bread"), fill_the_disk)
    do_together(here, jobs)
    assert words(notes) == []
    for job in jobs:
        assert isinstance(job.promise.exception(), CampaignerError)


def test_who_has_gone_away_keeps_nobody_else_waiting(here: OpenWorkspace, notes: Database) -> None:
    jobs = waiting(put("bread"), put("salt"))
    jobs[0].promise.cancel()
    do_together(here, jobs)
    assert jobs[1].promise.result() == 1
    assert words(notes) == ["salt"]


def test_networks_take_turns_whoever_came_first() -> None:
    lanes, order = Lanes(), []

    def named(name: str) -> _Waiting[Future[Any]]:
        return _Waiting(lambda _: order.append(name), Future())

    for lane, name in [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")]:
        lanes.add(lane, named(name))
    taken = lanes.take(4) + lanes.take(4)
    here: Any = None
    for each in taken:
        each.job(here)
    assert order == ["a1", "b1", "c1", "a2", "a3"]
    assert lanes.waiting == 0


@pytest.mark.parametrize(("lane", "most", "most_of_one"), [("a", 2, 9), ("a", 9, 2)])
def test_more_than_can_wait_is_refused_at_once(lane: str, most: int, most_of_one: int) -> None:
    lanes = Lanes(most, most_of_one)
    for each in waiting(put("1"), put("2")):
        lanes.add(lane, each)
    with pytest.raises(Busy):
        lanes.add(lane, waiting(put("3"))[0])
    lanes.take(1)
    lanes.add(lane, waiting(put("3"))[0])


def test_what_was_accepted_is_finished_when_the_pages_stop(
    workspace: Workspace, notes: Database
) -> None:
    hold = threading.Event()

    def wait(_here: OpenWorkspace) -> int:
        hold.wait()
        return 0

    with one_writer(workspace, lambda: NOON, "web") as writer:
        writer.submit(wait)
        accepted = [writer.submit(put(str(number)), lane=str(number)) for number in range(300)]
        hold.set()
    assert all(each.result() == 1 for each in accepted)
    assert len(words(notes)) == 300
    with pytest.raises(Busy):
        writer.submit(put("late"))


@pytest.mark.parametrize(("many", "rests"), [(STORM - 1, 0), (STORM, 1), (STORM + 300, 2)])
def test_after_a_storm_the_next_have_a_moment_to_come_in(
    here: OpenWorkspace, notes: Database, many: int, rests: int
) -> None:
    rested: list[float] = []
    writer = Writer(rest=rested.append)
    for number in range(many):
        writer.submit(put(str(number)), lane=str(number))
    writer.close()
    writer.work(here, lambda: NOON)
    assert len(words(notes)) == many
    assert rested == [PAUSE] * rests


def test_a_database_that_cannot_be_used_is_said_at_once(workspace: Workspace) -> None:
    workspace.database_path.write_text("this is no database, and it is long enough to be seen")
    with pytest.raises(CampaignerError), one_writer(workspace, lambda: NOON, "web"):
        pytest.fail("nothing can be written")


def test_a_closed_writer_takes_nothing() -> None:
    writer = Writer()
    writer.close()
    with pytest.raises(Busy):
        writer.submit(put("late"))
