"""The pages of a hand-in pack before the list of signatories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from campaigner.addresses import without_scheme
from campaigner.campaigns.logos import check_logo
from campaigner.papers.edition import Edition
from campaigner.papers.handin.drawn import WIDTH, Drawn
from campaigner.papers.handin.facts import AreaCount, DayCount, Facts
from campaigner.papers.handin.law import law_of
from campaigner.papers.handin.promises import WORDS
from campaigner.papers.handin.receiver import Receiver
from campaigner.papers.handin.signatories import Counted
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.markdown import finalize, to_html
from campaigner.rendering.templating.words import has_words, words_in
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.papers import NameList

_TEMPLATE, STYLE = "handin/front.html.j2", "handin/handin.css"
_LONG = 31  # days that are shown one by one
_ROWS = 44  # of a column of areas on a page
_ROWS_BELOW_HEADING = 38
_BUSIEST = 10
_WESTMINSTER = "uk-constituency"


@dataclass(frozen=True)
class Front:
    """What is before the list: everything that it says, in an edition.

    ``counted`` is how long the list is, ``shown`` what it says of people.
    """

    edition: Edition
    facts: Facts
    drawn: Drawn
    receiver: Receiver
    counted: Counted
    shown: NameList
    rehearsal: bool

    @cached_property
    def words(self) -> dict[str, Any]:
        """The fixed words in the pack's language."""
        return words_in(self.edition.folders, WORDS, self.edition.language)

    @property
    def language(self) -> str:
        """The language of the pack."""
        return self.edition.language

    @property
    def title(self) -> str:
        """The campaign's title."""
        return in_language(self.edition.campaign.title, self.edition.language)

    @property
    def kind(self) -> str:
        """What stands on top of each page beside the title."""
        pack: str = self.words["pack"]
        return f"{self.words['rehearsal']} · {pack}" if self.rehearsal else pack

    def sections(self) -> list[tuple[str, str]]:
        """Returns the sections as they come: the id of each and its heading."""
        facts = self.facts
        there = {
            "letter": True,
            "petition": True,
            "law": bool(self.edition.campaign.citations),
            "totals": True,
            "when": bool(facts.days),
            "where": self.drawn.map is not None,
            "areas": bool(facts.areas),
            "collected": True,
            "proof": True,
            "comments": bool(facts.comments),
            "list": self.counted.lines > 0,
        }
        return [(name, self.words[name]) for name, is_there in there.items() if is_there]

    def laid_out(self, pages: int, places: Mapping[str, int] = MappingProxyType({})) -> LaidOut:
        """Returns the pages.

        ``pages`` is how many the whole pack has, ``places`` on which page each section begins;
        before they are known, the pages are as many.
        """
        folders = self.edition.folders
        known = {name: places.get(name, 0) for name, _ in self.sections()}
        html = render(
            environment(folders), _TEMPLATE, **self._values, **_paper(pages), places=known
        )
        return lay_out(html, folders, [find_template(folders, STYLE)])

    def places_in(self, laid_out: LaidOut) -> dict[str, int]:
        """Returns the page on which each section begins."""
        return {name: laid_out.place_of(name).page for name, _ in self.sections()}

    def said(self, key: str, **values: object) -> str:
        """Returns fixed words with values in their braces; whole numbers with their commas."""
        return _filled(self.words[key], values)

    @cached_property
    def signatures(self) -> str:
        """The total in words: ``1,204 signatures``."""
        return self.number_of(self.facts.total)

    def number_of(self, count: int) -> str:
        """A number of signatures in words."""
        return f"{count:,} {self.words['signature' if count == 1 else 'signatures']}"

    @property
    def standing(self) -> str:
        """What the signatures can count for in the House of Commons; empty elsewhere."""
        if self.edition.campaign.petition.areas[:1] != [_WESTMINSTER]:
            return ""
        if self.facts.presentable is None:
            return self.said("few_presentable", count=self.signatures, floor=self.facts.floor)
        number = self.facts.presentable or self.words["none_presentable"]
        return self.said("presentable", count=self.signatures, number=number)

    def _wordings(self) -> list[dict[str, Any]]:
        """The versions of the words, each with what the ledger has of it."""
        return [
            {
                "title": each.title,
                "text": each.text,
                "asks": each.asks,
                "signed": self.said(
                    "version_for_a_house" if each.for_a_house else "version",
                    number=each.number,
                    count=self.number_of(each.count),
                )
                if each.number is not None
                else "",
                "stated": self.said("stated", row=each.row) if each.row is not None else "",
                "hash": each.hash,
            }
            for each in self.facts.words.versions
        ]

    @cached_property
    def _values(self) -> dict[str, Any]:
        edition, facts, language = self.edition, self.facts, self.edition.language
        campaign = edition.campaign
        collected, drawn = facts.collected, self.drawn
        return {
            "language": language,
            "words": self.words,
            "title": self.title,
            "headings": dict(self.sections()),
            "kind": self.kind,
            "rehearsal": self.rehearsal,
            "receiver": self.receiver,
            "organisation": edition.settings.organisation,
            "logo": self._logo(),
            "date": date_in_words(edition.day, language),
            "total": f"{facts.total:,}",
            "signatures": self.signatures,
            "letter": self._letter(),
            "wordings": self._wordings(),
            "unknown_words": self.said("unknown_words", count=self.number_of(facts.words.unknown))
            if facts.words.unknown
            else "",
            "standing": self.standing,
            "asks": [in_language(ask.text, language) for ask in campaign.asks],
            "law": law_of(edition),
            "totals": self._totals(),
            **self._regions(),
            "timeline": drawn.timeline,
            "timeline_svg": drawn.timeline.markup(WIDTH, heading=False, name="timeline"),
            "map": drawn.map,
            "map_svg": drawn.map_svg,
            "busiest": _in_words(_busiest(facts.areas)),
            "periods": self._periods(),
            "by_day": self._by_day,
            "areas_text": self.said("areas_text", floor=facts.below),
            "areas": _in_columns(facts.areas),
            "elsewhere": f"{facts.elsewhere:,}" if facts.elsewhere else "",
            "collected": _in_words(self._ways()),
            "taken_back": self.said(
                "taken_back",
                withdrawn=self.number_of(collected.withdrawn),
                invalidated=self.number_of(collected.invalidated),
            )
            if collected.withdrawn or collected.invalidated
            else "",
            "proof": self._proof(),
            "checkpoint": facts.checkpoint,
            "comments": facts.comments,
            "comments_more": self.said("comments_more", count=facts.more_comments)
            if facts.more_comments
            else "",
            "list": self._about_list(),
            "stamp": facts.stamp,
            "link": edition.link,
            "shown_link": without_scheme(edition.link),
            "qr": qr_svg(edition.link, self.title),
        }

    def _letter(self) -> Markup:
        """The words of the letter; in English if there are none in the language."""
        folders, language = self.edition.folders, self.edition.language
        shown = language if has_words(folders, WORDS, language) else "en"
        text = render(
            environment(folders, finalize=finalize),
            f"handin/letter.{shown}.md",
            total=f"{self.facts.total:,}",
            title=self.title,
            petition=self.facts.words.versions[0].text,
            presentable=f"{self.facts.presentable:,}" if self.facts.presentable else "",
            shown=self.shown.value,
        )
        return Markup(to_html(text))  # noqa: S704 - Markdown without HTML

    def _logo(self) -> str:
        name = self.edition.settings.organisation.logo
        if not name:
            return ""
        path = find_template(self.edition.template_folders, name)
        check_logo(path.parent, path.name)
        return path.as_uri()

    def _totals(self) -> str:
        campaign, language = self.edition.campaign, self.edition.language
        closed = self.edition.day > self.facts.closes
        return self.said(
            "totals_closed" if closed else "totals_text",
            count=self.signatures,
            day=date_in_words(self.edition.day, language),
            opens=date_in_words(campaign.opens, language),
            closes=date_in_words(self.facts.closes, language),
        )

    def _regions(self) -> dict[str, Any]:
        """The counts by region, or by nation if regions are not known."""
        if (picture := self.drawn.regions) is not None:
            return {"by_region": self.words["regions"], "region": picture.columns[0],
                    "regions": picture.rows}  # fmt: skip
        rows = _in_words(self._nations())
        return {"by_region": self.words["nations"], "region": self.words["nation"], "regions": rows}

    def _nations(self) -> list[tuple[str, int]]:
        names: Mapping[str, str] = self.words["nation_names"]
        shown = [(names[nation], count) for nation, count in self.facts.nations]
        if not shown:
            return []
        rest = self.facts.total - sum(count for _, count in shown)
        return [*shown, *([(self.words["elsewhere"], rest)] if rest else [])]

    @property
    def _by_day(self) -> bool:
        days = self.facts.days
        return bool(days) and (days[-1].day - days[0].day).days < _LONG

    def _periods(self) -> list[tuple[str, str, str]]:
        """Days, or months if there are many: their names, how many signed, how many had."""
        days, language = self.facts.days, self.edition.language
        if self._by_day:
            return [
                (date_in_words(each.day, language), f"{each.count:,}", f"{each.so_far:,}")
                for each in days
            ]
        return [
            (date_in_words(last.day, language).split(" ", 1)[1], f"{count:,}", f"{last.so_far:,}")
            for count, last in _months(days)
        ]

    def _ways(self) -> list[tuple[str, int]]:
        found = self.facts.collected
        ways = {"web": found.web, "paper": found.paper, "others": found.others}
        return [(self.words[key], count) for key, count in ways.items() if count]

    def _proof(self) -> list[str]:
        values = {"rows": self.facts.checkpoint.rows, "total": self.facts.total}
        return [_filled(text, values) for text in self.words["proof_text"]]

    def _about_list(self) -> list[str]:
        """What is said above the list, a paragraph each."""
        counted, gone = self.counted, self.facts.total - self.facts.named
        first = self.words["list_names" if self.shown is NameList.NAMES else "list_initials"]
        found = [f"{first} {self.said('list_order', lines=counted.lines)}"]
        if counted.withheld:
            found.append(self.said("list_withheld", count=counted.withheld))
        if gone:
            found.append(self.said("list_gone", count=gone))
        if counted.bracketed:
            found.append(self.words["list_brackets"])
        return [*found, self.words["list_private"]]


