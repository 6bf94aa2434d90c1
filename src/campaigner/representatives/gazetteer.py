"""The gazetteer: finds the area that a file means, or adds it."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace

from campaigner.representatives import schemes
from campaigner.representatives.records import AreaRecord
from campaigner.representatives.report import Change, Kind
from campaigner.store import areas
from campaigner.text import comparison_key, fold, slug

_KINDS = (
    "city council borough district county metropolitan royal london unitary authority corporation "
    "of the and cyngor sir dinas"
)
_KINDS_OF_PLACE = frozenset(_KINDS.split())


class Gazetteer:
    """Areas of one import: each is looked up once.

    An area is found by its code or an alias, or by its name, which is compared without
    accents (``Ynys Mon`` is ``Ynys Môn``). ``changes`` lists what is new or differs, ``schemes``
    has the kinds of the areas.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.changes: list[Change] = []
        self._met: dict[int, bool] = {}  # by area: whether it is new or differs
        self._known: dict[AreaRecord | tuple[str, str], int] = {}
        self.schemes: set[str] = set()

    @property
    def unchanged(self) -> int:
        """The number of areas that were known and are unchanged."""
        return sum(not differs for differs in self._met.values())

    def place(self, record: AreaRecord) -> int:
        """The id of the area, which is added, named or linked as the record has it."""
        self.schemes.add(record.scheme)
        key = (record.scheme, record.code) if _is_bare(record) else None
        if key and key in self._known:
            return self._known[key]
        record = _in_official_code(record)
        area = self._find(record)
        if area is None:
            area = self._add(record)
            self._met[area] = True
        else:
            self._met[area] = self._revise(area, record) or self._met.get(area, False)
        self._link(area, record)
        if key:
            self._known[key] = area
        return area

    def _find(self, record: AreaRecord) -> int | None:
        code = record.code or record.own_code
        found = areas.find_by_code(self.connection, record.scheme, code)
        if record.within and not record.code and (ward := self._find_within(record)):
            if found not in (None, ward):
                areas.merge(self.connection, ward, found)
            return ward
        if found is not None or not record.name or record.within:
            return found
        candidates = [
            row
            for row in areas.find_by_name(
                self.connection, record.scheme, comparison_key(record.name)
            )
            if not record.code or row["code"] == slug(row["name"])
        ]
        return candidates[0]["id"] if len(candidates) == 1 else None

    def _find_within(self, record: AreaRecord) -> int | None:
        """The ward of that name in the district that a council is called after, if it is known."""
        key = comparison_key(record.name)
        council = _place_words(record.within)
        found = [
            row["id"]
            for row in areas.find_by_name(self.connection, record.scheme, key)
            if any(_place_words(name) == council for name in self._around(row["id"]))
        ]
        return found[0] if len(found) == 1 else None

    def _around(self, area: int) -> list[str]:
        rows = areas.with_parents(self.connection, [area])
        return [row["name"] for row in rows if row["depth"] and row["name"]]

    def _add(self, record: AreaRecord) -> int:
        code = record.code or record.own_code
        self.changes.append(Change(Kind.ADDED, record.name or code, area=code, role=record.scheme))
        key = comparison_key(record.name)
        return areas.add(self.connection, record.scheme, code, record.name, key)

    def _revise(self, area: int, record: AreaRecord) -> bool:
        known = areas.get(self.connection, area)
        what = []
        if record.code and known["code"] == slug(known["name"]) != record.code:
            areas.set_code(self.connection, area, record.code)
            what.append("code")
        if record.code and record.name and record.name != known["name"]:
            areas.set_name(self.connection, area, record.name, comparison_key(record.name))
            what.append("name")
            self._take_over(area, record)
        if what:
            name = record.name or known["name"]
            self.changes.append(Change(Kind.CHANGED, name, record.scheme, record.code, tuple(what)))
        return bool(what)

    def _take_over(self, area: int, record: AreaRecord) -> None:
        """Take what is known of an area that had its name in the place of a code until now."""
        twin = areas.find_by_code(self.connection, record.scheme, slug(record.name))
        if twin not in (None, area) and areas.get(self.connection, twin)["code"] == slug(
            record.name
        ):
            areas.merge(self.connection, area, twin)

    def _link(self, area: int, record: AreaRecord) -> None:
        code = record.code or record.own_code
        for scheme, alias in (*record.aliases, *schemes.old_codes(record.scheme, code)):
            areas.add_alias(self.connection, scheme, alias, area)
        welsh = schemes.name_in_welsh(record.scheme, code)
        names = {"cy": welsh} if welsh else {}
        for language, name in (names | dict(record.names)).items():
            areas.set_name_in(self.connection, area, language, name)
            if slug(name) != code:
                areas.add_alias(self.connection, record.scheme, slug(name), area)
        if record.valid_from or record.valid_until:
            areas.set_validity(self.connection, area, record.valid_from, record.valid_until)
        for parent in (*record.parents, *schemes.areas_around(record.scheme, code)):
            areas.add_parent(self.connection, area, self.place(parent))


def _place_words(name: str) -> frozenset[str]:
    """The words of a place's name without what it is: Exeter City Council is exeter."""
    return frozenset(re.findall(r"[^\W_]+", fold(name))) - _KINDS_OF_PLACE


def _in_official_code(record: AreaRecord) -> AreaRecord:
    """The record with the official code in use now, which can stand in the place of the name."""
    code = schemes.official_code(record.code)
    if not record.code and (code := schemes.official_code(record.name)):
        record = replace(record, name="", within="")
    return replace(record, code=schemes.current_code(record.scheme, code or record.code))


def _is_bare(record: AreaRecord) -> bool:
    return bool(record.code) and not (record.name or record.parents or record.names)
