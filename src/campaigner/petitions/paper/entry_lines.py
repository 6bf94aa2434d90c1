"""The lines of a sheet as a form has them: marks for “the same” filled in, what is wrong named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from campaigner.countries import HOME
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.parliament.rules import asks_for_address
from campaigner.petitions.counts.areas import areas_of_postcodes, known_areas
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.typed_lines import TypedLine
from campaigner.petitions.signing.applications import Application, checked, clean_postcode
from campaigner.problems import Problem
from campaigner.store.paper_sheets import Sheet
from campaigner.store.sheet_entries import EntryLine
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.papers import SheetLines

SAME = frozenset(('"', "“", "”", "''", "„", "ditto", "do", "do."))
"""What people write for “the same as above”."""
LONGEST = 300
"""Characters of a cell that are kept."""


def asks_for(sheet: Sheet) -> frozenset[str]:
    """Returns what a sheet asks for beside name, postcode and signature."""
    if not sheet.venue:
        return frozenset() if sheet.lines == int(SheetLines.TWENTY) else frozenset(("email",))
    house = frozenset(("form",))
    return house | {"address"} if asks_for_address(Venue(sheet.venue)) else house


def filled(sheet: Sheet, lines: Iterable[EntryLine]) -> list[EntryLine]:
    """Returns the lines in which something was typed, as they are kept.

    A mark for “the same” in place of a postcode is the postcode of the line above. What the sheet
    does not ask for is left out, and so are lines that it does not have.
    """
    asked, above, found = asks_for(sheet), "", []
    for line in sorted(lines):
        name, postcode, email = (text.strip()[:LONGEST] for text in line[1:4])
        if not (name or postcode or email) or not 1 <= line.line <= sheet.lines:
            continue
        postcode = above if postcode.casefold() in SAME else postcode
        above = postcode
        kept = line._replace(name=name, postcode=postcode, email=email if "email" in asked else "")
        found.append(
            kept._replace(
                address=bool(line.address) if "address" in asked else None,
                form=bool(line.form) if "form" in asked else None,
            )
        )
    return found


def as_typed(sheet: str, lines: Iterable[EntryLine]) -> list[TypedLine]:
    """Returns lines of a sheet as they are compared and counted."""
    return [
        TypedLine(
            *(line.line, sheet, line.line, line.name, line.postcode, line.email),
            signature=line.signature,
            address=line.address,
            form=line.form,
        )
        for line in lines
    ]


def wrong_in(lines: Iterable[EntryLine]) -> list[Problem]:
    """Returns what is wrong in lines; paths are ``name-3``, ``postcode-3`` or ``email-3``."""
    problems: list[Problem] = []
    for line in lines:
        try:
            checked(Application(line.name, line.email or None, line.postcode))
        except ProblemsFound as refused:
            problems += [
                replace(each, path=f"{each.path}-{line.line}", line=line.line)
                for each in refused.problems
            ]
    return problems


def areas_of(here: OpenPetition, texts: Sequence[str], language: str = "en") -> dict[str, str]:
    """Returns the name of the area of each postcode that lies in one; keys are as typed."""
    codes = {text: code for text in texts if (code := _clean(text))}
    found = areas_of_postcodes(here.database, here.petition.scheme, set(codes.values()))
    names: Mapping[str, str] = {}
    if found:
        known = known_areas(
            here.database, here.petition.scheme, language=language, today=here.today
        )
        names = {code: area.name for code, area in known.items()}
    return {
        text: names.get(found[code], found[code]) for text, code in codes.items() if code in found
    }


def _clean(text: str) -> str:
    """A postcode as it is kept, empty if it is not valid."""
    try:
        return clean_postcode(text, HOME)
    except CampaignerError:
        return ""
