"""Sources at the desk: what came through each, adding, changing and removing them, ambassadors."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_CAMPAIGN_SOURCES,
    DESK_SOURCE,
    DESK_SOURCE_CHANGE,
    DESK_SOURCE_INVITE,
    DESK_SOURCE_REMOVE,
    DESK_SOURCES,
)
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.organisers.accounts import ambassadors_of
from campaigner.organisers.acts import Act
from campaigner.outreach import sources
from campaigner.outreach.sources import CodeTaken, SourceCount
from campaigner.petitions.campaign_states import list_campaigns
from campaigner.text import in_language
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from campaigner.web.desk.accounts.organisers import ask_for
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if

_FIELDS = ("name", "kind", "code")


def in_campaign(at: AtDesk) -> Response:
    """Show what came through each source in one campaign."""
    return _list(at)


def show_all(at: AtDesk) -> Response:
    """Show what came through each source in all campaigns, and ask for another."""
    return _list(at)


def add(at: AtDesk) -> Response:
    """Add a source."""
    typed = {name: at.form.get(name, "") for name in _FIELDS}
    try:
        added = sources.add_source(at.here, typed["code"], _kind(at), typed["name"])
    except (UsageError, CodeTaken) as refused:
        return _list(at, typed, _said(at, refused))
    return at.go(f"{DESK_SOURCE}?done=added", source=added.code)


def show(at: AtDesk, errors: dict[str, str] | None = None) -> Response:
    """Show a source: what came through it in each campaign, and what can be done with it."""
    source = sources.known_source(at.here, at.part("source"))
    listed = list_campaigns(at.here.workspace, at.here.now).readable
    counts = [
        (each.campaign, sources.source_count(at.here, each.campaign.slug, source.code))
        for each in listed
    ]
    return at.show(
        "source",
        errors=errors,
        fields=_FIELDS,
        source=source,
        typed=dict(at.form) or {"name": source.name, "kind": source.kind.value},
        kinds=_kinds(at),
        counts=[
            (campaign.slug, in_language(campaign.title, at.language), count)
            for campaign, count in sorted(counts, key=lambda each: -each[1].signatures)
        ],
        ambassadors=ambassadors_of(at.here, at.session, source.code),
        may_invite=at.may(Act.MANAGE_ORGANISERS),
        done=at.request.query_params.get("done", ""),
    )


def change(at: AtDesk) -> Response:
    """Give a source another name and kind."""
    try:
        sources.change_source(at.here, at.part("source"), _kind(at), at.form.get("name", ""))
    except UnknownName:
        raise
    except UsageError as refused:
        return show(at, _said(at, refused))
    return at.go(f"{DESK_SOURCE}?done=changed", source=at.part("source"))


def remove(at: AtDesk) -> Response:
    """Remove a source; the page that follows can add it again."""
    removed = sources.remove_source(at.here, at.part("source"))
    return _list(at, {"code": removed.code, "kind": removed.kind.value, "name": removed.name})


def invite(at: AtDesk) -> Response:
    """Ask whom to invite as an ambassador of a source."""
    source = sources.known_source(at.here, at.part("source"))
    name = source.name if source.kind is SourceKind.AMBASSADOR else ""
    role = AccountRole.AMBASSADOR.value
    return ask_for(at, {"name": name, "role": role, "source": source.code, "every": "yes"})


def _list(
    at: AtDesk, typed: Mapping[str, str] | None = None, errors: dict[str, str] | None = None
) -> Response:
    counts = sources.source_counts(at.here, at.campaign)
    known = [each for each in counts if each.source]
    return at.show(
        "sources",
        errors=errors,
        fields=_FIELDS,
        typed=typed or {},
        removed=typed["code"] if typed and not errors else "",
        kinds=_kinds(at),
        known=sorted(known, key=_most_first),
        others=sorted((each for each in counts if not each.source), key=_most_first),
        may_manage=at.may(Act.MANAGE_SOURCES),
    )


def _most_first(count: SourceCount) -> tuple[int, str]:
    return -count.signatures, count.code


def _kinds(at: AtDesk) -> list[tuple[str, str]]:
    return [(each.value, at.words["sources"]["kinds"][each.value]) for each in SourceKind]


def _kind(at: AtDesk) -> SourceKind:
    """Raises UsageError for what is not one."""
    try:
        return SourceKind(at.form.get("kind", ""))
    except ValueError:
        raise UsageError("Choose what the source is.", code="kind-wanted") from None


def _said(at: AtDesk, refused: CampaignerError) -> dict[str, str]:
    words = at.words["sources"]["errors"]
    field = {"name-wanted": "name", "words-refused": "name", "kind-wanted": "kind"}
    return {field.get(refused.code, "code"): at.said(refused, words)}


_known = missing_if(UnknownName)
"""Around the pages of one source, which may have been removed meanwhile."""


_ACT, _POST = Act.MANAGE_SOURCES, ("POST",)
PAGES = (
    DeskPage(DESK_CAMPAIGN_SOURCES, in_campaign, Act.SEE_SOURCE, menu="sources"),
    DeskPage(DESK_SOURCES, show_all, _ACT, menu="sources"),
    DeskPage(DESK_SOURCES, add, _ACT, _POST),
    DeskPage(DESK_SOURCE, _known(show), _ACT),
    DeskPage(DESK_SOURCE_CHANGE, _known(change), _ACT, _POST),
    DeskPage(DESK_SOURCE_REMOVE, _known(remove), _ACT, _POST),
    DeskPage(DESK_SOURCE_INVITE, _known(invite), Act.MANAGE_ORGANISERS),
)
