"""The hashes of a proof as lines of text, each in Base64, as C2SP writes them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence

from campaigner.transparency.notes import Malformed

_HASH = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")  # 32 bytes, written in the one way
_MOST = 63


def hash_lines(hashes: Iterable[bytes]) -> str:
    """Returns a line for each hash."""
    return "".join(f"{base64.b64encode(each).decode()}\n" for each in hashes)


def parse_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """Returns the hashes of lines. Raises Malformed, also for more than any proof has."""
    if len(lines) > _MOST or not all(map(_HASH.fullmatch, lines)):
        raise Malformed("its proof is not written as it should be")
    return tuple(map(base64.b64decode, lines))
