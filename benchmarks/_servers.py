"""Servers in processes of their own: the pages, and the bare handler that is their peer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE = 60.0  # seconds until a server takes connections


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(
    command: list[str], port: int, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it takes connections."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < give_up:
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"The server on port {port} does not start.")


def pages(workspace: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "campaigner", "serve", "-w", str(workspace), "--port", str(port)]


def bare(port: int) -> list[str]:
    uvicorn = [sys.executable, "-m", "uvicorn", "benchmarks._bare_app:app", "--no-access-log"]
    return [*uvicorn, "--log-level", "warning", "--port", str(port)]


def processor_seconds(process: int) -> float:
    """Seconds of the processor that a process and its finished children had; 0 outside Linux."""
    try:
        words = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
