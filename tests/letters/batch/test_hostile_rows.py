"""Rows that mean harm, in every field: right letters or named rejects, and nothing else happens."""

from __future__ import annotations

import csv
import socket
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from campaigner.text import without_guides
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import text_of, write_table

pytestmark = pytest.mark.slow

GOOD = {
    "name": "Sam Sample",
    "address": "1 Sample Street, Sampleton",
    "address 2": "",
    "town": "",
    "county": "",
    "postcode": "LE93 1AA",
    "email": "sam@example.org",
    "language": "en",
    "personal": "",
    "asks": "",
    "facts": "",
    "kind": "",
    "consent": "yes",
}
MARKUP = (
    "<b onclick=alert(1)>Sample</b> <img src=file:///etc/passwd>",
    "{{ 7*7 }} {% include '/etc/passwd' %}",
)

HOSTILE = [
    *(("name", text) for text in (
        "=HYPERLINK(\"http://example.org\")", "+1", "-1+2", "@SUM(A1)", "../../etc/passwd",
        "..\\..\\windows", "/etc/passwd", "CON", "x" * 10_000, "\u202egnp.exe",
        "a\x07b", "a\x1b[31mb",
        "<script>alert(1)</script>", "<img src=file:///etc/passwd>", "{{ 7*7 }}",
        "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}", "![x](file:///etc/passwd)",
        "[a](javascript:alert(1))", "'; DROP TABLE letters; --", "😀😀", "", "   ", "\ue0000\ue001",
        "http://example.org", "%s%n{0}{name}", "Ȧ̷̛̩l̵̗̿g̶̝̑", "$(touch owned)", "`touch owned`",
    )),
    ("address", "<link rel=stylesheet href=http://example.org/x.css>"),
    ("address", "\n".join(["line"] * 50)),
    ("postcode", "LE93 1AA' OR 1=1"),
    ("postcode", ""),
    ("email", "sam@example.org\r\nBcc: all@example.org"),
    ("email", "<script>@example.org"),
    ("language", "../en"),
    ("personal", "{{ recipient.__class__ }} <iframe src='http://example.org'></iframe>"),
    ("personal", "y" * 10_000),
    ("asks", "law; DROP TABLE letters"),
    ("kind", "{{ 7*7 }}"),
    *((column, text) for column in GOOD for text in MARKUP),
    ("personal", "=cmd|' /C calc'!A0"),
    ("personal", "-Sam, who means no harm"),
    ("postcode", "=LE93 1AA"),
    ("personal", "z" * 1_000_000),
]  # fmt: skip


def rows() -> list[dict[str, str]]:
    """The good row, changed in one place by each of the hostile values."""
    return [
        {**GOOD, "name": f"Sample{number} Person", column: text}
        for number, (column, text) in enumerate(HOSTILE)
    ]


@dataclass(frozen=True)
class Run:
    """What became of the rows: how many letters, in which folder, and the rejects."""

    made: int
    out: Path
    rejects: list[dict[str, str]]


def run_batch(campaigner: Command, people: Path, out: Path) -> Run:
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", out,
        "--jobs", 1, "--as", "pdf,txt,eml", "--filename", "{row}/{recipient}--{supporter}.pdf",
        "--format", "json",
    )  # fmt: skip
    assert called.code == 1
    with (out / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        return Run(called.json["made"], out, list(csv.DictReader(file)))


def test_hostile_rows_do_nothing_but_be_letters_or_rejects(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = [tuple(GOOD), *(tuple(row.values()) for row in rows())]
    people = write_table(represented.root / "people.csv", table)

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    before = {path for path in represented.root.rglob("*") if path.is_file()}
    run = run_batch(campaigner, people, represented.root / "out")
    new = {path for path in represented.root.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(run.out) for path in new)
    assert not list(represented.root.parent.glob("owned"))
    assert run.made + len(run.rejects) == len(HOSTILE)
    assert run.made > len(HOSTILE) / 3  # a name of emoji or quotes harms nobody

    every_reject_is_named_and_harmless(run)
    letters_say_what_was_typed(run, people)
    rejects_fed_in_again_are_the_same(run, campaigner)


def every_reject_is_named_and_harmless(run: Run) -> None:
    for row in run.rejects:
        assert row["problem"]
        assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r") and cell]
    assert run.rejects[-1]["problem"].startswith("Row ")
    assert "a cell is too long" in run.rejects[-1]["problem"]


def letters_say_what_was_typed(run: Run, people: Path) -> None:
    written = {path.parent.name: path for path in run.out.rglob("*.pdf")}
    assert len(written) == run.made
    for number, row in zip(lines_of_rows(people), rows(), strict=True):
        if path := written.get(str(number)):
            text, plain = squeezed(text_of(path.read_bytes())), path.with_suffix(".txt").read_text()
            for column in ("name", "address", "address 2", "town", "county", "personal"):
                for part in row[column].replace("\n", ",").split(","):
                    assert squeezed(part) in text
                    assert squeezed(part) in squeezed(plain)
            assert "\n49" not in plain
            assert "root:" not in plain
            assert b"Bcc:" not in path.with_suffix(".eml").read_bytes()


def lines_of_rows(people: Path) -> list[int]:
    """The line that each row starts on: some of them hold line breaks."""
    lines, line = [], 2
    for row in rows():
        lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row.values())
    assert line == people.read_bytes().count(b"\n") + 1
    return lines


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", without_guides(text)).split())


def rejects_fed_in_again_are_the_same(run: Run, campaigner: Command) -> None:
    again = run_batch(campaigner, run.out / "rejects.csv", run.out.with_name("again"))
    assert again.made == 0
    assert without_lines(again.rejects[:-1]) == without_lines(run.rejects[:-1])


def without_lines(rejects: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**row, "line": ""} for row in rejects]
