"""Bars of a petition's signatures: by area, region, nation or source."""

from __future__ import annotations

from collections.abc import Iterable

from campaigner.campaigns.variants import nation_of
from campaigner.papers.pictures.area_maps import placed_areas
from campaigner.papers.pictures.picture import Picture
from campaigner.papers.pictures.wording import Wording, folders_of, source_line, wording_of
from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.counts.published import PublishedCounts, published_counts
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.bars import Bar, BarsPanel
from campaigner.sources import PAPER, WEB
from campaigner.store.sources import all_sources
from campaigner.vocabulary.papers import BarsOf, PictureKind
from campaigner.vocabulary.signatures import Grouping, SourceKind

_COLUMNS = {
    BarsOf.AREAS: "area",
    BarsOf.REGIONS: "region",
    BarsOf.NATIONS: "nation",
    BarsOf.SOURCES: "source",
}

Counted = tuple[str, str, int]  # code, name, count


def bars(
    here: OpenPetition,
    of: BarsOf = BarsOf.AREAS,
    language: str = "en",
    *,
    most: int = 12,
    mark: str = "",
) -> Picture:
    """Returns bars of the published counts, the longest first, at most so many.

    ``mark`` is the code of what stands out, such as a Member's area, whatever its place.
    Sums by region and nation are those of areas that are published themselves. Raises NoMap for
    regions if nobody has imported them.
    """
    wording = wording_of(here, language)
    counts = published_counts(here, Grouping.SOURCE if of is BarsOf.SOURCES else Grouping.AREA)
    counted = sorted(_counted(here, wording, of, counts), key=lambda each: (-each[2], each[1]))
    shown = counted[:most]
    shown += [each for each in counted[most:] if mark and each[0] == mark]
    rest = counts.total - sum(count for *_, count in counted)
    rows = [(name, wording.number(count)) for _, name, count in counted]
    note = ""
    if rest > 0:
        below = wording.number(counts.below)
        rows.append((wording.say("rest", number=below), wording.number(rest)))
        note = "" if of is BarsOf.AREAS else ": ".join(rows[-1])
    left_out = len(counted) - len(shown)
    panel = BarsPanel(
        [Bar(name, count, wording.number(count), code == mark) for code, name, count in shown],
        wording.say("more_areas"),
        left_out,
        note,
    )
    return Picture(
        PictureKind.BARS,
        language,
        wording.say("bars_title", of),
        _finding(wording, counts.total, shown),
        (wording.say(_COLUMNS[of]), wording.signatures_head),
        tuple(rows),
        source_line(here, wording),
        counts.total,
        panel,
        folders_of(here),
    )


def _counted(
    here: OpenPetition, wording: Wording, of: BarsOf, counts: PublishedCounts
) -> Iterable[Counted]:
    if of is BarsOf.SOURCES:
        return _by_source(here, wording, counts)
    if of is BarsOf.REGIONS:
        return _by_region(here, wording, counts)
    if of is BarsOf.NATIONS:
        return _by_nation(wording, counts)
    names = known_areas(
        here.database, here.petition.scheme, language=wording.language, today=here.today
    )
    return [
        (row.value, names[row.value].name if row.value in names else row.value, row.count)
        for row in counts.rows
    ]


def _by_source(here: OpenPetition, wording: Wording, counts: PublishedCounts) -> list[Counted]:
    """By channel and partner; ambassadors are people, and counted together."""
    sources = {each.code: each for each in all_sources(here.database.conn)}
    names = {WEB: wording.say("web"), PAPER: wording.say("paper")}
    for code, source in sources.items():
        is_person = source.kind is SourceKind.AMBASSADOR
        names[code] = wording.say("ambassadors") if is_person else source.name
    other = wording.say("other")
    sums = _sums((names.get(row.value, other), row.count) for row in counts.rows)
    return [(name, name, number) for name, number in sums.items()]


def _by_region(here: OpenPetition, wording: Wording, counts: PublishedCounts) -> list[Counted]:
    regions = {each.code: each.region for each in placed_areas(here, wording.language)}
    sums = _sums((regions.get(row.value, ""), row.count) for row in counts.rows)
    other = wording.say("other")
    return [(code, wording.region(code, other if not code else ""), n) for code, n in sums.items()]


def _by_nation(wording: Wording, counts: PublishedCounts) -> list[Counted]:
    sums = _sums((nation_of(row.value) or "", row.count) for row in counts.rows)
    other = wording.say("other")
    return [(code, wording.words["nations"].get(code, other), n) for code, n in sums.items()]


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for code, count in pairs:
        sums[code] = sums.get(code, 0) + count
    return sums


def _finding(wording: Wording, total: int, shown: list[Counted]) -> str:
    said = [wording.in_total(total)]
    if shown:
        said.append(
            wording.listed([f"{name}: {wording.number(count)}" for _, name, count in shown]) + "."
        )
    return " ".join(said)
