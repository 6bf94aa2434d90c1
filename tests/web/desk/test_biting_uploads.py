"""Files that bite, at every page of the desk that takes one: refused, and nothing is left."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.routes import PAGES
from campaigner.workspace import Workspace
from desk_people import Desk, sheets_made, token_of
from inside_visitors import Answer, Inside, inside
from page_forms import Form, forms_in, with_files
from petitioners import confirmed_in
from table_makers import HEADER, SAM, unzipped, workbook, zipped
from web_visitors import in_a_loop
from whole_desk import filled

pytestmark = pytest.mark.slow

PARTS = {"campaign": "bread", "sheet": "22222-2"}
ROW = b"Sam Sample,sam@example.org,LE93 1AA\n"


def png(width: int, height: int) -> bytes:
    """A picture of a few bytes that says how large it is."""
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x01\0\0\0\0"
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
        for kind, content in parts
    )


def with_entities(declared: bytes, used: bytes) -> bytes:
    """A workbook whose sheet declares entities of its own."""
    files = unzipped(workbook({"people": [HEADER, SAM]}))
    name = "xl/worksheets/sheet1.xml"
    head = b'<?xml version="1.0"?><!DOCTYPE worksheet [' + declared + b"]>"
    text = files[name].partition(b"?>")[2] or files[name]
    files[name] = head + text.replace(b"Sam Sample", used)
    return zipped(files)


def laughs() -> bytes:
    """Entities within entities: a gigabyte of a letter."""
    names = b"abcdefghi"
    declared = b'<!ENTITY a "' + b"x" * 10 + b'">'
    for one, next_one in pairwise(names):
        declared += b'<!ENTITY %c "%s">' % (next_one, b"&%c;" % one * 10)
    return with_entities(declared, b"&i;")


def binary_workbook() -> bytes:
    """What Excel writes as XLSB: the parts of a workbook, in another form."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.bin": b"\x83\x01\0\x80\x01\x14" * 50,
            "xl/worksheets/sheet1.bin": b"\x81\x01\0" * 50,
        }
    )


def repeated_rows() -> bytes:
    rows = '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell/>'
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="x">{rows}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": b"<x/>", "content.xml": content.encode()}
    )


UNMATCHED = "cannot be read yet"
"""What a page says of a table whose columns it does not know."""
BITING = {
    "binary.xlsb": binary_workbook(),
    "binary.xlsx": binary_workbook(),
    "laughs.xlsx": laughs(),
    "secret.xlsx": with_entities(b'<!ENTITY s SYSTEM "file:///etc/passwd">', b"&s;"),
    "far.ods": repeated_rows(),
    "bomb.zip": zipped({"people.csv": b"name,email,postcode\n" + b"\0" * 150_000_000}),
    "bomb.gz": gzip.compress(b"a,b\n" * 40_000_000, 1),
    "nested.gz": gzip.compress(gzip.compress(b"name,email\n" + ROW)),
    "climbing.zip": zipped({"../../../climbed.csv": b"x\n", "/etc/climbed.csv": b"y\n"}),
    "empty.zip": zipped({}),
    "cut.zip": zipped({"people.csv": ROW * 100})[:-40],
    "renamed.csv": zipped({"run.exe": b"MZ" + bytes(500)}),
    "zeros.csv": b"\0" * 100_000,
    "wide.csv": b"name,email" + b"," * 1_000_000 + b"\n" + ROW,
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
    "huge.png": png(60_000, 60_000),
    "huge.jpg": b"\xff\xd8\xff\xe0" + bytes(2000),
    "drawn.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "script.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n",
    "run.exe": b"MZ" + bytes(500),
    "": b"",
}


@pytest.fixture
def pages(represented: Workspace, bread: Path) -> Iterator[Inside]:
    """The pages, and an owner who is logged in; bread has a sheet."""
    with inside(represented) as found, closing(Desk(found.served)) as desk:
        account = desk.account(AccountRole.OWNER)
        sheets_made(desk, PARTS["sheet"])
        confirmed_in(represented, "bread", {"LE93 1AA": 1})
        found.token = token_of(found.served, account)
        yield found
    assert bread.exists()


async def forms_for_files(pages: Inside) -> list[Form]:
    """The forms of the desk that take a file."""
    addresses = {filled(page.path, PARTS) for page in PAGES if "GET" in page.methods}
    shown = [(await pages.get(address), address) for address in sorted(addresses)]
    forms = [form for page, address in shown for form in forms_in(page.text, address)]
    return list({form.action: form for form in forms if form.files}.values())