def _in_columns(areas: Sequence[AreaCount]) -> list[list[list[tuple[str, str]]]]:
    """The areas of each page, in two columns that are as long as each other."""
    rows = _in_words([(each.name, each.count) for each in areas])
    first = 2 * _ROWS_BELOW_HEADING
    pages = [rows[:first]] if rows else []
    pages += [rows[at : at + 2 * _ROWS] for at in range(first, len(rows), 2 * _ROWS)]
    halves = [(len(page) + 1) // 2 for page in pages]
    return [
        [part for part in (page[:half], page[half:]) if part]
        for page, half in zip(pages, halves, strict=True)
    ]


def _in_words(rows: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(name, f"{count:,}") for name, count in rows]


def _paper(pages: int) -> dict[str, str]:
    return {"pages": f"{pages:,}", "sheets": f"{(pages + 1) // 2:,}"}


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _filled(words: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", _shown(value))
    return words


def _busiest(areas: Sequence[AreaCount]) -> list[tuple[str, int]]:
    most = sorted(areas, key=lambda each: -each.count)[:_BUSIEST]
    return [(each.name, each.count) for each in most]


def _months(days: Sequence[DayCount]) -> list[tuple[int, DayCount]]:
    """The months with how many signed, and the last day of each."""
    found: dict[tuple[int, int], tuple[int, DayCount]] = {}
    for each in days:
        count, _ = found.get((each.day.year, each.day.month), (0, each))
        found[each.day.year, each.day.month] = (count + each.count, each)
    return list(found.values())
