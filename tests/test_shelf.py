"""What is read from files is kept until the files change."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from campaigner.shelf import Shelf, another_moment, one_moment, stamp_of

A_MINUTE_NS = 60 * 10**9


def later() -> int:
    """A minute from now, when what was just written has settled."""
    return time.time_ns() + A_MINUTE_NS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("bread", encoding="utf-8")
    return path


class Reader:
    """Reads a file and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, path: Path) -> str:
        self.times += 1
        return path.read_text(encoding="utf-8")


def test_an_unchanged_file_is_read_once(file: Path) -> None:
    reader = Reader()
    shelf = Shelf(reader, lambda path: stamp_of([path]), later)
    assert [shelf.get(file) for _ in range(3)] == ["bread"] * 3
    assert reader.times == 1


def test_a_changed_file_is_read_again(file: Path) -> None:
    shelf = Shelf(Reader(), lambda path: stamp_of([path]), later)
    shelf.get(file)
    file.write_text("water and bread", encoding="utf-8")
    assert shelf.get(file) == "water and bread"


def test_a_file_of_the_same_size_and_time_in_its_place_is_noticed(file: Path) -> None:
    shelf = Shelf(Reader(), lambda path: stamp_of([path]), later)
    shelf.get(file)
    found, other = file.stat(), file.with_name("other.txt")
    other.write_text("water", encoding="utf-8")
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(file)
    assert shelf.get(file) == "water"


def test_a_file_written_a_moment_ago_is_not_kept(file: Path) -> None:
    reader = Reader()
    shelf = Shelf(reader, lambda path: stamp_of([path]), lambda: file.stat().st_ctime_ns)
    shelf.get(file)
    shelf.get(file)
    assert reader.times == 2


def test_an_error_is_not_kept(tmp_path: Path) -> None:
    shelf = Shelf(Reader(), lambda path: stamp_of([path]), later)
    with pytest.raises(FileNotFoundError):
        shelf.get(tmp_path / "missing")
    (tmp_path / "missing").write_text("here", encoding="utf-8")
    assert shelf.get(tmp_path / "missing") == "here"


def test_many_threads_read_many_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}" for number in range(100)]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    shelf = Shelf(Reader(), lambda path: stamp_of([path]), later)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(shelf.get, paths * 5)) == [path.name for path in paths] * 5


def test_in_one_moment_a_file_is_looked_at_once(file: Path) -> None:
    reader = Reader()
    shelf = Shelf(reader, lambda path: stamp_of([path]), later)
    with one_moment():
        assert shelf.get(file) == "bread"
        file.write_text("salt", encoding="utf-8")
        assert shelf.get(file) == "bread"
    assert shelf.get(file) == "salt"


def test_another_moment_looks_at_the_file_again(file: Path) -> None:
    shelf = Shelf(Reader(), lambda path: stamp_of([path]), later)
    with one_moment():
        assert shelf.get(file) == "bread"
        file.write_text("salt", encoding="utf-8")
        another_moment()
        assert shelf.get(file) == "salt"
