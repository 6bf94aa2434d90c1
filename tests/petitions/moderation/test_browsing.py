"""Olive looks through signatures: page by page, by what they have in common, by name or email."""

from __future__ import annotations

from datetime import datetime

import pytest

from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation.browsing import browse, look_for
from campaigner.petitions.moderation.decisions import invalidate
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.store import signature_pages
from campaigner.store.standings import SeenOnLine, note_seen
from campaigner.vocabulary.signatures import CameBy, SignatureStanding, SignatureState
from petitioners import NOON, SLUG, application, confirmed, signed

EVERYTHING = SignatureFilter()
PEOPLE = (
    ("Siân O’Brien", "sian@example.org", "web", "W1"),
    ("Sian Obrien-Ash", "Sian.Ash@example.org", "amira", "W2"),
    ("Zoë Sample", "zoe@other.example", "amira", "W1"),
    ("Łukasz Sample", "lukasz@example.org", "web", ""),
    ("Omar Sample", "omar@example.org", "paper", "W1"),
    ("Pending Person", "pending@example.org", "web", "W2"),
    ("राम", "ram@example.org", "web", "W2"),
)


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    """A petition that seven people have signed, a minute after one another; one is pending."""
    opened = open_petition(here, SLUG)
    for minute, (name, email, source, area) in enumerate(PEOPLE):
        sign = signed if name.startswith("Pending") else confirmed
        who = application(name, email, source=source)
        sign(here.database, opened.petition, who, NOON + 60 * minute, area)
    return opened


def numbers(petition: OpenPetition, wanted: SignatureFilter, place: str = "") -> list[object]:
    return [row["signature"] for row in browse(petition, wanted, place).rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EVERYTHING, [7, 6, 5, 4, 3, 2, 1]),
        (SignatureFilter(source="amira"), [3, 2]),
        (SignatureFilter(area="W1"), [5, 3, 1]),
        (SignatureFilter(area=""), [4]),
        (SignatureFilter(area="W1", source="amira"), [3]),
        (SignatureFilter(states=(SignatureState.PENDING,)), [6]),
        (SignatureFilter(states=(SignatureState.CONFIRMED,), area="W2"), [7, 2]),
        (SignatureFilter(domain="OTHER.example"), [3]),
        (SignatureFilter(came=CameBy.PAPER), [5]),
        (SignatureFilter(came=CameBy.WEB, area="W1"), [3, 1]),
        (SignatureFilter(since=datetime.fromisoformat("2026-12-11T12:05")), [7, 6]),
        (SignatureFilter(until=datetime.fromisoformat("2026-12-11T12:02")), [2, 1]),
        (SignatureFilter(standing=SignatureStanding.WITH_ADDRESS), [5]),
        (SignatureFilter(standing=SignatureStanding.WET_INK), []),
        (SignatureFilter(standing=SignatureStanding.PRESENTABLE), []),
        (SignatureFilter(standing=SignatureStanding.UNSEEN), []),
        (SignatureFilter(standing=SignatureStanding.ONLINE, source="amira"), [3, 2]),
        (SignatureFilter(numbers=(2, 5, 99)), [5, 2]),
    ],
)
def test_olive_sees_those_that_have_it_in_common_the_newest_first(
    petition: OpenPetition, wanted: SignatureFilter, found: list[int]
) -> None:
    note_seen(petition.database.conn, 5, SeenOnLine(True, True))
    assert numbers(petition, wanted) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sian", [1, 2]),
        ("SIAN O", [1, 2]),
        ("Siân O'Brien", [1, 2]),
        ("siân obrien ash", [2]),
        ("lukasz", [4]),
        ("zoe s", [3]),
        ("राम", [7]),
        ("sample", []),
        ("sian@example.org", [1]),
        ("SIAN.", [2]),
        ("sian@", [1]),
        ("@", []),
        ("nobody@example.org", []),
    ],
)
def test_olive_finds_people_by_how_their_name_or_email_begins(
    petition: OpenPetition, text: str, found: list[int]
) -> None:
    assert numbers(petition, look_for(text, EVERYTHING)) == found


