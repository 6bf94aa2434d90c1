"""The words of a petition as people sign them: frozen when the first signature under them counts.

The rule “campaigner wording 1”: what a page shows as the petition is its title, summary, text and
asks, in each of the campaign's languages. They are a JSON object in canonical form (RFC 8785)::

    {"asks":[{"cy":"…","en":"…"}],"campaign":"right-to-food","rule":"campaigner wording 1",
     "summary":{…},"text":{…},"title":{…}}

Texts are in Unicode's form NFC, and white space in them is one space. The SHA-256 of these bytes
stands in the ledger and in the record of each signature. A changed word makes a new version.
The words on sheets in the form of a House are versions of their own, which say so: ``"house"``.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, UsageError
from campaigner.parliament.drafts import FormalText
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.ledger import append, entry_for_wording
from campaigner.shelf import in_this_moment
from campaigner.store import wordings
from campaigner.store.petitions import Petition
from campaigner.store.wordings import KeptWording
from campaigner.text import in_language
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import SignatureState

RULE = "campaigner wording 1"
UNKNOWN = "unknown"
"""Stands for words that are not known, where a version is asked for."""
_WAITING = (SignatureState.PENDING, SignatureState.SUSPECT)


@dataclass(frozen=True)
class Wording:
    """The words of a petition; ``words`` are the bytes that are hashed, as text."""

    words: str

    @cached_property
    def hash(self) -> bytes:
        """The SHA-256 of the words."""
        return sha256(self.words.encode()).digest()

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """The words as values: title, summary and text by language, and the asks."""
        found: dict[str, Any] = json.loads(self.words)
        return found

    def as_text(self) -> str:
        """Returns the words for people to read: each language under its title, the hash last."""
        said = self.said
        blocks = []
        for language in dict.fromkeys((*said["title"], *said["text"])):
            head = f"{in_language(said['title'], language)} [{language}]"
            asks = enumerate((ask[language] for ask in said["asks"] if language in ask), 1)
            blocks += [
                f"{head}\n{'=' * len(head)}",
                *(said[name][language] for name in ("summary", "text") if language in said[name]),
                "\n".join(f"{number}. {ask}" for number, ask in asks),
            ]
        blocks.append(f"SHA-256: {self.hash.hex()}")
        return "\n\n".join(filter(None, blocks)) + "\n"


def wording_of(campaign: Campaign) -> Wording:
    """Returns the words of a campaign's petition as its definition has them now."""
    languages = campaign.languages
    return _hashed(
        {
            "asks": [_texts(ask.text, languages) for ask in campaign.asks],
            "campaign": campaign.slug,
            "rule": RULE,
            "summary": _texts(campaign.summary, languages),
            "text": _texts(campaign.petition.text, languages),
            "title": _texts(campaign.title, languages),
        }
    )


def wording_for(
    campaign: str, venue: Venue, title: Mapping[str, str], texts: Mapping[str, FormalText]
) -> Wording:
    """Returns the words on sheets in the form of a House, by language.

    Its first paragraph, to whom or by whom it is, is the summary, and its request is the ask.
    """
    return _hashed(
        {
            "asks": [_texts({tag: each.request for tag, each in texts.items()}, texts)],
            "campaign": campaign,
            "house": venue.value,
            "rule": RULE,
            "summary": _texts({tag: each.paragraphs[0] for tag, each in texts.items()}, texts),
            "text": _texts(
                {tag: " ".join(each.paragraphs[1:]) for tag, each in texts.items()}, texts
            ),
            "title": _texts(title, texts),
        }
    )


