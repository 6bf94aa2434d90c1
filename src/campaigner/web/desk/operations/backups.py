"""Copies of the database: made and tried from here, and which there are."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.care.backups import backups
from campaigner.care.room import NotEnoughRoom
from campaigner.desk_addresses import DESK_BACKUPS
from campaigner.jobs.asking import NotNow
from campaigner.jobs.backups import newest_backup_job, start_backup
from campaigner.organisers.acts import Act
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.operations.state import megabytes
from campaigner.web.pages.statuses import CONFLICT


def show(at: AtDesk, refused: NotEnoughRoom | None = None) -> Response:
    """Show which backups there are, and how far one is that is being made."""
    here = at.here
    said = ""
    if refused:
        needed, free = (megabytes(int(str(refused.details[each]))) for each in ("needed", "free"))
        said = (
            at.words["backups"]["no_room"]
            .replace("{needed}", f"{needed:,}")
            .replace("{free}", f"{free:,}")
        )
    return at.show(
        "backups",
        CONFLICT if refused else 200,
        copies=[(each, megabytes(each.size)) for each in backups(here)],
        job=newest_backup_job(here),
        kept=here.workspace.settings.retention.backups_kept,
        folder=here.workspace.backups_folder,
        database=here.workspace.database_path,
        refused=said,
    )


def make(at: AtDesk) -> Response:
    """Have one made, unless one is being made."""
    try:
        start_backup(at.here)
    except NotNow:
        return at.go(DESK_BACKUPS)
    except NotEnoughRoom as refused:
        return show(at, refused)
    return at.go(DESK_BACKUPS)


PAGES = (
    DeskPage(DESK_BACKUPS, show, Act.CARE_FOR_DATABASE),
    DeskPage(DESK_BACKUPS, make, Act.MAKE_BACKUP, ("POST",)),
)
