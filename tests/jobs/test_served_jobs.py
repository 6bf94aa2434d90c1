"""Jobs beside the pages themselves: a server that is stopped leaves them to the next one."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from campaigner.jobs.asking import job_of, prepare_letters, start_job
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted
from campaigner.letters.records.listing import list_letters
from campaigner.opening import OpenWorkspace
from campaigner.vocabulary.desk import JobState
from campaigner.workspace import Workspace
from job_makers import PEOPLE, as_csv

pytestmark = pytest.mark.slow

LETTERS = 1_200


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def served(workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """The command that serves the pages; it is stopped at the end as a service manager does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    command = [sys.executable, "-m", "campaigner", "-w", str(workspace.root), "serve"]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as pages:
        try:
            yield pages
        finally:
            pages.send_signal(signal.SIGTERM)
            pages.wait(timeout=60)


def test_letters_go_on_after_the_server_was_stopped(
    represented: Workspace, bread: None, here: OpenWorkspace
) -> None:
    rows = [(f"Sample{n} Person", f"{n} Sample Street", "LE93 1AA", "") for n in range(LETTERS)]
    table = Upload("people.csv", as_csv([PEOPLE[0], *rows]))
    number = prepare_letters(here, LettersWanted("bread", to_print=False), table).id
    start_job(here, number)
    with served(represented) as first:
        until(lambda: job_of(here, number).done > 0)
    assert first.returncode == 0
    row = job_of(here, number)
    made = len(list_letters(here, "bread"))
    assert (row.state, row.deaths) == (JobState.WAITING, 0)
    assert 0 < made < LETTERS
    with served(represented):
        until(lambda: not job_of(here, number).is_at_work)
    assert job_of(here, number).state is JobState.DONE
    assert len(list_letters(here, "bread")) == LETTERS
