"""What the operating system refused about a path, in plain words with a stable code."""

from __future__ import annotations

import errno
from typing import NamedTuple


class Refusal(NamedTuple):
    """Why something was refused: a code, a clause, and what to do about it."""

    code: str
    reason: str
    hint: str = ""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_IN_THE_WAY = Refusal(
    "not-a-folder", "part of the path is a file, not a folder", "Choose another path."
)
_REFUSALS = {
    **dict.fromkeys(
        FULL, Refusal("disk-full", "the disk is full", "Free some space, then try again.")
    ),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        Refusal(
            "not-permitted", "you do not have permission", "Ask its owner, or use another place."
        ),
    ),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), _IN_THE_WAY),
    errno.EROFS: Refusal("read-only", "the disk is read-only", "Use another place."),
    errno.ENOENT: Refusal("not-there", "it does not exist", "Check the name."),
    errno.ENAMETOOLONG: Refusal("name-too-long", "the name is too long", "Use a shorter name."),
    errno.EISDIR: Refusal("is-a-folder", "it is a folder", "Enter the name of a file."),
    errno.ELOOP: Refusal("links-in-a-circle", "its links lead in a circle", "Remove the links."),
}


def refusal_of(error: OSError) -> Refusal:
    """Returns what an error of the system means for a person."""
    return _REFUSALS.get(error.errno or 0, Refusal("system-refused", error.strerror or str(error)))
