"""References of faults: shown to whoever met one, and noted beside what it was."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from starlette.routing import BaseRoute
from starlette.types import Scope

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none is taken for another
_LENGTH = 6
_PACKAGE = Path(__file__).parent.parent


def new_reference() -> str:
    """Returns a reference that is easy to read out."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def place_of(error: BaseException) -> str:
    """Returns where in the program an error came from: a module and a line, and no value."""
    frames = [
        (Path(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    own = [each for each in frames if each[0].is_relative_to(_PACKAGE)]
    if not own:
        return "outside the program"
    path, line = own[-1]
    return f"{path.relative_to(_PACKAGE).as_posix()}:{line}"


def asked(scope: Scope) -> str:
    """Returns which page was asked for, as the program knows it: no part of the address itself."""
    route = scope.get("route")
    path = getattr(route, "path", "") if isinstance(route, BaseRoute) else ""
    return f"{scope.get('method', '')} {path or '(no page)'}"


class WithoutValues(logging.Filter):
    """Says of faults where they were, and not what they said: that could be about somebody."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the words of an error out of a line."""
        if record.exc_info and (error := record.exc_info[1]):
            frames = "".join(traceback.format_tb(error.__traceback__))
            record.msg = f"{record.getMessage()}{type(error).__name__}\n{frames}".replace("%", "%%")
            record.args = None
            record.exc_info = None
        return True
