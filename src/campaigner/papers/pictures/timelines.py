"""The time line of a petition: signatures by day, or by week if there are many, and so far."""

from __future__ import annotations

from datetime import date, timedelta

from campaigner.papers.pictures.picture import Picture
from campaigner.papers.pictures.wording import Wording, folders_of, source_line, wording_of
from campaigner.petitions.counts.milestones import milestones
from campaigner.petitions.counts.published import published_counts
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.time_line import Mark, Span, TimePanel
from campaigner.vocabulary.papers import PictureKind
from campaigner.vocabulary.signatures import Grouping

_MOST_DAYS = 100  # that are drawn one by one


def timeline(here: OpenPetition, language: str = "en") -> Picture:
    """Returns the time line of a petition, up to today; days are those of UTC, as counts are."""
    wording = wording_of(here, language)
    counts = published_counts(here, Grouping.DAY)
    by_day = {date.fromisoformat(row.value): row.count for row in counts.rows}
    days = _whole(by_day, here.today)
    unit = "day" if len(days) <= _MOST_DAYS else "week"
    spans = days if unit == "day" else _weeks(days)
    busiest = max(spans, key=lambda each: each[1], default=None)
    peak = (
        wording.say("peak", unit, number=wording.number(busiest[1]), day=wording.day(busiest[0]))
        if busiest
        else ""
    )
    marks = [
        Mark(each.at, wording.say("passed", number=wording.number(each.at), name=each.name))
        for each in milestones(here, language)
    ]
    return Picture(
        PictureKind.TIMELINE,
        language,
        wording.say("timeline_title"),
        _finding(wording, counts.total, spans, unit),
        (wording.say(unit), wording.signatures_head),
        tuple((wording.day(day), wording.number(count)) for day, count in spans),
        source_line(here, wording),
        counts.total,
        TimePanel(
            [Span(wording.day(day), count) for day, count in spans],
            wording.say("so_far"),
            wording.say("each", unit),
            wording.number(counts.total),
            peak,
            marks,
        ),
        folders_of(here),
    )


def _whole(by_day: dict[date, int], today: date) -> list[tuple[date, int]]:
    """Every day from the first that counts to today or the last, with nothing on quiet ones."""
    if not by_day:
        return []
    first, last = min(by_day), max(today, *by_day)
    wanted = (first + timedelta(days=each) for each in range((last - first).days + 1))
    return [(day, by_day.get(day, 0)) for day in wanted]


def _weeks(days: list[tuple[date, int]]) -> list[tuple[date, int]]:
    weeks: dict[date, int] = {}
    for day, count in days:
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + count
    return list(weeks.items())


def _finding(wording: Wording, total: int, spans: list[tuple[date, int]], unit: str) -> str:
    said = [wording.in_total(total)]
    if not spans:
        return " ".join([*said, wording.say("nobody")])
    if unit == "day":
        said.append(wording.say("began_words", day=wording.day(spans[0][0])))
    most_on, most = max(spans, key=lambda each: each[1])
    number = wording.number(most)
    said.append(wording.say("peak_words", unit, day=wording.day(most_on), number=number))
    return " ".join(said)
