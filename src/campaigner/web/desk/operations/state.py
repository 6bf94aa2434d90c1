"""How the pages are run: what is still to do, mail, backups, versions. Nobody is named."""

from __future__ import annotations

from shutil import disk_usage

from starlette.responses import Response

from campaigner.care.backups import backups
from campaigner.care.soundness import versions
from campaigner.desk_addresses import DESK_OPERATIONS
from campaigner.mail.upkeep import mail_now
from campaigner.organisers.acts import Act
from campaigner.overview.matters import BACKUP_OLD
from campaigner.web.checklist import missing
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_MEGABYTE = 1_000_000


def show(at: AtDesk) -> Response:
    """Show how all of it stands."""
    here = at.here
    return at.show(
        "operations",
        to_do=missing(here.workspace, here.now),
        mail=mail_now(here),
        server=here.workspace.settings.mail,
        newest=next((each for each in backups(here) if each.size is not None), None),
        old=here.moment - BACKUP_OLD,
        free=megabytes(disk_usage(here.workspace.root).free),
        database=megabytes(here.workspace.database_path.stat().st_size),
        versions=versions(),
    )


def megabytes(size: int | None) -> int | None:
    """Returns a size in megabytes, rounded up."""
    return None if size is None else -(-size // _MEGABYTE)


PAGES = (DeskPage(DESK_OPERATIONS, show, Act.CARE_FOR_DATABASE, menu="operations"),)
