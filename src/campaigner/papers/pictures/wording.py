"""Numbers, days and names in the words of a picture's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.templating.words import words_in
from campaigner.store.checkpoints import newest_checkpoint
from campaigner.texts.campaign_text import date_in_words
from campaigner.time_zones import day_of

WORDS = "chart/words.toml"
_VOWELS = "aeiouwyâêîôûŵŷ"  # before which Welsh has another word for “and”


@dataclass(frozen=True)
class Wording:
    """The words of pictures in one language."""

    language: str
    words: dict[str, Any]

    def say(self, key: str, kind: str = "", **filled: object) -> str:
        """Returns a word or sentence, or the one of its kinds, with its braces filled."""
        said = self.words[key]
        text = said[kind] if kind else said
        for name, value in filled.items():
            text = text.replace(f"{{{name}}}", str(value))
        return str(text)

    def number(self, number: int) -> str:
        """Returns a number with commas, as English and Welsh write it."""
        return f"{number:,}"

    def signatures(self, number: int) -> str:
        """Returns a number of signatures: ``1,204 signatures``."""
        return f"{number:,} {self.words['signature' if number == 1 else 'signatures']}"

    @property
    def signatures_head(self) -> str:
        """The heading over numbers of signatures."""
        return str(self.words["signatures"]).capitalize()

    def in_total(self, number: int) -> str:
        """Returns the sentence that says how many signatures there are."""
        return self.say("total_in_words", total=self.signatures(number))

    def signed(self, number: int) -> str:
        """Returns what follows a number of people: ``people have signed``."""
        return str(self.words["one_signed" if number == 1 else "many_signed"])

    def day(self, day: date) -> str:
        """Returns a day in words."""
        return date_in_words(day, self.language)

    def listed(self, items: Sequence[str]) -> str:
        """Returns items in a row: ``A, B and C``."""
        *others, last = items
        link = self.words["and_vowel" if last[:1].lower() in _VOWELS else "and"]
        return f"{', '.join(others)} {link} {last}" if others else last

    def region(self, code: str, otherwise: str = "") -> str:
        """Returns what a region is called; its name in the database, or its code, if unknown."""
        return str(self.words["regions"].get(code) or otherwise or code)


def folders_of(here: OpenPetition) -> tuple[Path, ...]:
    """Returns where the templates and words of a petition's pictures are, the first wins."""
    return (here.campaign.folder, *here.workspace.template_folders)


def wording_of(here: OpenPetition, language: str) -> Wording:
    """Returns the words of pictures in a language. Raises as ``words_in``."""
    return Wording(language, words_in(folders_of(here), WORDS, language))


def source_line(here: OpenPetition, wording: Wording) -> str:
    """Returns who counted, on which day, and the newest checkpoint of the log, if there is one."""
    organisation = here.workspace.settings.organisation.name.rstrip(".")
    said = [wording.say("by", organisation=organisation)] if organisation else []
    said.append(wording.say("source_line", day=wording.day(here.today)))
    if kept := newest_checkpoint(here.database.conn, here.petition.id):
        day = wording.day(day_of(kept.made_at, here.zone))
        said.append(wording.say("checkpoint", size=wording.number(kept.size), day=day))
    return " ".join(said)
