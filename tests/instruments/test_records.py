"""The records of instruments: names read quickly are the names, protocols have their treaties."""

from __future__ import annotations

import pytest

from campaigner.instruments.records import KEYS, instrument, instruments, names


def test_the_names_that_are_read_by_line_are_those_of_the_records() -> None:
    for key, found in instruments().items():
        assert set(names()[key]) == set(found.all_names)


def test_every_protocol_has_its_treaty_and_a_number() -> None:
    protocols = [found for found in instruments().values() if found.parent]
    assert {"echr-p1", "echr-p4", "echr-p7", "echr-p13"} <= {found.key for found in protocols}
    assert all(found.parent in KEYS and found.number for found in protocols)


@pytest.mark.parametrize(
    ("key", "noun"),
    [
        ("echr", "Convention"),
        ("echr-p1", "Protocol"),
        ("iccpr", "Covenant"),
        ("hra", "Act"),
        ("charter", "Charter"),
        ("rome", "Statute"),
        ("udhr", "Declaration"),
        ("aggression", ""),
    ],
)
def test_an_instrument_has_the_noun_by_which_it_is_named_again(key: str, noun: str) -> None:
    assert instrument(key).noun == noun


def test_a_section_has_its_own_page_and_a_treaty_has_one() -> None:
    assert instrument("ima").address_of("12").endswith("/ukpga/2023/37/section/12")
    assert instrument("ima").address_of("").endswith("/contents")
    assert instrument("echr").address_of("8") == instrument("echr").address


def test_what_has_no_articles_of_its_own_says_so() -> None:
    assert instrument("hra-sch1").extent == "no articles of its own"
    assert instrument("kampala").extent == "articles 8 bis, 15 bis, 15 ter"
