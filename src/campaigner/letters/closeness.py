"""How close a letter is to the campaign's own text, and what could make it the writer's own.

Representatives' offices set letters aside that look the same. This helps people; it stops nobody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from campaigner.campaigns.models import Campaign
from campaigner.letters.compose import Letter, Stationery, Wording, compose_letter
from campaigner.letters.written import paragraphs

FEW_WORDS = 20  # of one's own, about one sentence
_WORD = re.compile(r"[^\W_]+(?:[’'\u2010-][^\W_]+)*")


def closeness(text: str, template: str) -> float:
    """How like each other two texts are, from 0 to 1, where all words are the same.

    The normalised Indel similarity of their words, as RapidFuzz measures it: twice the number
    of words that both have in one order, over the number of words of both. Case, punctuation
    and spaces do not matter.
    """
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(_words(text), _words(template))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def closeness_to_template(
    letter: Letter, campaign: Campaign, wording: Wording, stationery: Stationery
) -> float:
    """How close a letter's body is to what it is when its writer changes nothing, from 0 to 1.

    Greeting, addresses and notes are left out.
    """
    plain = replace(wording, personal="", choice=None)
    if not wording.personal and not _chosen(wording):
        return 1.0
    usual = compose_letter(campaign, letter.recipient, letter.sender, plain, stationery)
    return closeness("\n".join(paragraphs(letter)), "\n".join(paragraphs(usual)))


def _chosen(wording: Wording) -> bool:
    choice = wording.choice
    return choice is not None and (choice.asks is not None or choice.facts is not None)


@dataclass(frozen=True)
class Way:
    """Something of a letter that could be made one's own: what it is, and advice in a sentence."""

    part: str
    advice: str


def ways_to_make_it_own(campaign: Campaign, wording: Wording, area: str) -> list[Way]:
    """What of a letter its writer has left as it was, the most telling first.

    ``area`` is the recipient's, empty for none. A part is ``personal``, ``asks`` or ``facts``.
    """
    return list(_ways(campaign, wording, area))


def _ways(campaign: Campaign, wording: Wording, area: str) -> Iterator[Way]:
    choice = wording.choice
    place = f" in {area}" if area else ""
    if not wording.personal.strip():
        yield Way(
            "personal",
            f"Say in a sentence or two why this matters to you, or what you have seen{place}.",
        )
    elif len(_words(wording.personal)) < FEW_WORDS:
        yield Way("personal", "Say a little more: what happened, where, and to whom.")
    if len(campaign.asks) > 1 and (choice is None or choice.asks is None):
        names = _listed([ask.id for ask in campaign.asks])
        yield Way("asks", f"Choose the one or two asks that matter most to you, of {names}.")
    offered = campaign.letter.facts
    if len(offered) > 1 and (choice is None or choice.facts is None):
        yield Way("facts", f"Choose the facts that speak to you, of {_listed(offered)}.")


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass
class Spread:
    """How close the letters of a run are to the template; ``shared`` are told apart by hash.

    It stays small however many letters there are, but for eight bytes and their place in a
    table for each letter with words of its own.
    """

    by_per_cent: Counter[int] = field(default_factory=Counter)
    same: int = 0
    own_words: Counter[bytes] = field(default_factory=Counter)

    def add(self, close: float, personal: str) -> None:
        """Count a letter of that closeness, with that paragraph of its own."""
        self.by_per_cent[int(close * 100)] += 1
        self.same += close >= 1
        if words := _words(personal):
            self.own_words[hashlib.sha256(" ".join(words).encode()).digest()[:8]] += 1

    @property
    def letters(self) -> int:
        """How many letters were counted."""
        return self.by_per_cent.total()

    @property
    def median(self) -> int:
        """The per cent that half of the letters reach."""
        return self._at((self.letters + 1) // 2)

    @property
    def shared(self) -> int:
        """How many letters have a paragraph of their own that another has, too."""
        return sum(count for count in self.own_words.values() if count > 1)

    def as_dict(self) -> dict[str, int]:
        """The spread in whole per cent, with the letters that are the template itself."""
        if not self.letters:
            return {}
        return {
            "lowest": min(self.by_per_cent),
            "median": self.median,
            "highest": max(self.by_per_cent),
            "same_as_template": self.same,
            "shared_words": self.shared,
        }

    def _at(self, place: int) -> int:
        """The per cent of the letter in that place, the closest first."""
        passed = 0
        for per_cent in sorted(self.by_per_cent, reverse=True):
            passed += self.by_per_cent[per_cent]
            if passed >= place:
                return per_cent
        return 0
