"""Every command that writes a file where it is told: what it replaces, and what it never does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from campaigner.cli.app import run
from campaigner.store.database import opened
from campaigner.workspace import Workspace, create_workspace
from conftest import Command

pytestmark = pytest.mark.slow

NOW = "2026-12-11T12:00:00"
PARTNER = '\n[[partners]]\nname = "Bakers"\nconsent = { en = "May they?", cy = "Gânt?" }\n'
EVENT = '\n[[events]]\ntitle = { en = "Fair", cy = "Ffair" }\nstarts = 2027-01-09T18:00:00+00:00\n'
PEOPLE = (
    "name,email,postcode,consent:bakers\n"
    "Sam Sample,sam@example.org,AB10 1AB,yes\n"
    "Ana Sample,ana@example.org,AB10 1AB,no\n"
)
EXPORT = ("petition", "export", "bread", "--format")
COMMANDS = {
    "briefing": ("campaign", "brief", "bread", "-o", "FILE"),
    "web page": ("campaign", "brief", "bread", "--html", "-o", "FILE"),
    "pack": ("campaign", "pack", "bread", "--source", "ada", "-o", "FOLDER"),
    "sheets": ("petition", "sheet", "bread", "-o", "FILE"),
    "names": (*EXPORT, "csv", "-o", "FILE"),
    "lines": (*EXPORT, "jsonl", "-o", "FILE"),
    "counts": (*EXPORT, "uk-json", "-o", "FILE"),
    "ledger": (*EXPORT, "ledger", "-o", "FILE"),
    "addresses": (*EXPORT, "csv", "--partner", "bakers", "-o", "FILE"),
    "contacts": ("partner", "export", "bread", "bakers", "-o", "FILE"),
    "checkpoint": ("petition", "checkpoint", "bread", "-o", "FILE"),
    "calendar": ("event", "calendar", "bread", "-o", "FILE"),
    "QR code": ("source", "link", "ada", "bread", "--qr", "FILE"),
    "learning sheet": ("instrument", "sheet", "UDHR 25(1)", "-o", "FILE"),
    "rejects": (
        *("petition", "import", "bread", "people.csv", "--confirmed"),
        *("--signed-on", "2026-12-11", "--rejects", "FILE"),
    ),
}
QUICK = [name for name in COMMANDS if name not in ("briefing", "pack", "sheets", "learning sheet")]
ONE_FILE = [name for name in COMMANDS if name != "pack"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a petition that two people signed, a partner, an event and a source."""
    root = create_workspace(tmp_path_factory.mktemp("prepared") / "workspace").root
    settings = '[organisation]\nname = "A"\n[data_controller]\nname = "A"\ncontact = "B"\n'
    (root / "campaigner.toml").write_text(settings, encoding="utf-8")
    bread = root / "campaigns" / "bread"
    shutil.copytree(Path(__file__).parents[1] / "data" / "campaigns" / "bread", bread)
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text(encoding="utf-8") + PARTNER + EVENT, "utf-8")
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(root)
        monkeypatch.setenv("CAMPAIGNER_NOW", NOW)
        for words in (
            ("petition", "import", "bread", "people.csv", "--confirmed"),
            ("source", "add", "ada", "--kind", "ambassador", "--name", "Ada Sample"),
        ):
            assert run(words) == 0
    return root


