"""Under which headings forms and other systems write an address, and what half of one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.batch.supporter_table import open_supporters, read_supporters
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.compose import Sender
from campaigner.problems import Problem
from letter_writers import write_table

WHOLE = ("12 Sample Road", "Roath", "Cardiff", "South Glamorgan")
FOUR = WHOLE
HOUSE = ("12", "Sample Road", "Roath", "Cardiff", "South Glamorgan")


def read(bread: Path, header: tuple[str, ...], row: tuple[str, ...]) -> Supporter | Problem:
    rows = [("Full name", *header, "Post Code"), ("Wil Sample", *row, "LE93 1AA")]
    table = open_supporters(write_table(bread / "people.csv", rows))
    assert not table.unused
    (found,) = read_supporters(table, load_campaign(bread), "en")
    return found


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("Address Line 1", "Address Line 2", "Town/City", "County"), FOUR),
        (("Address 1", "Address 2", "Town", "County"), FOUR),
        (("address_1", "address_2", "town_city", "county"), FOUR),
        (("ADDRESS1", "ADDRESS2", "CITY", "COUNTY"), FOUR),
        (("AddressLine1", "AddressLine2", "City", "State/Province"), FOUR),
        (("Address (line 1)", "Address (line 2)", "Town or City", "County"), FOUR),
        (("Street Address", "Street Address Line 2", "City", "State / Province"), FOUR),
        (("Street", "Locality", "Post town", "County"), FOUR),
        (("First line of address", "Second line of address", "Town / City", "County/State"), FOUR),
        (("What is the first line of your address?", "Address line 2", "Town", "County"), FOUR),
        (("mailing_address1", "mailing_address2", "mailing_city", "mailing_county"), FOUR),
        (("Road", "Village", "Town/Village", "Region"), FOUR),
        (("House number and street", "Address Line 2", "City/Town", "County"), FOUR),
        (("Cyfeiriad", "Llinell gyfeiriad 2", "Tref/Dinas", "Sir"), FOUR),
        (("House number", "Street", "Address line 2", "Town", "County"), HOUSE),
        (("House name/number", "Street name", "Village", "Town", "County"), HOUSE),
        (("Address line 1", "Address line 2", "Address line 3", "Address line 4"), FOUR),
        (("Address",), ("12 Sample Road, Roath, Cardiff, South Glamorgan",)),
        (("Postal address",), ("12 Sample Road\nRoath\nCardiff\nSouth Glamorgan",)),
    ],
)  # fmt: skip
def test_an_address_is_found_under_its_usual_headings(
    bread: Path, header: tuple[str, ...], row: tuple[str, ...]
) -> None:
    found = read(bread, header, row)
    assert isinstance(found, Supporter), found
    assert found.sender.address == WHOLE
    assert found.sender.lines == (*WHOLE, "LE93 1AA")


@pytest.mark.parametrize(
    ("header", "row", "lines"),
    [
        (("Address 1", "Town"), ("", "Cardiff"), None),
        (("Address 1", "Town"), ("N/A", "Cardiff"), None),
        (("Town", "County"), ("Cardiff", ""), None),
        (("House number", "Street", "Town"), ("12", "", "Cardiff"), None),
        (("House name", "Street", "Town"), ("Rose", "", "Ambridge"), ("Rose", "Ambridge")),
        (("Address 1", "Address 2", "Town"), ("-", "3 High St", "Bath"), ("3 High St", "Bath")),
        (("Address 1", "Town"), ("12 Sample Road", ""), ("12 Sample Road",)),
        (("Address 1", "Town"), ("", ""), ()),
        (("Address 1", "Town"), ("none", "n/a"), ()),
    ],
)  # fmt: skip
def test_half_an_address_is_a_reject(
    bread: Path, header: tuple[str, ...], row: tuple[str, ...], lines: tuple[str, ...] | None
) -> None:
    found = read(bread, header, row)
    if lines is None:
        assert isinstance(found, Problem)
        assert "half an address" in found.message
        assert "Cardiff" not in found.message
    else:
        assert isinstance(found, Supporter), found
        assert found.sender.address == lines


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (("14 Long Lane", "Sampleton"), ("14 Long Lane", "Sampleton", "LE93 1AA")),
        (("14 Long Lane", "LE93 1AA"), ("14 Long Lane", "LE93 1AA")),
        (("14 Long Lane", "le931aa"), ("14 Long Lane", "LE93 1AA")),
        (("14 Long Lane", "Sampleton le93  1aa"), ("14 Long Lane", "Sampleton LE93 1AA")),
        (("Sampleton LE931AA", "England"), ("Sampleton LE93 1AA", "England")),
        (("14 Long Lane", "LE93 1AB"), ("14 Long Lane", "LE93 1AB", "LE93 1AA")),
    ],
)
def test_a_postcode_that_stands_in_the_address_is_written_once(
    address: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert Sender("Zoë O’Brien", address, "LE93 1AA").lines == lines
