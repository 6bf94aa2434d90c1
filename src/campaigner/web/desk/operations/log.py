"""What the server noted of its own work: the newest lines, by level or by a reference."""

from __future__ import annotations

import re

from starlette.responses import Response

from campaigner.care.logbook import Level, newest_entries
from campaigner.desk_addresses import DESK_LOG
from campaigner.organisers.acts import Act
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage

_LEVELS = {
    "all": tuple(Level),
    "warnings": (Level.WARNING, Level.ERROR),
    "errors": (Level.ERROR,),
}


def show(at: AtDesk) -> Response:
    """Show the newest lines."""
    asked = at.request.query_params
    level = asked.get("level", "")
    level = level if level in _LEVELS else "all"
    reference = re.sub(r"[^A-Z0-9]", "", asked.get("reference", "").upper())[:12]
    return at.show(
        "log",
        lines=newest_entries(at.here.workspace, _LEVELS[level], reference),
        level=level,
        levels=tuple(_LEVELS),
        reference=reference,
    )


PAGES = (DeskPage(DESK_LOG, show, Act.CARE_FOR_DATABASE),)
