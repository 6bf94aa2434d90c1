"""A service manager stops the pages: what was begun is finished first."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from campaigner.workspace import Workspace

pytestmark = pytest.mark.slow

SERVE = """
import sys
from campaigner.cli.app import run
from campaigner.web import mailing

def send(site, stop):
    print("sending", flush=True)
    stop.wait()
    print("the mail on its way was finished", flush=True)

mailing._send = send
raise SystemExit(run(["-w", sys.argv[1], "serve", "--port", sys.argv[2]]))
"""


def test_the_mail_on_its_way_is_finished_when_the_pages_are_stopped(
    workspace: Workspace, free_port: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(workspace.root), str(free_port)],
        stdout=subprocess.PIPE,
        text=True,
    ) as pages:
        assert pages.stdout
        for line in pages.stdout:
            if line == "sending\n":
                break
        pages.send_signal(signal.SIGTERM)
        said = pages.stdout.read()
    assert "the mail on its way was finished" in said
    assert pages.returncode == 0


@pytest.fixture
def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
