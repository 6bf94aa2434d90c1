"""Files about people: only what still is as it was written is removed; the rest is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.issued import (
    EXPORT,
    LeftFile,
    LeftReason,
    note_files,
    noted_until_finished,
    noted_until_recorded,
    remove_files,
    shared_files,
)
from campaigner.store.database import Database
from campaigner.store.issued_files import IssuedFile, files_about_many
from petitioners import NOON, SLUG

CONTENT = b"Dear Sam Sample"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def as_written(file: Path) -> None:
    file.write_bytes(CONTENT)


def changed(file: Path) -> None:
    file.write_bytes(b"Somebody's notes")


def a_folder_now(file: Path) -> None:
    file.mkdir()


def gone(file: Path) -> None:
    del file


def on_another_disk(file: Path) -> None:
    file.parent.rmdir()


@pytest.mark.parametrize(
    ("state", "sha256", "reason"),
    [
        (as_written, DIGEST, None),
        (as_written, "", None),
        (gone, DIGEST, None),
        (changed, "", None),
        (changed, DIGEST, LeftReason.CHANGED),
        (a_folder_now, DIGEST, LeftReason.UNREACHABLE),
        (on_another_disk, DIGEST, LeftReason.UNREACHABLE),
    ],
)
def test_what_is_removed_and_what_is_left(
    tmp_path: Path, state: Callable[[Path], None], sha256: str, reason: LeftReason | None
) -> None:
    file = tmp_path / "out" / "letter.pdf"
    file.parent.mkdir()
    state(file)
    done = remove_files({str(file): sha256})
    if reason:
        assert (done.gone, done.left) == ((), (LeftFile(str(file), reason),))
        assert file.exists() or state is on_another_disk
    else:
        assert (done.gone, done.left) == ((str(file),), ())
        assert not file.exists()


def test_files_about_many_may_hold_somebody(database: Database, tmp_path: Path) -> None:
    contents = {
        "rejects.csv": b"name,email\nSam,sam@example.org\n",
        "others.csv": b"name,email\nOlive,olive@example.org\n",
        "print-run.pdf": b"%PDF-1.7",
        "mail.eml": b"To: sam@example.org",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    names = [*contents, "deleted.csv"]
    noted = [
        IssuedFile(str(tmp_path / name), SLUG, DIGEST, signature=1 if "eml" in name else None)
        for name in names
    ]
    note_files(database, [*noted, IssuedFile(str(tmp_path / "begun"), SLUG)], NOON)

    def named(print_runs: set[str], exports: frozenset[str] = frozenset()) -> set[tuple[str, bool]]:
        found = shared_files(
            database, print_runs, exports, lambda address: address == "sam@example.org"
        )
        return {(Path(each.path).name, each.unfinished) for each in found}

    assert named(set()) == {("begun", True), ("rejects.csv", False)}
    export = tmp_path / "names.csv"
    export.write_text("name,district\nSam Sample,AB10\n", encoding="utf-8")
    note_files(database, [IssuedFile(str(export), SLUG, DIGEST, f"{EXPORT} csv")], NOON)
    assert ("names.csv", False) not in named(set())
    assert ("names.csv", False) in named(set(), frozenset({SLUG}))
    export.unlink()
    assert ("names.csv", False) not in named(set(), frozenset({SLUG}))
    assert named({SLUG}) == {("begun", True), ("rejects.csv", False), ("print-run.pdf", False)}


def test_batches_of_two_campaigns_that_were_interrupted_in_one_folder_are_both_known(
    database: Database,
) -> None:
    out = "/out"
    for campaign in ("bread", "water"):
        with pytest.raises(KeyboardInterrupt), noted_until_finished(database, campaign, out, NOON):
            raise KeyboardInterrupt
    with noted_until_finished(database, "water", out, NOON):
        pass
    begun = [each for each in files_about_many(database.conn) if each.is_begun]
    assert begun == [IssuedFile(out, "bread")]


def test_a_file_that_was_written_and_not_recorded_stays_noted(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    noted = noted_until_recorded(database, "bread", [str(path)], NOON)
    with pytest.raises(KeyboardInterrupt), noted:
        raise KeyboardInterrupt
    assert [each.path for each in files_about_many(database.conn)] == [str(path)]
    with noted_until_recorded(database, "bread", [str(path)], NOON):
        pass
    assert files_about_many(database.conn) == []
