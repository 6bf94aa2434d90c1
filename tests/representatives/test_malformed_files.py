"""Files that are broken, cut short, mistaken or built to do harm: each gets its clear message."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from campaigner.representatives.importers.documents import _without_doubles, text
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.usefixtures("database")

HEADER = b"MP,PCON24CD,PCON24NM\n"
ROW = b"Ann Sample,E14009001,Sampleton\n"


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def yaml_bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


# What the file holds, and a piece of what is said about it. The second group has a row that can
# be used, which goes in all the same.
UNUSABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank lines": (b"\n\n\n", "is empty"),
    "binary": (bytes(range(256)) * 8, "not a table of text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "not a table of text"),
    "gzip cut in the middle": (gzip.compress(HEADER + ROW * 9000)[:120], "damaged or incomplete"),
    "gzip with a wrong byte": (gzip.compress(ROW * 999)[:-8] + b"\0" * 8, "damaged or incomplete"),
    "zip cut in the middle": (zipped({"a.csv": ROW * 99})[:60], "damaged or incomplete"),
    "zip without a table": (zipped({"a.exe": b"MZ"}), "contains no table"),
    "zip of nothing": (zipped({"folder/x.txt.bak": b""}), "contains no table"),
    "utf-16 cut in a letter": (b"\xff\xfe" + HEADER.decode().encode("utf-16-le") + b"a", "UTF-8"),
    "workbook cut in the middle": (workbook(["MP"], ["Ann"])[:400], "damaged or incomplete"),
    "workbook of another program": (
        zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "cannot be read as a workbook",
    ),
    "workbook with broken XML": (
        zipped({"[Content_Types].xml": b"<a", "xl/workbook.xml": b"<b"}),
        "cannot be read as a workbook",
    ),
    "no column of names": (b"PCON24CD,Party\nE14009001,Ora\n", "no column holds names"),
    "no role": (b"name,party\nAnn Sample,Ora\n", "nothing says what these people are"),
    "a column twice": (b"MP,MP,ward\nAnn,Ann,Central\n", "2 columns “MP”"),
    "header never closed": (b'"MP,PCON24CD\nAnn Sample,E14009001\n', "not closed"),
    "JSON cut in the middle": (b'{"persons": [{"name": "Ann', "not valid JSON"),
    "JSON with a stray comma": (b'{"persons": [1,]}', "not valid JSON"),
    "JSON with a key twice": (b'{"persons": [], "persons": []}', "twice"),
    "JSON nested to the sky": (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
    "JSON objects nested": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
    "JSON with an endless number": (b'{"persons": ' + b"9" * 9000 + b"}", "value cannot be read"),
    "JSON in another encoding": ('{"persons": "Siân"}'.encode("latin-1"), "not text in UTF-8"),
    "JSON of something else": (b'{"weather": "fine"}', "not in a known format"),
    "JSON schema": (b'{"$schema": "x", "properties": {}}', "a schema, not data"),
    "the description of an API": (b'{"openapi": "3.0.1", "paths": {}}', "description of an API"),
    "an empty list": (b"[]", "not in a known format"),
    "JSON with half a character": (b'{"persons": [{"id": "\\uD800"}]}', "half of a character"),
    "YAML aliases": (yaml_bomb(), "aliases"),
    "YAML that is no answer": (b"persons: !!bool maybe\n", "its tag (!!) is not what it is"),
    "YAML that is no day": (b"persons: !!timestamp soon\n", "its tag (!!) is not what it is"),
    "YAML nested to the sky": (b"a: " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
    "YAML with a key twice": (b"id: ocd-person/1\nid: ocd-person/2\n", "twice"),
    "YAML with a tab": (b"id: x\n\tname: y\n", "not valid YAML"),
    "YAML that makes objects": (b"a: !!python/object/apply:os.system [ls]\n", "not valid YAML"),
    "YAML with a control character": (b"id: \x07\n", "not valid YAML"),
}  # fmt: skip
PARTLY: dict[str, tuple[bytes, str]] = {
    "a row without a name": (
        b"ID,MP,PCON24CD\n1,Ann Sample,E14009001\n2,,E14009002\n",
        ":3: error: this row has no",
    ),
    "a formula for a name": (HEADER + ROW + b"=1+1,E14009002,Southton\n", "formula"),
    "a control character": (HEADER + ROW + b"Bob\x07,E14009002,Southton\n", "control characters"),
    "a cell of a million characters": (
        HEADER + ROW + b'"' + b"x" * 1_000_000 + b'",E14009002,S\n',
        "a cell is too long",
    ),
    "a quotation mark never closed": (HEADER + ROW + b'"Bob,E14009002,S\n', "not closed"),
    "a stray quotation mark": (HEADER + ROW + b'"Bob" x,E14009002,S\n', "in the wrong place"),
    "a wrong date": (
        b"MP,PCON24CD,start\nAnn Sample,E14009001,2024-07-04\nBob,E14009002,yesterday\n",
        "a date is not valid",
    ),
    "a row twice": (HEADER + ROW + ROW, "the same person in the same role"),
    "a formula in a workbook": (
        workbook(["MP", "PCON24CD"], ["Ann Sample", "E14009001"], ["=A1", "E14009002"]),
        ":3: error: MP: “=A1” is a formula, not a value",
    ),
    "a person without a name": (
        json.dumps(
            {
                "persons": [{"id": "a", "name": "Ann Sample"}, {"id": "p"}],
                "memberships": [
                    {"person_id": "a", "role": "mp"},
                    {"person_id": "p", "role": "mp"},
                ],
            }
        ).encode(),
        "has no name",
    ),
}
AREAS: dict[str, tuple[bytes, str]] = {
    "no column of areas": (
        b"pcds,weather\nAB10 1AB,fine\n",
        "no column is known to hold area codes",
    ),
    "no column at all": (b"fruit,weather\napple,fine\n", "no column is known to hold postcodes"),
    "a wrong postcode": (b"pcds,pcon24cd\nXX1 1XX,E14009001\n", ":2: error: “XX1 1XX” is not"),
    "a short row": (b"pcds,pcon24cd\nAB10 1AB\n", ":2: error: this row is too short"),
    "people, not areas": (b'{"persons": []}', "representative import"),
    "cut gzip": (gzip.compress(b"pcds,pcon24cd\n" + b"AB10 1AB,E1\n" * 9000)[:90], "incomplete"),
}


def test_there_are_at_least_thirty() -> None:
    assert len(UNUSABLE) + len(PARTLY) + len(AREAS) >= 30


class Counted(str):
    """A key that counts how often it is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str(self) == str(other)


