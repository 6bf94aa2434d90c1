"""Sources: ambassadors, partners and channels, and the links that carry their codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.outreach.sources import (
    CodeTaken,
    SourceCount,
    add_source,
    change_source,
    known_source,
    remove_source,
    source_counts,
    source_link,
)
from campaigner.petitions.counts.tally import take_tally
from campaigner.sources import Source, parse_code
from campaigner.store import audit
from campaigner.store.database import Database
from campaigner.store.sources import known_code
from campaigner.vocabulary.signatures import Grouping, SourceKind
from conftest import Command
from petitioners import confirmed, person, signed, the_petition, work_on


@pytest.mark.parametrize(
    ("text", "code"),
    [("amira", "amira"), (" Amira ", "amira"), ("choir-2", "choir-2"), ("2027-fair", "2027-fair")],
)
def test_a_code_is_kept_in_lower_case(text: str, code: str) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "for example", id="none"),
        pytest.param("Amira Sample", "amira-sample", id="a space; what would do is named"),
        pytest.param("amira?x=1", "amira-x-1", id="what has a meaning in addresses"),
        pytest.param("=cmd", "cmd", id="a spreadsheet's formula"),
        pytest.param("a" * 41, "at most 40", id="too long"),
        pytest.param("web", "whom nobody brought", id="the code of those who came by themselves"),
        pytest.param("Paper", "whom nobody brought", id="in any case"),
    ],
)
def test_what_cannot_be_a_code_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_code(text)
    assert words in f"{raised.value.message} {raised.value.hint}"


def test_a_source_s_name_has_nothing_that_nobody_sees(here: OpenWorkspace) -> None:
    assert add_source(here, "amira", SourceKind.PARTNER, "Choir\u202e 2\u200b").name == "Choir 2"
    with pytest.raises(UsageError, match="control characters"):
        add_source(here, "bea", SourceKind.PARTNER, "Choir\x1b[2J")


def test_codes_are_added_counted_and_removed_without_a_command(here: OpenWorkspace) -> None:
    amira = add_source(here, " Amira", SourceKind.AMBASSADOR, " Amira  Sample ")
    assert amira == Source("amira", SourceKind.AMBASSADOR, "Amira Sample")
    with pytest.raises(CodeTaken, match="ambassador “Amira Sample”"):
        add_source(here, "amira", SourceKind.PARTNER, "Somebody else")
    petition = the_petition(here.database)
    for number, code in enumerate(["amira", "paper/amira", "web"]):
        confirmed(here.database, petition, person(number, code))
    assert source_counts(here) == [
        SourceCount("amira", amira, online=1, paper=1),
        SourceCount("web", None, online=1, paper=0),
    ]
    assert remove_source(here, "AMIRA") == amira
    assert source_counts(here, "right-to-food") == [
        SourceCount("amira", None, online=1, paper=0),
        SourceCount("paper/amira", None, online=0, paper=1),
        SourceCount("web", None, online=1, paper=0),
    ]


def test_a_code_that_nobody_chose_is_made_of_the_name(here: OpenWorkspace) -> None:
    assert add_source(here, "", SourceKind.PARTNER, "Siân’s choir, Sampleton").code == (
        "sians-choir-sampleton"
    )
    assert len(add_source(here, "", SourceKind.PARTNER, "choir " * 20).code) <= 40
    for name in ("Μαρία", "web"):
        with pytest.raises(UsageError):
            add_source(here, "", SourceKind.PARTNER, name)


def test_a_source_gets_another_name_and_keeps_its_code(here: OpenWorkspace) -> None:
    add_source(here, "amira", SourceKind.AMBASSADOR, "Amira S")
    changed = change_source(here, "Amira", SourceKind.PARTNER, "Amira Sample")
    assert known_source(here, "amira") == changed
    assert changed == Source("amira", SourceKind.PARTNER, "Amira Sample")
    with pytest.raises(UnknownName):
        change_source(here, "nobody", SourceKind.PARTNER, "Nobody")
    with pytest.raises(UsageError, match="needs a name"):
        change_source(here, "amira", SourceKind.PARTNER, " ")
    with pytest.raises(UsageError, match="needs a name"):
        add_source(here, "omar", SourceKind.PARTNER, " ")


def test_the_audit_has_what_became_of_a_source_and_no_name(here: OpenWorkspace) -> None:
    add_source(here, "a1", SourceKind.AMBASSADOR, "Amira Sample")
    change_source(here, "a1", SourceKind.AMBASSADOR, "Amira Sample-Jones")
    change_source(here, "a1", SourceKind.AMBASSADOR, "Amira Sample-Jones")
    remove_source(here, "a1")
    deeds = audit.deeds(here.database.conn)
    assert [deed.action for deed in deeds] == ["source added", "source changed", "source removed"]
    assert "Amira" not in str(deeds)


def test_a_link_and_its_qr_code_are_had_without_a_command(here: OpenWorkspace, bread: Path) -> None:
    add_source(here, "choir", SourceKind.CHANNEL, "The choir")
    link = source_link(here, "choir", "bread")
    assert link.address == "https://example.org/bread?source=choir"
    assert link.qr_code().startswith("<svg")
    with pytest.raises(UnknownName, match="campaign"):
        source_link(here, "choir", "bred")


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
    assert known_code(database.conn, "AMIRA") == "amira"
    assert campaigner("source", "remove", "amira").code == 0
    with pytest.raises(UnknownName, match="“amira”"):
        known_code(database.conn, "amira")


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
    assert [known_code(database.conn, code) for code in ("web", "Paper")] == ["web", "paper"]


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
    assert sum(counts.values()) == take_tally(work_on(database, petition), Grouping.SOURCE).total
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