def left(pages: Inside) -> set[str]:
    """The files of the workspace, but for the database and what it writes beside it."""
    root = pages.served.workspace.root
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith("campaigner.db")
    }


def children() -> set[str]:
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {each for path in found for each in path.read_text(encoding="ascii").split()}


def test_files_that_bite_are_refused_by_one_message_and_leave_nothing(pages: Inside) -> None:
    wrong: list[object] = []
    taking = {
        filled(page.path, PARTS)
        for page in PAGES
        if page.upload and "/editor/" not in page.path  # whose long texts are sent like files
    }

    async def send_all() -> set[str]:
        forms = await forms_for_files(pages)
        for form in forms:
            for name, content in BITING.items():
                before, running = left(pages), children()
                fields = [(key, "no" if key == "asked" else old) for key, old in form.fields]
                body, kind = with_files(fields, [(form.files[0], name, content)])
                answer = await pages.post(form.action, body, kind)
                if answer.status == 303:  # what is wrong is said on the page of the job
                    answer = await discarded(pages, answer.header(b"location"))
                if answer.status == 200 and UNMATCHED in answer.text:
                    forget_uploads(pages, left(pages) - before)
                else:
                    wrong.extend((form.action, name, each) for each in said_wrongly(answer))
                if left(pages) != before:
                    wrong.append((form.action, name, left(pages) - before))
                if children() - running:
                    wrong.append((form.action, name, "a process is left"))
        return {form.action for form in forms}

    assert in_a_loop(send_all()) == taking
    assert wrong == [], wrong


def forget_uploads(pages: Inside, names: set[str]) -> None:
    """A table whose columns are to be matched by hand is kept, for its owner alone, for a day."""
    for path in (pages.served.workspace.root / name for name in names):
        assert path.parts[-3:-1] == ("uploads", "_directory")
        assert path.stat().st_mode & 0o077 == 0
        path.unlink()


async def discarded(pages: Inside, address: str) -> Answer:
    """The page of a job whose table cannot be used; the job is discarded."""
    page = await pages.get(address)
    assert (await pages.post(f"{address}/remove")).status == 303
    said = page.status == 200 and page.text.count('class="narrow notice"') == 1
    return replace(page, status=413 if said and "/start" not in page.text else page.status)


def said_wrongly(answer: Answer) -> Iterator[str]:
    """What is wrong with how a file was refused."""
    if answer.status not in (413, 422) or answer.fault:
        yield f"{answer.status} {answer.header(b'location')} {answer.fault}"
    messages = answer.text.count('class="error"')
    if answer.status == 422 and messages != 1:
        yield f"{messages} messages"
    for told in ("root:", "Traceback", "/tmp/"):
        if told in answer.text:
            yield f"{told} is told"


def test_a_workbook_with_macros_or_links_elsewhere_is_a_table_and_nothing_more(
    pages: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is beside its cells is not looked at."""
    files = unzipped(workbook({"people": [HEADER, SAM]}))
    files |= {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500),
        "xl/externalLinks/externalLink1.xml": b'<externalLink r:id="rId1"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            b'<Relationships><Relationship Id="rId1" Target="http://evil.example/x.xlsx"'
            b' TargetMode="External"/></Relationships>'
        ),
    }
    monkeypatch.setattr("socket.socket.connect", None)
    path = "/desk/campaigns/bread/signatures/import"
    body, kind = with_files([("asked", "no")], [("table", "people.xlsm", zipped(files))])
    answer = in_a_loop(pages.post(path, body, kind))
    assert answer.status == 200
    assert "1 would be imported" in answer.text
    assert "evil" not in answer.text


def test_a_file_is_not_believed_by_its_name(pages: Inside) -> None:
    book = io.BytesIO(workbook({"people": [HEADER, SAM]})).getvalue()
    path = "/desk/campaigns/bread/signatures/import"
    for name in ("../../../people.xlsx", "C:\\people.xlsx", "people\x00.xlsx", "\u202exslx.xlsx"):
        body, kind = with_files([("asked", "no")], [("table", name, book)])
        answer = in_a_loop(pages.post(path, body, kind))
        assert answer.status in (200, 422), name
    assert all(re.fullmatch(r"[0-9a-f]{32}\.xlsx", Path(each).name)
               for each in left(pages) if each.startswith("uploads"))  # fmt: skip
