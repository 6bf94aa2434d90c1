"""Notes to representatives: what is new in their areas, to read, download and send oneself."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.clock import months_after
from campaigner.desk_addresses import DESK_NOTES, DESK_NOTES_FILE
from campaigner.errors import CampaignerError, UsageError
from campaigner.organisers.acts import Act
from campaigner.papers.constituents.notes import Notes, NotesRequest, notes_for
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import NOT_FOR_PAGES, AtDesk, DeskPage
from campaigner.web.desk.frame.files import attached
from campaigner.web.forms import day_in

SHOWN = 20
ROLES = (Role.MP, Role.MS, Role.MSP, Role.MLA, Role.COUNCILLOR)
"""The roles that represent an area."""
_FIELDS = ("role", "since", "signed_by")


def ask(at: AtDesk) -> Response:
    """Ask for whom notes are to be, and since when."""
    since = months_after(at.here.today, -1).isoformat()
    return _page(at, {"role": Role.MP.value, "since": since, "signed_by": ""})


def read(at: AtDesk) -> Response:
    """Show the first notes, to be read before they are downloaded."""
    typed = _typed(at)
    try:
        return _page(at, typed, _made(at, typed))
    except CampaignerError as refused:
        return _refused(at, typed, refused)


def download(at: AtDesk) -> Response:
    """Give all notes as text files in one file."""
    typed = _typed(at)
    try:
        found = _made(at, typed)
    except CampaignerError as refused:
        return _refused(at, typed, refused)
    name = f"{at.campaign}-notes-{typed['role']}-{at.here.today.isoformat()}.zip"
    return attached(name, found.packed())


def _made(at: AtDesk, typed: dict[str, str]) -> Notes:
    if typed["role"] not in ROLES:
        raise UsageError("This role represents no area.", code="no-such-role")
    since = day_in(typed["since"])
    if since is None:
        raise UsageError("This is not a valid date.", code="invalid-since")
    request = NotesRequest(role=Role(typed["role"]), since=since, signed_by=typed["signed_by"])
    return notes_for(open_petition(at.here, at.campaign), request)


def _refused(at: AtDesk, typed: dict[str, str], refused: CampaignerError) -> Response:
    if isinstance(refused, NOT_FOR_PAGES):
        raise refused
    said = at.said(refused, at.words["progress"]["errors"])
    field = "since" if refused.code in ("invalid-since", "not-in-the-past") else "role"
    return _page(at, typed, errors={field: said})


def _page(
    at: AtDesk,
    typed: dict[str, str],
    found: Notes | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    names = at.words["progress"]["roles"]
    return at.show(
        "progress",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        roles=[(role.value, names[role.value]) for role in ROLES],
        found=found,
        shown=found.notes[:SHOWN] if found else (),
    )


def _typed(at: AtDesk) -> dict[str, str]:
    return {name: at.form.get(name, "") for name in _FIELDS}


PAGES = (
    DeskPage(DESK_NOTES, ask, Act.MAKE_PAPERS, menu="progress"),
    DeskPage(DESK_NOTES, read, Act.MAKE_PAPERS, ("POST",)),
    DeskPage(DESK_NOTES_FILE, download, Act.MAKE_PAPERS, ("POST",)),
)
