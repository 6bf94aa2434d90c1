"""What a person can choose for their letter: asks and facts, and which are in it now."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.letters.writing.closeness import kinds_with_another_text
from campaigner.letters.writing.preview import Preview
from campaigner.text import in_language
from campaigner.texts.asks import AskRefused, Choice, asks_of_letter, chosen_facts
from campaigner.vocabulary.letters import SupporterKind


@dataclass(frozen=True, slots=True)
class Offer:
    """An ask or a fact: its id, its words, and whether it is in the letter."""

    id: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """What a letter's writer can choose from; ``kinds`` are those with words of their own."""

    asks: tuple[Offer, ...]
    facts: tuple[Offer, ...]
    kinds: tuple[SupporterKind, ...]


def offers(shown: Preview) -> Offers:
    """Returns what can be chosen for a letter; no choice of asks if it can only make one."""
    campaign, wording = shown.campaign, shown.wording
    choice = wording.choice or Choice()
    chosen = {ask.id for ask in asks_of_letter(campaign, choice, shown.letter.text.occasion)}
    possible = [ask for ask in campaign.asks if _is_possible(shown, ask.id)]
    asks = tuple(
        Offer(ask.id, in_language(ask.text, wording.language), ask.id in chosen) for ask in possible
    )
    named = {*chosen_facts(campaign, choice)}
    facts = tuple(
        Offer(name, in_language(campaign.fact(name).text, wording.language), name in named)
        for name in campaign.letter.facts
    )
    return Offers(
        asks if len(asks) > 1 else (),
        facts,
        tuple(kinds_with_another_text(shown.campaign, wording, shown.letter.recipient)),
    )


def _is_possible(shown: Preview, ask: str) -> bool:
    try:
        asks_of_letter(shown.campaign, Choice(asks=[ask]), shown.letter.text.occasion)
    except AskRefused:
        return False
    return True
