"""A table that was uploaded for a job: private, noted, and deleted when the job is done."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import write_bytes
from campaigner.holding import DAY
from campaigner.issued import UPLOAD
from campaigner.jobs.places import table_path
from campaigner.letters.batch.supporter_table import find_supporters
from campaigner.opening import OpenWorkspace
from campaigner.packed import MOST_UNPACKED_AT_DESK, unpacks_to_more
from campaigner.store import jobs
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.jobs import FileOfJob
from campaigner.tables import MOST_AT_DESK, TableFile, has_more_rows
from campaigner.uploads import Upload as Upload
from campaigner.vocabulary.desk import JobFile

MOST_BYTES = 10_000_000
KEPT_DAYS = 7
_ENDINGS = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz"))


class TableRefused(CampaignerError):
    """A file that was uploaded cannot be kept as a table."""

    code = "table-refused"


def check_table(upload: Upload) -> None:
    """Check that a file can be read as a table; which columns it has is said later.

    Raises TableRefused.
    """
    ending = _ending(upload)
    with tempfile.TemporaryDirectory(prefix="campaigner-") as folder:  # private to the user
        copy = Path(folder) / f"table{ending}"
        copy.write_bytes(upload.content)
        try:
            find_supporters(TableFile(copy, origin=Path(copy.name)))
        except CampaignerError as error:
            first = next(iter(getattr(error, "problems", ())), error)
            raise TableRefused(first.message, hint=first.hint, code="table-unreadable") from error


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
    if unpacks_to_more(upload.content, MOST_UNPACKED_AT_DESK):
        raise TableRefused(
            "The file unpacks to more than is a table.", hint="Save it once more, as CSV."
        )
    if has_more_rows(upload.content):
        raise TableRefused(
            f"The table has more than {MOST_AT_DESK:,} rows.",
            hint="Divide it into several tables.",
            code="too-many-rows",
        )
    return upload.ending
