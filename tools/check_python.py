"""Says if this Python has faults in how it reads email headers or XML; stops nothing.

A distribution may have corrected them without another version.

- 3.11.15 and 3.12.13: email refuses headers that are folded unsafely (gh-144125, which completes
  CVE-2024-6923). https://www.python.org/downloads/release/python-31115/
- Expat 2.7.4: CVE-2026-24515 and CVE-2026-25210, and a limit of the memory that a small document
  takes, CVE-2025-59375. https://github.com/python/cpython/issues/144363
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from xml.parsers import expat

SOUND_EMAIL = {(3, 11): 15, (3, 12): 13}  # the first patch level of each series
SOUND_EXPAT = (2, 7, 4)


def advice(python: tuple[int, int, int], xml: tuple[int, int, int]) -> Iterator[str]:
    """Yields what to do about a Python with that version and that version of Expat."""
    wanted = SOUND_EMAIL.get(python[:2], 0)
    if python[2] < wanted:
        yield (
            f"Python {_dotted(python)} has known faults in its email module. Use"
            f" {python[0]}.{python[1]}.{wanted} or newer, or one that your distribution corrects."
        )
    if xml < SOUND_EXPAT:
        yield (
            f"Its XML parser, Expat {_dotted(xml)}, has known faults. Use {_dotted(SOUND_EXPAT)} or"
            " newer, or one that your distribution corrects."
        )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


if __name__ == "__main__":
    major, minor, micro = sys.version_info[:3]
    notes = list(advice((major, minor, micro), expat.version_info))
    for line in notes:
        print(f"Note: {line}", file=sys.stderr)
    if notes:
        print("Note: You can try everything out with this one.", file=sys.stderr)
