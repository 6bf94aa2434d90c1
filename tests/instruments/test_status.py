"""What instruments are to the United Kingdom: each with its sources, nothing without one."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from campaigner.errors import UnknownName
from campaigner.instruments.consultation import read_place, standing_of
from campaigner.instruments.records import KEYS
from campaigner.instruments.status import status_of
from conftest import Command

TABLE = tomllib.loads(
    (files("campaigner.instruments") / "data" / "status" / "gb.toml").read_text("utf-8")
)
ENTRIES = {key: entry for key, entry in TABLE.items() if isinstance(entry, dict)}


@pytest.mark.parametrize("key", ENTRIES)
def test_every_status_is_of_an_instrument_and_has_its_sources(key: str) -> None:
    assert key in KEYS
    found = status_of(key)
    assert found is not None
    assert found.standing
    assert found.line.endswith(".")
    assert found.sources
    assert all(source.title and source.address.startswith("http") for source in found.sources)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("udhr", "Not a treaty"),
        ("echr", "Human Rights Act 1998 gives effect"),
        ("echr-p1", "reservations: of article 2"),
        ("echr-p4", "Signed, not ratified"),
        ("iccpr", "immigration legislation"),
        ("iccpr-op1", "Not accepted"),
        ("cedaw-op", "can complain"),
        ("istanbul", "44(3) and 59"),
        ("ecat", "in force since 1 April 2009"),
        ("kampala", "Not ratified"),
        ("ilo-c189", "Not ratified"),
        ("geneva", "23 September 1957"),
    ],
)
def test_a_status_says_what_matters_in_one_line(key: str, says: str) -> None:
    found = status_of(key)
    assert found is not None
    assert says in found.line
    assert "\n" not in found.line


def test_what_is_not_recorded_is_not_said() -> None:
    assert status_of("genocide") is None
    with pytest.raises(UnknownName):
        status_of("udhr", "xx")


def test_show_prints_the_status_also_where_there_is_no_text(campaigner: Command) -> None:
    assert "Status in the UK: Not a treaty" in campaigner("instrument", "show", "UDHR 3").stdout
    called = campaigner("instrument", "show", "ICCPR 9")
    assert called.code == 1  # its words are not included
    assert "Status in the UK: Ratified in 1976" in called.stdout


def test_an_article_of_the_human_rights_act_is_cited_with_a_warning(campaigner: Command) -> None:
    called = campaigner("instrument", "cite", "Article 8 of the Human Rights Act", "-s", "short")
    assert called.stdout.strip() == "ECHR art 8"
    assert "this is ECHR 8" in called.stderr


def test_the_services_give_the_status() -> None:
    standing = read_place("UDHR 3").standing
    assert standing is not None
    assert read_place("UDHR 3").as_dict()["standing"]["country"] == "the United Kingdom"
    heading, found = standing_of("ECAT 13")
    assert heading.endswith("article 13")
    assert found is not None
