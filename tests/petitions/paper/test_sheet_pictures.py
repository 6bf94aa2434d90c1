"""Photographs and scans of sheets: read with care, kept privately, and removed."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from campaigner.holding import Limits, Person
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper import held
from campaigner.petitions.paper.entries import EntryLine, finish
from campaigner.petitions.paper.pictures import attach_picture, picture_of, remove_picture
from campaigner.rendering.scanned import ScanRefused, plain_picture
from campaigner.setting_tables import Retention
from campaigner.store import paper_sheets
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import files_about_many
from campaigner.store.paper_sheets import Sheet
from campaigner.workspace import Workspace
from petitioners import NOON, the_petition, work_on

ID = "22222-2"
DAY = 24 * 60 * 60


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition with a sheet."""
    petition = the_petition(database)
    with transaction(database) as connection:
        paper_sheets.add_sheets(connection, [Sheet(ID, petition.id, "", "en", 10, NOON)])
    return work_on(database, petition)


def picture(size: tuple[int, int] = (300, 200), kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "A camera in Sampleton", 6  # its model; turned by a quarter
    Image.new("RGB", size, "red").save(written, kind, exif=exif)
    return written.getvalue()


def scan() -> bytes:
    with pymupdf.open() as document:
        document.new_page().insert_text((50, 50), "Ana Sample")
        return bytes(document.tobytes())


def bomb() -> bytes:
    """A PNG of few bytes that says that it has 1.6 milliard pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checked

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IEND", b"")


def test_a_photograph_is_turned_upright_and_loses_where_it_was_taken() -> None:
    sent = picture()
    plain = plain_picture(sent)
    assert b"Sampleton" in sent
    assert b"Sampleton" not in plain
    with Image.open(io.BytesIO(plain)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == ("JPEG", (200, 300), {})


@pytest.mark.parametrize("sent", [picture(kind="PNG"), scan()], ids=["png", "pdf"])
def test_pictures_and_scans_come_back_as_jpeg(sent: bytes) -> None:
    with Image.open(io.BytesIO(plain_picture(sent))) as seen:
        assert seen.format == "JPEG"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xff\xd8\xff<html><script>alert(1)</script></html>",
        b"GIF89a" + bytes(100),
        picture()[:400],
        b"%PDF-1.7 nothing more",
        bomb(),
    ],
    ids=["nothing", "svg", "html as jpeg", "gif", "cut off", "no pdf", "bomb"],
)
def test_what_is_not_a_picture_is_refused(here: OpenPetition, sent: bytes) -> None:
    with pytest.raises(ScanRefused):
        attach_picture(here, ID, sent)
    assert files_about_many(here.database.conn) == []


def test_a_picture_is_private_noted_and_removed(here: OpenPetition) -> None:
    attach_picture(here, ID, picture())
    attach_picture(here, ID, picture((100, 100)))
    (noted,) = files_about_many(here.database.conn)
    path = Path(noted.path)
    assert path.stat().st_mode & 0o077 == 0
    assert picture_of(here, ID) == path.read_bytes()
    remove_picture(here, ID)
    assert not path.exists()
    assert picture_of(here, ID) is None
    assert files_about_many(here.database.conn) == []


def test_a_picture_goes_when_somebody_on_the_sheet_is_erased(here: OpenPetition) -> None:
    finish(here, ID, [EntryLine(1, "Ana Sample", "AB10 1AB", "", True, None, None)])
    attach_picture(here, ID, picture())
    held.HELD.erase(here.database, Person(name="Bea Sample", postcode="AB10 1AB"))
    assert picture_of(here, ID)
    ana = Person(name="Ana Sample", postcode="AB10 1AB")
    assert held.HELD.erase(here.database, ana).counts == {"sheet_pictures": 1}
    assert picture_of(here, ID) is None


def test_a_picture_goes_after_some_days(here: OpenPetition) -> None:
    attach_picture(here, ID, picture())
    for days, gone in ((89, 0), (91, 1)):
        limits = Limits(NOON + days * DAY, Retention(), here.zone)
        assert held.HELD.due(here.database.conn, limits)["sheet_pictures"] == gone
        (removed,) = held.HELD.remove_due(here.database, limits)
        assert removed.counts["sheet_pictures"] == gone
    assert picture_of(here, ID) is None
