"""The texts: which languages there are, and the words of a place in one of them.

A language's text is one small compressed file, read when it is first asked for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from campaigner.errors import CampaignerError, did_you_mean
from campaigner.instruments.records import PREAMBLE, instrument, instruments
from campaigner.instruments.references import CitationError, Reference, mistake_in

_DATA = files("campaigner.instruments") / "data"


class NoText(CampaignerError):
    """There is no text of an instrument, or none in a language; the message says why."""

    code = "no-text"


@dataclass(frozen=True)
class Passage:
    """The words of a place: its paragraphs, without their numbers.

    ``numbers`` has each paragraph's number, empty if it has none.
    """

    reference: Reference
    language: str
    direction: str
    paragraphs: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def text(self) -> str:
        """All paragraphs, a line each."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Article:
    """An article: its heading in the text, its paragraphs, whether they are numbered."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True)
class Text:
    """The Declaration in one language.

    ``status`` is ``reviewed`` (read by eye) or ``checked`` (by program); ``errata`` lists the
    mistakes of the source that were corrected, ``source`` says where the text is from, ``sha256``
    is that of the articles' paragraphs joined by line feeds.
    """

    language: str
    name: str
    direction: str
    script: str
    status: str
    title: str
    preamble: tuple[str, ...]
    articles: tuple[Article, ...]
    source: Mapping[str, str]
    sha256: str
    errata: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...]
    withheld: Mapping[str, str]

    def why_withheld(self, reference: Reference) -> str:
        """Why nothing is quoted from a place, empty if it may be quoted.

        A whole article is withheld if one of its paragraphs is.
        """
        asked = reference.place
        if not asked and self.withheld:
            return f"parts of it are withheld: {', '.join(self.withheld)}"
        for place, reason in self.withheld.items():
            if asked in (place, place.partition("(")[0]) or asked.startswith(f"{place}("):
                return reason
        return ""

    def passage(self, reference: Reference) -> Passage:
        """The words of a place that exists, or of the whole if no article is named."""
        if reference.article == PREAMBLE:
            paragraphs, numbers = self.preamble, ("",) * len(self.preamble)
        elif not reference.article:
            paragraphs = tuple(p for article in self.articles for p in article.paragraphs)
            numbers = tuple(n for a in range(1, 31) for n in self._numbers(str(a)))
        else:
            paragraphs = self.articles[int(reference.article) - 1].paragraphs
            numbers = self._numbers(reference.article)
        if reference.paragraph:
            position = int(reference.paragraph) - 1
            paragraphs, numbers = (paragraphs[position],), (reference.paragraph,)
        return Passage(reference, self.language, self.direction, paragraphs, numbers)

    def _numbers(self, article: str) -> tuple[str, ...]:
        found = self.articles[int(article) - 1]
        count = len(found.paragraphs)
        return tuple(str(n + 1) if found.numbered else "" for n in range(count))


def passage(reference: Reference, language: str = "en") -> Passage:
    """The words of a place in a language (a BCP 47 tag; ``en-GB`` finds ``en``).

    Raises CitationError if the place does not exist, NoText if there is no text of the
    instrument or no such language.
    """
    found = instrument(reference.instrument)
    if mistake := mistake_in(reference):
        raise CitationError(mistake)
    if not found.has_text:
        texts = ", ".join(entry.short for entry in instruments().values() if entry.has_text)
        raise NoText(
            f"The text of {found.short} is not included, so it can be cited but not quoted.",
            hint=f"Texts that can be quoted: {texts}. Read {found.short} at {found.address}",
        )
    text = text_in(language)
    if reason := text.why_withheld(reference):
        raise NoText(f"{reference} cannot be quoted in {text.name}: {reason}.")
    return text.passage(reference)


def text_in(language: str) -> Text:
    """The whole text in a language.

    Raises NoText, with the reason if the language was refused and the nearest one otherwise.
    """
    tag = language.strip().replace("_", "-")
    while tag:
        if text := _load(_canonical(tag)) or _load(_aliased(_canonical(tag))):
            return text
        tag = tag.rpartition("-")[0]
    raise _no_language(language)


@dataclass(frozen=True)
class Language:
    """A language of the Declaration: ``status`` is reviewed, checked or refused with reasons."""

    language: str
    name: str
    status: str
    direction: str
    script: str
    title: str
    reasons: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether its text is not complete in the source, so that nothing is quoted from it."""
        return self.status == "refused"

    def as_dict(self) -> dict[str, Any]:
        """Returns the language as JSON has it."""
        return {
            "language": self.language,
            "name": self.name,
            "status": self.status,
            "direction": self.direction,
            "script": self.script,
            "title": self.title,
            "reasons": list(self.reasons),
            "withheld": list(self.withheld),
        }


def languages() -> list[Language]:
    """Returns all languages of the source by tag, including those that were refused."""
    return [
        Language(
            **{key: row[key] for key in ("language", "name", "status", "direction", "script")},
            title=row["title"],
            reasons=tuple(row.get("reasons", ())),
            withheld=tuple(row.get("withheld", ())),
        )
        for row in _listing()["languages"]
    ]


@cache
def _listing() -> dict[str, Any]:
    listing: dict[str, Any] = json.loads((_DATA / "languages.json").read_text("utf-8"))
    return listing


@cache
def _load(tag: str) -> Text | None:
    file = _DATA / "declaration" / f"{tag}.json.gz"
    if not tag or not file.is_file():
        return None
    data = json.loads(gzip.decompress(file.read_bytes()))
    data["articles"] = tuple(
        Article(a["heading"], tuple(a["paragraphs"]), a["numbered"]) for a in data["articles"]
    )
    for key in ("preamble", "errata", "notes"):
        data[key] = tuple(data[key])
    return Text(**data)


def _aliased(tag: str) -> str:
    """The tag of the text that another tag stands for, empty if there is none."""
    aliases: dict[str, str] = _listing()["aliases"]
    return aliases.get(tag, "") if tag else ""


def _canonical(tag: str) -> str:
    """BCP 47 case: language lower, Script capitalised, REGION upper, private use lower."""
    parts = tag.lower().split("-")
    private = parts.index("x") if "x" in parts else len(parts)
    for position, part in enumerate(parts):
        if 0 < position < private:
            parts[position] = {2: part.upper(), 4: part.title()}.get(len(part), part)
    return "-".join(parts) if all(part.isalnum() for part in parts) else ""


def _no_language(wanted: str) -> NoText:
    asked = {wanted.casefold(), _aliased(_canonical(wanted)).casefold()}
    for row in languages():
        if row.is_refused and row.language.casefold() in asked:
            return NoText(
                f"The Declaration in {row.name} ({row.language}) is not sound in the source, "
                f"so it cannot be quoted: {'; '.join(row.reasons)}."
            )
    known = [row for row in languages() if not row.is_refused]
    start = wanted.casefold().partition("-")[0]
    near = [row for row in known if row.language.casefold().split("-")[0] == start]
    near += [row for row in known if wanted.casefold() in row.name.casefold()]
    if near:
        shown = ", ".join(f"{row.language} ({row.name})" for row in near[:8])
        return NoText(f"There is no text in “{wanted}”.", hint=f"Choose from: {shown}.")
    hint = did_you_mean(wanted, [row.name for row in known])
    return NoText(f"There is no text in “{wanted}”.", hint=hint, code="no-such-language")
