"""Addresses that would be read as others in a mail: refused wherever people can give one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.errors import CampaignerError
from campaigner.events.bookings import BookingForm, book
from campaigner.letters.supporters import supporter_from
from campaigner.opening import OpenWorkspace
from campaigner.petitions.importing.rows import Reading, read_row
from campaigner.petitions.importing.signed_at import Signable
from campaigner.problems import Problem
from campaigner.representatives.details import Details, cleaned
from campaigner.tables import Row
from petitioners import NOON, application

HOSTILE = (
    "=?utf-8?q??=@example.org",
    "=?utf-8?q?a=40evil.example=2cb=40victim.example=2c?=@gmail.com",
    "=?utf-8?q?me=40evil.example=2c?=@bbc.co.uk",
    "=?utf-8?q?me=40evil.example=2c1?=@bbc.co.uk",
    "ana@abcב1.org",
    "ana@example.org,victim@example.org",
    "ana@example.org\nBcc: victim@example.org",
)
EVENT = """
[[events]]
id = "talk"
title = "A talk"
starts = 2027-02-23T18:00:00+00:00
place = "1 Sample Street"
"""


def sign(here: OpenWorkspace, bread: Path, address: str) -> None:
    application(email=address)


def import_signature(here: OpenWorkspace, bread: Path, address: str) -> None:
    cells = {"name": "Ana Sample", "email": address, "postcode": "AB10 1AB"}
    read_row(Row(1, cells), Reading("en", Signable(opens_at=0, closes_at=NOON + 1, now=NOON)))


def take_a_place(here: OpenWorkspace, bread: Path, address: str) -> None:
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + EVENT, encoding="utf-8")
    book(here, "bread", "talk", BookingForm("Ana Sample", address))


def write_a_letter(here: OpenWorkspace, bread: Path, address: str) -> None:
    cells = {"name": "Ana Sample", "email": address, "postcode": "AB10 1AB"}
    supporter_from(lambda column: cells.get(column, ""), load_campaign(bread), "en")


def add_a_representative(here: OpenWorkspace, bread: Path, address: str) -> None:
    problems: list[Problem] = []
    cleaned(here.database, Details(name="Ana Sample", email=address), "mp", problems)
    if problems:
        raise CampaignerError(problems[0].message)


WAYS_IN = (sign, import_signature, take_a_place, write_a_letter, add_a_representative)


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("way_in", WAYS_IN)
def test_a_hostile_address_is_refused_wherever_people_give_one(
    here: OpenWorkspace,
    bread: Path,
    way_in: Callable[[OpenWorkspace, Path, str], None],
    address: str,
) -> None:
    with pytest.raises(CampaignerError):
        way_in(here, bread, address)


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_an_honest_address_is_taken_everywhere(
    here: OpenWorkspace, bread: Path, way_in: Callable[[OpenWorkspace, Path, str], None]
) -> None:
    way_in(here, bread, "ana@bücher.example")
