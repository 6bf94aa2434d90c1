"""Sources: ambassadors, partners and channels, and the links that carry their codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.errors import UnknownName, UsageError
from campaigner.petitions.tally import take_tally
from campaigner.sources import parse_code
from campaigner.store.database import Database
from campaigner.store.sources import known_code
from conftest import Command
from petitioners import confirmed, person, signed, the_petition


@pytest.mark.parametrize(
    ("text", "code"),
    [("amira", "amira"), (" Amira ", "amira"), ("choir-2", "choir-2"), ("2027-fair", "2027-fair")],
)
def test_a_code_is_kept_in_lower_case(text: str, code: str) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "cannot be", id="none"),
        pytest.param("Amira Sample", "amira-sample", id="a space; what would do is named"),
        pytest.param("amira?x=1", "amira-x-1", id="what has a meaning in addresses"),
        pytest.param("=cmd", "cmd", id="a spreadsheet's formula"),
        pytest.param("a" * 41, "40 at most", id="too long"),
        pytest.param("web", "nobody in particular", id="the code of those who came by themselves"),
        pytest.param("Paper", "nobody in particular", id="in any case"),
    ],
)
def test_what_cannot_be_a_code_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_code(text)
    assert words in f"{raised.value.message} {raised.value.hint}"


def test_amira_the_ambassador_is_added_listed_and_removed(
    campaigner: Command, database: Database
) -> None:
    assert (
        campaigner("source", "add", "Amira", "--kind", "ambassador", "--name", "Amira S").code == 0
    )
    assert (
        campaigner("source", "add", "radio", "--kind", "channel", "--name", "The radio").code == 0
    )
    listed = campaigner("source", "list", "--format", "json").json
    assert [(row["code"], row["kind"], row["name"]) for row in listed] == [
        ("amira", "ambassador", "Amira S"),
        ("radio", "channel", "The radio"),
    ]
    assert known_code(database, "AMIRA") == "amira"
    assert campaigner("source", "remove", "amira").code == 0
    with pytest.raises(UnknownName, match="“amira”"):
        known_code(database, "amira")


def test_a_code_is_given_once(campaigner: Command) -> None:
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira S")
    again = campaigner("source", "add", "amira", "--kind", "partner", "--name", "Somebody else")
    assert again.code == 1
    assert "is taken by the ambassador “Amira S”" in again.stderr
    assert len(campaigner("source", "list", "--format", "json").json) == 1


def test_an_unknown_source_names_the_nearest(campaigner: Command) -> None:
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira S")
    called = campaigner("source", "remove", "amria")
    assert called.code == 2
    assert "Did you mean “amira”?" in called.stderr


def test_those_who_came_by_themselves_have_a_source(database: Database) -> None:
    assert [known_code(database, code) for code in ("web", "Paper")] == ["web", "paper"]


def test_signatures_are_counted_by_source_and_add_up(
    campaigner: Command, database: Database
) -> None:
    for code in ("amira", "radio"):
        campaigner("source", "add", code, "--kind", "channel", "--name", code)
    petition = the_petition(database)
    for number, code in enumerate(["amira", "amira", "paper/amira", "web", "gone"]):
        confirmed(database, petition, person(number, code))
    signed(database, petition, person(9, "radio"))
    listed = campaigner("source", "list", "--format", "json").json
    counts = {row["code"]: row["signatures"] for row in listed}
    assert counts == {"amira": 3, "radio": 0, "gone": 1, "web": 1}
    (amira,) = [row for row in listed if row["code"] == "amira"]
    assert (amira["online"], amira["paper"]) == (2, 1)
    assert sum(counts.values()) == take_tally(database.conn, petition, "source").total
    elsewhere = campaigner("source", "list", "--campaign", "womens-rights", "--format", "json")
    assert {row["signatures"] for row in elsewhere.json} == {0}
    assert campaigner("source", "list", "--campaign", "womens-right").code == 2


def test_amira_gets_a_link_and_a_qr_code(campaigner: Command, bread: Path) -> None:
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira S")
    called = campaigner("source", "link", "AMIRA", "bread", "--qr", "amira.svg")
    assert called.stdout == "https://example.org/bread?source=amira\n"
    written = Path("amira.svg").read_text(encoding="utf-8")
    assert written.startswith("<svg")
    assert "<title>https://example.org/bread?source=amira</title>" in written
    assert campaigner("source", "link", "amira", "bred").code == 2
    assert campaigner("source", "link", "amir", "bread").code == 2
