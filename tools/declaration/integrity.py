"""What a translation has to pass before anyone quotes from it.

Each check takes a declaration and gives the reasons, in words, why it fails.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tools.declaration.source import Declaration

Cells = dict[str, str]
Check = Callable[[Declaration], Iterator[str]]

# Numbered paragraphs of the English text; the other articles have none.
NUMBERED = {
    11: 2, 13: 2, 14: 2, 15: 2, 16: 3, 17: 2, 20: 2, 21: 3, 23: 4, 25: 2, 26: 3, 27: 2, 29: 3
}  # fmt: skip
SHORT = 0.5
MOST_FAULTY = 5
"""The number of articles that may be withheld from a text of thirty: with more, none is served."""

_PLACE = re.compile(r"\barticle (\d+(?:\(\d+\))?)")

_GAPS = re.compile(r"\ufffd|\?\?|\[[^\]]*\?\s*\]|\w\?\w")
_NUMBER = re.compile(r"^\W*(\w+)\W+(\d+|[IVX]+)\b")


def cells(declaration: Declaration) -> Cells:
    """The quotable pieces: ``25(1)`` for a numbered paragraph, ``3`` for an article without."""
    found = {}
    for article in declaration.articles:
        if article.numbered:
            for number, text in enumerate(article.paragraphs, 1):
                found[f"{article.number}({number})"] = text
        else:
            found[article.number] = " ".join(article.paragraphs)
    return found


def shape(declaration: Declaration) -> Iterator[str]:
    """All 30 articles, once each, with the numbered paragraphs of the English text."""
    numbers = [article.number for article in declaration.articles]
    if missing := [str(n) for n in range(1, 31) if str(n) not in numbers]:
        yield f"articles are missing: {', '.join(missing)}"
        return
    if numbers != [str(n) for n in range(1, 31)]:
        yield "the articles are not 1 to 30 in order"
    for article in declaration.articles:
        expected = NUMBERED.get(int(article.number), 0)
        count = len(article.paragraphs) if article.numbered else 0
        allowed = 2 if article.number == "2" else 1
        if article.mixed:
            yield f"article {article.number} has text beside its numbered paragraphs"
        elif count != expected:
            yield f"article {article.number} has {count} numbered paragraphs, not {expected}"
        elif not article.numbered and not 1 <= len(article.paragraphs) <= allowed:
            yield f"article {article.number} is in {len(article.paragraphs)} pieces"


def gaps(declaration: Declaration) -> Iterator[str]:
    """No lost characters, and no words that the transcriber could not read."""
    for place, text in cells(declaration).items():
        if found := _GAPS.search(text):
            yield f"article {place} has a gap: “{text[max(0, found.start() - 10) :][:24]}”"


def stray_headings(declaration: Declaration) -> Iterator[str]:
    """No heading of an article inside the text."""
    words = Counter(
        found[1].casefold() for a in declaration.articles if (found := _NUMBER.match(a.heading))
    )
    heading = words.most_common(1)[0][0] if words else "article"
    for place, text in cells(declaration).items():
        found = _NUMBER.match(text)
        if found and found[1].casefold() in (heading, "article"):
            yield f"article {place} starts with a heading: “{text[:24]}”"


def repeated(declaration: Declaration) -> Iterator[str]:
    """No two cells with the same words."""
    places: dict[str, str] = {}
    for place, text in cells(declaration).items():
        if text and text in places:
            yield f"article {place} repeats article {places[text]}"
        places.setdefault(text, place)


CHECKS: tuple[Check, ...] = (shape, gaps, stray_headings, repeated)


def too_short(declaration: Declaration, shares: dict[str, float]) -> Iterator[str]:
    """No cell under half of its expected length: its usual share of the whole text."""
    own = cells(declaration)
    total = sum(map(len, own.values()))
    for place, share in shares.items():
        if place in own and (ratio := len(own[place]) / (share * total)) < SHORT:
            yield f"article {place} has {ratio:.0%} of its expected length"


def usual_shares(declarations: Iterable[Declaration]) -> dict[str, float]:
    """The share of each cell in a translation's length: the median of those of the right shape."""
    tables = [cells(declaration) for declaration in declarations if not list(shape(declaration))]
    totals = [sum(map(len, table.values())) for table in tables]
    return {
        place: statistics.median(
            len(table[place]) / total for table, total in zip(tables, totals, strict=True)
        )
        for place in tables[0]
    }


def failures(declaration: Declaration, shares: dict[str, float]) -> list[str]:
    """Every reason why a place of a declaration must not be quoted; none where it is whole."""
    found = [reason for check in CHECKS for reason in check(declaration)]
    return found + list(too_short(declaration, shares))


def faulty_places(reasons: Iterable[str]) -> dict[str, str]:
    """The places that reasons are about, each with its first reason: ``14(1)``, or ``14`` whole.

    Of two cells with the same words either may be the wrong one: both are faulty.
    """
    places: dict[str, str] = {}
    for reason in reasons:
        for place in _PLACE.findall(reason.partition(":")[0]):
            places.setdefault(place, reason)
    return places


def is_beyond_use(reasons: Iterable[str]) -> bool:
    """Whether articles are missing or out of order, or more are faulty than may be withheld."""
    found = list(reasons)
    articles = {place.partition("(")[0] for place in faulty_places(found)}
    return len(articles) > MOST_FAULTY or any(
        reason.startswith(("articles ", "the articles ")) for reason in found
    )
