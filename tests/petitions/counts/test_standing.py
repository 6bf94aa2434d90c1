"""What signatures can count for: Ana online, Ben on a sheet, Cai on a sheet with his address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.petitions.counts.standing import (
    published_standing,
    standing_of,
    standing_of_signature,
)
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.moderation.decisions import invalidate_these, restore_these
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.sheet_ids import new_sheet_id, sheet_of
from campaigner.petitions.paper.typed_lines import TypedLine, compare, typed_line
from campaigner.petitions.paper.typed_sheets import count_lines
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import paper_sheets
from campaigner.store.database import Database, transaction
from campaigner.store.paper_sheets import Sheet
from campaigner.store.standings import IN_INK
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import Grouping, SignatureStanding
from edited_ledgers import copy_of, new_database
from examples import examples
from petitioners import (
    NOON,
    SLUG,
    WITHDRAW,
    application,
    confirmed,
    new_token,
    the_petition,
    the_signature,
    work_on,
    workspace_of,
)

PRESENTABLE, WITH_ADDRESS, WET_INK, ONLINE, UNSEEN = SignatureStanding
COMMONS, LORDS, SENEDD = Venue


@pytest.fixture
def here(database: Database) -> OpenPetition:
    return work_on(database, the_petition(database))


def new_sheet(here: OpenPetition, lines: int = 10, venue: str = "", place: str = "") -> str:
    sheet = sheet_of(new_sheet_id(), place) if place else new_sheet_id()
    made = Sheet(sheet, here.petition.id, "", "en", lines, NOON, venue=venue)
    with transaction(here.database) as connection:
        paper_sheets.add_sheets(connection, [made])
    return sheet


@pytest.fixture
def sheet(here: OpenPetition) -> str:
    return new_sheet(here)


def line(sheet: str, number: int, name: str, **seen: str) -> TypedLine:
    return typed_line(number, sheet, str(number), name, "M1 1AA", **seen)


def by_standing(here: OpenPetition) -> dict[str, int]:
    return {row.value: row.count for row in take_tally(here, Grouping.STANDING).rows}


def test_ana_is_online_ben_on_a_sheet_and_cai_on_a_sheet_with_his_address(
    here: OpenPetition, sheet: str
) -> None:
    confirmed(here.database, here.petition, application())
    count_lines(here, [line(sheet, 1, "Ben Sample"), line(sheet, 2, "Cai Sample", address="yes")])
    found = standing_of(here)
    assert (found.total, found.confirmed_online, found.wet_ink) == (3, 1, 2)
    assert (found.with_address, found.also_in_ink) == (1, 0)
    assert by_standing(here) == {WITH_ADDRESS: 1, WET_INK: 1, ONLINE: 1}
    assert [standing_of_signature(the_signature(here.database, each)) for each in (1, 2, 3)] == [
        ONLINE,
        WET_INK,
        WITH_ADDRESS,
    ]
    assert verify(here.database, SLUG).ok


@pytest.mark.parametrize(
    ("signature", "address", "standing"),
    [
        ("", "", WET_INK),
        ("yes", "no", WET_INK),
        ("", "n/a", WET_INK),
        ("", "nac oes", WET_INK),
        ("", "yes", WITH_ADDRESS),
        ("ydy", "oes", WITH_ADDRESS),
        ("x", "x", WITH_ADDRESS),
        ("", "1 Sample Street, Sampleton", WITH_ADDRESS),
        ("no", "yes", UNSEEN),
        ("no", "", UNSEEN),
        ("N", "N", UNSEEN),
    ],
)
def test_what_was_typed_of_signature_and_address(
    here: OpenPetition, sheet: str, signature: str, address: str, standing: str
) -> None:
    typed = line(sheet, 1, "Ben Sample", signature=signature, address=address)
    assert count_lines(here, [typed]).counted == 1
    assert by_standing(here) == {standing: 1}
    kept = "".join(map(str, here.database.conn.iterdump()))
    assert "Sample Street" not in kept


@pytest.mark.parametrize(
    ("venue", "signature", "address", "standing"),
    [
        (COMMONS, "", "1 Sample Street", PRESENTABLE),
        (COMMONS, "ink", "yes", PRESENTABLE),
        (COMMONS, "", "", WET_INK),
        (COMMONS, "copy", "yes", UNSEEN),
        (COMMONS, "none", "yes", UNSEEN),
        (SENEDD, "yes", "yes", PRESENTABLE),
        (SENEDD, "yes", "no", WET_INK),
        (LORDS, "", "", PRESENTABLE),  # no rule about addresses was found
        (LORDS, "stuck on", "yes", UNSEEN),
    ],
)
def test_what_each_house_can_receive_from_sheets_in_its_own_form(
    here: OpenPetition, venue: Venue, signature: str, address: str, standing: str
) -> None:
    sheet = new_sheet(here, venue=venue, place="top")
    typed = line(sheet.lower(), 1, "Ben Sample", signature=signature, address=address)
    assert count_lines(here, [typed]).counted == 1
    assert by_standing(here) == {standing: 1}
    found = take_tally(here, Grouping.STANDING).by_house
    assert found == {each: each is venue and standing == PRESENTABLE for each in Venue}
    assert standing_of_signature(the_signature(here.database, 1)) == standing


def test_eli_signed_the_papers_for_two_houses_and_counts_once(here: OpenPetition) -> None:
    for venue in (COMMONS, SENEDD):
        sheet = new_sheet(here, venue=venue, place="1")
        count_lines(here, [line(sheet, 1, "Eli Sample", address="yes")])
    count_lines(here, [line(new_sheet(here), 1, "Eli Sample")])
    assert standing_of(here).by_house == {COMMONS: 1, LORDS: 0, SENEDD: 1}
    assert by_standing(here) == {PRESENTABLE: 1}
    assert the_signature(here.database, 1).houses == (COMMONS, SENEDD)


def test_an_address_on_another_sheet_does_not_help_in_the_commons(
    here: OpenPetition, sheet: str
) -> None:
    formal = new_sheet(here, venue=COMMONS, place="1")
    count_lines(here, [line(formal, 1, "Ben Sample"), line(sheet, 1, "Ben Sample", address="yes")])
    assert by_standing(here) == {WITH_ADDRESS: 1}
    assert count_lines(here, [line(formal, 1, "Ben Sample")]).corrected == 0
    assert by_standing(here) == {WITH_ADDRESS: 1}


@pytest.mark.parametrize(
    ("typed", "standing"),
    [
        ({}, WET_INK),
        ({"address": "yes"}, PRESENTABLE),
        ({"signature": "yes", "address": "yes"}, PRESENTABLE),
        ({"signature": "copy", "address": "yes"}, UNSEEN),
        ({"signature": "ink"}, WET_INK),
    ],
)
def test_what_is_added_later_of_a_formal_sheet_is_taken_over(
    here: OpenPetition, typed: dict[str, str], standing: str
) -> None:
    sheet = new_sheet(here, venue=COMMONS, place="2")
    count_lines(here, [line(sheet, 1, "Ben Sample")])
    taken = count_lines(here, [line(sheet, 1, "Ben Sample", **typed)])
    assert (taken.counted, taken.before, taken.problems) == (0, 1, ())
    assert by_standing(here) == {standing: 1}


@pytest.mark.parametrize(
    ("words", "fits", "standing"),
    [
        ("", "", PRESENTABLE),
        ("full", "yes", PRESENTABLE),
        ("request", "", PRESENTABLE),
        ("changed", "", WITH_ADDRESS),
        ("none", "yes", WITH_ADDRESS),
        ("full", "no", WITH_ADDRESS),
    ],
)
def test_a_sheet_that_was_changed_or_a_person_who_does_not_fit_cannot_be_presented(
    here: OpenPetition, words: str, fits: str, standing: str
) -> None:
    sheet = new_sheet(here, venue=COMMONS, place="2")
    typed = line(sheet, 1, "Ben Sample", address="yes", words=words, fits=fits)
    assert count_lines(here, [typed]).counted == 1
    assert by_standing(here) == {standing: 1}
    assert count_lines(here, [line(sheet, 1, "Ben Sample", address="yes")]).before == 1
    assert by_standing(here) == {PRESENTABLE: 1}
    assert count_lines(here, [typed]).corrected == (standing != PRESENTABLE)
    assert by_standing(here) == {standing: 1}


def test_a_slip_that_was_used_for_two_sheets_is_noticed(here: OpenPetition) -> None:
    sheet = new_sheet(here, venue=COMMONS, place="2")
    count_lines(here, [line(sheet, 1, "Ben Sample", address="yes")])
    taken = count_lines(here, [line(sheet, 1, "Cai Sample", address="no")])
    assert (taken.counted, taken.before, taken.corrected) == (0, 0, 0)
    assert [each.code for each in taken.problems] == ["line-taken"]
    assert by_standing(here) == {PRESENTABLE: 1}


def test_dee_signed_online_and_again_on_a_sheet(here: OpenPetition, sheet: str) -> None:
    wish = application("Dee Sample", "dee@example.org", "M1 1AA")
    confirmed(here.database, here.petition, wish)
    again = line(sheet, 1, "Dee Sample", address="yes")
    taken = count_lines(here, [again, replace(again, line=2, email="dee@example.org")])
    assert (taken.counted, taken.repeated) == (0, 2)
    found = standing_of(here)
    assert (found.total, found.confirmed_online, found.also_in_ink) == (1, 1, 1)
    assert by_standing(here) == {WITH_ADDRESS: 1}


def test_a_line_that_could_be_of_two_people_is_noted_of_neither(
    here: OpenPetition, sheet: str
) -> None:
    for email in ("dee@example.org", "other@example.org"):
        confirmed(here.database, here.petition, application("Dee Sample", email, "M1 1AA"))
    count_lines(here, [line(sheet, 1, "Dee Sample", address="yes")])
    assert by_standing(here) == {ONLINE: 2}


def test_a_corrected_file_corrects_what_was_seen_and_leaves_what_it_does_not_say(
    here: OpenPetition, sheet: str
) -> None:
    count_lines(here, [line(sheet, 1, "Ben Sample", address="yes")])
    same = count_lines(here, [line(sheet, 1, "Ben Sample")])
    assert (same.before, same.corrected) == (1, 0)
    assert by_standing(here) == {WITH_ADDRESS: 1}
    corrected = count_lines(here, [line(sheet, 1, "Ben Sample", address="no")])
    assert (corrected.before, corrected.corrected) == (1, 1)
    assert by_standing(here) == {WET_INK: 1}


def test_two_people_who_typed_a_sheet_must_agree_about_addresses() -> None:
    one, other = (TypedLine(1, "S", 1, "Ben Sample", "M1 1AA", address=has) for has in (True, None))
    assert [each.code for each in compare([one], [other])] == ["address-differs"]
    assert compare([one], [one]) == []


def test_who_withdrew_was_invalidated_or_erased_is_not_presented(
    here: OpenPetition, sheet: str
) -> None:
    names = ("Ben Sample", "Cai Sample", "Dee Sample", "Eli Sample")
    lines = [
        replace(line(sheet, number, name, address="yes"), email=f"p{number}@example.org")
        for number, name in enumerate(names, 1)
    ]
    count_lines(here, lines)
    withdraw(workspace_of(here.database), new_token(here.database, 1, purpose=WITHDRAW))
    with transaction(here.database) as connection:
        invalidate_these(connection, here.petition, [the_signature(here.database, 2)], NOON)
    assert by_standing(here) == {WITH_ADDRESS: 2}
    erase_person(workspace_of(here.database), "p3@example.org")
    assert by_standing(here) == {WITH_ADDRESS: 1, UNSEEN: 1}
    assert standing_of(here).total == 2
    with transaction(here.database) as connection:
        restore_these(connection, here.petition, [the_signature(here.database, 2)], NOON)
    assert by_standing(here) == {WITH_ADDRESS: 2, UNSEEN: 1}


@pytest.mark.parametrize(
    ("presentable", "floor", "shown"),
    [(0, 5, 0), (1, 5, None), (4, 5, None), (5, 5, 5), (2, 1, 2)],
)
def test_few_who_can_be_presented_are_not_published(
    here: OpenPetition, presentable: int, floor: int, shown: int | None
) -> None:
    sheet = new_sheet(here, venue=COMMONS, place="top")
    count_lines(
        here,
        [
            line(sheet, at, f"Person {'abcdef'[at]}", address="yes")
            for at in range(1, presentable + 1)
        ],
    )
    settings_file = here.workspace.root / "campaigner.toml"
    text = settings_file.read_text(encoding="utf-8")
    text = text.replace("[publication]", f"[publication]\nfloor = {floor}")
    settings_file.write_text(text, encoding="utf-8")
    found = published_standing(here)
    assert (found.total, found.presentable) == (presentable, shown)


def test_the_standing_of_an_area_is_a_part_of_all(here: OpenPetition, sheet: str) -> None:
    confirmed(here.database, here.petition, application(), area="E14001063")
    confirmed(here.database, here.petition, application("Ben Sample", "ben@example.org"))
    count_lines(here, [line(sheet, 1, "Cai Sample", address="yes")])
    assert standing_of(here, "E14001063").rows == (
        (PRESENTABLE, 0), (WITH_ADDRESS, 0), (WET_INK, 0), (ONLINE, 1), (UNSEEN, 0),
    )  # fmt: skip
    nowhere = standing_of(here, "")
    assert (nowhere.total, nowhere.confirmed_online, nowhere.with_address) == (2, 1, 1)
    assert take_tally(here, Grouping.STANDING, {Grouping.AREA: "E14001063"}).total == 1


def test_online_signatures_are_not_looked_at(here: OpenPetition) -> None:
    plan = here.database.execute(
        f"EXPLAIN QUERY PLAN {IN_INK} AND area = ?", (1, "confirmed", "E14000001")
    ).fetchall()
    assert "COVERING INDEX signatures_wet_ink (petition=? AND state=? AND area=?)" in plan[0][3]


Deed = tuple[str, int, bool, bool]
DEEDS = st.tuples(
    st.sampled_from(["online", "paper", "withdraw", "turn", "erase"]),
    st.integers(1, 8),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(DEEDS, max_size=12))
def test_each_signature_that_counts_has_one_standing(deeds: list[Deed]) -> None:
    database = copy_of(new_database())
    here = work_on(database, the_petition(database))
    sheets = [new_sheet(here, 500), new_sheet(here, 500, COMMONS, "1")]
    for number, deed in enumerate(deeds, 1):
        _do(here, sheets[number % 2], number, deed)
    found = standing_of(here)
    held = [
        standing_of_signature(the_signature(database, number))
        for (number,) in database.conn.execute(
            "SELECT id FROM signatures WHERE state = 'confirmed'"
        ).fetchall()
    ]
    rows = dict(found.rows)
    assert sum(rows.values()) == found.total == take_tally(here, Grouping.AREA).total
    assert min(rows.values()) >= 0
    assert 0 <= found.with_address <= found.wet_ink <= found.total
    assert found.by_house[COMMONS] == rows[PRESENTABLE] <= found.with_address
    for standing in (PRESENTABLE, WITH_ADDRESS, WET_INK):
        assert rows[standing] == held.count(standing)
    assert verify(database, SLUG).ok


def _do(here: OpenPetition, sheet: str, number: int, deed: Deed) -> None:
    what, who, ink, address = deed
    name, email = f"Person {'abcdefghi'[who]}", f"p{who}@example.org"
    if what == "online":
        signed_already = here.database.conn.execute(
            "SELECT 1 FROM signatures WHERE email = ? AND place IS NOT NULL", (email,)
        ).fetchone()
        if not signed_already:
            confirmed(here.database, here.petition, application(name, email, "M1 1AA"))
    elif what == "paper":
        seen = {"signature": "yes" if ink else "no", "address": "yes" if address else "no"}
        typed = replace(line(sheet, number, name, **seen), email=email if ink else "")
        count_lines(here, [typed])
    elif what == "erase":
        erase_person(workspace_of(here.database), email)
    else:
        _undo(here, what, email)


def _undo(here: OpenPetition, what: str, email: str) -> None:
    there = here.database.conn.execute(
        "SELECT id FROM signatures WHERE email = ? ORDER BY id DESC", (email,)
    ).fetchone()
    if there is None:
        return
    found = the_signature(here.database, there["id"])
    if what == "withdraw":
        link = new_token(here.database, found.id, purpose=WITHDRAW)
        withdraw(workspace_of(here.database), link)
        return
    act = {"confirmed": invalidate_these, "invalidated": restore_these}.get(found.state)
    if act:
        with transaction(here.database) as connection:
            act(connection, here.petition, [found], NOON)
