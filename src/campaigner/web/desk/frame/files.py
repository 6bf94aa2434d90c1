"""Files that are downloaded from the desk."""

from __future__ import annotations

from pathlib import PurePath

from starlette.responses import FileResponse, Response

from campaigner.jobs.downloads import NoFile, fetch
from campaigner.web.desk.frame.desk_page import AtDesk, missing_if

_NO_STORE = {"Cache-Control": "no-store"}
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
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **_NO_STORE}
    return Response(content, media_type=kind, headers=headers)


def file_of_job(at: AtDesk, job: int) -> Response:
    """Returns the file of the path, which a job made. Raises HTTPException (404) for another."""
    with missing_if(NoFile):
        found = fetch(at.here, job, at.part("file"))
    return FileResponse(found.path, media_type=found.media, filename=found.name, headers=_NO_STORE)
