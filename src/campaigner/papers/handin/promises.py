"""What signatories were promised about their names: whom a list of signatories may name.

People agree in express words that their name is shown to those whom the petition asks
(``privacy/words.toml``). ``handin/words.toml`` has the words that say so, a list for each language:
who agreed to a text with such words is named. So is who signed on a sheet of the program, if its
statement says so. Of everybody else, such as people of an imported table whose words are not
known, nothing is passed on but that they signed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from campaigner.data_protection.questions import statement_words
from campaigner.papers.edition import Edition
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.templating.words import words_in
from campaigner.store.listed_signatories import Signatory, words_agreed_to
from campaigner.vocabulary.papers import NameList

WORDS = "handin/words.toml"


@dataclass(frozen=True, slots=True)
class Promises:
    """Which words promise that a name is shown: by their numbers, and on sheets by language."""

    words: frozenset[int]
    sheets: frozenset[str]

    def may_name(self, person: Signatory) -> bool:
        """Returns whether the list may have a signatory's name."""
        if person.agreed is not None:
            return person.agreed in self.words
        return person.on_sheet and person.language in self.sheets

    def may_show(self, person: Signatory, shown: NameList) -> bool:
        """Returns whether the list may have what is to be shown; initials name nobody."""
        return shown is NameList.INITIALS or self.may_name(person)


def promises_of(here: OpenPetition, edition: Edition, connection: sqlite3.Connection) -> Promises:
    """Returns what the signatories of a petition were promised, as far as it is on record."""
    languages = dict.fromkeys(("en", *edition.campaign.languages))
    said = [
        text
        for language in languages
        for text in words_in(edition.folders, WORDS, language)["promises"]
    ]
    agreed = words_agreed_to(connection)
    sheets = frozenset(
        language
        for language in languages
        if _promises(statement_words(here.workspace, language, on_paper=True).words, said)
    )
    return Promises(
        frozenset(number for number, words in agreed.items() if _promises(words.words, said)),
        sheets,
    )


def _promises(words: str, said: Collection[str]) -> bool:
    return any(text in words for text in said)
