"""Days and moments as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.moments import DateRefused, parse_day, parse_moment, parse_stamp
from examples import examples

TENTH = date(2026, 12, 10)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-10",
        " 2026-12-10 ",
        "20261210",
        "2026/12/10",
        "10 December 2026",
        "10th December 2026",
        "December 10, 2026",
        "10 Dec 2026",
        "Thursday 10 December 2026",
        "10 Rhagfyr 2026",
        "10 Rhag 2026",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert parse_day(text) == TENTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "10",
        "2026",
        "December 2026",
        "10 December",
        "10 December 26",
        "2026-12-32",
        "2026-13-10",
        "2027-02-29",
        "31 April 2027",
        "10 December 2026 or later",
        "=A1",
        "9" * 70,
        "0000-00-00",
    ],
)
def test_what_is_not_a_date_is_named_with_an_example(text: str) -> None:
    with pytest.raises(DateRefused, match="is not a valid date") as refused:
        parse_day(text)
    assert refused.value.message == f"“{text}” is not a valid date."
    assert refused.value.hint == "Write it like 2026-12-10."
    assert refused.value.exit_code == 2


def test_a_date_that_could_be_two_days_is_never_guessed() -> None:
    with pytest.raises(DateRefused, match="could be 10 December or 12 October"):
        parse_day("10/12/2026")
    with pytest.raises(DateRefused, match="could be 10 December or 12 October"):
        parse_moment("10.12.2026 09:00")
    assert parse_day("10/12/2026", month_first=False) == TENTH
    assert parse_day("12/10/2026", month_first=True) == TENTH
    assert parse_day("13/12/2026") == parse_day("12/13/2026") == date(2026, 12, 13)
    assert parse_day("12/12/2026") == date(2026, 12, 12)


@pytest.mark.parametrize(("text", "month_first"), [("12/13/2026", False), ("13/12/2026", True)])
def test_a_date_in_another_order_than_was_said_is_refused(text: str, month_first: bool) -> None:
    with pytest.raises(DateRefused, match="is not a valid date"):
        parse_day(text, month_first=month_first)


def test_a_day_has_no_time() -> None:
    with pytest.raises(DateRefused, match="has a time"):
        parse_day("2026-12-10T09:00")


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("2026-12-10", None, "2026-12-10 00:00:00"),
        ("2026-12-10T09:30", None, "2026-12-10 09:30:00"),
        ("2026-12-10T09:30:00+01:00", None, "2026-12-10 08:30:00"),
        ("2026-12-10 09:30:00 UTC", None, "2026-12-10 09:30:00"),
        ("2026/11/25 2:02:11 PM GMT", None, "2026-11-25 14:02:11"),  # Google Forms
        ("2026/06/05 2:02:11 pm GMT+1", None, "2026-06-05 13:02:11"),
        ("2026/06/05 2:02:11 pm GMT-3:30", None, "2026-06-05 17:32:11"),
        ("10/12/2026 09:30", False, "2026-12-10 09:30:00"),
        ("12/10/2026 9:30 pm", True, "2026-12-10 21:30:00"),
        ("10 Rhagfyr 2026 5pm", None, "2026-12-10 17:00:00"),
        ("2026-03-14 09:26:53 -0400", None, "2026-03-14 13:26:53"),  # Action Network
        ("2026/11/25 2:02:11 PM EET", None, "2026-11-25 12:02:11"),
        ("11/25/2026 2:02:11 PM", None, "2026-11-25 14:02:11"),
        ("11/25/2026 2:02:11\u202fPM", None, "2026-11-25 14:02:11"),
        ("11/25/2026 12:02 a.m.", None, "2026-11-25 00:02:00"),
        ("11/25/2026 12:02 p. m.", None, "2026-11-25 12:02:00"),
        ("25.11.2026, 14:02", None, "2026-11-25 14:02:00"),
        ("25.11.2026 14.02.11", None, "2026-11-25 14:02:11"),
        ("25. 11. 2026 14:02:11", None, "2026-11-25 14:02:11"),
        ("25-11-2026 14:02", None, "2026-11-25 14:02:00"),
        ("2026. 11. 25 오후 2:02:11", None, "2026-11-25 14:02:11"),
        ("25/11/2026 2:02:11 μ.μ.", None, "2026-11-25 14:02:11"),
        ("25/11/2026 2:02:11 yh", None, "2026-11-25 14:02:11"),
        ("Nov 25, 2026 2:02 PM", None, "2026-11-25 14:02:00"),
        ("November 25, 2026 at 2:02 PM", None, "2026-11-25 14:02:00"),
        ("Wed, 25 Nov 2026 14:02:11 +0000", None, "2026-11-25 14:02:11"),
        ("Wed Nov 25 2026 14:02:11 GMT+0100 (CET)", None, "2026-11-25 13:02:11"),
        ("2026-11-25 14:02:11 (UTC)", None, "2026-11-25 14:02:11"),
        ("2026-11-25 14:02:11.5 +05:30", None, "2026-11-25 08:32:11"),
        ("2026-11-25 14:02:11 PST", None, "2026-11-25 22:02:11"),
        ("2026-11-25 14:02:11 Europe/Berlin", None, "2026-11-25 13:02:11"),
    ],
)
def test_a_moment_is_read_in_utc(text: str, month_first: bool | None, expected: str) -> None:
    moment = parse_moment(text, month_first=month_first)
    assert f"{moment:%Y-%m-%d %H:%M:%S}" == expected
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "09:30",
        "2026-12-10 25:00",
        "10 December 2026 09:30 BST",  # the computer's own zone, or another's
        "10 December 2026 09:30 IST",
        "10 December 2026 14:30 am",
        "10 December 2026 09:30 or later",
        "46351.5848",
        "11/25/26 14:02",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_not_a_time_is_named_with_an_example(text: str) -> None:
    with pytest.raises(DateRefused, match="is not a valid time") as refused:
        parse_moment(text)
    assert refused.value.hint == "Write it like 2026-12-10T09:00."


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]))
def test_a_day_that_was_written_is_read_again(day: date, form: str) -> None:
    assert parse_day(day.strftime(form)) == day


@given(st.dates(date(1000, 1, 1)), st.booleans())
def test_a_day_in_numbers_is_read_in_the_order_that_was_said(day: date, month_first: bool) -> None:
    written = day.strftime("%m/%d/%Y" if month_first else "%d/%m/%Y")
    assert parse_day(written, month_first=month_first) == day


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1), timezones=OFFSETS))  # noqa: DTZ001 - hypothesis adds the zone
def test_a_moment_that_was_written_is_read_again(moment: datetime) -> None:
    assert parse_moment(moment.isoformat()) == moment


@given(st.text(max_size=70) | st.from_regex(r"[0-9/:.+ TZGMADecnov-]{1,30}"))
@settings(max_examples=examples(500))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    for read in (parse_day, parse_moment, parse_stamp):
        with suppress(DateRefused):
            read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/25/26 14:02:11", "2026-11-25 14:02:11"),  # Microsoft Forms
        ("25.11.26", "2026-11-25 00:00:00"),
        ("25-Nov-26", "2026-11-25 00:00:00"),  # Excel's own, in English
        ("25 Nov 26 14:02", "2026-11-25 14:02:00"),
        ("Thu Nov  5 09:00:00 UTC 2026", "2026-11-05 09:00:00"),  # Unix
        ("Fri Jul 3 21:14:03 BST 2026", "2026-07-03 20:14:03"),  # Java
        ("2026-11-20 21:14:03 +0100 CET", "2026-11-20 20:14:03"),  # Go
        ("46351.5848032407", "2026-11-25 14:02:07"),  # as Excel counts
        ("46351,5", "2026-11-25 12:00:00"),
        ("46351", "2026-11-25 00:00:00"),
        ("46199.5", "2026-06-26 11:00:00"),  # local time
        ("1797170531", "2026-12-13 14:02:11"),  # seconds since 1970
        ("1797170531123", "2026-12-13 14:02:11"),
        ("26/06/2026 12:00 BST", "2026-06-26 11:00:00"),
        ("26/06/2026 12:00", "2026-06-26 11:00:00"),
    ],
)
def test_moments_that_programs_write_into_tables(text: str, expected: str) -> None:
    moment = parse_stamp(text, zone=ZoneInfo("Europe/London"))
    assert f"{moment:%Y-%m-%d %H:%M:%S}" == expected


@pytest.mark.parametrize(
    "text",
    [
        *("43999", "60001", "4635", "463515", "46351.5.1", "1", "0", "26-11-25", "11-25-26"),
        *("26/12/2026 12:00 BST", "0000-00-00 00:00:00", "1900-01-00", "00/00/0000", "1/0/1900"),
    ],
)
def test_numbers_that_are_not_dates(text: str) -> None:
    with pytest.raises(DateRefused):
        parse_stamp(text, zone=ZoneInfo("Europe/London"))


@given(st.datetimes(datetime(2020, 7, 1), datetime(2064, 1, 1)))  # noqa: DTZ001 - as spreadsheets count
def test_a_serial_number_is_the_moment_that_it_was_made_of(moment: datetime) -> None:
    days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    read = parse_stamp(f"{days:.10f}").replace(tzinfo=None)
    assert abs(read - moment) <= timedelta(seconds=1)
