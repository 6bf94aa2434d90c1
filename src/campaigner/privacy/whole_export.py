"""Exporting everything: all data of a campaign, or of all of them, as one zip.

Each table is a file of JSON Lines; the files of the campaigns' definitions are beside them. What
opens a door (passwords, links, second factors) is left out, and so is what is public.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import Connection
from zipfile import ZIP_DEFLATED, ZipFile

from campaigner.files import make_folder, writing
from campaigner.issued import EVERYTHING
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.places import folder_of
from campaigner.jobs.zips import private_entry, put_file
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import matter_of
from campaigner.store import petitions, whole
from campaigner.store.database import opened, snapshot
from campaigner.store.jobs import JobRow
from campaigner.store.proposals import Matter
from campaigner.vocabulary.desk import JobFile

_Write = Callable[[bytes], object]
_ABOUT = """\
All that campaigner holds {of}, as it was when this was made.

data/         a file for each table: a JSON object a line, times in seconds since 1970 (UTC),
              bytes in hexadecimal
definitions/  the files of the campaigns' definitions

Not in it: passwords, second factors, sessions, links, hashes of network addresses, the settings,
keys, postcodes (they are public), and files that were written, such as letters and packs.

This file names people. Keep it where only those can read it who need it, and destroy it when it is
not needed any more.
"""


def export_matter(campaign: str) -> Matter:
    """Returns what two people decide about: all data of a campaign, or of all if it is empty."""
    return matter_of(Act.EXPORT_EVERYTHING, "everything", campaign, campaign=campaign)


def write_everything(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Writes all data of the campaign of a job, or of all campaigns, as a zip.

    Raises CampaignerError if it cannot be written.
    """
    folder = folder_of(here, row.campaign, row.id)
    make_folder(folder, private=True)
    place = folder / f"everything{f'-{row.campaign}' if row.campaign else ''}.zip"
    with (
        opened(here.workspace.database_path) as database,
        snapshot(database) as connection,
        writing(place, private=True) as file,
        ZipFile(file, "w", ZIP_DEFLATED) as made,
    ):
        wanted = _wanted(connection, row.campaign)
        _put(made, "README.txt", _about(row.campaign))
        for number, (table, condition) in enumerate(sorted(wanted.items())):
            tell(number, len(wanted))
            _write_table(made, connection, table, condition, row.campaign)
        _write_definitions(made, here, row.campaign)
    tell(len(wanted), len(wanted))
    return Finished([(JobFile.RESULT, place)], 0, EVERYTHING)


def _wanted(connection: Connection, campaign: str) -> Mapping[str, str]:
    if campaign:
        return whole.of_campaign(connection)
    return dict.fromkeys(whole.tables(connection), "1")


def _about(campaign: str) -> str:
    return _ABOUT.format(of=f"of the campaign “{campaign}”" if campaign else "of all campaigns")


def _write_table(
    made: ZipFile, connection: Connection, table: str, condition: str, campaign: str
) -> None:
    petition = petitions.find_petition(connection, campaign) if campaign else None
    values = {"campaign": campaign, "petition": petition.id if petition else 0}
    with _entry(made, f"data/{table}.jsonl") as write:
        for row in whole.rows_of(connection, table, condition, values if campaign else None):
            write(json.dumps(row, ensure_ascii=False, default=_hex).encode() + b"\n")


def _hex(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _write_definitions(made: ZipFile, here: OpenWorkspace, campaign: str) -> None:
    root = here.workspace.campaigns_folder
    for path in sorted(each for each in root.rglob("*") if each.is_file()):
        name = path.relative_to(root)
        if not campaign or name.parts[0] == campaign:
            put_file(made, private_entry(f"definitions/{name.as_posix()}", ZIP_DEFLATED), path)


def _put(made: ZipFile, name: str, text: str) -> None:
    with _entry(made, name) as write:
        write(text.encode())


@contextmanager
def _entry(made: ZipFile, name: str) -> Iterator[_Write]:
    with made.open(private_entry(name, ZIP_DEFLATED), "w", force_zip64=True) as inside:
        yield inside.write
