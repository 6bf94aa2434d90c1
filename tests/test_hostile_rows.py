"""Forty rows that mean harm: each is a right letter or a named reject, and nothing else happens."""

from __future__ import annotations

import csv
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import bring_representatives, write_table

HEADER = ("name", "address", "postcode", "email", "language", "personal", "asks", "kind")
GOOD = ("Sam Sample", "1 Sample Street, Sampleton", "LE93 1AA", "sam@example.org", "en", "", "", "")

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
]  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """One good row, changed in one place by each of the hostile values."""
    made = []
    for number, (column, text) in enumerate(HOSTILE):
        values = dict(zip(HEADER, GOOD, strict=True))
        values["name"] = f"Sample{number} Person"
        values[column] = text
        made.append(tuple(values[name] for name in HEADER))
    return made


def test_hostile_rows_do_nothing_but_be_letters_or_rejects(
    workspace: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(HOSTILE) == 40
    bring_representatives(campaigner, workspace.root)
    people = write_table(workspace.root / "people.csv", [HEADER, *rows()])

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    before = {path for path in workspace.root.rglob("*") if path.is_file()}
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
        "--jobs", 1, "--as", "pdf,txt,eml", "--format", "json",
    )  # fmt: skip
    assert called.code == 1
    out = workspace.root / "out"
    new = {path for path in workspace.root.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(out) for path in new)
    assert not list(workspace.root.parent.glob("owned"))

    with (out / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejected = list(csv.DictReader(file))
    made = called.json["made"]
    assert made + len(rejected) == len(HOSTILE)
    assert all(row["problem"] for row in rejected)
    assert not [row for row in rejected if row["name"][:1] in tuple("=+-@")]
    letters = sorted(out.rglob("*.txt"))
    assert len(letters) == made
    for path in letters:
        text = path.read_text(encoding="utf-8")
        assert "\n49\n" not in text
        assert "root:" not in text
    said = "\n".join(path.read_text(encoding="utf-8") for path in letters)
    for kept in (
        "<script>alert(1)</script>",
        "{{ ''.__class__.__mro__ }}",
        "'; DROP TABLE letters; --",
    ):
        assert kept in said
    assert not any(b"Bcc:" in path.read_bytes() for path in Path(out).rglob("*.eml"))
