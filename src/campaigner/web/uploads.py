"""Forms with files (``multipart/form-data``, RFC 7578): read whole, within a limit.

They are for people who are logged in. Nothing here looks into a file or believes its name.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request

from campaigner.errors import CampaignerError
from campaigner.packed import MOST_UNPACKED_AT_DESK, unpacks_to_more
from campaigner.tables import MOST_AT_DESK, TableFile, has_more_rows
from campaigner.uploads import Upload as Upload
from campaigner.web.forms import LARGEST_FORM, Form, read_body

_KIND = re.compile(r"(?ia)multipart/form-data *;.*?\bboundary=\"?([\w'()+,./:=?-]{1,70})\"?(?:;|$)")
_NAMED = re.compile(rb'(?i)^content-disposition: *form-data;.*?\bname="([^"\r\n]*)"', re.MULTILINE)
_FILE = re.compile(rb'(?i)^content-disposition:.*?\bfilename="([^"\r\n]*)"', re.MULTILINE)
PATIENCE = 170.0  # seconds for files to come in: 20 MB take as long at a megabit a second
_MOST_PARTS = 200
_FIELDS_MOST = LARGEST_FORM


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form has: its fields, and its files by the names of their fields."""

    form: Form
    files: Mapping[str, tuple[Upload, ...]]


@contextmanager
def as_table(upload: Upload) -> Iterator[TableFile]:
    """A file that was sent, as a table is read: a private copy for the length of a ``with`` block.

    Messages call it by the name that it had where it came from. Raises CampaignerError for one of
    more rows, or more content, than a table at the desk has.
    """
    if unpacks_to_more(upload.content, MOST_UNPACKED_AT_DESK) or has_more_rows(upload.content):
        raise CampaignerError(
            f"The table has more than {MOST_AT_DESK:,} rows.", hint="Divide it into several tables."
        )
    with tempfile.TemporaryDirectory(prefix="campaigner-") as folder:  # private to the user
        copy = Path(folder) / "table"
        copy.write_bytes(upload.content)
        yield TableFile(copy, origin=Path(upload.name or "table"))


def is_upload(request: Request) -> bool:
    """Returns whether a form with files is sent."""
    return _KIND.match(request.headers.get("content-type", "")) is not None


async def read_upload(request: Request, most: int) -> Sent:
    """Returns the fields and files of a form, of so many bytes at most.

    A field of a file that nobody chose has none. Raises HTTPException: 415 if it is not such a
    form, 413 if it is too large, 400 if it cannot be read.
    """
    kind = _KIND.match(request.headers.get("content-type", ""))
    if kind is None:
        raise HTTPException(415)
    fields: list[tuple[str, str]] = []
    files: dict[str, tuple[Upload, ...]] = {}
    body = await read_body(request, most + LARGEST_FORM, PATIENCE)
    for name, file_name, content in _parts(body, kind[1].encode()):
        if file_name is None:
            fields.append((name, _text(content)))
        elif file_name or content:
            files[name] = (*files.get(name, ()), Upload(_last(file_name), content))
    if sum(len(value) for _, value in fields) > _FIELDS_MOST:
        raise HTTPException(413)
    return Sent(Form(fields), files)


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    """The name, the file's name if it is one, and the content of each part."""
    start, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary, _MOST_PARTS + 1)
    if start or len(parts) < 2 or parts[-1].strip() != b"--":
        raise HTTPException(400)
    for part in parts[:-1]:
        head, empty_line, content = part.partition(b"\r\n\r\n")
        named, file = _NAMED.search(head), _FILE.search(head)
        if named is None or not empty_line:
            raise HTTPException(400)
        yield _text(named[1]), _text(file[1]) if file else None, content


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400) from error


def _last(name: str) -> str:
    return re.split(r"[/\\]", name)[-1][:255]
