"""Work in a process of its own, of which nothing is left if it ends badly: memory, time, damage."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable


def done_apart(
    work: Callable[[], None], content: bytes, seconds: float
) -> subprocess.CompletedProcess[bytes] | None:
    """Returns what came of work to which a content is given on standard input.

    None if it takes longer than that. ``work`` is a function of a module, which sets limits to what
    it uses itself. The other process finds that module where this one does, and has nothing of its
    environment.
    """
    module, name = work.__module__, work.__name__
    program = f"import sys; sys.path[:] = {sys.path!r}; import {module} as m; m.{name}()"
    try:
        return subprocess.run(  # noqa: S603 -- this interpreter, and words of this module
            [sys.executable, "-I", "-c", program],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return None
