"""The numbers of a campaign, as each account may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from account_holders import joined
from campaigner.opening import OpenWorkspace
from campaigner.outreach.sources import add_source
from campaigner.overview.figures import CameBySource, by_area, by_source, figures, last_hours
from campaigner.petitions.opening import OpenPetition
from campaigner.store.database import transaction
from campaigner.store.letter_counts import count_letter
from campaigner.store.organisers import Account, Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from petitioners import NOON, SLUG, application, confirmed, person, the_petition, work_on

HERE_ALONE = frozenset({SLUG})


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    return work_on(here.database, the_petition(here.database))


def account(here: OpenWorkspace, role: AccountRole) -> Account:
    place = Place(role, everywhere=True) if role is AccountRole.OWNER else Place(role, HERE_ALONE)
    return joined(here, f"{role}@example.org", place, f"{role.title()} Sample")


def test_nobody_has_signed_yet(here: OpenWorkspace, petition: OpenPetition) -> None:
    stands = figures(petition, account(here, AccountRole.OWNER))
    assert (stands.total, stands.today, stands.this_hour) == (0, 0, 0)
    assert [each.count for each in stands.hours] == [0] * 48
    assert by_area(petition) == ()
    assert by_source(petition, account(here, AccountRole.MODERATOR)) == ()


def test_hours_are_the_last_ones_with_this_one_at_the_end(
    here: OpenWorkspace, petition: OpenPetition
) -> None:
    for number, hours in enumerate((0, 0, 1, 35, 36)):
        moment = NOON - hours * 3600
        confirmed(here.database, petition.petition, person(number), now=moment)
    found = last_hours(replace(petition, now=NOON + 12 * 3600 + 1800))
    ago = [(47 - at, each.count) for at, each in enumerate(found) if each.count]
    assert ago == [(47, 1), (13, 1), (12, 2)]
    assert found[-1].began == datetime(2026, 12, 12, 0, tzinfo=UTC)


def test_hours_have_the_times_of_the_organisations_clocks(petition: OpenPetition) -> None:
    july = replace(petition, now=NOON + 210 * 86_400)
    assert last_hours(july)[-1].began.hour == 13  # summer time


def test_olive_sees_letters_and_omar_does_not(here: OpenWorkspace, petition: OpenPetition) -> None:
    with transaction(here.database) as connection:
        for _ in range(3):
            count_letter(connection, SLUG, "E14009001", "2026-12-11")
    owner, moderator = account(here, AccountRole.OWNER), account(here, AccountRole.MODERATOR)
    letters = figures(petition, owner).letters
    assert letters
    assert (letters.written, letters.answered) == (3, 0)
    assert figures(petition, moderator).letters is None


def test_sources_that_are_people_are_named_to_those_who_see_sources(
    here: OpenWorkspace, petition: OpenPetition
) -> None:
    add_source(here, "amira", SourceKind.AMBASSADOR, "Amira Sample")
    for number in range(6):
        confirmed(here.database, petition.petition, person(number))
    for number in range(6, 12):
        confirmed(here.database, petition.petition, person(number, "amira"))
    organiser, auditor = account(here, AccountRole.ORGANISER), account(here, AccountRole.AUDITOR)
    assert set(by_source(petition, organiser)) == {
        CameBySource("web", "", 6),
        CameBySource("amira", "Amira Sample", 6),
    }
    assert set(by_source(petition, auditor)) == {
        CameBySource("web", "", 6),
        CameBySource("", "", 6),
    }


def test_areas_are_counted_exactly(here: OpenWorkspace, petition: OpenPetition) -> None:
    confirmed(here.database, petition.petition, application(), area="E14009001")
    (row,) = by_area(petition)
    assert (row.value, row.count) == ("E14009001", 1)
