"""Signatures at the desk: searched, paged through, one with its whole story, suspects in groups.

What names somebody is never in an address: what is looked for comes in a form.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_SIGNATURE, DESK_SIGNATURES, DESK_SUSPECTS
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acting import names_of_actors
from campaigner.organisers.acts import Act
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.moderation.browsing import PageOfSignatures, browse
from campaigner.petitions.moderation.suspects import suspect_groups
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.privacy.story import NoSignature, story_of
from campaigner.vocabulary.signatures import CameBy, Grouping, SignatureStanding, SignatureState
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.signatures.looked_for import NO_AREA, Asked, asked_for, fields_of, tabs_of

_NOTHING = PageOfSignatures(())
_LATEST = 2**36  # seconds since 1970: beyond it a moment has no date
_LARGEST = 40  # groups of suspects on a page
_RESTORABLE = (SignatureState.SUSPECT, SignatureState.INVALIDATED)


def find(at: AtDesk) -> Response:
    """Show a page of signatures: the newest, or those that were asked for."""
    here, asked = open_petition(at.here, at.campaign), asked_for(at.form)
    said = at.words["signatures"]["errors"]
    errors = {name: said[code] for name, code in asked.wrong.items()}
    page = _NOTHING
    if not errors:
        try:
            page = browse(here, asked.wanted, at.form.get("place", ""))
        except UsageError as refused:
            errors = {"who": at.said(refused)}
    return at.show(
        "signatures",
        errors=errors,
        fields=("who", "day"),
        page=page,
        asked=asked,
        may_decide=asked.has_conditions and at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign),
        may_restore=asked.wanted.states[:1] in [(each,) for each in _RESTORABLE],
        **_choices(at, here, asked),
        **tabs_of(at),
    )


def _choices(at: AtDesk, here: OpenPetition, asked: Asked) -> dict[str, Any]:
    """What can be chosen in the form, as pairs of a value and a text."""
    words = at.words["signatures"]
    every = [("", words["any"])]
    areas = take_tally(here, Grouping.AREA).rows
    named = sorted((row.label, row.value) for row in areas if row.value)
    sources = sorted(row.value for row in take_tally(here, Grouping.SOURCE).rows)
    own = asked.typed["source"]
    return {
        "states": [*every, *((each.value, words["states"][each.value]) for each in SignatureState)],
        "areas": [*every, *((code, name) for name, code in named), (NO_AREA, words["no_area"])],
        "sources": [*every, *((each, each) for each in sorted({*sources, own} - {""}))],
        "ways": [*every, *((each.value, words["ways"][each.value]) for each in CameBy)],
        "standings": [
            *every,
            *((each.value, words["standings"][each.value]) for each in SignatureStanding),
        ],
        "area_names": {row.value: row.label for row in areas if row.value},
    }


def one(at: AtDesk) -> Response:
    """Show the whole story of a signature."""
    number = whole_number(at.part("signature"))
    if number is None:
        raise HTTPException(404)
    here = open_petition(at.here, at.campaign)
    with missing_if(NoSignature):
        story = story_of(here, number)
    names = names_of_actors(at.here, (each.actor for each in story.events if each.actor))
    areas = {row.value: row.label for row in take_tally(here, Grouping.AREA).rows}
    return at.show(
        "signature",
        story=story,
        number_of=number,
        names=names,
        area_name=areas.get(str(story.row["area"] or ""), ""),
        may_decide=at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign),
    )


def suspects(at: AtDesk) -> Response:
    """Show groups of signatures that may not be people's own, further back page by page.

    The largest are shown first; all of them if that is asked for.
    """
    before = at.asked_number("before")
    until = datetime.fromtimestamp(before, UTC) if 0 < before < _LATEST else None
    found = suspect_groups(open_petition(at.here, at.campaign), until)
    shown = found.groups if "all" in at.request.query_params else found.groups[:_LARGEST]
    return at.show(
        "suspects",
        found=found,
        is_newest=until is None,
        asked_before=before,
        before=int(found.since.timestamp()) + 1 if found.since else 0,
        groups=[{"it": each, "fields": fields_of(each.wanted)} for each in shown],
        may_decide=at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign),
        **tabs_of(at),
    )


_SEARCH = Act.SEARCH_SIGNATURES
PAGES = (
    DeskPage(DESK_SIGNATURES, find, _SEARCH, ("GET", "POST"), menu="signatures"),
    DeskPage(DESK_SUSPECTS, suspects, _SEARCH),
)
ONE = (DeskPage(DESK_SIGNATURE, one, _SEARCH),)
"""Comes after all other pages below the same address."""
