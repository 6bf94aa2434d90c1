"""A campaign's files are saved all or none, also if killed; their history is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.editing import saving
from campaigner.editing.folder import file_now
from campaigner.editing.history import compare, compare_with_now, go_back, history
from campaigner.editing.saving import Change, Clash, Saved, finish_all, save, settled
from campaigner.editing.word_diff import Kind, compared
from campaigner.errors import UnknownName
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, campaign_changes

TEXTS = ("brief.en.md", "letter.cy.md", "letter.en.md")


def change_all(here: OpenWorkspace, folder: Path, words: str) -> int:
    changes = {name: Change(file_now(folder, name).mark, f"{words}\n") for name in TEXTS}
    saved = save(here, "bread", changes, words)
    assert isinstance(saved, Saved)
    return saved.number


def texts(folder: Path) -> set[str]:
    return {(folder / name).read_text(encoding="utf-8") for name in TEXTS}


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from campaigner.editing import saving
from campaigner.editing.folder import file_now
from campaigner.editing.saving import Change
from campaigner.opening import opened_workspace
from campaigner.workspace import Workspace

root, left = Path(sys.argv[1]), int(sys.argv[2])
put = saving._put

def until_killed(folder, name, text):
    global left
    if left == 0:
        os.kill(os.getpid(), 9)
    left -= 1
    put(folder, name, text)

saving._put = until_killed
with opened_workspace(Workspace(root), datetime(2026, 12, 11, tzinfo=UTC), "organiser 1") as here:
    folder = root / "campaigns" / "bread"
    names = ("brief.en.md", "letter.cy.md", "letter.en.md")
    changes = {name: Change(file_now(folder, name).mark, "New.\\n") for name in names}
    saving.save(here, "bread", changes, "all")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
@pytest.mark.parametrize("written", range(4))
def test_what_was_killed_in_the_middle_is_finished_by_the_next(
    here: OpenWorkspace, bread: Path, written: int
) -> None:
    arguments = [
        sys.executable,
        "-c",
        textwrap.dedent(KILLED),
        str(here.workspace.root),
        str(written),
    ]
    assert subprocess.run(arguments, check=False, env=dict(os.environ)).returncode == -9
    assert sum((bread / name).read_text("utf-8") == "New.\n" for name in TEXTS) == written
    finish_all(here)
    assert texts(bread) == {"New.\n"}
    assert not campaign_changes.unwritten(here.database.conn)


def test_a_change_that_was_never_noted_has_written_nothing(
    here: OpenWorkspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(bread)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(campaign_changes, "note", full)
    with pytest.raises(OSError, match="No space"):
        change_all(here, bread, "New.")
    assert texts(bread) == before


def test_a_file_that_somebody_changed_after_the_crash_is_left_as_they_wrote_it(
    here: OpenWorkspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr(saving, "_put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change_all(here, bread, "New.")
    (bread / "letter.en.md").write_text("Theirs.\n", encoding="utf-8")
    with settled(here, "bread"):
        assert texts(bread) == {"New.\n", "Theirs.\n"}


def test_of_several_files_none_is_written_if_one_was_changed_outside(
    here: OpenWorkspace, bread: Path
) -> None:
    changes = {name: Change(file_now(bread, name).mark, "New.\n") for name in TEXTS}
    (bread / "letter.cy.md").write_text("Theirs.\n", encoding="utf-8")
    before = texts(bread)
    clashes = save(here, "bread", changes, "all")
    assert isinstance(clashes, tuple)
    assert [(each.name, each.now.text, each.wanted) for each in clashes] == [
        ("letter.cy.md", "Theirs.\n", "New.\n")
    ]
    assert isinstance(clashes[0], Clash)
    assert texts(bread) == before


def test_the_history_says_who_changed_what_and_can_be_gone_back_to(
    here: OpenWorkspace, bread: Path
) -> None:
    first = change_all(here, bread, "One two three.")
    second = change_all(here, bread, "One four three.")
    found = history(here, "bread")
    assert [(each.number, each.by, each.what) for each in found.entries] == [
        (second, "olive", "One four three."),
        (first, "olive", "One two three."),
    ]
    (gone, come) = compare(here, "bread", second).files["letter.en.md"]
    assert [each.text for each in gone.pieces if each.kind is Kind.REMOVED] == ["two"]
    assert [each.text for each in come.pieces if each.kind is Kind.ADDED] == ["four"]
    assert set(compare_with_now(here, "bread", first)) == set(TEXTS)
    assert isinstance(go_back(here, "bread", first), Saved)
    assert texts(bread) == {"One two three.\n"}
    assert history(here, "bread").entries[0].what == f"back to {first}"
    assert [each.action for each in audit.deeds(here.database.conn)] == ["campaign changed"] * 3


def test_what_another_program_wrote_is_in_the_history_before_it_is_replaced(
    here: OpenWorkspace, bread: Path
) -> None:
    change_all(here, bread, "Ours.")
    (bread / "letter.en.md").write_text("Theirs.\n", encoding="utf-8")
    assert history(here, "bread").outside == ("letter.en.md",)
    change_all(here, bread, "Ours again.")
    found = history(here, "bread")
    assert found.outside == ()
    outside = found.entries[1]
    assert (outside.by, outside.files) == ("", ("letter.en.md",))
    assert isinstance(go_back(here, "bread", outside.number), Saved)
    assert (bread / "letter.en.md").read_text(encoding="utf-8") == "Theirs.\n"


def test_a_removed_text_comes_back(here: OpenWorkspace, bread: Path) -> None:
    first = change_all(here, bread, "Ours.")
    mark = file_now(bread, "letter.cy.md").mark
    assert isinstance(save(here, "bread", {"letter.cy.md": Change(mark, None)}, "gone"), Saved)
    assert not (bread / "letter.cy.md").exists()
    go_back(here, "bread", first)
    assert (bread / "letter.cy.md").read_text(encoding="utf-8") == "Ours.\n"


def test_a_history_does_not_grow_for_ever(
    here: OpenWorkspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_CHANGES", 5)
    numbers = [change_all(here, bread, f"Words {number}.") for number in range(9)]
    assert [each.number for each in history(here, "bread").entries] == numbers[:3:-1]
    (kept,) = here.database.execute("SELECT count(*) FROM campaign_contents").fetchone()
    assert kept == 6  # each is in three files; the first of them is what was before
    with pytest.raises(UnknownName):
        compare(here, "bread", numbers[0])


def test_the_same_text_is_no_change(here: OpenWorkspace, bread: Path) -> None:
    change_all(here, bread, "Ours.")
    assert change_all(here, bread, "Ours.") == 0


def test_nobody_sees_another_campaigns_history(here: OpenWorkspace, bread: Path) -> None:
    number = change_all(here, bread, "Ours.")
    other = here.workspace.campaigns_folder / "other"
    other.mkdir()
    (other / "campaign.toml").write_text("", encoding="utf-8")
    with pytest.raises(UnknownName):
        compare(here, "other", number)
    with pytest.raises(UnknownName):
        go_back(here, "other", number)


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_a_comparison_shows_every_line_that_differs(before: str, after: str) -> None:
    lines = compared(before, after)
    old, new = before.splitlines(), after.splitlines()
    assert {each.text for each in lines if each.kind is Kind.REMOVED} <= set(old)
    assert {each.text for each in lines if each.kind is Kind.ADDED} <= set(new)
    gone = [each.text for each in lines if each.kind is Kind.REMOVED]
    come = [each.text for each in lines if each.kind is Kind.ADDED]
    same = len(old) - len(gone)
    assert same == len(new) - len(come)
    assert bool(gone or come) == (old != new)


@pytest.mark.parametrize("text", ["a\n" * 50_000, "a " * 50_000, "ab\n" * 3_000, "[" * 100_000])
def test_giant_texts_are_compared_in_time(text: str) -> None:
    lines = compared(text, text[1:] + "b")
    assert any(each.kind is not Kind.SAME for each in lines)
