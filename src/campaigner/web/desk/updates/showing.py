"""A campaign's updates, and one of them: as people will read it, and how far it has gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from starlette.responses import Response

from campaigner.desk_addresses import DESK_UPDATE, DESK_UPDATES
from campaigner.errors import CampaignerError
from campaigner.organisers.acting import name_of_account
from campaigner.organisers.acts import Act
from campaigner.outreach.sources import source_counts
from campaigner.problems import Problem
from campaigner.updates import sending, writing
from campaigner.updates.preview import preview
from campaigner.web.desk.frame.desk_page import NOT_FOR_PAGES, AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name
from campaigner.web.desk.updates.finding import found, languages_of, number_in

_FIELDS = ("update", "areas", "sources", "languages")


def list_updates(at: AtDesk) -> Response:
    """Show a campaign's updates, and how far each has gone."""
    there = writing.updates_of(at.here, at.session, at.campaign)
    rows = [
        {"about": each, "progress": _progress(at, each.id), "subject": _subject(at, each.texts)}
        for each in there
    ]
    return at.show("updates", rows=rows, asks=at.here.workspace.settings.updates.basis.value)


def show(at: AtDesk) -> Response:
    """Show an update as people will read it, whom it is for, and how far it has gone."""
    return update_page(at)


def done(at: AtDesk, act: Callable[[int], object]) -> Response:
    """Do something to an update, and show it again: as it is now, or with what was wrong."""
    number = number_in(at)
    try:
        found(lambda: act(number))
    except NOT_FOR_PAGES:
        raise
    except CampaignerError as refused:
        return update_page(at, {"update": said_of(at, refused)})
    return back(at)


def back(at: AtDesk) -> Response:
    """Lead on to the update."""
    return at.go(DESK_UPDATE, update=at.part("update"))


def update_page(
    at: AtDesk,
    errors: Mapping[str, str] | None = None,
    areas: str | None = None,
    mailed: str = "",
) -> Response:
    """Show an update, with mistakes by field, or to which address it was mailed."""
    number = number_in(at)
    update = found(lambda: writing.the_update(at.here, at.session, at.campaign, number))
    languages = languages_of(at)
    progress = _progress(at, number)
    asked_by = progress.asked.asked_by if progress.asked else None
    return at.show(
        "update",
        errors=errors,
        fields=_FIELDS,
        update=update,
        previews=_previews(at, number, [each for each in languages if each in update.texts]),
        missing=[(each, language_name(at, each)) for each in languages if each not in update.texts],
        people=update.people,
        areas="\n".join(update.audience.areas) if areas is None else areas,
        sources=_sources(at, update.audience.sources),
        spoken=[(each, language_name(at, each)) for each in languages],
        names={each: language_name(at, each) for each in languages},
        progress=progress,
        asked_by_me=asked_by == at.session.account.id,
        asker=name_of_account(at.here, asked_by) if asked_by else "",
        mailed=mailed,
        two_people=sending.needs_second_person(at.here),
        a_month=at.here.workspace.settings.updates.a_month,
    )


def said_of(at: AtDesk, refused: CampaignerError | Problem) -> str:
    """Returns why something is refused, in the words of the page."""
    return at.said(refused, at.words["updates"]["errors"])


def _previews(at: AtDesk, number: int, languages: list[str]) -> list[dict[str, Any]]:
    """What the update says in each language; one that has a mistake by now says so."""
    shown: list[dict[str, Any]] = []
    for each in languages:
        try:
            made = preview(at.here, at.session, at.campaign, number, each)
        except NOT_FOR_PAGES:
            raise
        except CampaignerError as error:
            said = at.said(error)
            shown.append({"language": each, "name": language_name(at, each), "error": said})
        else:
            shown.append(
                {"language": each, "name": language_name(at, each), "made": made, "error": ""}
            )
    return shown


def _sources(at: AtDesk, chosen: Collection[str]) -> list[tuple[str, str]]:
    """Those that can be chosen: of others, who came to other campaigns alone, nobody is named."""
    there = source_counts(at.here, at.campaign)
    return [
        (each.code, each.called)
        for each in there
        if each.source and (each.signatures or each.code in chosen)
    ]


def _subject(at: AtDesk, texts: Mapping[str, Any]) -> str:
    known = [texts[each].subject for each in (at.language, *texts) if each in texts]
    return str(known[0]) if known else ""


def _progress(at: AtDesk, number: int) -> sending.Progress:
    return sending.progress_of(at.here, at.session, at.campaign, number)


PAGES = (
    DeskPage(DESK_UPDATES, list_updates, Act.WRITE_UPDATES, menu="updates"),
    DeskPage(DESK_UPDATE, show, Act.WRITE_UPDATES),
)
