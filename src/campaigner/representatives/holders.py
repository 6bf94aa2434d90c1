"""What a file says of a seat's holder: a name, that nobody holds it, or what has to be asked.

Lists of representatives have more in their names than names: ‘Vacant’, ‘Specimen, Ada’,
‘Ada Specimen (Lab)’, ‘Ada Specimen [resigned]’. What is certain is read; the rest is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from campaigner.names import NameRefused, clean_name
from campaigner.representatives.names import (
    PEERAGE,
    is_after_name,
    is_particle,
    title_in,
    without_titles,
)
from campaigner.representatives.vacant import ROLE_WORDS, VACANT, Vacant, read_vacancy
from campaigner.text import comparison_key, fold

_WORDS = re.compile(r"[^\W_]+")
_NOTE = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_BEHIND = re.compile(r"\s+[-–—|]+\s+|\s*[;|:]\s+")
_FOOTNOTE = re.compile(r"\[(?:\d+|[a-z])\]|[\u00b9\u00b2\u00b3\u2070-\u2079]")
_MARKS = re.compile(r"[*†‡§#^~<>=_\\]")
_SEVERAL = re.compile(r"\s(?:and|&|a'r|or)\s|/|\+|&", re.IGNORECASE)

_UNKNOWN: Final = frozenset({"unknown", "notknown", "notfound", "error", "missing"})
# Words that say that somebody has left, or may have.
_LEFT_WORDS = (
    "resigned resigning resignation died deceased decd dead late retired retiring retirement "
    "deselected disqualified suspended expelled recalled removed defeated unseated former "
    "formerly ex previously outgoing ended left passed stood stepped until wedi marw "
    "ymddiswyddodd ymddeolodd diweddar acting interim elect temporary"
)
_LEFT: Final = frozenset(_LEFT_WORDS.split())
_STILL: Final = frozenset({"acting", "interim", "elect", "temporary", "suspended", "retiring"})
_LEFT_ANYWHERE_WORDS = (
    "resigned resigning died deceased decd retired deselected disqualified suspended expelled "
    "recalled outgoing formerly ymddiswyddodd ymddeolodd"
)
_LEFT_ANYWHERE: Final = frozenset(_LEFT_ANYWHERE_WORDS.split())
_LATE = re.compile(r"^(?:the\s+)?(?:late|former|ex-?)\s", re.IGNORECASE)
_PARTY_WORDS = (
    "Lab, Labour, Labour Party, Lab Co-op, Labour and Co-operative, Labour & Co-operative, "
    "Labour Co-op, Labour (Co-op), Con, Cons, Conservative, Conservatives, Conservative Party, "
    "Conservative and Unionist, Tory, LD, LDem, Lib Dem, Lib Dems, LibDem, Liberal Democrat, "
    "Liberal Democrats, Lib, Liberal, Green, Greens, Green Party, GP, GRN, SNP, "
    "Scottish National Party, PC, Plaid, Plaid Cymru, Reform, Reform UK, Ref, RUK, UKIP, Ind, "
    "Indep, Independent, Independents, Independent Group, Annibynnol, Non-aligned, Unaligned, "
    "Ungrouped, No group, Non-affiliated, Crossbench, Crossbencher, CB, XB, DUP, SF, Sinn Féin, "
    "SDLP, UUP, APNI, Alliance, TUV, PUP, PBP, Alba, Workers Party, Your Party, Residents, "
    "Residents Association, Llafur, Ceidwadwyr, Democratiaid Rhyddfrydol, Gwyrdd, "
    "Speaker, Co-op, Co-operative, D, R, I, L, C, Dem, Democrat, Democratic, DFL, Rep, "
    "Republican, GOP, NDP, BQ, Bloc Québécois, CPC"
)
_PARTIES: Final = frozenset(map(comparison_key, _PARTY_WORDS.split(", ")))
_PRONOUNS: Final = frozenset({"hehim", "sheher", "theythem", "hethey", "shethey", "efo", "hi"})


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a seat; parts that the text does not have are as they were given.

    ``turned`` says that the text had the family name first, ``noted`` that it had a note that
    does not belong to the name.
    """

    name: str
    title: str = ""
    given: str = ""
    family: str = ""
    party: str = ""
    turned: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is wrong with a name, or has to be asked."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What else a row says that helps to read a name."""

    given: str = ""
    family: str = ""
    title: str = ""
    party: str = ""
    area: str = ""


def read_holder(text: str, row: Row | None = None) -> Holder | Vacant | Doubt:
    """Returns what a text says of the holder of a seat.

    ``Specimen, Ada`` is turned round if no other reading is likely, and a party, a title or the
    area in brackets is split off. Anything else in brackets, a remark that somebody has left,
    and two people in one name are doubts.
    """
    row = row or Row()
    if vacant := read_vacancy(text, row.area):
        return vacant
    if doubt := _unusable(text):
        return doubt
    text = clean_name(text)
    holder = Holder(_FOOTNOTE.sub("", text).strip(), row.title, row.given, row.family, row.party)
    read = _without_notes(holder, row)
    if isinstance(read, Holder):
        read = _in_order(read, row)
    if isinstance(read, Holder):
        read = _left_or_several(read) or read
    return read


def has_left(status: str) -> bool:
    """Whether a column of states says that somebody no longer holds their seat."""
    return bool(_words_of(status) & (_LEFT - _STILL | {"inactive", "past", "historic", "not"}))


