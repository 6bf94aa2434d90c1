"""Answers that are the same for everybody: caches may keep them for seconds, and ask by a tag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

SECONDS, _STALE = 10, 60


def _kept_for(seconds: int) -> dict[str, str]:
    kept = f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={_STALE}"
    return {"Cache-Control": kept}


FOR_SECONDS = _kept_for(SECONDS)
"""The header of an answer that caches may keep for some seconds."""


def cacheable(
    request: Request,
    content: bytes,
    media_type: str,
    *,
    seconds: int = SECONDS,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Returns content that caches may keep for some seconds; 304 to who has it already."""
    return Answer(content, media_type, {**_kept_for(seconds), **headers}).to(request)


class Answer:
    """What is answered to all who ask for the same; nothing but 304 to who has it already.

    The tag of a count's answer begins with the size of its ledger (``rows``).
    """

    def __init__(
        self, content: bytes, media_type: str, headers: Mapping[str, str], rows: int | None = None
    ) -> None:
        digest = hashlib.sha256(content).hexdigest()[:24]
        self.tag = f'"{digest}"' if rows is None else f'"{rows}-{digest[:8]}"'
        self._whole = Response(
            content, headers={"ETag": self.tag, **headers, "Content-Type": media_type}
        )
        self._nothing_new = Response(status_code=304, headers={"ETag": self.tag, **headers})

    def to(self, request: Request) -> Response:
        """The answer to a request."""
        asked = request.headers.get("if-none-match")
        if asked and self.tag in {each.strip().removeprefix("W/") for each in asked.split(",")}:
            return self._nothing_new
        return self._whole
