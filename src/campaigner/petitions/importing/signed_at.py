"""When the people of a table signed: read from its dates, and only while the petition was open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from functools import lru_cache

from campaigner.date_order import month_is_first
from campaigner.errors import CampaignerError
from campaigner.moments import DateRefused, parse_stamp
from campaigner.problems import Problem, Severity
from campaigner.tables import Table
from campaigner.time_zones import day_of

COLUMN = "signed_at"
# Years of the dates that programs write if they have none: 0001, 1899, 1900, 1970, 9999.
_FIRST_YEAR, _LAST_YEAR = 1980, 9998


@dataclass(frozen=True, slots=True)
class Signable:
    """When a petition could be signed, and how the dates of rows are read.

    Times are in seconds since 1970. ``month_first`` says that ``03/12/2026`` is the 12th of March;
    if it is None, such dates are refused. Dates without an offset are in ``written_in``, or else
    in ``zone``, the organisation's. Rows without a date were signed at ``otherwise``, or else now.
    """

    opens_at: int
    closes_at: int
    now: int
    zone: tzinfo = UTC
    month_first: bool | None = None
    written_in: tzinfo | None = None
    otherwise: int | None = None


def month_first_in(table: Table) -> bool | None:
    """Returns whether the dates of a table have the month first; None if it does not matter.

    Raises OrderUnclear, with both readings, if they can be read in two ways.
    """
    return month_is_first(table.cells_of(COLUMN)) if COLUMN in table.positions else None


def zone_in(table: Table, zone: tzinfo) -> tzinfo:
    """Returns the time zone of dates without an offset: UTC if the header says so."""
    return UTC if "UTC" in table.columns.get(COLUMN, "").upper() else zone


def check_signed_on(signable: Signable, day: date) -> None:
    """Raise CampaignerError if nobody could sign on a day that is said for rows without a date."""
    read_signed_at(signable, day.isoformat())


def note_without_dates(table: Table, today: date) -> Problem | None:
    """Returns what to know of a table in which no column says when people signed."""
    if COLUMN in table.positions:
        return None
    message = f"no column says when people signed, so all count as signed today, {today}."
    return Problem(table.place, 0, "no-dates", message, severity=Severity.NOTE)


def read_signed_at(signable: Signable, text: str) -> int:
    """Returns when a row was signed, in seconds since 1970.

    Raises CampaignerError for what is not a date, or one at which nobody could sign.
    """
    now, zone = signable.now, signable.zone
    written_in = signable.written_in or zone
    if not text and signable.otherwise is not None:
        signed_at = signable.otherwise
    else:
        signed_at = when(text, now, written_in, month_first=signable.month_first)
    if signed_at > now:
        raise CampaignerError("The date is in the future.")
    if signed_at >= signable.closes_at:
        last = day_of(signable.closes_at - 1, zone)
        if not text:
            raise CampaignerError(f"There is no date, and the petition closed on {last}.")
        raise CampaignerError(f"The date is after the petition closed, on {last}.")
    if signed_at < signable.opens_at:
        opens = day_of(signable.opens_at, zone)
        if not text:
            raise CampaignerError(f"There is no date, and the petition opens on {opens}.")
        raise CampaignerError(f"The date is before the petition opened, on {opens}.")
    return signed_at


@lru_cache(maxsize=10_000)
def when(text: str, now: int, zone: tzinfo, *, month_first: bool | None = None) -> int:
    """Returns a time of another system in seconds since 1970, ``now`` if there is none.

    See ``moments.parse_stamp`` for what is read. A time without an offset is in ``zone``. Raises
    CampaignerError, whose message repeats of the cell at most a date.
    """
    if not text:
        return now
    try:
        moment = parse_stamp(text, month_first=month_first, zone=zone)
    except DateRefused as refused:
        if _is_null(text):
            raise _null() from None
        if refused.code == "two-days":
            raise
        raise CampaignerError("The date is not valid.", hint=refused.hint) from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise _null()
    return int(moment.timestamp())


def _is_null(text: str) -> bool:
    """Whether a text has a day, a month or a year of 0, or is in the years 1 or 9999."""
    return text.startswith(("0000", "0001-", "00/", "0/", "1/0/", "1900-01-00", "9999", "00."))


def _null() -> CampaignerError:
    return CampaignerError(
        "This is what programs write if they have no date.",
        hint="Write the day on which the person signed.",
    )
