"""Whether a file may be replaced: one rule for every output that an organiser names."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaigner.destinations import Destination, DestinationRefused, check_new, destination
from campaigner.errors import CampaignerError
from campaigner.files import AtPath, target_of, write_bytes
from campaigner.opening import OpenWorkspace
from campaigner.outputs import writing_alone
from campaigner.store.issued_files import IssuedFile, is_noted
from campaigner.workspace import Workspace


@pytest.fixture
def place(here: OpenWorkspace, tmp_path: Path) -> Path:
    """A path at which nothing is yet."""
    return tmp_path / "out" / "brief.pdf"


def briefing(here: OpenWorkspace, path: Path, *, replace: bool = False) -> Destination:
    return destination(here, path, "briefing", replace=replace)


def written_before(here: OpenWorkspace, path: Path) -> None:
    briefing(here, path).write(b"first")


def written_before_and_copied_back(here: OpenWorkspace, path: Path) -> None:
    briefing(here, path).write(b"first")
    path.unlink()
    path.write_bytes(b"first")


def written_before_and_deleted(here: OpenWorkspace, path: Path) -> None:
    briefing(here, path).write(b"first")
    path.unlink()


def somebody_s(here: OpenWorkspace, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("my notes", encoding="utf-8")


def empty(here: OpenWorkspace, path: Path) -> None:
    path.parent.mkdir()
    path.touch()


def changed_since(here: OpenWorkspace, path: Path) -> None:
    briefing(here, path).write(b"first")
    path.write_bytes(b"first, with notes in the margin")


def of_another_kind(here: OpenWorkspace, path: Path) -> None:
    destination(here, path, "QR code").write(b"first")


def about_people(here: OpenWorkspace, path: Path) -> None:
    destination(here, path, "export csv", campaign="bread").write(b"first")


@pytest.mark.parametrize(
    "state",
    [
        lambda here, path: None,
        written_before,
        written_before_and_copied_back,
        written_before_and_deleted,
    ],
)
def test_what_campaigner_made_and_nobody_changed_is_replaced(
    here: OpenWorkspace, place: Path, state: Callable[[OpenWorkspace, Path], None]
) -> None:
    state(here, place)
    for content in (b"second", b"third"):
        briefing(here, place).write(content)
        assert place.read_bytes() == content


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (somebody_s, "it was not made by campaigner"),
        (empty, "it was not made by campaigner"),
        (changed_since, "it has been changed since"),
        (of_another_kind, "it is another kind of file"),
        (about_people, "it is another kind of file"),
    ],
)
def test_every_other_file_stays_unless_somebody_insists(
    here: OpenWorkspace, place: Path, state: Callable[[OpenWorkspace, Path], None], reason: str
) -> None:
    state(here, place)
    before = place.read_bytes()
    with pytest.raises(DestinationRefused, match=reason) as refused:
        briefing(here, place)
    assert refused.value.code == "file-not-ours"
    assert place.read_bytes() == before
    briefing(here, place, replace=True).write(b"second")
    assert place.read_bytes() == b"second"
    briefing(here, place).write(b"third")


OWN = [
    "campaigner.db",
    "campaigner.db-wal",
    "campaigner.db-shm",
    "campaigner.db-journal",
    "campaigner.toml",
    ".gitignore",
    "keys/network.key",
    "keys/anything",
    "campaigns/bread/campaign.toml",
    "campaigns/bread/letter.en.md",
    "campaigns/other/campaign.toml",
    "templates/brief/brief.css",
    "replies/1-1.pdf",
    "campaigns/../campaigner.toml",
]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("replace", [False, True])
def test_what_belongs_to_the_workspace_is_never_replaced(
    here: OpenWorkspace, bread: Path, name: str, replace: bool
) -> None:
    path = here.workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.startswith(("templates", "replies")):
        path.write_text("own", encoding="utf-8")
    before = path.stat().st_ino if path.exists() else None
    with pytest.raises(DestinationRefused, match="belongs to the workspace") as refused:
        briefing(here, path, replace=replace)
    assert refused.value.code == "file-of-workspace"
    assert (path.stat().st_ino if path.exists() else None) == before


@pytest.mark.parametrize("name", ["campaigner.toml", "campaigner.db"])
def test_another_name_of_what_belongs_to_the_workspace_is_refused_too(
    here: OpenWorkspace, tmp_path: Path, name: str
) -> None:
    linked, hard = tmp_path / "linked", tmp_path / "hard"
    linked.symlink_to(here.workspace.root / name)
    hard.hardlink_to(here.workspace.root / name)
    for path in (linked, hard):
        with pytest.raises(DestinationRefused, match="belongs to the workspace"):
            briefing(here, path, replace=True)


def test_papers_may_lie_beside_a_campaign_s_definition(here: OpenWorkspace, bread: Path) -> None:
    for content in (b"first", b"second"):
        briefing(here, bread / "brief.pdf").write(content)
    (bread / "own.pdf").touch()
    with pytest.raises(DestinationRefused):
        briefing(here, bread / "own.pdf", replace=True)


def test_a_backup_never_takes_a_name_that_the_workspace_keeps(workspace: Workspace) -> None:
    for name in OWN[:8]:
        with pytest.raises(DestinationRefused):
            check_new(workspace, workspace.root / name)
    check_new(workspace, workspace.root / "backup.db")


def test_a_file_that_comes_meanwhile_stays(here: OpenWorkspace, place: Path) -> None:
    chosen = briefing(here, place)
    somebody_s(here, place)
    with pytest.raises(DestinationRefused):
        chosen.write(b"second")
    assert place.read_text(encoding="utf-8") == "my notes"


def test_a_file_about_people_is_noted_before_it_is_there(here: OpenWorkspace, place: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"name\n"
        assert not place.exists()
        yield b"Sam\n"

    destination(here, place, "export csv", campaign="bread").write_all(parts())
    digest = hashlib.sha256(b"name\nSam\n").hexdigest()
    noted = IssuedFile(str(place.resolve()), "bread", digest, "export csv")
    assert is_noted(here.database.conn, noted)


def test_what_fails_half_way_leaves_what_was_there(here: OpenWorkspace, place: Path) -> None:
    briefing(here, place).write(b"first")

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise CampaignerError("It went wrong.")

    with pytest.raises(CampaignerError, match="It went wrong"):
        briefing(here, place).write_all(parts())
    assert place.read_bytes() == b"first"
    assert [each.name for each in place.parent.iterdir()] == ["brief.pdf"]
    briefing(here, place).write(b"second")


def test_from_a_read_only_database_files_are_written_and_not_noted(
    here: OpenWorkspace, place: Path
) -> None:
    here.database.read_only = True
    here.database.execute("PRAGMA query_only = ON")
    briefing(here, place).write(b"first")
    with pytest.raises(DestinationRefused, match="was not made by campaigner"):
        briefing(here, place)


def test_a_folder_is_refused(here: OpenWorkspace, tmp_path: Path) -> None:
    for replace in (False, True):
        with pytest.raises(CampaignerError, match="is a folder"):
            briefing(here, tmp_path, replace=replace)


# --- links, devices and pipes


def test_a_link_stays_and_what_it_leads_to_is_replaced(here: OpenWorkspace, place: Path) -> None:
    briefing(here, place).write(b"first")
    link = place.with_name("link.pdf")
    link.symlink_to(place.name)
    briefing(here, link).write(b"second")
    assert (link.is_symlink(), place.read_bytes()) == (True, b"second")
    place.write_bytes(b"somebody's")
    with pytest.raises(DestinationRefused, match="has been changed since"):
        briefing(here, link)


def test_a_link_to_nothing_makes_what_it_leads_to(here: OpenWorkspace, place: Path) -> None:
    place.parent.mkdir()
    link = place.with_name("link.pdf")
    link.symlink_to(place)
    briefing(here, link).write(b"first")
    assert (link.is_symlink(), place.read_bytes()) == (True, b"first")


def test_a_link_to_a_link_is_followed_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("c")
    assert target_of(tmp_path / "a").path == (tmp_path / "c").resolve()
    (tmp_path / "c").symlink_to("a")
    with pytest.raises(CampaignerError, match="its links lead in a circle"):
        write_bytes(tmp_path / "a", b"")


def test_a_device_is_written_through(here: OpenWorkspace, tmp_path: Path) -> None:
    briefing(here, Path("/dev/null")).write(b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    link = tmp_path / "link"
    link.symlink_to("/dev/null")
    briefing(here, link).write(b"gone")
    assert link.is_symlink()


def test_a_node_of_a_device_anywhere_stays_one(here: OpenWorkspace, tmp_path: Path) -> None:
    node = tmp_path / "null"
    try:
        os.mknod(node, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a node of a device")
    briefing(here, node).write(b"gone")
    assert stat.S_ISCHR(node.stat().st_mode)


def test_a_full_device_is_one_line(here: OpenWorkspace) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with pytest.raises(CampaignerError, match="/dev/full cannot be written: the disk is full"):
        briefing(here, Path("/dev/full")).write(b"x" * 100_000)


def test_a_named_pipe_is_written_through(here: OpenWorkspace, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    briefing(here, pipe).write(b"through")
    reader.join()
    assert (read, stat.S_ISFIFO(pipe.stat().st_mode)) == ([b"through"], True)


@pytest.mark.parametrize("name", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_an_open_stream_is_written_through(here: OpenWorkspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / "stream"
    with path.open("wb") as file:
        file.write(b"before\n")
        file.flush()
        for target in (Path(name.format(file.fileno())), tmp_path / "link"):
            if target.name == "link":
                target.symlink_to(name.format(file.fileno()))
            assert target_of(target).what is AtPath.STREAM
            briefing(here, target).write(b"through\n")
    assert path.read_bytes() == b"before\nthrough\nthrough\n"


def test_a_dash_is_standard_output() -> None:
    assert target_of(Path("-")).what is AtPath.STREAM


def test_a_stream_that_is_not_open_is_one_line(here: OpenWorkspace) -> None:
    with pytest.raises(CampaignerError, match="cannot be written"):
        briefing(here, Path("/dev/fd/987")).write(b"x")


# --- modes


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "export.csv"
    path.touch()
    path.chmod(mode)
    write_bytes(path, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_account_gives(
    tmp_path: Path, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        write_bytes(tmp_path / "export.csv", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "export.csv").stat().st_mode) == mode


@pytest.mark.parametrize("place", ["file/below.txt", "file/folder/below.txt", "dangling/below.txt"])
def test_a_file_in_the_place_of_a_folder_is_said_in_plain_words(
    here: OpenWorkspace, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(CampaignerError, match="part of the path is a file") as refused:
        briefing(here, tmp_path / place).write(b"x")
    assert refused.value.hint == "Choose another path."
    folder = writing_alone(str(tmp_path / place.partition("/")[0]))
    with pytest.raises(CampaignerError, match="part of the path is a file"), folder:
        pytest.fail("a file was taken for a folder")
