"""What the system refused, as one line with a stable code: files, disks, streams, text, memory.

The services say what they know themselves; this is for the rest, so that nothing that a person can
cause ends in a traceback.
"""

from __future__ import annotations

import sys

from campaigner.errors import CampaignerError
from campaigner.refusals import FULL, refusal_of
from campaigner.text import readable

_OTHERS = {
    MemoryError: ("no-memory", "There is not enough memory.", "Close other programs."),
    OverflowError: ("number-too-large", "A number is too large.", "Enter a smaller one."),
    RecursionError: ("nested-too-deep", "A file or text is nested too deeply.", "Simplify it."),
}


def mishap(error: Exception) -> CampaignerError | None:
    """Returns what an error of the system means for a person; None if the program is at fault."""
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, UnicodeError):
        return not_text()
    for kind, (code, message, hint) in _OTHERS.items():
        if isinstance(error, kind):
            return CampaignerError(message, hint=hint, code=code)
    sqlite3 = sys.modules.get("sqlite3")
    if sqlite3 and isinstance(error, sqlite3.OperationalError):
        return CampaignerError(
            f"The database cannot be used: {error}.", hint="Check it.", code="database-unusable"
        )
    return None


def not_text(where: str = "") -> CampaignerError:
    """Returns the refusal of what is not text; ``where`` is an option, a variable, a file."""
    place = f"{where}: This" if where else "A text"
    return CampaignerError(
        f"{place} contains characters that cannot be read.",
        hint="Type it again, in UTF-8.",
        code="not-text",
    )


def _of_system(error: OSError) -> CampaignerError:
    code, reason, hint = refusal_of(error)
    if error.errno in FULL:
        message = f"{error.filename or 'The output'} cannot be written: {reason}."
    elif error.filename is None:
        message, hint = f"The operating system refused something: {error.strerror or error}.", ""
    else:
        message = f"{readable(str(error.filename))} cannot be used: {reason}."
    return CampaignerError(message, hint=hint, code=code)