def _hashed(said: Mapping[str, Any]) -> Wording:
    return Wording(json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def current_wording(here: OpenPetition) -> Wording:
    """As ``wording_of``, made once for all who sign in one moment."""
    return in_this_moment(("wording", here.campaign.folder), lambda: wording_of(here.campaign))


def wording_shown(here: OpenPetition, name: str) -> Wording:
    """Returns the words that a page showed, by their hash; the current ones if it does not say.

    Raises CampaignerError if nobody has signed them and they have been changed since: they are not
    known any more.
    """
    now = current_wording(here)
    if name in ("", now.hash.hex()):
        return now
    kept = _kept(here, name)
    if kept is None:
        raise CampaignerError(
            "The words of the petition have changed since you opened the page.",
            hint="Please read them and sign again.",
            code="wording-changed",
        )
    return Wording(kept.words)


def _kept(here: OpenPetition, name: str) -> KeptWording | None:
    """The words that have this hash in hexadecimal, if they are kept."""
    try:
        digest = bytes.fromhex(name)
    except ValueError:
        return None
    return wordings.with_hash(here.database.conn, here.petition.id, digest)


def _texts(text: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """A text in those of the languages that it is there in, as it is hashed."""
    return {
        language: unicodedata.normalize("NFC", " ".join(text[language].split()))
        for language in languages
        if language in text
    }


def keep_wording(
    connection: sqlite3.Connection, petition: Petition, wording: Wording | None, now: int
) -> int | None:
    """Keep the words that somebody signs or prints to be signed; returns their id.

    None for words that are not known.

    Belongs inside a transaction that holds the write lock; once for all who sign in it.
    """
    if wording is None:
        return None
    return wordings.keep(connection, petition.id, wording.hash, wording.words, now)


def state_wordings(
    connection: sqlite3.Connection, petition: int, hashes: Iterable[bytes | None], now: int
) -> None:
    """Add a row to the ledger for each of these wordings that it does not state yet.

    Belongs before signatures under them are counted, in the same transaction.
    """
    waiting = wordings.unstated(connection, petition)
    if not waiting:
        return
    counted = frozenset(hashes)
    for digest in [each for each in waiting if each in counted]:
        number = append(connection, petition, [entry_for_wording(digest, now)], now)
        wordings.set_stated(connection, petition, waiting[digest], number)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a petition's words, and how many signatures it has.

    ``number`` is None for words under which no signature has counted yet. ``since`` is when they
    were signed, or printed, for the first time, in seconds since 1970; ``row`` is the ledger row
    that states them. ``is_current``: the definition has these words now.
    """

    wording: Wording
    number: int | None
    since: int | None
    row: int | None
    is_current: bool
    counted: int = 0
    waiting: int = 0

    @property
    def house(self) -> str:
        """The House in whose form the words are, empty for those that the page shows."""
        return str(self.wording.said.get("house", ""))


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a petition's words in order, and signatures of which it is not known.

    ``unknown`` counts those from before words were kept, or that were imported so.
    """

    versions: tuple[Version, ...]
    unknown: int = 0

    @property
    def current(self) -> Version:
        """The words as the definition has them now."""
        return next(each for each in self.versions if each.is_current)

    @property
    def has_changed(self) -> bool:
        """Whether signatures have counted under other words than the current ones."""
        others = (each for each in self.versions if not each.is_current and not each.house)
        return any(each.number is not None for each in others)


def versions_of(here: OpenPetition) -> Versions:
    """Returns the versions of a petition's words; the current ones are among them.

    Without numbers of signatures, so it takes as long for ten as for ten million.
    """
    return Versions(_versions(here, {}))


def counted_versions(here: OpenPetition) -> Versions:
    """As ``versions_of``, with how many signatures each has; all signatures are looked at."""
    counts = wordings.counts(here.database.conn, here.petition.id)
    return Versions(_versions(here, counts), counts.get((None, SignatureState.CONFIRMED), 0))


def _versions(
    here: OpenPetition, counts: Mapping[tuple[int | None, str], int]
) -> tuple[Version, ...]:
    """The versions, with how many signatures there are by wording and state."""
    now = wording_of(here.campaign)
    kept = wordings.all_of(here.database.conn, here.petition.id)
    found = tuple(
        Version(
            Wording(each.words),
            each.version,
            each.kept_at,
            each.number,
            each.hash == now.hash,
            counts.get((each.id, SignatureState.CONFIRMED), 0),
            sum(counts.get((each.id, state), 0) for state in _WAITING),
        )
        for each in kept
    )
    if any(each.is_current for each in found):
        return found
    return (*found, Version(now, None, None, None, is_current=True))


def published_wording(here: OpenPetition, name: str) -> bytes | None:
    """Returns the words with that hash (hexadecimal) as they were hashed; None if there are none.

    Only words under which a signature has counted are published.
    """
    found = _kept(here, name)
    return found.words.encode() if found and found.version is not None else None


def wording_signed(here: OpenPetition, name: str) -> Wording | None:
    """Returns the words that people signed elsewhere: a version, or the current ones by default.

    None for ``unknown``. Raises UsageError as ``wording_named``.
    """
    if not name:
        return current_wording(here)
    return None if name == UNKNOWN else wording_named(here, name)


def wording_named(here: OpenPetition, name: str) -> Wording:
    """Returns a version by its number or by its hash. Raises UsageError if there is none."""
    kept = wordings.all_of(here.database.conn, here.petition.id)
    for each in kept:
        if name in (str(each.version), each.hash.hex()):
            return Wording(each.words)
    numbers = [str(each.version) for each in kept if each.version is not None]
    raise UsageError(
        f"“{name}” is not a version of this petition's words.",
        hint=f"Choose from: {', '.join(numbers)}." if numbers else "No signature has counted yet.",
        code="unknown-wording",
    )
