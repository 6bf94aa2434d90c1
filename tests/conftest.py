"""What the tests share: a workspace, the command as a person calls it, the real data if there."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from campaigner.cli.app import run
from campaigner.opening import OpenWorkspace
from campaigner.store.database import Database, opened
from campaigner.workspace import Workspace, create_workspace
from examples import QUICK
from hurry import hurry, no_hurry
from unprivileged import Unprivileged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from campaigner.organisers.acting import Session
    from desk_people import Desk
    from web_visitors import Served

# A model of page layout that MuPDF would load in every process; nothing here asks for it.
sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]

# The table that init leaves empty, up to the next one.
_CONTROLLER = re.compile(r"^\[data_controller\][^\[]*", re.MULTILINE)
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    """Properties have no deadline; the quick tests try fewer examples of each. All hurry."""
    hurry()
    settings.register_profile("usual", deadline=None)
    settings.register_profile("quick", deadline=None, max_examples=QUICK)
    settings.load_profile("quick" if config.option.markexpr == "not slow" else "usual")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no process is left with one when all else is done.

    The tests of a file stay together, and in their order: they share what is made for their module.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Garbage is looked for as seldom as the command does, and not among the tests themselves."""
    gc.freeze()
    gc.set_threshold(200_000)


@dataclass(frozen=True)
class Called:
    """What a call of the command gave."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


Command = Callable[..., Called]
TODAY = date(2026, 11, 27)
"""The day on which representatives are looked up, where a test has no other."""


@dataclass(frozen=True)
class Folder:
    """What is in a folder, to be written at another place: quicker than to copy it each time."""

    folders: tuple[Path, ...]
    files: tuple[tuple[Path, bytes], ...]

    @classmethod
    def of(cls, source: Path) -> Folder:
        found = sorted(source.rglob("*"))
        return cls(
            tuple(each.relative_to(source) for each in found if each.is_dir()),
            tuple(
                (each.relative_to(source), each.read_bytes()) for each in found if each.is_file()
            ),
        )

    def write_to(self, place: Path) -> None:
        place.mkdir()
        for folder in self.folders:
            (place / folder).mkdir()
        for name, content in self.files:
            (place / name).write_bytes(content)


BREAD = Folder.of(Path(__file__).parent / "data" / "campaigns" / "bread")


@pytest.fixture(scope="session")
def new_workspace(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A workspace that says who answers for people's data, to be written somewhere."""
    created = create_workspace(tmp_path_factory.mktemp("new") / "workspace")
    written = created.root / "campaigner.toml"
    text = written.read_text(encoding="utf-8")
    text, filled = _CONTROLLER.subn(
        "[data_controller]\nname = 'Sample Rights'\ncontact = 'privacy@example.org'\n", text
    )
    assert filled == 1
    written.write_text(text, encoding="utf-8")
    return Folder.of(created.root)


@pytest.fixture
def workspace(new_workspace: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that says who answers for people's data; the current folder is inside it."""
    root = tmp_path / "workspace"
    new_workspace.write_to(root)
    monkeypatch.delenv("CAMPAIGNER_WORKSPACE", raising=False)
    monkeypatch.chdir(root)
    return Workspace(root)


@pytest.fixture
def bread(workspace: Workspace) -> Path:
    """The folder of a small made-up campaign without a problem, in the workspace."""
    folder = workspace.campaigns_folder / "bread"
    BREAD.write_to(folder)
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of today's schema, to be copied: making one takes more than most tests."""
    path = tmp_path_factory.mktemp("empty") / "campaigner.db"
    with opened(path):
        return path


@pytest.fixture(scope="session")
def represented_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the made-up representatives and postcodes, to be copied."""
    from letter_writers import represent

    folder = tmp_path_factory.mktemp("represented")
    path = Path(shutil.copy(empty_database, folder))
    with opened(path) as database:
        represent(database, folder)
    return path


@pytest.fixture
def represented(workspace: Workspace, represented_database: Path) -> Workspace:
    """The workspace, which has the made-up representatives and postcodes."""
    assert not workspace.database_path.exists()  # else ask for this fixture first
    shutil.copy(represented_database, workspace.database_path)
    return workspace


@pytest.fixture
def database(workspace: Workspace, empty_database: Path) -> Iterator[Database]:
    """The workspace's database, open."""
    if not workspace.database_path.exists():
        shutil.copy(empty_database, workspace.database_path)
    with opened(workspace.database_path) as database:
        yield database


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenWorkspace:
    """The workspace as services take it, at noon of 11 December 2026; Olive is at work."""
    return OpenWorkspace(workspace, database, datetime(2026, 12, 11, 12, 0, tzinfo=UTC), "olive")


@pytest.fixture
def olive(here: OpenWorkspace) -> Session:
    """An owner, who is at work at the desk."""
    from account_holders import at_work, joined

    joined(here)
    return at_work(here)


@pytest.fixture
def omar(here: OpenWorkspace) -> Session:
    """Another owner, who is at work, too."""
    from account_holders import OMAR, OWNER, at_work, joined

    joined(here, OMAR, OWNER, "Omar Sample")
    return at_work(here, OMAR)


@pytest.fixture
def served(represented: Workspace, bread: Path) -> Iterator[Served]:
    """The pages of the workspace, with the small campaign and the made-up representatives."""
    from web_visitors import serving

    with serving(represented) as pages:
        yield pages


@pytest.fixture
def at_desk(served: Served) -> Iterator[Desk]:
    """The desk of the pages that are served: ``at_desk.logged_in(AccountRole.OWNER)``."""
    from desk_people import Desk

    with closing(Desk(served)) as desk:
        yield desk


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one in each test process that has a use for it."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    assert found, "Chromium is missing: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def campaigner(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, called in this process: ``campaigner("area", "list").stdout``."""

    def call(*arguments: object) -> Called:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Called(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def without_rights() -> Iterator[Unprivileged]:
    """What runs commands that may do no more than the files' modes allow.

    A test run as root needs ``setpriv`` for that, and is skipped where it is missing.
    """
    setpriv = shutil.which("setpriv")
    if os.geteuid() == 0 and not setpriv:
        pytest.skip("setpriv is not there: root may read and write everything")
    drop = [str(setpriv), "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
    server = Unprivileged(drop)
    yield server
    server.close()


@pytest.fixture
def unprivileged(workspace: Workspace, without_rights: Unprivileged) -> Command:
    """The command in a process of its own, which may do no more than the files' modes allow."""

    def call(*arguments: object) -> Called:
        called = Called(*without_rights.call([str(argument) for argument in arguments]))
        assert "Traceback" not in called.stderr, called.stderr
        return called

    return call


@pytest.fixture
def unhurried() -> Iterator[None]:
    """The disk is waited for, and passwords are hashed, as in use."""
    with no_hurry():
        yield


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data beside the checkout; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data files are not beside this checkout (../shared/data)")
    return SHARED_DATA
