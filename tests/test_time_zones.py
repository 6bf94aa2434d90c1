"""Which day it is in a time zone, and when its days begin and end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaigner import time_zones
from campaigner.errors import UsageError
from campaigner.time_zones import (
    day_of,
    end_of_day,
    local_time,
    machine_zone,
    start_of_day,
    zone_named,
)


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# Days in the zones' own rules: British Summer Time from March to October, clocks that skip
# midnight in Beirut and Cairo, half hours in Kolkata, the date line in Kiritimati and Pago Pago.
@pytest.mark.parametrize(
    ("zone", "day", "starts", "ends"),
    [
        ("Europe/London", date(2026, 1, 31), "2026-01-31 00:00", "2026-02-01 00:00"),
        ("Europe/London", date(2026, 6, 30), "2026-06-29 23:00", "2026-06-30 23:00"),
        ("Europe/London", date(2026, 3, 29), "2026-03-29 00:00", "2026-03-29 23:00"),  # 23 hours
        ("Europe/London", date(2026, 10, 25), "2026-10-24 23:00", "2026-10-26 00:00"),  # 25 hours
        ("America/Los_Angeles", date(2026, 6, 30), "2026-06-30 07:00", "2026-07-01 07:00"),
        ("Asia/Kolkata", date(2026, 12, 10), "2026-12-09 18:30", "2026-12-10 18:30"),
        ("Pacific/Kiritimati", date(2026, 12, 10), "2026-12-09 10:00", "2026-12-10 10:00"),
        ("Pacific/Pago_Pago", date(2026, 12, 10), "2026-12-10 11:00", "2026-12-11 11:00"),
        ("Asia/Beirut", date(2026, 3, 29), "2026-03-28 22:00", "2026-03-29 21:00"),
        ("UTC", date(2028, 2, 29), "2028-02-29 00:00", "2028-03-01 00:00"),
    ],
)
def test_days_begin_and_end_at_local_midnight(zone: str, day: date, starts: str, ends: str) -> None:
    there = zone_named(zone)
    assert start_of_day(day, there) == moment(starts)
    assert end_of_day(day, there) == moment(ends)
    assert day_of(moment(starts), there) == day
    assert day_of(moment(ends) - 1, there) == day
    assert day_of(moment(ends), there) > day


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_do_no_harm(zone: str, day: date) -> None:
    there = zone_named(zone)
    assert start_of_day(day, there) < end_of_day(day, there)
    assert local_time(end_of_day(day, there), there).year in (1, 9999)
    assert local_time(start_of_day(day, there), there).year in (1, 9999)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("London", "Europe/London"),
        ("los angeles", "America/Los_Angeles"),
        ("europe/london", "Europe/London"),
        ("Europe/Londn", "Europe/London"),
        ("Europe", ""),
        ("/etc/localtime", ""),
        ("../../etc/passwd", ""),
        ("Europe/London\x00", "Europe/London"),
        ("GMT+1", ""),
        ("x" * 400, "Write it like Europe/London"),
        ("", "Write it like Europe/London"),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match="Unknown time zone") as refused:
        zone_named(name)
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("variable", "zone"),
    [
        ("America/Los_Angeles", "America/Los_Angeles"),
        (":Asia/Kolkata", "Asia/Kolkata"),
        ("UTC", "Europe/London"),  # as servers keep it
        ("Etc/UTC", "Europe/London"),
        ("Africa/Accra", "Africa/Accra"),  # which has UTC's hours and is a place
        ("Nowhere/Atall", "Europe/London"),
    ],
)
def test_the_machine_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch, variable: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", variable)
    assert machine_zone() == ZoneInfo(zone)


def test_a_machine_that_says_nothing_is_in_london(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(time_zones, "_MACHINE", tmp_path / "localtime")
    assert machine_zone() == ZoneInfo("Europe/London")
    (tmp_path / "localtime").write_bytes(b"not a time zone")
    assert machine_zone() == ZoneInfo("Europe/London")
