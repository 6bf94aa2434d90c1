"""The words that people signed, with the hash that the ledger has of them: each version."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.wordings import Version, counted_versions
from campaigner.text import in_language


@dataclass(frozen=True, slots=True)
class SignedWords:
    """A version of the words that has signatures: its texts, its hash, the ledger row that has it.

    ``number`` is None for the words of the definition if it is not known who signed which.
    ``for_a_house``: they stand on sheets in the form of a House.
    """

    title: str
    text: str
    asks: tuple[str, ...]
    number: int | None
    hash: str
    row: int | None
    count: int
    for_a_house: bool = False


@dataclass(frozen=True, slots=True)
class AllSignedWords:
    """The versions that were signed, the newest first; ``unknown`` signatures are under neither."""

    versions: tuple[SignedWords, ...]
    unknown: int


def signed_words_of(here: OpenPetition, language: str) -> AllSignedWords:
    """Returns the words that people whose signatures count have signed, in a language.

    If that is known of nobody, they are the words as they are now. Those on sheets in the form of a
    House come last.
    """
    known = counted_versions(here)
    signed = [each for each in reversed(known.versions) if each.counted]
    as_shown = [each for each in signed if not each.house] or [known.current]
    shown = (*as_shown, *(each for each in signed if each.house))
    return AllSignedWords(tuple(_words(each, language) for each in shown), known.unknown)


def _words(version: Version, language: str) -> SignedWords:
    said = version.wording.said
    return SignedWords(
        in_language(said["title"], language),
        in_language(said["text"], language),
        tuple(in_language(ask, language) for ask in said["asks"]),
        version.number,
        version.wording.hash.hex(),
        version.row,
        version.counted,
        bool(version.house),
    )
