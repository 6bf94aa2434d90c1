"""Days and moments as people write them. What can be read in two ways is refused, not guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from campaigner.errors import UsageError

if TYPE_CHECKING:
    from dateutil.parser import parser

_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_TWO_NUMBERS_FIRST = re.compile(r"(\d{1,2})\W+(\d{1,2})\W+\d{4}")
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)", re.IGNORECASE)
# What a text leaves out is taken from these. They share no part that a day or an hour is made of,
# so that a part left out shows as a difference.
_DEFAULTS = (datetime(2000, 1, 1, 0), datetime(2004, 2, 2, 1))  # noqa: DTZ001 - filled in
_DAY_HINT = "Write it like 2026-12-10."
_MOMENT_HINT = "Write it like 2026-12-10T09:00."


class DateRefused(UsageError):
    """A text that is not a date or a time, or that could be more than one."""


class _AmbiguousError(ValueError):
    """A text that could be two days."""

    def __init__(self, days: tuple[date, date]) -> None:
        super().__init__()
        self.days = days


def parse_day(text: str, *, month_first: bool | None = None) -> date:
    """Returns the day that a text names, without a time: ``2026-12-10``, ``10 December 2026``.

    ``month_first`` says how to read ``10/12/2026``; where it is None, such a text is refused.
    The names of months are read in English and in Welsh. Raises DateRefused.
    """
    text = text.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment, timed = _read(text, month_first)
    except _AmbiguousError as error:
        raise _two_days(text, error.days, _DAY_HINT) from None
    except ValueError:
        raise DateRefused(f"“{text}” is not a valid date.", hint=_DAY_HINT) from None
    if timed:
        raise DateRefused(f"“{text}” has a time as well as a date.", hint=_DAY_HINT)
    return moment.date()


def parse_moment(text: str, *, month_first: bool | None = None, zone: tzinfo = UTC) -> datetime:
    """Returns the moment that a text names, in UTC; midnight where it names only a day.

    A text without an offset is in ``zone``. See ``parse_day`` for what is read.
    Raises DateRefused.
    """
    text = text.strip()
    moment = parse_time(text, month_first=month_first)
    try:
        return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(UTC)
    except OverflowError:  # in the first hours of the year 1, or the last of 9999
        raise _not_a_moment(text) from None


def parse_time(text: str, *, month_first: bool | None = None) -> datetime:
    """Returns what a text says of a moment; without a time zone if the text has no offset.

    As ``parse_moment``, for those who do not know yet which time zone is meant.
    """
    text = text.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _read(text, month_first)[0]
    except _AmbiguousError as error:
        raise _two_days(text, error.days, _MOMENT_HINT) from None
    except ValueError:
        raise _not_a_moment(text) from None


def _not_a_moment(text: str) -> DateRefused:
    return DateRefused(f"“{text}” is not a valid time.", hint=_MOMENT_HINT)


def _two_days(text: str, days: tuple[date, date], hint: str) -> DateRefused:
    first, second = (f"{day.day} {day:%B}" for day in days)
    return DateRefused(f"“{text}” could be {first} or {second}.", hint=hint)


def _read(text: str, month_first: bool | None) -> tuple[datetime, bool]:
    """Returns the moment that a text names, and whether the text has a time.

    Raises _AmbiguousError, or another ValueError.
    """
    if len(text) > _LONGEST or not _YEAR.search(text) or _is_in_another_order(text, month_first):
        raise ValueError
    if _YEAR_FIRST.match(text):
        return _complete(text, day_first=False)
    if month_first is not None:
        return _complete(text, day_first=not month_first)
    moment, timed = _complete(text, day_first=True)
    other, _ = _complete(text, day_first=False)
    if other.date() != moment.date():
        raise _AmbiguousError((moment.date(), other.date()))
    return moment, timed


def _is_in_another_order(text: str, month_first: bool | None) -> bool:
    """Whether the number in the place of the month is not one; the others may be wrong, too."""
    numbers = _TWO_NUMBERS_FIRST.match(text)
    if month_first is None or not numbers:
        return False
    return int(numbers[1 if month_first else 2]) > 12


def _complete(text: str, *, day_first: bool) -> tuple[datetime, bool]:
    text = _NAMED_OFFSET.sub("", text)  # which dateutil reads with the sign that POSIX gives it
    try:
        one, other = (
            _parser().parse(text, dayfirst=day_first, default=default, tzinfos=_zone)
            for default in _DEFAULTS
        )
    except OverflowError as error:
        raise ValueError from error
    if one.date() != other.date():
        raise ValueError
    return one, one.hour == other.hour


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Returns the time zone of a text, None where it has none.

    Raises ValueError for other names than UTC's: each is used for several zones.
    """
    if name is None and offset is None:
        return None
    if offset is None or (name and offset):
        raise ValueError
    return timezone(timedelta(seconds=offset))


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
