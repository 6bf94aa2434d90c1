"""Answers that are the same for everybody: caches may keep them for seconds, and ask by a tag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

SECONDS, _STALE = 10, 60


def cacheable(
    request: Request,
    content: bytes,
    media_type: str,
    *,
    seconds: int = SECONDS,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Returns content that caches may keep for some seconds; 304 to who has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    shown = {
        "ETag": tag,
        "Cache-Control": f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={_STALE}",
        **headers,
    }
    asked = request.headers.get("if-none-match", "").split(",")
    if tag in {each.strip().removeprefix("W/") for each in asked}:
        return Response(status_code=304, headers=shown)
    return Response(content, media_type=media_type, headers=shown)
