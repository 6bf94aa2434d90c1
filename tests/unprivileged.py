"""Commands that may do no more than the modes of files allow, each in a process of its own.

A server without root's rights has the program imported; each command is a fork of it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

_NOT_IMPORTED = ("campaigner.__main__", "campaigner.letters.batch.cluster")


class Unprivileged:
    """A server, as ``rights`` start it (``setpriv …``), until it is closed."""

    def __init__(self, rights: list[str]) -> None:
        self._server = subprocess.Popen(
            [*rights, sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def call(self, arguments: list[str]) -> tuple[int, str, str]:
        """Runs the command in this folder and environment; its exit code, stdout and stderr."""
        assert self._server.stdin
        assert self._server.stdout
        wanted = {"arguments": arguments, "folder": str(Path.cwd()), "environment": {**os.environ}}
        self._server.stdin.write(json.dumps(wanted).encode() + b"\n")
        self._server.stdin.flush()
        code, out, err = json.loads(self._server.stdout.readline())
        return code, out, err

    def close(self) -> None:
        """End the server, when it has nothing to do."""
        self._server.communicate()


def _serve() -> None:
    import campaigner
    from campaigner.cli.app import run

    for module in pkgutil.walk_packages(campaigner.__path__, "campaigner."):
        if module.name not in _NOT_IMPORTED:
            import_module(module.name)
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                os._exit(_run(run, json.loads(line)))
            _, status = os.waitpid(child, 0)
            said = [_read(out), _read(err)]
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), *said]) + "\n")
        sys.stdout.flush()


def _run(run: Any, wanted: dict[str, Any]) -> int:
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    code: int = run(wanted["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _read(file: Any) -> str:
    file.seek(0)
    content: bytes = file.read()
    return content.decode(errors="replace")


if __name__ == "__main__":
    _serve()
