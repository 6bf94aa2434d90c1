"""CSV as spreadsheets and programs get it: byte order mark, UTF-8, no formulas."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaigner.cells import BYTE_ORDER_MARK
from campaigner.cli.output import print_rows
from campaigner.errors import CampaignerError
from campaigner.vocabulary.papers import ListFormat
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.slow  # programs of their own

MARK = BYTE_ORDER_MARK.encode()
ROW = {"name": "=1+1", "count": -5, "tags": ["@x", "y"], "note": "a;=1", "none": None}
SIGNED = "name,email,postcode\nZoë Sample,zoe@example.org,AB10 1AB\n=1+1,x@example.org,AB10 1AB\n"


def in_a_shell(words: str, **environment: str) -> bytes:
    """What ``campaigner`` writes in a process of its own, where ``C`` is the command."""
    command = words.replace("C ", f"{sys.executable} -m campaigner ")
    return subprocess.run(
        command, shell=True, capture_output=True, check=True, env={**os.environ, **environment}
    ).stdout


_EVENT = """
[[events]]
id = "supper"
title = { en = "Süßes Supper" }
starts = 2026-12-20T18:00:00+00:00
place = "Café Sampleton"
places = 5
"""


LISTS = [
    "campaign list --format csv",
    "instrument languages --format csv",
    "petition tally right-to-food --format csv",
    "petition export right-to-food --format csv",
    "partner list right-to-food --format csv",
]


@pytest.mark.parametrize("command", LISTS)
def test_a_file_begins_with_a_mark_and_a_pipe_does_not(
    represented: Workspace, command: str
) -> None:
    in_a_shell(f"C {command} > list.csv")
    written = (represented.root / "list.csv").read_bytes()
    piped = in_a_shell(f"C {command} | cat")
    assert written == MARK + piped
    assert not piped.startswith(MARK)


@pytest.mark.parametrize("form", ["ledger", "uk-json", "jsonl"])
def test_other_exports_have_no_mark(represented: Workspace, form: str) -> None:
    in_a_shell(f"C petition export right-to-food --format {form} > out")
    assert not (represented.root / "out").read_bytes().startswith(MARK)


def test_what_is_added_to_a_file_has_no_mark(workspace: Workspace) -> None:
    in_a_shell("echo before > list.csv; C campaign list --format csv >> list.csv")
    assert MARK not in (workspace.root / "list.csv").read_bytes()


def test_csv_is_utf_8_whatever_the_terminal_is(workspace: Workspace) -> None:
    usual = in_a_shell("C instrument languages --format csv | cat")
    for encoding in ("latin-1", "ascii", "cp1252"):
        piped = in_a_shell("C instrument languages --format csv | cat", PYTHONIOENCODING=encoding)
        assert piped == usual, encoding


@pytest.mark.parametrize(
    "command",
    [
        "petition export bread -f csv",
        "petition export bread -f jsonl",
        "petition export bread -f uk-json",
        "petition export bread -f ledger",
        "event calendar bread",
    ],
)
def test_exports_are_utf_8_whatever_the_terminal_is(
    campaigner: Command,
    bread: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    monkeypatch.setenv("PYTHONUTF8", "0")
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text(encoding="utf-8") + _EVENT, encoding="utf-8")
    Path("people.csv").write_text(SIGNED, encoding="utf-8")
    campaigner("petition", "import", "bread", "people.csv", "--confirmed")
    usual = in_a_shell(f"C {command} | cat")
    assert "?" not in usual.decode("utf-8")
    for encoding in ("latin-1", "ascii"):
        assert in_a_shell(f"C {command} | cat", PYTHONIOENCODING=encoding) == usual, encoding


def test_exports_have_a_mark_in_their_file_and_no_formula(
    campaigner: Command, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    Path("people.csv").write_text(SIGNED, encoding="utf-8")
    campaigner("petition", "import", "bread", "people.csv", "--confirmed")
    assert campaigner("petition", "export", "bread", "--format", "csv", "-o", "x.csv").code == 0
    content = Path("x.csv").read_bytes()
    assert content.startswith(MARK + b"name,")
    assert "Zoë Sample" in content.decode()
    printed = campaigner("petition", "export", "bread", "--format", "csv").stdout
    assert (MARK + printed.encode()).replace(b"\n", b"") == content.replace(b"\n", b"")


def test_an_export_that_is_refused_leaves_nothing_behind(
    campaigner: Command, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise CampaignerError("It is read-only.")

    monkeypatch.setattr("campaigner.petitions.exports.require_writable", refuse)
    with Path("out.csv").open("w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", file)
        assert campaigner("petition", "export", "bread", "--format", "csv").code == 1
    assert Path("out.csv").read_bytes() == b""


def test_every_cell_of_a_list_is_guarded_but_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([ROW], list(ROW), ListFormat.CSV)
    header, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert dict(zip(header, row, strict=True)) == {
        "name": "'=1+1",
        "count": "-5",
        "tags": "'@x, y",
        "note": "a;'=1",
        "none": "",
    }


def test_a_table_shows_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"telephone": "+44 20 7946 0000"}], ["telephone"], ListFormat.TABLE)
    assert " +44 20 7946 0000" in capsys.readouterr().out


def test_a_file_with_a_mark_is_imported_again(
    campaigner: Command, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    Path("people.csv").write_bytes(MARK + SIGNED.splitlines(keepends=True)[0].encode())
    assert campaigner("petition", "import", "bread", "people.csv").code == 0
