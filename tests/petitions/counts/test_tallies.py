"""The tally as it is shown: named, in order, live, by every grouping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaigner.errors import UsageError
from campaigner.petitions.counts.tally import standing, take_tally
from campaigner.petitions.opening import OpenPetition
from campaigner.store import areas
from campaigner.store.database import Database
from campaigner.vocabulary.signatures import Grouping
from conftest import Command
from petitioners import NOON, SLUG, confirmed, person, seconds, the_petition, work_on

ALDERSHOT, ELSEWHERE = "E14001063", "E14001064"
AT_TWO = NOON + 2 * 3600


@pytest.fixture
def here(database: Database, monkeypatch: pytest.MonkeyPatch) -> OpenPetition:
    """Six have signed: two without an area at noon, four at two: three from Aldershot."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T14:30:00")
    areas.add(database.conn, "uk-constituency", ALDERSHOT, "Aldershot", "aldershot")
    petition = the_petition(database, (3, 10))
    for number, area in enumerate(("", "", ELSEWHERE, ALDERSHOT, ALDERSHOT, ALDERSHOT)):
        source, moment = ("web", AT_TWO) if area else ("radio", NOON)
        confirmed(database, petition, person(number, source), moment, area=area)
    return work_on(database, petition, AT_TWO)


@pytest.mark.parametrize(
    ("by", "where", "rows"),
    [
        (Grouping.AREA, {}, [(ALDERSHOT, 3, "Aldershot"), ("", 2, ""), (ELSEWHERE, 1, "")]),
        (Grouping.AREA, {Grouping.SOURCE: "radio"}, [("", 2, "")]),
        (Grouping.SOURCE, {}, [("web", 4, ""), ("radio", 2, "")]),
        (Grouping.SOURCE, {Grouping.AREA: ""}, [("radio", 2, "")]),
        (Grouping.DAY, {}, [("2026-12-11", 6, "")]),
        (Grouping.HOUR, {}, [("2026-12-11T12", 2, ""), ("2026-12-11T14", 4, "")]),
        (Grouping.COUNTRY, {}, [("GB", 6, "")]),
        (Grouping.LANGUAGE, {Grouping.COUNTRY: "FR"}, []),
    ],
)
def test_rows_are_named_and_the_most_come_first_but_times_in_order(
    here: OpenPetition,
    by: Grouping,
    where: dict[Grouping, str],
    rows: list[tuple[str, int, str]],
) -> None:
    tally = take_tally(here, by, where)
    assert [(row.value, row.count, row.name) for row in tally.rows] == rows
    assert tally.total == sum(count for _, count, _ in rows)


def test_a_tally_as_a_table_has_the_keys_that_others_build_on(here: OpenPetition) -> None:
    tally = take_tally(here, Grouping.AREA)
    assert tally.columns == ("area", "name", "count")
    assert tally.table()[:2] == [
        {"area": ALDERSHOT, "name": "Aldershot", "count": 3},
        {"area": None, "name": None, "count": 2},
    ]
    assert take_tally(here, Grouping.DAY).table() == [{"day": "2026-12-11", "count": 6}]


def test_the_tally_by_hour_is_of_today_and_cannot_be_filtered(here: OpenPetition) -> None:
    assert take_tally(replace(here, now=NOON + 86_400), Grouping.HOUR).rows == ()
    for by, where in (
        (Grouping.HOUR, {Grouping.AREA: ""}),
        (Grouping.AREA, {Grouping.HOUR: "2026-12-11T12"}),
    ):
        with pytest.raises(UsageError, match="cannot be filtered"):
            take_tally(here, by, where)


def test_how_a_petition_stands_now(here: OpenPetition) -> None:
    now = standing(here)
    assert (now.total, now.today, now.this_hour, now.ahead) == (6, 6, 4, 10)
    assert [row.label for row in now.busiest_areas] == ["Aldershot", "no area", ELSEWHERE]


# Two have signed at noon of 11 December in UTC, four at two o'clock.
@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("Europe/London", "2026-12-11 23:59", 6),
        ("Europe/London", "2026-12-12 00:00", 0),
        ("America/Los_Angeles", "2026-12-12 07:59", 6),
        ("America/Los_Angeles", "2026-12-12 08:00", 0),
        ("Pacific/Auckland", "2026-12-12 10:59", 6),
        ("Pacific/Auckland", "2026-12-12 11:00", 0),
        ("Pacific/Kiritimati", "2026-12-12 09:59", 6),
        ("Europe/London", "2026-12-11 13:00", 2),
    ],
)
def test_today_is_the_organisation_s_day(
    here: OpenPetition, monkeypatch: pytest.MonkeyPatch, zone: str, now: str, today: int
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__TIMEZONE", zone)
    assert standing(replace(here, now=seconds(now))).today == today


def test_an_hour_later_nobody_has_signed_this_hour(here: OpenPetition) -> None:
    assert standing(replace(here, now=AT_TWO + 3600)).this_hour == 0


def test_after_the_last_threshold_the_goal_is_ahead(here: OpenPetition) -> None:
    petition = the_petition(here.database, (3,))
    assert standing(replace(here, petition=petition)).ahead == here.campaign.petition.goal


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--by", "area", "--where", "source=web", "--format", "csv"], "E14001063,Aldershot,3"),
        (["--by", "source", "--where", "area=E14001063", "--format", "csv"], "web,3"),
        (["--by", "area", "--chart"], "Aldershot  ████████████████████████████████████████ 3"),
        (["--by", "hour"], "2026-12-11T12"),
        (["--by", "day", "--format", "csv"], "2026-12-11,6"),
    ],
)
def test_the_command_shows_the_tally_in_every_form(
    campaigner: Command, here: OpenPetition, options: list[str], words: str
) -> None:
    assert words in campaigner("petition", "tally", SLUG, *options).stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--where", "source"], "NAME=VALUE"),
        (["--where", "shoe=3"], "shoe"),
        (["--by", "shoe"], "'language'"),
    ],
)
def test_a_wrong_condition_or_grouping_is_named(
    campaigner: Command, here: OpenPetition, options: list[str], words: str
) -> None:
    called = campaigner("petition", "tally", SLUG, *options)
    assert called.code == 2
    assert words in called.stderr


@pytest.mark.parametrize(
    ("by", "where"),
    [
        (Grouping.STANDING, Grouping.SOURCE),
        (Grouping.WORDING, Grouping.AREA),
        (Grouping.AREA, Grouping.STANDING),
        (Grouping.DAY, Grouping.WORDING),
    ],
)
def test_tallies_that_cannot_be_taken(here: OpenPetition, by: Grouping, where: Grouping) -> None:
    with pytest.raises(UsageError):
        take_tally(here, by, {where: "x"})


def test_watching_without_a_terminal_shows_it_once(campaigner: Command, here: OpenPetition) -> None:
    shown = campaigner("petition", "watch", SLUG).stdout
    assert "6 today, 4 this hour" in shown
    assert "Aldershot" in shown
    assert "of 10,000" in shown
