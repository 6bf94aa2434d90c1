"""Days and moments as people write them. What can be read in two ways is refused, not guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from campaigner.errors import UsageError
from campaigner.written_dates import AmbiguousDay, read_date, read_serial
from campaigner.written_times import take_apart, zone_of

_LONGEST = 80
_DAY_HINT = "Write it like 2026-12-10."
_MOMENT_HINT = "Write it like 2026-12-10T09:00."


class DateRefused(UsageError):
    """A text that is not a date or a time, or that could be more than one."""


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
    except AmbiguousDay as error:
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
    return _in_utc(text, _moment(text, month_first, zone), zone)


def parse_time(text: str, *, month_first: bool | None = None) -> datetime:
    """Returns what a text says of a moment; without a time zone if the text has no offset.

    As ``parse_moment``, for those who do not know yet which time zone is meant.
    """
    return _moment(text.strip(), month_first)


def parse_stamp(text: str, *, month_first: bool | None = None, zone: tzinfo = UTC) -> datetime:
    """Returns the moment that a program wrote into a table, in UTC.

    As ``parse_moment``; also years of two digits (``11/25/26 14:02``), and the serial numbers of
    spreadsheets (``46351.5848``). Raises DateRefused.
    """
    text = text.strip()
    serial = None if "-" in text else read_serial(text)
    moment = serial or _moment(text, month_first, zone, short_years=True)
    return _in_utc(text, moment, zone)


def _in_utc(text: str, moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    except OverflowError:  # in the first hours of the year 1, or the last of 9999
        raise _not_a_moment(text) from None


def _moment(
    text: str, month_first: bool | None, zone: tzinfo | None = None, *, short_years: bool = False
) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _read(text, month_first, zone, short_years=short_years)[0]
    except AmbiguousDay as error:
        raise _two_days(text, error.days, _MOMENT_HINT) from None
    except ValueError:
        raise _not_a_moment(text) from None


def _not_a_moment(text: str) -> DateRefused:
    return DateRefused(f"“{text}” is not a valid time.", hint=_MOMENT_HINT)


def _two_days(text: str, days: tuple[date, date], hint: str) -> DateRefused:
    first, second = (f"{day.day} {day:%B}" for day in days)
    return DateRefused(f"“{text}” could be {first} or {second}.", hint=hint, code="two-days")


def _read(
    text: str, month_first: bool | None, zone: tzinfo | None = None, *, short_years: bool = False
) -> tuple[datetime, bool]:
    """Returns the moment that a text names, and whether the text has a time.

    Raises AmbiguousDay, or another ValueError.
    """
    if len(text) > _LONGEST:
        raise ValueError
    written = take_apart(text)
    day = read_date(written.date, month_first, short_years=short_years)
    moment = datetime.combine(day, written.time or time.min)
    return moment.replace(tzinfo=zone_of(written.zone, moment, zone)), written.time is not None