def test_what_was_looked_for_is_still_within_the_other_conditions(petition: OpenPetition) -> None:
    assert numbers(petition, look_for("sian", SignatureFilter(source="amira"))) == [2]


@pytest.mark.parametrize(
    "wanted",
    [EVERYTHING, SignatureFilter(name_start="s"), SignatureFilter(email_start="s"),
     SignatureFilter(numbers=(1, 2, 3, 4, 5))],
)  # fmt: skip
def test_olive_goes_on_to_the_end_and_all_the_way_back(
    petition: OpenPetition, wanted: SignatureFilter
) -> None:
    whole = numbers(petition, wanted)
    page = browse(petition, wanted, limit=2)
    pages = [page]
    while page.next:
        page = browse(petition, wanted, page.next, limit=2)
        pages.append(page)
    assert [row["signature"] for each in pages for row in each.rows] == whole
    assert not pages[0].previous
    for before in reversed(pages[:-1]):
        page = browse(petition, wanted, page.previous, limit=2)
        assert page.rows == before.rows
    assert not page.previous


def test_a_page_of_a_name_that_was_erased_meanwhile_starts_again(petition: OpenPetition) -> None:
    wanted = SignatureFilter(name_start="s")
    following = browse(petition, wanted, limit=1).next
    petition.database.execute("DELETE FROM signatures WHERE id = 1")
    assert numbers(petition, wanted, following) == [2]


def test_places_name_nobody(petition: OpenPetition) -> None:
    page = browse(petition, SignatureFilter(email_start="s"), limit=1)
    assert page.next == ">0.2"


@pytest.mark.parametrize("place", ["x", ">", ">1", ">1.x", "1.1", ">1.1; DROP TABLE signatures"])
def test_a_place_that_was_made_up_is_refused(petition: OpenPetition, place: str) -> None:
    with pytest.raises(UsageError, match="no such page"):
        browse(petition, EVERYTHING, place)


def plan_of(petition: OpenPetition, wanted: SignatureFilter) -> str:
    """How SQLite finds a page of signatures."""
    connection, statements = petition.database.conn, list[str]()
    connection.set_trace_callback(statements.append)
    browse(petition, wanted)
    connection.set_trace_callback(None)
    (query,) = (each for each in statements if "CROSS JOIN" in each)
    rows = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    return "\n".join(row["detail"] for row in rows)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (EVERYTHING, "signatures_signed"),
        (SignatureFilter(area="W1"), "signatures_area"),
        (SignatureFilter(source="amira", area="W1"), "signatures_source"),
        (SignatureFilter(states=(SignatureState.SUSPECT,)), "signatures_waiting"),
        (SignatureFilter(states=(SignatureState.INVALIDATED,)), "signatures_out"),
        (SignatureFilter(standing=SignatureStanding.WET_INK), "signatures_paper"),
        (SignatureFilter(domain="example.org", area="W1"), "signatures_domain"),
        (SignatureFilter(name_start="si", source="amira"), "signatures_name"),
        (SignatureFilter(email_start="si"), "signatures_email"),
    ],
)
def test_the_index_with_few_of_them_leads_and_nothing_is_sorted(
    petition: OpenPetition, wanted: SignatureFilter, index: str
) -> None:
    plan = plan_of(petition, wanted)
    assert f"INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


def test_a_page_looks_at_a_part_only_and_the_next_one_goes_on(
    petition: OpenPetition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signature_pages, "LOOKED_AT", 4)
    wanted, seen, place = SignatureFilter(words="sian"), list[object](), ""
    for _ in range(4):
        page = browse(petition, wanted, place)
        seen += [row["signature"] for row in page.rows]
        place = page.next
    assert seen == [2, 1]


def test_those_taken_out_are_found_in_the_order_of_signing(petition: OpenPetition) -> None:
    invalidate(petition, SignatureFilter(numbers=(1, 4)))
    assert numbers(petition, SignatureFilter(states=(SignatureState.INVALIDATED,))) == [4, 1]
