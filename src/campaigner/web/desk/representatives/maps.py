"""Maps of hexagons at the desk: their state, a new one taken in, and back to an earlier one."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from campaigner.desk_addresses import DESK_MAP, DESK_MAP_BACK, DESK_MAP_LOOK, DESK_MAP_TAKE
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName
from campaigner.forms import whole_number
from campaigner.kept_tables import UploadRefused
from campaigner.organisers.acts import Act
from campaigner.representatives.upkeep import maps
from campaigner.web.desk.frame.desk_page import NOT_FOR_PAGES, AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.tables import table_sent
from campaigner.web.desk.representatives.finding import tabs_of

_USUAL = "uk-constituency"
_FEW = 20


def show(at: AtDesk) -> Response:
    """Show the maps, and ask for another."""
    return _page(at)


def _page(at: AtDesk, errors: Mapping[str, str] | None = None) -> Response:
    return at.show(
        "map",
        errors=errors,
        fields=("table",),
        typed={"scheme": _USUAL, "origin": "", **dict(at.form)},
        maps=maps.maps(at.here),
        megabytes=maps.MOST_BYTES // 1_000_000,
        **tabs_of(at),
    )


def look(at: AtDesk) -> Response:
    """Keep a map that was sent, and show what it would change."""
    scheme = at.form.get("scheme", "").strip() or _USUAL
    try:
        key = maps.keep_map(at.here, table_sent(at))
        try:
            looked = maps.look_at_map(at.here, key, scheme)
        except CampaignerError:
            maps.discard_map(at.here, key)
            raise
    except NOT_FOR_PAGES:
        raise
    except CampaignerError as refused:
        return _page(at, {"table": _said(at, refused)})
    kept = (("key", key), ("scheme", scheme), ("origin", at.form.get("origin", "").strip()))
    problems = looked.problems[:_FEW]
    return at.show("map-look", looked=looked, kept=kept, problems=problems, **tabs_of(at))


def take(at: AtDesk) -> Response:
    """Take a map in."""
    form = at.form
    try:
        maps.take_map(
            at.here, form.get("key", ""), form.get("scheme", "") or _USUAL, form.get("origin", "")
        )
    except UploadRefused as refused:
        return _page(at, {"table": _said(at, refused)})
    return at.go(DESK_MAP)


def back(at: AtDesk) -> Response:
    """Go back to an earlier map."""
    with missing_if(UnknownName):
        maps.go_back(at.here, whole_number(at.form.get("map", "")) or 0)
    return at.go(DESK_MAP)


def _said(at: AtDesk, refused: CampaignerError) -> str:
    own = at.words["representatives"]["errors"].get(f"map-{refused.code}")
    first = refused.problems[0] if isinstance(refused, ProblemsFound) else refused
    return str(own or at.said(first))


_EDIT, _POST = Act.EDIT_REPRESENTATIVES, ("POST",)
PAGES = (
    DeskPage(DESK_MAP, show, _EDIT),
    DeskPage(DESK_MAP_LOOK, look, _EDIT, _POST, upload=maps.MOST_BYTES + 1),
    DeskPage(DESK_MAP_TAKE, take, _EDIT, _POST),
    DeskPage(DESK_MAP_BACK, back, _EDIT, _POST),
)
