"""Signatures of a rehearsal and real ones are never in one database: neither can be taken out."""

from __future__ import annotations

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.store import rehearsals
from campaigner.store.database import within


class RehearsalRefused(CampaignerError):
    """Signatures of a rehearsal and real ones would be counted together."""


def check_rehearsal(here: OpenWorkspace) -> None:
    """Note whether a database is one of a rehearsal, for as long as nobody has signed.

    Raises RehearsalRefused, with the code ``rehearsal-is-over`` or ``rehearsal-among-real``, if
    its signatures are not of the kind that the settings say.
    """
    wanted = here.workspace.settings.rehearsal.on
    if rehearsals.is_rehearsed(here.database.conn) == wanted:
        return
    with within(here.database) as connection:
        if rehearsals.has_signatures(connection):
            raise _mixed(here, rehearsal=wanted)
        rehearsals.set_rehearsed(connection, here.moment, rehearsed=wanted)


def _mixed(here: OpenWorkspace, *, rehearsal: bool) -> RehearsalRefused:
    path = here.workspace.database_path
    if rehearsal:
        return RehearsalRefused(
            f"{path} has real signatures: a rehearsal would be counted with them.",
            hint="Set rehearsal.on = false, and rehearse in a separate workspace.",
            code="rehearsal-among-real",
        )
    return RehearsalRefused(
        f"{path} has signatures of a rehearsal, which must not count.",
        hint="Use a separate workspace for real signatures, or move this file away: a new one is"
        " made. To go on with the rehearsal, set rehearsal.on = true.",
        code="rehearsal-is-over",
    )
