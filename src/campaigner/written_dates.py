"""Dates as people and programs write them: in numbers, with names of months, as serial numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dateutil.parser import parser

_NUMBERS = re.compile(r"(\d{1,4}) ?([-./ ]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?")
_SHORT_NAMED = re.compile(r"(\d{1,2})[- ]([^\W\d]{3,})[- ](\d\d)")  # 20-Nov-26, as Excel has it
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# The days of spreadsheets, counted from 30 December 1899: those of 2020 to 2064.
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d{1,12}))?")
_SECONDS = re.compile(r"(1[5-9]\d{8}|2\d{9})(?:\d{3})?")  # since 1970: 2017 to 2065
_SERIALS = range(44_000, 60_001)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local time, as spreadsheets count
# What a text leaves out is taken from these. They share no part that a day or an hour is made of,
# so that a part left out shows as a difference.
_DEFAULTS = (datetime(2000, 1, 1, 0), datetime(2004, 2, 2, 1))  # noqa: DTZ001 - filled in


class AmbiguousDay(ValueError):
    """A text that could be two days."""

    def __init__(self, days: tuple[date, date]) -> None:
        super().__init__()
        self.days = days


class Numbers(NamedTuple):
    """A date in numbers that ends with its year."""

    first: int
    second: int
    year: int


@lru_cache(maxsize=10_000)
def read_date(text: str, month_first: bool | None, *, short_years: bool = False) -> date:
    """Returns the day that a text names, without a time.

    ``month_first`` says how to read ``10/12/2026``; ``short_years`` whether ``10/12/26`` and
    ``10-Dec-26`` are read.
    Raises AmbiguousDay if ``month_first`` is None and it matters, or another ValueError.
    """
    found = _NUMBERS.fullmatch(text)
    if not found:
        if short_years and (short := _SHORT_NAMED.fullmatch(text)):
            text = f"{short[1]} {short[2]} 20{short[3]}"
        return _named(text, month_first)
    if len(found[1]) == 4 and len(found[4]) <= 2:
        return date(int(found[1]), int(found[3]), int(found[4]))
    numbers = numbers_of(text)
    if numbers is None or (len(found[4]) == 2 and not short_years):
        raise ValueError
    return _day(numbers, month_first)


def _day(numbers: Numbers, month_first: bool | None) -> date:
    day_first, month = days_of(numbers)
    if month_first is not None:
        day = month if month_first else day_first
    elif day_first and month and day_first != month:
        raise AmbiguousDay((day_first, month))
    else:
        day = day_first or month
    if day is None:
        raise ValueError
    return day


def days_of(numbers: Numbers) -> tuple[date | None, date | None]:
    """Returns the day if the day is first, and if the month is; None for one that is not there."""
    return (
        _valid(numbers.year, numbers.second, numbers.first),
        _valid(numbers.year, numbers.first, numbers.second),
    )


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def numbers_of(text: str) -> Numbers | None:
    """Returns the numbers of a date that ends with its year; None for other dates.

    Years of two digits are those of this century; only after ``/`` and ``.``, because
    ``26-11-25`` can also begin with the year.
    """
    found = _NUMBERS.fullmatch(text)
    if not found or len(found[1]) > 2 or len(found[4]) not in (2, 4):
        return None
    if len(found[4]) == 2:
        return (
            Numbers(int(found[1]), int(found[3]), 2000 + int(found[4]))
            if found[2] in "/."
            else None
        )
    return Numbers(int(found[1]), int(found[3]), int(found[4]))


def read_serial(text: str) -> datetime | None:
    """Returns the moment that a program's number stands for; None for other texts.

    The days of spreadsheets are in local time; the seconds or milliseconds since 1970 of other
    programs are in UTC, and the result has that time zone.
    """
    if found := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(found[1]), UTC)
    days = _SERIAL.fullmatch(text)
    if not days or int(days[1]) not in _SERIALS:
        return None
    seconds = round(float(f"0.{days[2] or 0}") * 86_400)
    return _EPOCH + timedelta(days=int(days[1]), seconds=seconds)


def _named(text: str, month_first: bool | None) -> date:
    if not _YEAR.search(text):
        raise ValueError
    if month_first is not None:
        return _complete(text, day_first=not month_first)
    day, other = (_complete(text, day_first=day_first) for day_first in (True, False))
    if day != other:
        raise AmbiguousDay((day, other))
    return day


def _complete(text: str, *, day_first: bool) -> date:
    one: datetime
    other: datetime
    try:
        one, other = (
            _parser().parse(text, dayfirst=day_first, default=default, ignoretz=True)
            for default in _DEFAULTS
        )
    except OverflowError as error:
        raise ValueError from error
    if one.date() != other.date() or one.hour == other.hour:
        raise ValueError
    return one.date()


@cache
def _parser() -> parser:
    """Returns dateutil's parser, with the names of months in Welsh besides the English ones."""
    from babel import Locale
    from dateutil.parser import parser, parserinfo

    names = Locale("cy").months["format"]

    months = [
        (*english, names["wide"][number], names["abbreviated"][number])
        for number, english in enumerate(parserinfo.MONTHS, start=1)
    ]
    return parser(type("Names", (parserinfo,), {"MONTHS": months})())
