"""A table that was uploaded for a job: private, noted, and deleted when the job is done."""

from __future__ import annotations

import hashlib
from gzip import GzipFile
from io import BytesIO
from zipfile import ZipFile

from campaigner.errors import CampaignerError
from campaigner.files import write_bytes
from campaigner.holding import DAY
from campaigner.issued import UPLOAD
from campaigner.jobs.places import table_path
from campaigner.opening import OpenWorkspace
from campaigner.packed import DAMAGE, ZIP
from campaigner.store import jobs
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.jobs import FileOfJob
from campaigner.uploads import Upload as Upload
from campaigner.vocabulary.desk import JobFile

MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000
KEPT_DAYS = 7
_ENDINGS = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz"))


class TableRefused(CampaignerError):
    """A file that was uploaded cannot be kept as a table."""

    code = "table-refused"


def keep_table(here: OpenWorkspace, campaign: str, job: int, upload: Upload) -> None:
    """Keeps a table for a job, inside the caller's transaction.

    Of its name the ending alone is kept. Raises TableRefused.
    """
    path = table_path(here, campaign, job, _ending(upload))
    sha256 = hashlib.sha256(upload.content).hexdigest()
    connection = here.database.conn
    save_issued_files(
        connection, [IssuedFile(str(path), campaign, sha256, f"{UPLOAD} {job}")], here.moment
    )
    expires = here.moment + KEPT_DAYS * DAY
    size = len(upload.content)
    jobs.save_files(
        connection,
        [FileOfJob(job, JobFile.TABLE, path.name, str(path), sha256, size, expires)],
    )
    write_bytes(path, upload.content, private=True)


def _ending(upload: Upload) -> str:
    if not upload.content:
        raise TableRefused(
            "The file is empty.", hint="Choose a table with a row for each person.", code="empty"
        )
    if len(upload.content) > MOST_BYTES:
        raise TableRefused(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            hint="Divide it into several tables.",
            code="table-too-large",
        )
    if upload.ending not in _ENDINGS:
        raise TableRefused(
            "The file is not a table.", hint="Save it as CSV, Excel (.xlsx) or OpenDocument (.ods)."
        )
    if _unpacked_size(upload.content) > MOST_UNPACKED:
        raise TableRefused(
            "The file unpacks to more than is a table.", hint="Save it once more, as CSV."
        )
    return upload.ending


def _unpacked_size(content: bytes) -> int:
    """How many bytes a zip (also that of an office program) or gzip holds, as far as it matters."""
    try:
        if content.startswith(ZIP):
            with ZipFile(BytesIO(content)) as packed:
                return sum(each.file_size for each in packed.infolist())
        if content.startswith(b"\x1f\x8b"):
            with GzipFile(fileobj=BytesIO(content)) as unpacked:
                return _bounded_size(unpacked)
    except (*DAMAGE, OSError):
        pass  # reading it says what is wrong
    return len(content)


def _bounded_size(file: GzipFile) -> int:
    size = 0
    while size <= MOST_UNPACKED and (part := file.read(1_000_000)):
        size += len(part)
    return size
