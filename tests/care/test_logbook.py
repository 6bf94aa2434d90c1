"""What the server notes of its own work: bounded, private, and without people."""

from __future__ import annotations

import logging

import pytest

from campaigner.care import logbook
from campaigner.care.logbook import Entry, Level, log_kept, newest_entries, without_people
from campaigner.workspace import Workspace
from conftest import Command

LOG = logging.getLogger("campaigner.test")


@pytest.mark.parametrize(
    "line",
    [
        "no mail to suzie@example.org goes out",
        "Suzie's postcode le93 1aa is not known",
        "/confirm/b3ac3cefc5dc2c19f9b3b8293c3e721757be2c44 is not there",
        "from 192.0.2.17 and 2001:db8:0:1::7",
        "call 0113 496 0000 or +44 113 496 0000",
    ],
)
def test_what_looks_like_somebody_is_left_out_of_every_line(line: str) -> None:
    shown = without_people(line)
    assert "…" in shown
    for told in ("suzie@", "1aa", "b3ac", "192.0", "2001:db8", "496"):
        assert told not in shown


def test_lines_are_kept_by_level_and_found_by_their_reference(workspace: Workspace) -> None:
    with log_kept(workspace, lambda: 7):
        LOG.info("3 mails sent")
        LOG.warning("job 4 (letters): failed")
        LOG.error("a fault", extra={"reference": "4F2K9Q"})
        LOG.debug("nothing of note")
    LOG.error("after the pages were stopped")
    kept = newest_entries(workspace)
    assert [each.level for each in kept] == [Level.ERROR, Level.WARNING, Level.INFO]
    assert newest_entries(workspace, (Level.ERROR,)) == kept[:1]
    assert newest_entries(workspace, reference="4F2K9Q") == kept[:1]
    assert kept[0] == Entry(7, Level.ERROR, "a fault", "4F2K9Q")
    path = workspace.logs_folder / "server.log"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_same_is_noted_once_a_minute_with_how_often_it_came(workspace: Workspace) -> None:
    now = [100]
    with log_kept(workspace, lambda: now[0]):
        for _ in range(500):
            LOG.info("refused (403): POST /{campaign}")
        now[0] += 60
        LOG.info("refused (403): POST /{campaign}")
    assert [each.times for each in newest_entries(workspace)] == [500, 1]


def test_two_files_have_an_end_and_the_newest_lines(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "MOST_BYTES", 2_000)
    with log_kept(workspace, lambda: 7):
        for number in range(100):
            LOG.info("job %s done", number)
    folder = workspace.logs_folder
    assert sorted(each.name for each in folder.iterdir()) == ["server.log", "server.log.1"]
    assert sum(each.stat().st_size for each in folder.iterdir()) <= 4_000
    words = [each.words for each in newest_entries(workspace, most=5)]
    assert words == [f"job {number} done" for number in range(99, 94, -1)]


def test_a_line_that_is_not_whole_is_passed_over_and_a_log_that_cannot_be_written_stops_nothing(
    workspace: Workspace, campaigner: Command
) -> None:
    folder = workspace.logs_folder
    folder.write_text("This is not a folder.")
    with log_kept(workspace, lambda: 7):
        LOG.warning("not kept")
    assert newest_entries(workspace) == []
    folder.unlink()
    with log_kept(workspace, lambda: 7):
        LOG.warning("kept")
    with (folder / "server.log").open("a") as file:
        file.write('{"at": 8, "level": "info", "wor')
    assert [each.words for each in newest_entries(workspace)] == ["kept"]
