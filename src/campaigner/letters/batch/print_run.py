"""A print run: a batch's letters as one PDF, or a few, for a print house, with a job sheet.

Letters come by area; each starts on a sheet's front when printed on both sides; bookmarks lead to
the first letter of each area.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.files import sha256_of, write_text, writing
from campaigner.letters.worker import Made
from campaigner.rendering.joining.print_run import Joined
from campaigner.rendering.layouts import Layout, Sheet
from campaigner.text import fold, plural

PRINT_RUN = "print-run"  # how the names of its files begin
_GRAMS_PER_M2, _ENVELOPE_GRAMS = 80, 5


@dataclass(frozen=True, order=True, slots=True)
class Sheaf:
    """A letter as the run takes it, in the run's order; ``code`` is the area's."""

    area_key: str
    recipient: str
    path: str
    area: str
    sheet: Sheet
    code: str = ""


@dataclass
class Part:
    """One file of the run; ``sheets`` counts its letters by how many sheets they have."""

    path: Path
    pages: int = 0
    blanks: int = 0
    sheets: Counter[int] = field(default_factory=Counter)
    sha256: str = ""


def sheaf(made: Made, layout: Layout) -> Sheaf:
    """Returns what decides a letter's place in the run."""
    recipient = made.order.recipient
    area, code = (recipient.area.name, recipient.area.code) if recipient.area else ("", "")
    return Sheaf(fold(area), recipient.name, made.path, area, layout.sheet, code)


def write_print_run(
    letters: Iterable[Sheaf], folder: Path, campaign: str, title: str, sheets_in_part: int = 0
) -> list[Part]:
    """Write the run's parts and its job sheet into a folder, for one letter or more.

    They are called after the campaign; ``sheets_in_part`` is the most sheets of paper in one
    file, 0 for a single file. Whoever calls it holds the folder.
    Raises CampaignerError if letters are on paper of several sizes, or a file cannot be written.
    """
    remaining = sorted(_each_area_under_one_name(list(letters)))
    sizes = sorted({letter.sheet for letter in remaining})
    if len(sizes) > 1:
        raise CampaignerError(
            "A print run must use one paper size, and these letters are on"
            f" {' and '.join(size.name for size in sizes)} paper.",
            hint="The letters are written. Choose those of one size for the print run.",
        )
    name = f"{PRINT_RUN}-{campaign}"
    parts: list[Part] = []
    while remaining:
        number = f"-{len(parts) + 1:03}" if sheets_in_part else ""
        part = Part(folder / f"{name}{number}.pdf")
        taken = _write_part(part, remaining, title, sheets_in_part)
        remaining = remaining[taken:]
        parts.append(part)
    sheet = "\n".join(_job_sheet(parts, title, sizes[0])) + "\n"
    write_text(folder / f"{name}.txt", sheet, private=True)
    return parts


def is_part_of(path: str, folder: Path, campaign: str) -> bool:
    """Returns whether a path is that of a part of a campaign's print run in a folder.

    The file of the campaign ``vote-2026`` may have the name of a part of ``vote``: whose a file
    is, its note says.
    """
    name = re.escape(f"{PRINT_RUN}-{campaign}")
    found = Path(path)
    return found.parent == folder and bool(re.fullmatch(rf"{name}(-\d{{3,}})?\.pdf", found.name))


def _each_area_under_one_name(letters: Sequence[Sheaf]) -> Iterator[Sheaf]:
    """Returns the letters; an area with names in several languages has that of most letters."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for letter in letters:
        names[letter.code][letter.area] += 1
    for letter in letters:
        known = names[letter.code]
        if letter.code and len(known) > 1:
            name = max(sorted(known), key=known.__getitem__)
            yield replace(letter, area_key=fold(name), area=name)
        else:
            yield letter


def _write_part(part: Part, letters: Sequence[Sheaf], title: str, limit: int) -> int:
    """Write letters until the next would exceed the limit of sheets; returns how many.

    A letter that is more by itself has a part of its own.
    """
    area, taken = None, 0
    with writing(part.path, private=True) as file:
        joined = Joined(file, title)
        for letter in letters:
            bookmark = letter.area if letter.area != area else ""
            room = 2 * limit - joined.pages if limit and taken else None
            pages = joined.add(Path(letter.path), bookmark, room)
            if not pages:
                break
            if pages % 2:
                joined.add_blank()
                part.blanks += 1
            part.sheets[(pages + 1) // 2] += 1
            area, taken = letter.area, taken + 1
        joined.finish()
        part.pages = joined.pages
    part.sha256 = sha256_of(part.path)
    return taken


def _job_sheet(parts: Sequence[Part], title: str, sheet: Sheet) -> Iterator[str]:
    """The job sheet's lines."""
    by_sheets: Counter[int] = Counter()
    for part in parts:
        by_sheets += part.sheets
    letters = by_sheets.total()
    sheets = sum(count * number for count, number in by_sheets.items())
    grams = sheet.width * sheet.height / 1e6 * _GRAMS_PER_M2
    yield from (title, "=" * len(title), "")
    yield f"Letters   {letters:,}"
    yield f"Sheets    {sheets:,}, {sheet.name.capitalize()}, printed on both sides"
    yield f"Pages     {sum(part.pages for part in parts):,}, {_blanks(parts):,} of them blank"
    yield ""
    yield f"Envelopes, with paper of {_GRAMS_PER_M2} g/m² and an envelope of {_ENVELOPE_GRAMS} g"
    for count, number in sorted(by_sheets.items()):
        weight = count * grams + _ENVELOPE_GRAMS
        yield f"  {number:8,} of {plural(count, 'sheet'):9} {weight:6.1f} g each"
    yield ""
    for part in parts:
        yield f"{part.path.name}  {plural(part.pages, 'page')}  SHA-256 {part.sha256}"


def _blanks(parts: Sequence[Part]) -> int:
    return sum(part.blanks for part in parts)
