"""An update whose sender is killed in the middle reaches everybody, each with one mail."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE
from campaigner.updates.sending import progress_of, send_update
from lying_server import LyingServer, lying_server
from news_readers import an_update, many_agreed, set_up
from petitioners import SLUG

pytestmark = pytest.mark.slow

READERS = 500  # more than are queued at once
KILLED_AFTER = (1, 120, 230, 410)
_SEND = [sys.executable, "-m", "campaigner", "mail", "send"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LyingServer]:
    """A mail server on this machine, which the settings name."""
    with lying_server() as server:
        set_up(
            monkeypatch,
            MAIL__HOST="127.0.0.1",
            MAIL__PORT=str(server.port),
            MAIL__SECURITY="none",
            MAIL__SENDER="news@example.org",
            MAIL__PER_MINUTE="1000000",
            WEB__ADDRESS="https://act.sample-rights.org",
        )
        yield server


def send(minute: int) -> subprocess.Popen[bytes]:
    """Somebody sends mail, at a minute of the hour: what was claimed is free after a while."""
    now = {"CAMPAIGNER_NOW": f"2026-12-11T{13 + minute // 60}:{minute % 60:02}:00Z"}
    return subprocess.Popen(_SEND, env=os.environ | now, stderr=subprocess.DEVNULL)


def test_everybody_gets_one_mail_though_the_sender_was_killed(
    here: OpenWorkspace, server: LyingServer
) -> None:
    many_agreed(here.database, READERS)
    number = an_update(here).id
    send_update(here, MACHINE, SLUG, number)
    for turn, taken in enumerate(KILLED_AFTER):
        process = send(30 * turn)
        while process.poll() is None and len(server.recipients) < taken:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert len(server.recipients) < READERS
    assert send(30 * len(KILLED_AFTER)).wait() == 0

    mails: dict[str, set[bytes]] = defaultdict(set)
    for to, content in zip(server.recipients, server.mails, strict=True):
        found = re.search(rb"^Message-ID: *(\S+)", content, re.MULTILINE)
        assert found
        mails[to].add(found[1])
    assert set(mails) == {f"reader{each}@example.org" for each in range(READERS)}
    assert {len(each) for each in mails.values()} == {1}
    # What the server had taken, and the sender had not noted yet when it was killed.
    assert len(server.recipients) - READERS <= len(KILLED_AFTER)
    done = progress_of(here, MACHINE, SLUG, number)
    assert (done.queued, done.sent, done.ended) == (READERS, READERS, True)
