"""Tables through a pipe: read once, kept in a private file until the end, called what they are."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.tables import Column, TableFile, open_table, received

COLUMNS = (Column("name"), Column("email", required=True))
TABLE = "name,email\nSam Sample,sam@example.org\n"


def names_through(pipe: Path) -> list[str]:
    with received(pipe) as file:
        return [row["name"] for row in open_table(file, COLUMNS).rows()]


def written_to(pipe: Path, content: str) -> threading.Thread:
    """Somebody who writes into a pipe."""
    writer = threading.Thread(target=pipe.write_text, args=(content, "utf-8"))
    writer.start()
    return writer


def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = written_to(pipe, TABLE)
    assert names_through(pipe) == ["Sam Sample"]
    writer.join()


@pytest.mark.parametrize("content", ["PK\x03\x04 not a zip", "{\\rtf1"])
def test_a_damaged_file_through_a_pipe_is_called_by_the_pipe(tmp_path: Path, content: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = written_to(pipe, content)
    with received(pipe) as file, pytest.raises(CampaignerError) as refused:
        open_table(file, COLUMNS)
    writer.join()
    assert str(refused.value).startswith(str(pipe))
    assert str(file.path) not in str(refused.value)


def test_what_came_through_a_pipe_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = written_to(pipe, TABLE)
    with received(pipe) as file:
        writer.join()
        assert file.path.parent.stat().st_mode & 0o077 == 0
        assert (file.place, file.named) == (str(pipe), pipe)
        kept = file.path
    assert not kept.exists()


def test_an_ordinary_file_is_left_where_it_is(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE, "utf-8")
    with received(table, "member", "sheet") as file:
        assert file == TableFile(table, "member", "sheet")


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_a_table(name: str, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from campaigner.tables import *\n"
        f"with received(Path({name!r})) as file:\n"
        "    table = open_table(file, [Column('email', required=True)])\n"
        "    print(file.place, [row['email'] for row in table.rows()])"
    )
    called = subprocess.run(
        [sys.executable, "-c", code], input=TABLE, capture_output=True, text=True, check=True
    )
    assert called.stdout == "standard-input ['sam@example.org']\n"


def test_nothing_through_a_pipe_is_nothing() -> None:
    with received(Path(os.devnull)) as file:
        assert file.path.read_bytes() == b""
