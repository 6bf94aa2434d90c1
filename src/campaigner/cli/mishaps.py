"""What the system refused, as one line with a stable code: files, disks, streams, text, memory.

The services say what they know themselves; this is for the rest, so that nothing that a person can
cause ends in a traceback.
"""

from __future__ import annotations

import errno
import sys

from campaigner.errors import CampaignerError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REASONS = {
    **dict.fromkeys(_FULL, ("disk-full", "the disk is full", "Free some space, then try again.")),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        ("not-permitted", "you do not have permission", "Ask its owner, or use another place."),
    ),
    errno.EROFS: ("read-only", "the disk is read-only", "Use another place."),
    errno.ENOENT: ("not-there", "it does not exist", "Check the name."),
    errno.ENAMETOOLONG: ("name-too-long", "the name is too long", "Use a shorter name."),
    errno.EISDIR: ("is-a-folder", "it is a folder", "Enter the name of a file."),
    errno.ENOTDIR: ("not-a-folder", "part of the path is not a folder", "Check the path."),
    errno.ELOOP: ("links-in-a-circle", "its links lead in a circle", "Remove the links."),
}


def mishap(error: Exception) -> CampaignerError | None:
    """Returns what an error of the system means for a person; None if the program is at fault."""
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, UnicodeError):
        return not_text()
    if isinstance(error, MemoryError):
        return CampaignerError(
            "There is not enough memory.", hint="Close other programs.", code="no-memory"
        )
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
    what = "The output" if error.filename is None else str(error.filename)
    code, reason, hint = _REASONS.get(
        error.errno or 0, ("system-refused", error.strerror or str(error), "")
    )
    done = "written" if error.filename is None or error.errno in _FULL else "used"
    return CampaignerError(f"{what} cannot be {done}: {reason}.", hint=hint, code=code)
