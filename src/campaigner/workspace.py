"""The folder of an organisation: its campaigns, own templates, settings and database."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from campaigner import clock
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.files import write_text
from campaigner.shelf import in_this_moment
from campaigner.text import is_text, readable

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from campaigner.settings import Settings

SETTINGS_FILE = "campaigner.toml"
DATABASE_FILE = "campaigner.db"
VARIABLE = "CAMPAIGNER_WORKSPACE"


@dataclass(frozen=True)
class Workspace:
    """A workspace folder and the places in it."""

    root: Path

    @property
    def database_path(self) -> Path:
        """The one SQLite file."""
        return self.root / DATABASE_FILE

    def now(self) -> datetime:
        """The time in UTC, which is another one in a rehearsal. Raises as ``settings``."""
        rehearsal = self.settings.rehearsal
        return clock.now(lambda: self.zone, rehearsal.days_ahead if rehearsal.on else 0)

    @cached_property
    def keys_folder(self) -> Path:
        """The workspace's secret keys; they are not in backups of the database."""
        return self.root / "keys"

    @property
    def mail_folder(self) -> Path:
        """The folder that mails are written to in a rehearsal."""
        return self.root / "mail"

    @property
    def replies_folder(self) -> Path:
        """The folder for files of replies to letters."""
        return self.root / "replies"

    @property
    def backups_folder(self) -> Path:
        """The folder for copies of the database that the program makes and removes by itself."""
        return self.root / "backups"

    @property
    def logs_folder(self) -> Path:
        """The folder for what the server notes of its own work."""
        return self.root / "logs"

    @property
    def campaigns_folder(self) -> Path:
        """The folder of the workspace's own campaigns, a folder each."""
        return self.root / "campaigns"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders of templates, the first wins: the workspace's own, then the shipped."""
        return (self.root / "templates", shipped_folder("templates"))

    @property
    def privacy_folder(self) -> Path:
        """The folder of the workspace's own privacy notice."""
        return self.root / "templates" / "privacy"

    @property
    def settings(self) -> Settings:
        """What ``campaigner.toml`` and the environment say now.

        Raises ProblemsFound, with file and line, if something in them is wrong.
        """
        from campaigner.settings import current_settings

        return current_settings(self.settings_path)

    @cached_property
    def settings_path(self) -> Path:
        """The file ``campaigner.toml``, which may be missing."""
        return self.root / SETTINGS_FILE

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone, in which days are counted. Raises as ``settings``."""
        return self.settings.organisation.zone

    @property
    def removed_folder(self) -> Path:
        """The folder for what is kept of campaigns that were removed, a folder each."""
        return self.root / "removed"

    def letters_folder(self, slug: str) -> Path:
        """The folder for a campaign's letters, if no other is named."""
        return self.root / "letters" / slug

    def campaign_folders(self) -> dict[str, Path]:
        """Returns the folders of the workspace's own campaigns and the shipped ones, by name.

        An own one comes before a shipped one of the same name. Some may not have valid names.
        Those whose names are not text, and those in a folder that cannot be read, are left out.
        """
        return {
            name: place / name
            for place in (shipped_folder("campaigns"), self.campaigns_folder)
            for name in sorted(filter(is_text, campaign_names(place)))
        }

    def campaign_slugs(self) -> list[str]:
        """Returns the names of the workspace's own campaigns and the shipped ones."""
        return sorted(self.campaign_folders())

    def campaign_folder(self, slug: str) -> Path:
        """The folder of a campaign, the workspace's own before a shipped one of the same name.

        Raises UnknownName, with the nearest name; CampaignerError if nobody can tell, because the
        workspace's own campaigns cannot be read.
        """
        return in_this_moment((self, slug), lambda: self._campaign_folder(slug))

    def _campaign_folder(self, slug: str) -> Path:
        if not can_be_searched(self.campaigns_folder):
            raise CampaignerError(
                f"{self.campaigns_folder} cannot be read.",
                hint="You need permission to read it and the folders in it.",
            )
        for place in (self.campaigns_folder, shipped_folder("campaigns")):
            folder = place / slug
            if folder.parent == place and _is_campaign(folder):
                return folder
        raise UnknownName("campaign", slug, self.campaign_slugs())


