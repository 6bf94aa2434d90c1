"""Times of day and time zones as people and programs write them after a date."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

_AM = ("am", "a", "yb", "πμ", "오전", "上午", "午前", "ص")
_PM = ("pm", "p", "yh", "μμ", "오후", "下午", "午後", "م")
_HALF = r"[ap]\.?[ ]?m\.?|[ap]\b|y[bh]|[πμ]\.?[ ]?μ\.?|오전|오후|上午|下午|午前|午後|[صم]"
# The time is what follows a date and a space, a comma or T: 14:02, 14.02.11, 2:02:11 PM GMT+1.
_TIMED = re.compile(
    rf"""
    (?P<date>.*?\w\S*?) (?: \ ?,\ ? | \ (?:at\ |um\ |klo\ |kl\.?\ |à\ |am\ )? | (?<=\d)T )
    (?P<before>{_HALF})? \ ?
    (?:
        (?P<hour>\d{{1,2}}) [:.h] (?P<minute>\d\d)
        (?: [:.] (?P<second>\d\d) (?: [.,] (?P<part>\d{{1,9}}) )? )? \ ? (?P<after>{_HALF})?
        | (?P<only>\d{{1,2}}) \ ? (?P<half>{_HALF})
    )
    (?: \ ? (?P<zone> [^\W\d].* | [-+−(].* ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Fri Nov 20 21:14:03 GMT 2026, as Unix and Java write it.
_UNIX = re.compile(r"([A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) ([A-Z]{1,5}) (\d{4})")
_NAMED_OFFSET = re.compile(r"([-+]\d{4}) [A-Z]{1,5}")  # +0000 UTC
_OFFSET = re.compile(r"(?:GMT|UTC?)? ?([-+−])(\d{1,2}):?(\d\d)?(?::?00)?", re.IGNORECASE)
_EXPLAINED = re.compile(r"(.+?) ?\(.*\)|\((.*)\)")  # GMT+0100 (British Summer Time)
_UTC = ("Z", "UTC", "GMT", "UT")
# Names that mean one zone wherever they are met, and those of RFC 5322: hours from UTC.
_HOURS = {
    name: float(hours)
    for hours, names in {
        "-10": "HST", "-9": "AKST", "-8": "PST AKDT", "-7": "MST PDT", "-6": "MDT", "-5": "EST CDT",
        "-4": "EDT", "-3.5": "NST", "-3": "ADT ART BRT", "-2.5": "NDT", "0": "WET",
        "1": "CET MEZ WAT WEST", "2": "CAT CEST EET MESZ OEZ SAST", "3": "EAT EEST MSK OESZ",
        "5": "PKT", "5.75": "NPT", "8": "AWST HKT SGT", "9": "JST KST", "9.5": "ACST", "10": "AEST",
        "10.5": "ACDT", "11": "AEDT", "12": "NZST", "13": "NZDT",
    }.items()
    for name in names.split()
}  # fmt: skip


class Written(NamedTuple):
    """A text taken apart: the date as it is written, the time, and the time zone as written.

    ``time`` is None if the text has none.
    """

    date: str
    time: time | None
    zone: str


def take_apart(text: str) -> Written:
    """Returns the parts of a text with a date. Raises ValueError for a time that does not exist."""
    plain = " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())
    if unix := _UNIX.fullmatch(plain):
        plain = f"{unix[1]} {unix[4]} {unix[2]} {unix[3]}"
    found = _TIMED.fullmatch(plain)
    if not found:
        return Written(plain, None, "")
    half = found["before"] or found["after"] or found["half"] or ""
    hour = _hour(int(found["hour"] or found["only"]), half)
    part = int(((found["part"] or "") + "000000")[:6])
    clock = time(hour, int(found["minute"] or 0), int(found["second"] or 0), part)
    return Written(found["date"].rstrip(","), clock, found["zone"] or "")


def _hour(hour: int, half: str) -> int:
    """Returns the hour of 24. Raises ValueError for 14 in the morning."""
    name = half.lower().replace(".", "").replace(" ", "")
    if name in _PM:
        return hour if hour > 12 else hour % 12 + 12
    if name in _AM:
        if hour > 12:
            raise ValueError
        return hour % 12
    return hour


def zone_of(name: str, moment: datetime, local: tzinfo | None = None) -> tzinfo | None:
    """Returns the time zone that a text names; None if it names none.

    ``moment`` is in that zone and has none yet; ``local`` may have names that other zones also
    have (``BST``), and that are taken only if they are right at that moment. Raises ValueError.
    """
    if explained := _EXPLAINED.fullmatch(name):
        name = explained[1] or explained[2]
    if named := _NAMED_OFFSET.fullmatch(name):
        name = named[1]
    if not name:
        return None
    if name.upper() in _UTC:
        return UTC
    if offset := _OFFSET.fullmatch(name):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    return _named(name, moment, local)


def _named(name: str, moment: datetime, local: tzinfo | None) -> tzinfo:
    for fold in (0, 1):
        there = moment.replace(tzinfo=local, fold=fold)
        offset = there.utcoffset()
        if offset is not None and there.tzname() == name.upper():
            return timezone(offset)
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (OSError, KeyError):
            raise ValueError from None
    raise ValueError
