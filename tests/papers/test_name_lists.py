"""Lines of a list of signatories: rows, initials, districts, and their place on sides."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from campaigner.papers.handin.promises import Promises
from campaigner.papers.handin.signatories import ROWS, Line, NameLines, Side, initials, sides
from campaigner.rendering.fonts.row_widths import drawable, width, wrapped
from campaigner.store.listed_signatories import Signatory
from campaigner.vocabulary.papers import NameList

PROMISES = Promises(frozenset({1}), frozenset({"en"}))


def person(
    name: str = "Ada Sample", postcode: str = "LE93 1AA", country: str = "GB", **more: object
) -> Signatory:
    values = {"language": "en", "on_sheet": False, "agreed": 1, **more}
    return Signatory(name, postcode, country, **values)  # type: ignore[arg-type]


def line(number: int, rows: int = 1) -> Line:
    return Line(number, ("x",) * rows, "", rtl=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Sample", "A. S."),
        ("ned van der Sample", "N. V. D. S."),
        ("Siân O’Connor-Jones", "S. O."),
        ("(Ada) Sample", "A. S."),
        ("דנה לוי", "ד. ל."),
        ("प्रिया शर्मा", "प्. श."),
        ("ßen Sample", "ß. S."),
        ("Ada — Sample", "A. S."),
    ],
)
def test_initials_are_the_first_letters_of_words(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("who", "named"),
    [
        (person(agreed=1), True),
        (person(agreed=2), False),
        (person(agreed=None), False),
        (person(agreed=None, on_sheet=True), True),
        (person(agreed=None, on_sheet=True, language="cy"), False),
        (person(agreed=2, on_sheet=True), False),
    ],
)
def test_who_agreed_to_words_that_promise_it_is_named(who: Signatory, *, named: bool) -> None:
    assert PROMISES.may_name(who) is named
    assert PROMISES.may_show(who, NameList.INITIALS)


@pytest.mark.parametrize(
    ("who", "rows", "place", "rtl"),
    [
        (person(), ("Ada Sample",), "LE93", False),
        (person(country="FR", postcode="75001"), ("Ada Sample",), "FR", False),
        (person("ליבי (Libby)"), ("ליבי (Libby)",), "LE93", True),
        (person("Libby ליבי"), ("Libby ליבי",), "LE93", False),
        (person(agreed=None), ("(withheld)",), "", False),
    ],
)
def test_a_line_has_a_name_and_a_district(
    who: Signatory, rows: tuple[str, ...], place: str, *, rtl: bool
) -> None:
    (made,) = NameLines(NameList.NAMES, PROMISES, "(withheld)").of([who])
    assert made == (1, rows, place, rtl)


def shape(made: Iterable[Side]) -> list[list[list[int]]]:
    return [[[each.number for each in column] for column in side.columns] for side in made]


def test_a_side_has_two_columns_of_fifty() -> None:
    first, second, third = sides(map(line, range(1, 221)))
    assert [len(column) for column in first.columns] == [ROWS, ROWS]
    assert (second.first, second.last) == (101, 200)
    assert shape([third]) == [[[*range(201, 221)]]]


def test_the_rows_of_a_line_are_never_in_two_columns() -> None:
    lines = [*map(line, range(1, 49)), line(49, 3), *map(line, range(50, 97)), line(97, 2)]
    (first, second) = sides(lines)
    assert shape([first, second]) == [[[*range(1, 49)], [*range(49, 97)]], [[97]]]
    assert sum(len(each.rows) for each in first.columns[1]) == ROWS


def test_nobody_makes_no_side() -> None:
    assert list(sides([])) == []


@pytest.mark.parametrize(
    "name", ["Ada Sample", "W" * 150, "Ana Maria " * 15, "Ada-" * 40, "ﷺ" * 30, "Zoë̈ " * 30]
)
def test_rows_are_no_wider_than_their_room_and_nothing_is_lost(name: str) -> None:
    rows = wrapped(name, 18.8)
    assert all(sum(map(width, row.split(" "))) <= 18.8 for row in rows)
    assert "".join(rows).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "shown", "scripts"),
    [
        ("Ada", "Ada", []),
        ("Siân Ωμέγα Анна", "Siân Ωμέγα Анна", []),
        ("王小明 Wang", "[Chinese and Japanese letters] Wang", ["Chinese and Japanese"]),
        ("Ada ☃☃", "Ada [snowman][snowman]", []),
    ],
)
def test_what_no_font_draws_is_named(
    name: str, shown: str, scripts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.rendering.fonts.scripts._installed", dict)
    made, found = drawable(name)
    assert made == shown
    assert [script.name for script in found] == scripts
