"""Files that are settled apart from being written, many at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.files import settle, settle_names, write_bytes

FOLDER = -1


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that the disk was waited for, FOLDER for a folder."""
    sizes: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        found = os.fstat(handle)
        sizes.append(FOLDER if stat.S_ISDIR(found.st_mode) else found.st_size)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return sizes


def test_a_file_is_waited_for_when_it_is_written_or_later(tmp_path: Path, waits: list[int]) -> None:
    write_bytes(tmp_path / "one", b"1")
    assert waits == [1, FOLDER]
    write_bytes(tmp_path / "two", b"22", settled=False)
    assert waits == [1, FOLDER]
    assert (tmp_path / "two").read_bytes() == b"22"
    settle(tmp_path / "two")
    assert waits == [1, FOLDER, 2]


def test_a_file_that_is_gone_cannot_be_settled(tmp_path: Path) -> None:
    with pytest.raises(CampaignerError, match="gone cannot be written"):
        settle(tmp_path / "gone")


def test_each_folder_of_files_is_waited_for_once_and_those_above_it(
    tmp_path: Path, waits: list[int]
) -> None:
    root = tmp_path / "letters"
    files = [root / "north" / "one", root / "north" / "two", root / "south" / "three"]
    for file in files:
        write_bytes(file, b"1", settled=False, private=True)
    settle_names(files, root)
    assert waits == [FOLDER] * 4  # north, south, letters, and where that is
    settle_names([root / "gone" / "four"], root)  # a folder that is gone says nothing
    assert waits == [FOLDER] * 6
