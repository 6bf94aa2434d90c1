"""How close a letter is to the campaign's own text, and what could make it the writer's own.

Representatives' offices set letters aside that look the same. This helps people; it stops nobody.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from campaigner.campaigns.models import KINDS_OF_PEOPLE, Campaign
from campaigner.campaigns.variants import choose
from campaigner.errors import CampaignerError
from campaigner.letters.writing.compose import Letter, Wording, traits_of
from campaigner.letters.writing.plain_text import paragraphs
from campaigner.representatives.models import Representative
from campaigner.texts.asks import Choice, chosen_asks, chosen_facts
from campaigner.texts.personal import MadeOfTexts
from campaigner.vocabulary.letters import SupporterKind

FEW_WORDS = 20  # of one's own, about one sentence
OWN_BELOW = 0.75  # a letter that is less like the campaign's own text is its writer's own
_INSIDE_WORDS = "'’\u2010\u2011-"
_AS = {
    SupporterKind.PROFESSIONAL: "as a professional",
    SupporterKind.FAITH_GROUP: "for a faith group",
}


def closeness(text: str, template: str) -> float:
    """How like each other two texts are, from 0 to 1, where all words are the same.

    The normalised Indel similarity of their words, as RapidFuzz measures it: twice the number
    of words that both have in one order, over the number of words of both. Case, punctuation
    and spaces do not matter. Any two texts of one language share some small words, so that
    even a letter written afresh comes to some 0.15.
    """
    return _similarity(_words(text), _words(template))


def _similarity(words: list[str], others: list[str]) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(words, others)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text.casefold()).translate(_CHARACTERS).split()


class _Characters(dict[int, str]):
    """What stands in a word for each character of any script: itself, nothing, or a space.

    Marks that make a letter of another (as the vowels of Hindi) are part of words.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in _INSIDE_WORDS or category == "Cf":
            kept = ""
        else:
            kept = char if category[0] in "LMN" else " "
        self[code] = kept
        return kept


_CHARACTERS = _Characters()


def closeness_to_template(letter: Letter) -> float:
    """How close a letter's body is to what it is when its writer changes nothing, from 0 to 1.

    Greeting, addresses and notes are left out. A letter whose text cannot be rendered without
    what its writer added is like no template: 0.
    """
    if letter.text.is_usual:
        return 1.0
    try:
        usual = _words_of_usual.get(letter.text.usual)
    except CampaignerError:  # the letter itself is there: its measure must not fail it
        return 0.0
    return _similarity(_words_of(letter.page.body), usual.split(" "))


def _words_of(body: str) -> list[str]:
    return _words("\n".join(paragraphs(body)))


# As one string: lists of words take eight times the memory.
_words_of_usual = MadeOfTexts(lambda text: " ".join(_words_of(text.html())))


@dataclass(frozen=True)
class Way:
    """Something of a letter that could be made one's own: what it is, and advice in a sentence."""

    part: str
    advice: str


def ways_to_make_it_own(
    campaign: Campaign, wording: Wording, recipient: Representative
) -> list[Way]:
    """What of a letter its writer has left as it was, the most telling first.

    A part is ``personal``, ``asks``, ``facts`` or ``kind``.
    Raises UnknownName where an ask or a fact was chosen that the campaign does not have.
    """
    return list(_ways(campaign, wording, recipient))


def _ways(campaign: Campaign, wording: Wording, recipient: Representative) -> Iterator[Way]:
    choice = wording.choice or Choice()
    place = f" in {recipient.area.name}" if recipient.area else ""
    if not wording.personal.strip():
        yield Way(
            "personal",
            f"Say what you have seen{place}: where, when, and what would help.",
        )
    elif len(_words(wording.personal)) < FEW_WORDS:
        yield Way("personal", "Say a little more: what happened, where, and to whom.")
    if 1 < len(campaign.asks) == len(chosen_asks(campaign, choice)):
        names = _listed([ask.id for ask in campaign.asks], "and")
        yield Way("asks", f"Choose the one ask that matters most to you, of {names}.")
    offered = campaign.letter.facts
    if len(offered) > 1 and set(chosen_facts(campaign, choice)) == set(offered):
        yield Way("facts", f"Choose the facts that speak to you, of {_listed(offered, 'and')}.")
    is_usual = wording.kind == KINDS_OF_PEOPLE[0] and not wording.again
    kinds = kinds_with_another_text(campaign, wording, recipient) if is_usual else []
    if kinds:
        spoken = _listed([_AS[kind] for kind in kinds], "or")
        yield Way("kind", f"If you write {spoken}, say so: the campaign has other words for that.")


def kinds_with_another_text(
    campaign: Campaign, wording: Wording, recipient: Representative
) -> list[SupporterKind]:
    """Returns the kinds of people whose letter to a recipient is not that of constituents."""
    variants, traits = campaign.letter.variants, traits_of(recipient, wording.nation)
    usual = choose(variants, traits, wording.kind)
    return [kind for kind in _AS if choose(variants, traits, kind) != usual]


def _listed(names: Sequence[str], last: str) -> str:
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if names[1:] else names[0]


@dataclass
class Spread:
    """How close the letters of a run are to the template; ``shared`` are told apart by hash.

    It stays small however many letters there are, but for a hash of eight bytes for each
    paragraph of one's own that is unlike all before: 83 MB for a million of them.
    """

    by_per_cent: Counter[int] = field(default_factory=Counter)
    same: int = 0
    own_words: Counter[bytes] = field(default_factory=Counter)

    def add(self, close: float, personal: str) -> None:
        """Count a letter of that closeness, with that paragraph of its own.

        Somebody who writes to several gives their paragraph with the first.
        """
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
        """How many people have a paragraph of their own that somebody else has, too."""
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
