"""Photographs and scans of signed sheets: private files, shown to those who type, and removed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campaigner.files import write_bytes
from campaigner.issued import LeftFile, remove_files
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.entries import find_sheet
from campaigner.rendering.scanned import plain_picture
from campaigner.store import audit, sheet_pictures
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, forget_issued_files, save_issued_files
from campaigner.store.sheet_pictures import SheetPicture

MOST_BYTES = 12_000_000
ABOUT = "paper sheet"


def attach_picture(here: OpenPetition, text: str, content: bytes) -> None:
    """Keep a photograph or scan of a sheet, in the place of an earlier one.

    What is kept is drawn again from its pixels: it has no place and time. Raises ScanRefused if it
    is not a picture, and as ``find_sheet``.
    """
    sheet = find_sheet(here, text)
    plain = plain_picture(content)
    path = _path(here, sheet.sheet)
    sha256 = hashlib.sha256(plain).hexdigest()
    campaign = here.petition.campaign
    with transaction(here.database) as connection:
        picture = SheetPicture(here.petition.id, sheet.sheet, str(path), sha256, here.now)
        sheet_pictures.save(connection, picture)
        issued = IssuedFile(str(path), campaign, sha256, ABOUT)
        save_issued_files(connection, [issued], here.now)
        write_bytes(path, plain, private=True)
        audit.record(
            *(connection, here.now, here.actor, "attach picture", campaign), sheet=sheet.sheet
        )


def picture_of(here: OpenPetition, text: str) -> bytes | None:
    """Returns the picture of a sheet as JPEG; None if there is none. Raises as ``find_sheet``."""
    sheet = find_sheet(here, text)
    found = sheet_pictures.of_sheet(here.database.conn, here.petition.id, sheet.sheet)
    if found is None:
        return None
    try:
        return Path(found.path).read_bytes()
    except OSError:
        return None


def has_picture(here: OpenPetition, sheet: str) -> bool:
    """Returns whether a sheet has a picture."""
    found = sheet_pictures.of_sheet(here.database.conn, here.petition.id, sheet)
    return found is not None and Path(found.path).is_file()


def remove_picture(here: OpenPetition, text: str) -> None:
    """Remove the picture of a sheet, if there is one. Raises as ``find_sheet``."""
    sheet = find_sheet(here, text)
    found = sheet_pictures.of_sheet(here.database.conn, here.petition.id, sheet.sheet)
    if found:
        remove_pictures(here.database, [found])


def remove_pictures(database: Database, found: list[SheetPicture]) -> tuple[LeftFile, ...]:
    """Removes pictures; those that stay are still noted, and returned."""
    done = remove_files({each.path: each.sha256 for each in found})
    with transaction(database) as connection:
        forget_issued_files(connection, done.gone)
        sheet_pictures.forget(connection, done.gone)
    return done.left


def _path(here: OpenPetition, sheet: str) -> Path:
    folder = here.workspace.letters_folder(here.petition.campaign).resolve() / "sheets"
    return folder / f"{sheet.replace('/', '-')}.jpg"
