"""Lines of sheets as people typed them: read from a file, compared if two people typed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.answers import parse_answer, says_nothing
from campaigner.errors import CampaignerError
from campaigner.petitions.paper.sheet_ids import parse_sheet_id
from campaigner.problems import Problem
from campaigner.tables import AnyFile, Column, Row, Table, open_table
from campaigner.text import comparison_key
from campaigner.vocabulary.signatures import SignedHow, WordsOnSheet

COLUMNS = (
    Column("sheet", ("sheet id", "taflen"), required=True),
    Column("line", ("no", "number", "rhif"), required=True),
    Column("name", ("full name", "enw"), required=True),
    Column("postcode", ("post code", "cod post"), required=True),
    Column("email", ("e-mail", "email address", "e-bost")),
    Column("signature", ("signed", "llofnod")),
    Column("address", ("address seen", "home address", "cyfeiriad")),
    Column("words", ("wording",)),
    Column("fits", ("fits the description",)),
)
_COMPARED = ("name", "postcode", "email")
_SEEN = ("signature", "address", "form")
_NOT_ITS_WORDS = (WordsOnSheet.CHANGED, WordsOnSheet.NONE)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as somebody typed it; ``row`` is its row in their file or form, from 1.

    ``signature``: it is signed by hand. ``address``: the sheet has the person's address. ``form``:
    the sheet has the words of its House, and the person is one of those whom they describe. None
    if that was not typed: then a line is taken as signed, as without an address, and as in form.
    """

    row: int
    sheet: str
    line: int
    name: str
    postcode: str
    email: str = ""
    signature: bool | None = None
    address: bool | None = None
    form: bool | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Which line of which sheet it is."""
        return (self.sheet, self.line)

    @property
    def place(self) -> str:
        """Which line of which sheet it is, in words."""
        return f"line {self.line} of sheet {self.sheet}"


@dataclass(frozen=True, slots=True)
class TypedFile:
    """The lines of a file, and what is wrong in those that cannot be used."""

    table: Table
    lines: tuple[TypedLine, ...]
    problems: tuple[Problem, ...]

    @property
    def place(self) -> str:
        """What problems call it."""
        return self.table.place


def typed_line(
    row: int,
    sheet: str,
    line: str,
    name: str,
    postcode: str,
    email: str = "",
    *,
    signature: str = "",
    address: str = "",
    words: str = "",
    fits: str = "",
) -> TypedLine:
    """Returns a line from what somebody typed. An address that they typed is not kept.

    Raises CampaignerError if the sheet or the line is not valid.
    """
    if not (line.isascii() and line.isdecimal()) or int(line) < 1:
        raise CampaignerError(
            f"“{line}” is not a valid line number.", hint="Lines are numbered from 1."
        )
    seen = (_is_by_hand(signature), _is_seen(address), _is_in_form(words, fits))
    return TypedLine(row, parse_sheet_id(sheet), int(line), name, postcode, email, *seen)


def _is_by_hand(text: str) -> bool | None:
    """As ``_is_seen``; the words by which signed sheets of a House are checked are known, too."""
    how = text.strip().casefold().replace(" ", "-")
    return how == SignedHow.INK if how in set(SignedHow) else _is_seen(text)


def _is_in_form(words: str, fits: str) -> bool | None:
    """Whether words and signatory are as the House asks; None if nothing was said of either."""
    if not (words.strip() or fits.strip()):
        return None
    return words.strip().casefold() not in _NOT_ITS_WORDS and _is_seen(fits) is not False


def _is_seen(text: str) -> bool | None:
    """Whether something is on the sheet: yes, no, or what is there; None if it was not said."""
    if not text.strip():
        return None
    answer = parse_answer(text)
    return not says_nothing(text) if answer is None else answer


def read_lines(file: AnyFile) -> TypedFile:
    """Returns the lines of a file; one that is there twice is a problem.

    Raises CampaignerError if it cannot be read, ProblemsFound if a column is missing.
    """
    table = open_table(file, COLUMNS)
    place = table.place
    lines: dict[tuple[str, int], TypedLine] = {}
    problems: list[Problem] = []
    for row in table.rows():
        try:
            line = _line(row)
        except CampaignerError as error:
            problems.append(
                Problem(place, row.number, "unreadable-line", error.message, error.hint)
            )
            continue
        table.example(row.number, row.values)
        first = lines.setdefault(line.key, line)
        if first is not line:
            message = f"{line.place} is in row {first.row} already."
            problems.append(Problem(place, row.number, "typed-twice", message))
    return TypedFile(table, tuple(lines.values()), (*problems, *table.problems))


def _line(row: Row) -> TypedLine:
    return typed_line(
        row.number,
        row["sheet"],
        row["line"],
        row["name"],
        row["postcode"],
        row["email"],
        signature=row["signature"],
        address=row["address"],
        words=row["words"],
        fits=row["fits"],
    )


def compare(
    first: Sequence[TypedLine], second: Sequence[TypedLine], place: str = ""
) -> list[Problem]:
    """Returns where two people typed the same sheets differently.

    ``place`` is what the second is called: the problems are in its rows.
    """
    others = {line.key: line for line in second}
    mine = {line.key for line in first}
    problems = []
    for line in first:
        if (other := others.get(line.key)) is None:
            message = f"only the first person typed {line.place}."
            problems.append(Problem(place, 0, "typed-once", message))
        else:
            problems += _differences(line, other, place)
    problems += [
        Problem(place, other.row, "typed-once", f"only the second person typed {other.place}.")
        for other in second
        if other.key not in mine
    ]
    return problems


def _differences(line: TypedLine, other: TypedLine, place: str) -> list[Problem]:
    return [
        Problem(
            place,
            other.row,
            f"{field}-differs",
            f"{line.place}: the {field} differs from row {line.row} of the first.",
            "Look at the sheet and correct what was typed.",
        )
        for field in differing(line, other)
    ]


def differing(line: TypedLine, other: TypedLine) -> tuple[str, ...]:
    """Returns the fields in which two people typed the same line differently."""
    return tuple(
        field for field in (*_COMPARED, *_SEEN) if _compared(line, field) != _compared(other, field)
    )


def _compared(line: TypedLine, field: str) -> object:
    typed = getattr(line, field)
    return comparison_key(typed) if field in _COMPARED else typed
