"""Terminals that are not UTF-8, full disks behind stdout, and arguments that are not text."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from campaigner.cli.app import run
from campaigner.cli.mishaps import mishap
from campaigner.text import is_text
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.slow  # programs of their own

SPAWN = [sys.executable, "-m", "campaigner"]
WELSH = ["instrument", "show", "UDHR 1", "--language", "cy"]


def called(
    *arguments: str | bytes, stdout: str = "", encoding: str = "", closed: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, in a shell that sends its output somewhere."""
    redirected = f" > {stdout}" if stdout else ""
    return subprocess.run(
        ["sh", "-c", f'"$@"{redirected}{closed}', "sh", *SPAWN, *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": ""}
        | ({"PYTHONIOENCODING": encoding} if encoding else {}),
        check=False,
    )


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp437", "iso-8859-8"])
@pytest.mark.parametrize(
    "arguments",
    [WELSH, ["campaign", "list"], ["instrument", "show", "UDHR 1", "--language", "ar"]],
)
def test_a_terminal_that_lacks_characters_shows_the_others(
    workspace: Workspace, encoding: str, arguments: list[str]
) -> None:
    done = called(*arguments, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding).strip()


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_nothing_is_lost_from_json(workspace: Workspace, encoding: str) -> None:
    lossy = called(*WELSH, "--format", "json", encoding=encoding).stdout
    whole = called(*WELSH, "--format", "json").stdout
    assert "’" not in lossy.decode(encoding)
    assert json.loads(lossy) == json.loads(whole)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        WELSH,
        ["--help"],
        ["campaign", "list", "--format", "csv"],
        ["campaign", "list"],
        ["campaign", "schema"],
        ["petition", "export", "right-to-food", "--format", "uk-json"],
        ["petition", "export", "right-to-food", "--format", "csv"],
    ],
)
def test_a_full_disk_behind_stdout_is_one_line(workspace: Workspace, arguments: list[str]) -> None:
    done = called(*arguments, stdout="/dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "Error: The output cannot be written: the disk is full. Free some space, then try again."
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_work_goes_on_where_messages_cannot_be_written(workspace: Workspace) -> None:
    done = called("init", "other", closed=" 2> /dev/full")
    assert (workspace.root / "other" / "campaigner.toml").is_file()
    assert done.returncode == 0


@pytest.mark.parametrize("closed", [" >&-", " 2>&-", " >&- 2>&-"])
def test_closed_streams_are_no_mistake(workspace: Workspace, closed: str) -> None:
    done = called("campaign", "list", closed=closed)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["petition", "search", "bread", "S\udce9m"], "“S?m”"),
        (["petition", "sign", "bread", "--email", "s\udce9m@example.org"], "--email"),
        (["petition", "sign", "bread", "--email=s\udce9m@example.org"], "--email"),
        (["letter", "batch", "bread", "--out", "out\udce9"], "--out"),
        (["campaign", "brief", "bread", "-o", "\udcff.pdf"], "-o"),
        (["--workspace", "\udcff", "campaign", "list"], "--workspace"),
        (["init", "\udcff"], "“?”"),
        (["\udcff"], "“?”"),
        (["campaign", "list", "--\udcff"], "“--?”"),
        (["person", "erase", "\ud800@example.org", "--yes"], "“?@example.org”"),
    ],
)
def test_arguments_that_are_not_text_are_refused_before_anything_is_done(
    campaigner: Command, bread: Path, arguments: list[str], place: str
) -> None:
    before = sorted(bread.parents[1].rglob("*"))
    called = campaigner(*arguments)
    assert (called.code, called.stdout) == (2, "")
    assert called.stderr.startswith(f"Error: {place}: This contains characters that cannot be")
    assert len(called.stderr.splitlines()) == 1
    assert sorted(bread.parents[1].rglob("*")) == before


@pytest.mark.parametrize("arguments", [["area", "list"], ["petition", "tally", "bread"]])
def test_bytes_from_a_real_shell_are_refused_too(bread: Path, arguments: list[str]) -> None:
    done = called(*arguments, b"S\xe9m")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("Siân", True), ("😀", True), ("\udce9", False), ("a\ud800", False)],
)
def test_what_is_text(text: str, expected: bool) -> None:
    assert is_text(text) is expected


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "disk-full", "The output cannot be written: the disk is full"),
        (OSError(errno.ENOSPC, "x", "a.pdf"), "disk-full", "a.pdf cannot be written: the disk is"),
        (OSError(errno.EDQUOT, "x", "a.pdf"), "disk-full", "a.pdf cannot be written"),
        (PermissionError(errno.EACCES, "x", "a"), "not-permitted", "a cannot be used: you do not"),
        (FileNotFoundError(errno.ENOENT, "x", "a"), "not-there", "a cannot be used: it does not"),
        (OSError(errno.ENAMETOOLONG, "x", "a"), "name-too-long", "the name is too long"),
        (OSError(errno.EROFS, "x", "a"), "read-only", "the disk is read-only"),
        (OSError(errno.EIO, "Input/output error", "a"), "system-refused", "Input/output error"),
        (OSError("something else"), "system-refused", "something else"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), "not-text", "cannot be read"),
        (OSError(errno.EPERM, "Not permitted"), "not-permitted", "refused something: Not perm"),
        (PermissionError(errno.EACCES, "x", "\udcff"), "not-permitted", "? cannot be used"),
        (MemoryError(), "no-memory", "not enough memory"),
        (OverflowError(), "number-too-large", "A number is too large"),
        (RecursionError(), "nested-too-deep", "nested too deeply"),
    ],
)
def test_what_the_system_refuses_has_a_code_and_a_line(
    error: Exception, code: str, words: str
) -> None:
    found = mishap(error)
    assert found is not None
    assert (found.code, words in found.message) == (code, True)


@pytest.mark.parametrize("raised", [KeyError("uid not found: 12345"), OSError("No username")])
def test_an_account_without_a_name_can_work(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    def fail() -> str:
        raise raised

    monkeypatch.setattr("getpass.getuser", fail)
    assert campaigner("petition", "tally", "right-to-food").code == 0


def test_a_mistake_of_the_program_is_not_covered_up() -> None:
    assert mishap(KeyError("x")) is None
    assert mishap(ValueError("x")) is None


@pytest.mark.parametrize("raised", [PermissionError(13, "x", "/a"), UnicodeError("x")])
def test_what_no_service_foresaw_is_still_one_line(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr("campaigner.workspace.Workspace.campaign_folders", fail)
    called = campaigner("campaign", "list")
    assert (called.code, called.stdout, len(called.stderr.splitlines())) == (1, "", 1)


def test_a_pipe_that_is_closed_early_is_no_mistake(workspace: Workspace) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" | head -1', "sh", *SPAWN, "instrument", "languages", "--format", "csv"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert not re.search(rb"Error|Traceback|pipe", done.stderr)


def test_a_key_error_still_shows_where_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a mistake of the program")

    monkeypatch.setattr("campaigner.workspace.Workspace.campaign_folders", fail)
    with pytest.raises(KeyError):
        run(["campaign", "list"])
