"""Whether a workbook can be read in so much memory and time, tried in a process of its own.

The library that reads workbooks keeps every cell up to the last one, also those that are empty or
said to be repeated, and each with its own copy of its text. A file of two kilobytes can fill the
memory that way, and nothing can be caught when it does: the process ends. So that another one
reads the file first.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress

from campaigner.own_process import done_apart

_MEMORY = 1_000_000_000  # bytes, of the whole process
_SECONDS = 60


def is_bounded(content: bytes) -> bool:
    """Returns whether a workbook does not need too much memory or time.

    One that cannot be read for another reason is bounded, too: reading it says what is wrong.
    """
    done = done_apart(read_once, content, _SECONDS)
    return done is not None and not done.returncode


def read_once() -> None:
    """Read the workbook that comes in on standard input, within limits, and keep nothing."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with suppress(ImportError):  # where a system has no such limits, time alone is limited
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(CalamineError, PasswordError, ValueError, OSError):
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        _kept = [book.get_sheet_by_name(name) for name in book.sheet_names]
