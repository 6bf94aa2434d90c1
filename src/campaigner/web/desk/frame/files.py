"""Files that are downloaded from the desk."""

from __future__ import annotations

from pathlib import PurePath

from starlette.responses import Response

_KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}


def attached(name: str, content: bytes | str) -> Response:
    """Returns a file to be saved under a name of plain letters, which browsers do not keep."""
    kind = _KINDS.get(PurePath(name).suffix, "application/octet-stream")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)
