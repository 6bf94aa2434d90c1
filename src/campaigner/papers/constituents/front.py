"""The first pages of a pack: the letter, the figures, what constituents say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from campaigner.addresses import without_scheme
from campaigner.papers.constituents.enclosed import Enclosed
from campaigner.papers.constituents.figures import facts_of, figures_of
from campaigner.papers.constituents.order import PAGE, STYLE, Job, Order
from campaigner.papers.constituents.sentences import Sentences, filled
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render

_SIZES = ("usual", "close", "compact")  # of the letter's type
_SHORT_ASKS = 480  # characters: what there is room for beside a small map


@dataclass(frozen=True)
class Part:
    """A part of a pack: what it is called, and the page on which it starts, from 1 on."""

    title: str
    page: int


@dataclass(frozen=True)
class Front:
    """The first pages, and the parts of the whole pack in their order."""

    laid_out: LaidOut
    parts: tuple[Part, ...]


def front_of(job: Job, order: Order, letters: Sequence[Enclosed]) -> Front:
    """Returns the first pages of a pack that goes on with the briefing and these letters.

    The letter is set smaller if that brings it to one page; the contents have the pages on which
    parts start, which are known once all is laid out. Raises ProblemsFound if a template has a
    mistake, CampaignerError if a page cannot be made.
    """
    said = Sentences(job, order)
    values = _values(job, order, said)
    parts = _parts(job, order, said, letters, _usual_places(order))
    for size in _SIZES:
        laid_out = _lay_out(job, values, parts, size)
        if laid_out.place_of("figures").page == 2:
            break
    found = _parts(job, order, said, letters, _places(laid_out, order))
    if found != parts:
        laid_out = _lay_out(job, values, found, size)
    return Front(laid_out, found)


def _usual_places(order: Order) -> dict[str, int]:
    """The pages on which the parts of most packs start, and that after the last of them."""
    return {"figures": 2, "comments": 3, "next": 4 if order.comments else 3}


def _places(laid_out: LaidOut, order: Order) -> dict[str, int]:
    places = {"figures": laid_out.place_of("figures").page, "next": laid_out.pages + 1}
    if order.comments:
        places["comments"] = laid_out.place_of("comments").page
    return places


def _parts(
    job: Job, order: Order, said: Sentences, letters: Sequence[Enclosed], at: dict[str, int]
) -> tuple[Part, ...]:
    def parts() -> Iterator[Part]:
        yield Part(filled(said.words, "figures", area=order.area.name), at["figures"])
        if order.comments:
            yield Part(said.words["comments"], at["comments"])
        yield Part(said.words["brief"], at["next"])
        if letters:
            key = "letters_one" if len(letters) == 1 else "letters"
            title = filled(said.words, key, number=len(letters))
            yield Part(title, at["next"] + job.brief_pages)

    return tuple(parts())


def _lay_out(job: Job, values: dict[str, Any], parts: Sequence[Part], size: str) -> LaidOut:
    html = render(environment(job.folders), PAGE, **values, parts=parts, size=size)
    return lay_out(html, job.folders, [find_template(job.folders, STYLE)])


def _values(job: Job, order: Order, said: Sentences) -> dict[str, Any]:
    number, counted = said.headline()
    return {
        "language": job.language,
        "words": said.words,
        "title": job.title,
        "day": job.day,
        "organisation": job.organisation,
        "website": without_scheme(job.organisation.website),
        "signed_by": job.signed_by,
        "recipient": order.recipient,
        "salutation": said.salutation(),
        "area": order.area.name,
        "opening": said.opening(),
        "beside": said.beside(),
        "asked": said.asked(),
        "asks": order.asks,
        "are_short": sum(map(len, order.asks)) <= _SHORT_ASKS,
        "offer": said.offer(),
        "has_people": bool(order.comments or order.letters),
        "figures_title": filled(said.words, "figures", area=order.area.name),
        "number": number,
        "counted": counted,
        "is_shown": order.comparison.is_shown,
        "figures": figures_of(order, said),
        "facts": facts_of(order, said),
        "map": job.map.marked(order.area, said.number()) if job.map else "",
        "standing": said.standing(),
        "stamp": job.stamp,
        "comments": order.comments,
        "said": said.said() if order.comments else "",
        "address": job.link,
        "shown_address": without_scheme(job.link),
        "qr": qr_svg(job.link, job.title),
        "rehearsal": job.rehearsal,
    }