def test_control_characters_of_a_document_are_left_out() -> None:
    assert text(" New\0ham\x1b\n") == "Newham"


def test_a_key_that_is_there_twice_is_found_in_one_go() -> None:
    """Among half a million keys, which an upload can have, comparing each with each takes hours."""
    pairs: list[tuple[str, Any]] = [(Counted(number), 0) for number in (*range(300), 299)]
    with pytest.raises(ValueError, match="299"):
        _without_doubles(pairs)
    assert Counted.compared < 3_000


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_file_of_which_nothing_can_be_used(
    campaigner: Command, workspace: Workspace, tmp_path: Path, case: str
) -> None:
    content, message = UNUSABLE[case]
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    called = campaigner("representative", "import", path)
    assert message in called.stderr
    assert called.code in (1, 2)
    assert campaigner("representative", "list", "--format", "json").json == []


@pytest.mark.parametrize("case", PARTLY)
def test_a_row_that_cannot_be_used_is_named_and_the_rest_goes_in(
    campaigner: Command, workspace: Workspace, tmp_path: Path, case: str
) -> None:
    content, message = PARTLY[case]
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    called = campaigner("representative", "import", path)
    assert message in called.stderr
    assert called.code == 1
    (ann,) = campaigner("representative", "list", "--format", "json").json
    assert ann["name"] == "Ann Sample"


@pytest.mark.parametrize("case", AREAS)
def test_a_file_of_areas(
    campaigner: Command, workspace: Workspace, tmp_path: Path, case: str
) -> None:
    content, message = AREAS[case]
    path = tmp_path / "areas.csv"
    path.write_bytes(content)
    called = campaigner("area", "import", path)
    assert message in called.stderr
    assert called.code == 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "absent.csv", "cannot be read"),
        (lambda folder: folder, "cannot be read"),
    ],
)
def test_a_file_that_is_not_there(
    campaigner: Command,
    workspace: Workspace,
    tmp_path: Path,
    make: Callable[[Path], Path],
    message: str,
) -> None:
    for noun in ("representative", "area"):
        called = campaigner(noun, "import", make(tmp_path))
        assert message in called.stderr
        assert called.code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--map", "nmae=MP"], "Did you mean “name”?"),
        (["--map", "name=Member"], "Unknown header"),
        (["--map", "name"], "does not have the form NAME=VALUE"),
        (["--as-of", "soon"], "is not a valid date"),
        (["--format", "excel"], "'excel' is not one of 'table', 'members-api'"),
    ],
)
def test_a_wrong_option(
    campaigner: Command,
    workspace: Workspace,
    tmp_path: Path,
    arguments: list[str],
    message: str,
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(HEADER + ROW)
    called = campaigner("representative", "import", path, *arguments)
    assert message in called.stderr
    assert called.code == 2