@pytest.fixture
def busy(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace as prepared, to change; the current folder is inside it."""
    root = shutil.copytree(prepared, tmp_path / "workspace")
    monkeypatch.delenv("CAMPAIGNER_WORKSPACE", raising=False)
    monkeypatch.setenv("CAMPAIGNER_NOW", NOW)
    monkeypatch.chdir(root)
    return Workspace(root)


def command(name: str, path: Path | str, *more: str) -> list[str]:
    """A command that writes to a path; a pack writes its QR code there."""
    return [str(path) if word in ("FILE", "FOLDER") else word for word in COMMANDS[name]] + [*more]


@pytest.mark.parametrize("name", ONE_FILE)
@pytest.mark.parametrize(
    "taken", ["notes.txt", "campaigner.toml", "campaigner.db", "campaigns/bread/campaign.toml"]
)
def test_no_command_replaces_what_campaigner_did_not_make(
    campaigner: Command, busy: Workspace, name: str, taken: str
) -> None:
    Path("notes.txt").write_text("my notes", encoding="utf-8")
    before = Path(taken).stat()
    called = campaigner(*command(name, taken))
    assert (called.code, called.stdout, len(called.stderr.splitlines())) == (1, "", 1)
    after = Path(taken).stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert ("--force" in called.stderr) == (taken == "notes.txt")


@pytest.mark.parametrize("name", ONE_FILE)
@pytest.mark.parametrize("taken", ["campaigner.toml", "campaigner.db", "keys/checkpoint.key"])
def test_force_is_not_for_what_belongs_to_the_workspace(
    campaigner: Command, busy: Workspace, name: str, taken: str
) -> None:
    campaigner("petition", "checkpoint", "bread")
    before = Path(taken).stat().st_ino
    called = campaigner(*command(name, taken, "--force"))
    assert (called.code, Path(taken).stat().st_ino) == (1, before)


@pytest.mark.parametrize("name", QUICK)
def test_the_same_command_replaces_its_own_file_until_somebody_changes_it(
    campaigner: Command, busy: Workspace, name: str
) -> None:
    if name == "rejects":
        Path("people.csv").write_text(PEOPLE.replace("sam@", "sam"), encoding="utf-8")
    expected = 1 if name == "rejects" else 0
    for _ in range(2):
        assert campaigner(*command(name, "out")).code == expected
    Path("out").write_bytes(Path("out").read_bytes() + b"a note")
    refused = campaigner(*command(name, "out"))
    assert (refused.code, Path("out").read_bytes().endswith(b"a note")) == (1, True)
    assert campaigner(*command(name, "out", "--force")).code == expected
    assert not Path("out").read_bytes().endswith(b"a note")


def test_sheets_with_ids_are_not_replaced_by_others(campaigner: Command, busy: Workspace) -> None:
    assert campaigner(*command("sheets", "out")).code == 0
    before = Path("out").read_bytes()
    refused = campaigner(*command("sheets", "out"))
    assert (refused.code, Path("out").read_bytes()) == (1, before)
    assert "has ids of its own, and cannot be made again" in refused.stderr
    with opened(busy.database_path) as database:
        assert database.execute("SELECT count(*) FROM sheets").fetchone()[0] == 1
    assert campaigner(*command("sheets", "out", "--force")).code == 0
    assert Path("out").read_bytes() != before


@pytest.mark.parametrize("name", [each for each in QUICK if each != "QR code"])
def test_no_command_replaces_what_another_made(
    campaigner: Command, busy: Workspace, name: str
) -> None:
    campaigner("source", "link", "ada", "bread", "--qr", "known.svg")
    before = Path("known.svg").read_bytes()
    assert campaigner(*command(name, "known.svg")).code == 1
    assert Path("known.svg").read_bytes() == before


@pytest.mark.parametrize("name", QUICK)
def test_links_lead_to_no_surprise(campaigner: Command, busy: Workspace, name: str) -> None:
    Path("notes.txt").write_text("my notes", encoding="utf-8")
    for target in ("notes.txt", "campaigner.toml", "campaigner.db", "link"):
        Path("link").symlink_to(target)
        assert campaigner(*command(name, "link")).code == 1
        assert Path("link").is_symlink()
        Path("link").unlink()
    assert Path("notes.txt").read_text(encoding="utf-8") == "my notes"


@pytest.mark.parametrize("name", QUICK)
def test_devices_are_written_through(campaigner: Command, busy: Workspace, name: str) -> None:
    assert campaigner(*command(name, "/dev/null")).code == 0
    assert Path("/dev/null").is_char_device()


def test_a_pack_is_refused_before_any_of_it_is_made(campaigner: Command, busy: Workspace) -> None:
    folder = Path("pack")
    folder.mkdir()
    (folder / "qr.svg").write_text("mine", encoding="utf-8")
    called = campaigner(*command("pack", folder))
    assert (called.code, "qr.svg is not replaced" in called.stderr) == (1, True)
    assert [each.name for each in folder.iterdir()] == ["qr.svg"]


@contextmanager
def standard_output(leads_to: str) -> Iterator[list[bytes]]:
    """Standard output leads to a pipe or a file; at the end the list has what came there."""
    came: list[bytes] = []
    kept = os.dup(1)
    if leads_to == "a pipe":
        read, write = os.pipe()
    else:
        Path("it").touch()
        read, write = os.open("it", os.O_RDONLY), os.open("it", os.O_WRONLY)
    os.dup2(write, 1)
    os.close(write)
    try:
        yield came
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        with os.fdopen(read, "rb") as source:
            came.append(source.read())


@pytest.mark.parametrize("leads_to", ["a pipe", "a file"])
@pytest.mark.parametrize("name", ["counts", "calendar", "checkpoint"])
@pytest.mark.parametrize("out", ["/dev/stdout", "/dev/fd/1", "-"])
def test_standard_output_is_a_place_to_write_to(
    campaigner: Command, busy: Workspace, name: str, out: str, leads_to: str
) -> None:
    with standard_output(leads_to) as came:
        assert campaigner(*command(name, out)).code == 0
    assert len(came[0]) > 100


@pytest.mark.parametrize("ending", ["", " | cat", " > it; cat it"])
def test_standard_output_is_that_of_the_shell(busy: Workspace, ending: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m campaigner {' '.join(command('counts', '-'))}{ending}",
        shell=True,
        capture_output=True,
        check=True,
    )
    assert len(done.stdout) > 100


def test_a_named_pipe_gets_the_export(busy: Workspace) -> None:
    os.mkfifo("pipe")
    words = " ".join(command("names", "pipe"))
    done = subprocess.run(
        f"cat pipe & {sys.executable} -m campaigner {words}; wait; test -p pipe",
        shell=True,
        capture_output=True,
        check=True,
    )
    assert b"Sam Sample" in done.stdout


def test_a_letter_does_not_replace_somebody_s_file(campaigner: Command, busy: Workspace) -> None:
    shutil.copy(Path(__file__).parents[1] / "data" / "campaigns" / "bread" / "brief.en.md", ".")
    sender = ("--name", "Sam", "--address", "1 Street", "--postcode", "AB10 1AB")
    people = "name,role,area\nOlive Sample,mp,S14000060\n"
    Path("mps.csv").write_text(people, encoding="utf-8")
    Path("areas.csv").write_text("postcode,code,name\nAB10 1AB,S14000060,A\n", encoding="utf-8")
    campaigner("area", "import", "areas.csv", "--scheme", "uk-constituency")
    campaigner("representative", "import", "mps.csv")
    Path("mine.pdf").write_text("mine", encoding="utf-8")
    write = ("letter", "write", "bread", *sender, "-o")
    refused = campaigner(*write, "mine.pdf")
    assert (refused.code, "was not made by campaigner" in refused.stderr) == (1, True)
    assert Path("mine.pdf").read_text(encoding="utf-8") == "mine"
    for _ in range(2):
        done = campaigner(*write, "new.pdf")
        assert done.code == 0, done.stderr
    assert campaigner(*write, "mine.pdf", "--force").code == 0
    assert Path("mine.pdf").read_bytes().startswith(b"%PDF")


def test_exports_about_people_are_found_when_somebody_is_erased(
    campaigner: Command, busy: Workspace
) -> None:
    for name in ("names", "addresses", "contacts", "counts", "ledger", "lines"):
        assert campaigner(*command(name, f"{name}.out")).code == 0
    erased = campaigner("person", "erase", "sam@example.org", "--yes")
    named = {name for name in COMMANDS if f"/{name}.out: " in erased.stderr}
    assert named == {"names", "addresses", "contacts", "lines"}


def test_exports_about_people_go_when_their_time_is_up(
    campaigner: Command, busy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("names", "contacts", "counts"):
        campaigner(*command(name, f"{name}.out"))
    monkeypatch.setenv("CAMPAIGNER_NOW", "2028-06-11T12:00:00")
    assert campaigner("petition", "anonymise").code == 0
    assert [each.name for each in Path().glob("*.out")] == ["counts.out"]
