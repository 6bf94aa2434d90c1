"""The sentences of a pack, filled in: what the letter says of the numbers, and of what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaigner.papers.constituents.comparison import rounded
from campaigner.papers.constituents.order import WORDS, Job, Order, shown_values
from campaigner.rendering.templating.words import fill, words_in

Words = Mapping[str, Any]


def filled(words: Words, key: str, **values: object) -> str:
    """Returns one of the words, its braces filled in. Raises CampaignerError if they cannot be."""
    return fill(WORDS, f"“{key}”", str(words[key]), shown_values(values))


class Sentences:
    """What a pack says in its language, by the words of the templates."""

    def __init__(self, job: Job, order: Order) -> None:
        self.words: Words = words_in(job.folders, WORDS, job.language)
        self._job, self._order = job, order
        role = order.recipient.role
        self.areas_noun = _by_role(self.words, "areas", role)

    def salutation(self) -> str:
        """The greeting, with the comma that most forms of it leave out."""
        greeting = self._order.recipient.salutation
        return greeting if greeting.endswith((":", ",", "!")) else f"{greeting},"

    def opening(self) -> str:
        """Who has signed, and why the letter is written."""
        found = self._order.comparison
        key = "opening_one" if found.count == 1 else "opening"
        return filled(
            self.words,
            key if found.is_shown else "opening_few",
            count=found.count,
            area=self._order.area.name,
            title=self._job.title,
            floor=found.below,
        )

    def beside(self) -> str:
        """How that compares, and how many have signed in all."""
        found = self._order.comparison
        is_first = found.is_among_first and found.is_above
        key = "beside_first" if is_first else "beside"
        return filled(
            self.words,
            key if found.average >= 1 else "beside_total",
            average=rounded(found.average),
            areas=found.areas,
            areas_noun=self.areas_noun,
            area=self._order.area.name,
            rank=found.rank,
            total=found.total,
        )

    def asked(self) -> str:
        """The words before what is asked, with the representative's name."""
        key = "asked" if len(self._order.asks) > 1 else "asked_one"
        return filled(self.words, key, name=self._order.recipient.name)

    def standing(self) -> str:
        """How many of the signatures can be presented; empty if that is not to be said."""
        number = self._order.presentable
        if number is None:
            return ""
        key = "standing" if number else "standing_none"
        return filled(self.words, key, number=number)

    def offer(self) -> tuple[str, str, str]:
        """What the organisation offers: the words before its email address, that, those after."""
        email = self._job.organisation.email
        said = filled(self.words, "offer" if email else "offer_nowhere", email=email)
        return said.partition(email) if email else (said, "", "")

    def number(self) -> str:
        """The number of constituents who have signed; of few, only that they are few."""
        found = self._order.comparison
        few = filled(self.words, "few", floor=found.below)
        return f"{found.count:,}" if found.is_shown else few

    def headline(self) -> tuple[str, str]:
        """The number of constituents, and what it counts; of few, only that there are some."""
        found, area = self._order.comparison, self._order.area.name
        if not found.is_shown:
            return str(self.words["few_head"]), filled(self.words, "few_signed", area=area)
        key = "have_signed_one" if found.count == 1 else "have_signed"
        return self.number(), filled(self.words, key, area=area)

    def said(self) -> str:
        """The words before the comments."""
        number = len(self._order.comments)
        key = "said_one" if number == 1 else "said"
        return filled(self.words, key, number=number, area=self._order.area.name)


def _by_role(words: Words, key: str, role: str) -> str:
    table = words[key]
    return str(table.get(role, table["any"]))