def can_be_searched(folder: Path) -> bool:
    """Returns whether one can find out what is in a folder. In one that is missing, one can."""
    return not folder.exists() or (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK))


def campaign_names(place: Path) -> list[str]:
    """Returns the names of the folders in a place that have a campaign; none if it is unreadable.

    A folder that cannot be looked into may have one.
    """
    if not place.exists() or not can_be_searched(place):
        return []
    names = (folder.name for folder in place.iterdir())
    return [name for name in names if not name.startswith(".") and _is_campaign(place / name)]


def _is_campaign(folder: Path) -> bool:
    try:
        return stat.S_ISREG((folder / "campaign.toml").stat().st_mode)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


@cache
def shipped_folder(name: str) -> Path:
    """The folder of shipped ``templates`` or ``campaigns``: in the wheel or in the checkout."""
    package = Path(__file__).parent
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parents[1] / name


def find_workspace(given: Path | None = None) -> Workspace:
    """Returns the workspace: given, from ``CAMPAIGNER_WORKSPACE``, or this folder or one above.

    Raises UsageError if there is none.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named:
        if not os.path.isdir(named):  # noqa: PTH112 - no error where it may not be looked at
            raise UsageError(
                f"There is no workspace folder {readable(str(named))}.",
                code="no-workspace-folder",
                folder=readable(str(named)),
            )
        return _workspace_in(named.resolve())
    here = _current_folder()
    for folder in (here, *here.parents):
        if os.path.isfile(folder / SETTINGS_FILE):  # noqa: PTH113
            return _workspace_in(folder)
    raise UsageError(
        f"There is no {SETTINGS_FILE} in {readable(str(here))} or above it.",
        code="no-workspace",
    )


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError("The current folder does not exist.", hint="Go to another.") from error


def _workspace_in(folder: Path) -> Workspace:
    if not is_text(str(folder)):
        raise UsageError(
            f"The name of the folder {readable(str(folder))} contains characters that cannot be"
            " read.",
            hint="Rename it, and the folders that it is in.",
            code="not-text",
        )
    return Workspace(folder)


_GITIGNORE = """\
# People's political opinions and secret keys: never put them into a repository.
campaigner.db*
backups/
logs/
letters/
replies/
mail/
keys/
"""


def create_workspace(folder: Path) -> Workspace:
    """Make a workspace in a folder that is not one yet; existing files stay as they are.

    Raises CampaignerError if the folder already is a workspace.
    """
    from campaigner.settings_file import new_settings

    if (folder / SETTINGS_FILE).exists():
        raise CampaignerError(f"{folder} is a workspace already.")
    write_text(folder / SETTINGS_FILE, new_settings())
    if not (folder / ".gitignore").exists():
        write_text(folder / ".gitignore", _GITIGNORE)
    for name in ("campaigns", "templates"):
        (folder / name).mkdir(exist_ok=True)
    created = Workspace(folder.resolve())
    adopt_privacy_notice(created)
    return created


def adopt_privacy_notice(workspace: Workspace) -> list[Path]:
    """Copy the shipped privacy notice into a workspace, to be read and changed there.

    Returns the files that were written; those that are there stay as they are.
    """
    shipped, own = shipped_folder("templates") / "privacy", workspace.privacy_folder
    missing = [each for each in sorted(shipped.iterdir()) if not (own / each.name).exists()]
    for each in missing:
        own.mkdir(parents=True, exist_ok=True)
        write_text(own / each.name, each.read_text(encoding="utf-8"))
    return [own / each.name for each in missing]