def _unusable(text: str) -> Doubt | None:
    if comparison_key(text) in _UNKNOWN:
        return Doubt("no-name", "this row has no name.", "Fill it in, or write: Vacant.")
    if comparison_key(text) in _PARTIES:
        return Doubt("no-name", f"“{text}” is a party, not a name.", "Is the column the right one?")
    try:
        clean_name(text)
    except NameRefused as refused:
        return Doubt("bad-name", _clause(refused.message), "Is the column the right one?")
    return None


def _clause(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def _without_notes(holder: Holder, row: Row) -> Holder | Doubt:
    """The holder without notes in brackets or behind a dash, if it is certain what they are."""
    name, notes = holder.name, []
    for found in _NOTE.finditer(name):
        inside = bool(name[found.end() :].strip())
        notes.append((found[1].strip(), inside))
    name = " ".join(_NOTE.sub(" ", name).split())
    first, *behind = _BEHIND.split(name)
    notes += [(note.strip(), False) for note in behind]
    read: Holder | None = replace(holder, name=first.strip())
    for note, inside in notes:
        read = _with_note(read, note, row, inside=inside) if read else None
    if read is None or re.search(r"[()\[\]{}]", first):
        alone = re.split(r"[()\[\]{}]", first)[0].strip(" ,")
        return _noted(holder.name, [note for note, _ in notes], f"Write the name alone: {alone}.")
    if notes:
        given, family = (_NOTE.sub(" ", part).strip() for part in (read.given, read.family))
        read = replace(read, noted=True, given=given, family=family)
    return read


def _with_note(holder: Holder, note: str, row: Row, *, inside: bool) -> Holder | None:
    """The holder with what a note says; None if it has to be asked."""
    key = comparison_key(note)
    if key in _PARTIES or (row.party and key == comparison_key(row.party)):
        return holder if holder.party else replace(holder, party=note)
    if title := title_in(note):
        return holder if holder.title else replace(holder, title=title)
    if not key or key in _PRONOUNS or key in ROLE_WORDS or is_after_name(note):
        return holder
    if row.area and key == comparison_key(row.area):
        return holder
    nickname = inside and note[:1].isupper() and len(note.split()) == 1 and fold(note) not in _LEFT
    return holder if nickname else None


def _noted(text: str, notes: Iterable[str], hint: str) -> Doubt:
    words = {word for note in notes for word in _WORDS.findall(fold(note))}
    if words & (_LEFT | VACANT):
        return Doubt(
            "left-office",
            f"“{text}” says that the seat may have no holder.",
            "Write: Vacant, or the name alone; the day of leaving belongs in a column “ended”.",
        )
    return Doubt("note-in-name", f"“{text}” has more than a name in it.", hint)


def _in_order(holder: Holder, row: Row) -> Holder | Doubt:
    """The holder with the given name first, if it is certain which that is."""
    parts = [part.strip() for part in holder.name.split(",") if part.strip()]
    behind: list[str] = []
    while len(parts) > 1 and is_after_name(parts[-1]):
        behind.insert(0, parts.pop())
    if len(parts) == 1:
        if behind or "," not in holder.name:
            return holder
        return Doubt("comma-in-name", f"“{holder.name}” has a comma in it.", "Write one name.")
    if len(parts) > 2:
        return Doubt("comma-in-name", f"“{holder.name}” has commas in it.", "Write one name.")
    first, second = parts
    if _words_of(second) & _LEFT:
        return _noted(holder.name, [second], "")
    noted = _with_note(replace(holder, name=first), second, row, inside=False)
    if noted and not title_in(second):
        return replace(noted, noted=True, name=", ".join((first, *behind)))
    return _turned(holder, first, second, behind, row)


def _turned(holder: Holder, first: str, second: str, behind: list[str], row: Row) -> Holder | Doubt:
    """The holder whose name has a comma between its two parts."""
    family = without_titles(first)
    titles = first.removesuffix(family).split()
    name = " ".join((*titles, second, family, *behind))
    if title_in(second) or (_is_certain(family, second, row) and _is_peerage(second)):
        return replace(holder, name=name, turned=True)
    if not _is_certain(family, second, row):
        return Doubt(
            "comma-in-name",
            f"“{holder.name}” has a comma in it.",
            f"If the family name comes first, write: {name}.",
        )
    given = holder.given or without_titles(second)
    family = holder.family or family
    return replace(holder, name=name, given=given, family=family, turned=True)


def _words_of(text: str) -> set[str]:
    """The folded words of a text."""
    return set(_WORDS.findall(fold(text)))


def _is_peerage(text: str) -> bool:
    return text.split()[0] in PEERAGE


def _is_certain(family: str, given: str, row: Row) -> bool:
    """Whether two parts with a comma between them are a family name and a given name."""
    if row.family and comparison_key(row.family) == comparison_key(family):
        return True
    if _is_peerage(given):
        return given in PEERAGE or given.endswith(" of")
    words = without_titles(given).split()
    if not 0 < len(words) <= 3 or not all(word[0].isalpha() for word in words):
        return False
    if not all(word[0].isupper() or not word[0].islower() for word in words):
        return False
    *before, _ = family.split()
    return all(is_particle(word) for word in before)


def _left_or_several(holder: Holder) -> Doubt | None:
    name = holder.name
    if _words_of(name) & (_LEFT_ANYWHERE | VACANT) or _LATE.search(name):
        return _noted(name, [*_WORDS.findall(name), "former"], "")
    if _MARKS.search(name):
        return Doubt("note-in-name", f"“{name}” has a mark in it.", "Write the name alone.")
    of_a_see = not _words_of(name).isdisjoint({fold(rank) for rank in PEERAGE})
    if not of_a_see and _SEVERAL.search(name):
        return Doubt(
            "two-names", f"“{name}” looks like two people.", "Write one person in each row."
        )
    return None
