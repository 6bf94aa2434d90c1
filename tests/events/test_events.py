"""Events: names of their own, and places that are never given twice."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from baking_events import NOW, with_events
from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import UnknownName
from campaigner.events.booking_lists import booking_list, booking_page, export_bookings
from campaigner.events.bookings import (
    BookingForm,
    BookingOutcome,
    EventOver,
    book,
    book_for,
    bookings_of,
    give_back,
)
from campaigner.events.listing import list_events, listed_event
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.privacy.retention import anonymise, what_is_due
from campaigner.store import audit, bookings
from campaigner.store.database import Database, opened, transaction
from campaigner.vocabulary.papers import ListFormat
from campaigner.workspace import Workspace
from conftest import Command


@pytest.fixture
def folder(bread: Path) -> Path:
    return with_events(bread)


@pytest.fixture
def campaign(folder: Path) -> Campaign:
    return load_campaign(folder)


@pytest.fixture
def here(here: OpenWorkspace, folder: Path) -> OpenWorkspace:
    """The workspace with that campaign in it."""
    return here


def ask(
    here: OpenWorkspace, email: str, name: str = "Olive Sample", event: str = "talk"
) -> BookingOutcome:
    return book(here, "bread", event, BookingForm(name, email)).outcome


def test_events_need_names_of_their_own_and_times_with_a_zone(folder: Path) -> None:
    definition = folder / "campaign.toml"
    text = definition.read_text("utf-8")
    definition.write_text(text.replace('id = "talk"', 'id = "open-ovens"'), encoding="utf-8")
    assert [problem.code for problem in check_campaign(folder)] == ["duplicate-id"] * 2
    definition.write_text(text.replace("18:00:00+00:00", "18:00:00"), encoding="utf-8")
    (problem,) = check_campaign(folder)
    assert (problem.code, problem.line) == ("invalid-value", 44)
    assert "time zone" in problem.message


def test_an_unknown_event_names_the_nearest(campaign: Campaign) -> None:
    with pytest.raises(UnknownName) as raised:
        campaign.event("open-oven")
    assert "open-ovens" in raised.value.hint


# Places


def test_places_go_to_those_who_ask_until_none_is_left(here: OpenWorkspace) -> None:
    emails = ["olive@example.org", "tomos@example.org", "amira@example.org"]
    assert [ask(here, email) for email in emails] == [
        BookingOutcome.BOOKED,
        BookingOutcome.BOOKED,
        BookingOutcome.FULL,
    ]
    assert [each.email for each in bookings_of(here, "bread", "talk")] == emails[:2]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param("olive@example.org", id="the same address"),
        pytest.param("Olive@Example.org", id="in other letters"),
        pytest.param("olive+talk@example.org", id="the same mailbox"),
    ],
)
def test_olive_books_twice_and_keeps_one_place(here: OpenWorkspace, again: str) -> None:
    assert ask(here, "olive@example.org") is BookingOutcome.BOOKED
    assert ask(here, again, "Olive S") is BookingOutcome.ALREADY
    assert len(bookings_of(here, "bread", "talk")) == 1


def test_olive_books_again_for_a_full_event_and_still_has_her_place(here: OpenWorkspace) -> None:
    for email in ("olive@example.org", "tomos@example.org"):
        ask(here, email)
    assert ask(here, "olive@example.org") is BookingOutcome.ALREADY


def test_tomos_cancels_and_amira_gets_his_place(here: OpenWorkspace) -> None:
    for email in ("olive@example.org", "tomos@example.org"):
        ask(here, email)
    assert give_back(here, "bread", "talk", "Tomos@example.org")
    assert not give_back(here, "bread", "talk", "tomos@example.org")
    assert ask(here, "amira@example.org") is BookingOutcome.BOOKED


def test_an_event_without_a_limit_takes_everybody(here: OpenWorkspace) -> None:
    for number in range(20):
        outcome = ask(here, f"guest{number}@example.org", "A Guest", "open-ovens")
        assert outcome is BookingOutcome.BOOKED


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        (datetime(2027, 2, 23, 19, 29, 59, tzinfo=UTC), BookingOutcome.BOOKED),
        (datetime(2027, 2, 23, 19, 30, tzinfo=UTC), None),
    ],
)
def test_a_place_can_be_taken_until_the_event_is_over(
    here: OpenWorkspace, moment: datetime, outcome: BookingOutcome | None
) -> None:
    then = replace(here, now=moment)
    if outcome:
        assert ask(then, "olive@example.org") is outcome
    else:
        with pytest.raises(EventOver, match="is over"):
            ask(then, "olive@example.org")


def test_all_mistakes_of_a_form_come_back_together(here: OpenWorkspace) -> None:
    form = BookingForm("=A1", "olive", ["Sample Millers", "nobody"], "choir")
    with pytest.raises(FormRefused) as refused:
        book(here, "bread", "talk", form)
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("name", "invalid-name"),
        ("email", "invalid-email"),
        ("source", "unknown-source"),
        ("consents", "unknown-consents"),
        ("consents", "unknown-consents"),
    ]
    assert bookings_of(here, "bread", "talk") == []


def test_organisers_see_how_many_places_are_taken(here: OpenWorkspace) -> None:
    ask(here, "olive@example.org")
    listed = {
        each.event.id: (each.campaign, each.event.places, each.taken, each.places_left)
        for each in list_events(here, "bread")
    }
    assert listed == {"talk": ("bread", 2, 1, 1), "open-ovens": ("bread", None, 0, None)}
    ask(here, "tomos@example.org")
    assert [each.places_left for each in list_events(here, "bread")] == [0, None]
    assert [each for each in list_events(here) if each.campaign == "bread"] == list_events(
        here, "bread"
    )


def ask_at_once(
    root: Path, number: int, barrier: object, outcomes: multiprocessing.Queue[str]
) -> None:
    """One process that asks for a place on its own connection, together with the others."""
    with opened_workspace(Workspace(root), NOW, "the web") as here:
        barrier.wait()  # type: ignore[attr-defined] # the type of a barrier has no public name
        outcomes.put(ask(here, f"guest{number}@example.org").value)


@pytest.mark.slow
def test_fifty_ask_at_once_for_ten_places_and_ten_get_one(
    workspace: Workspace, folder: Path
) -> None:
    definition = folder / "campaign.toml"
    text = definition.read_text("utf-8").replace("places = 2", "places = 10")
    definition.write_text(text, encoding="utf-8")
    with opened(workspace.database_path):
        pass  # the schema is made before they come
    context = multiprocessing.get_context("fork")
    outcomes: multiprocessing.Queue[str] = context.Queue()
    barrier = context.Barrier(50)
    processes = [
        context.Process(target=ask_at_once, args=(workspace.root, number, barrier, outcomes))
        for number in range(50)
    ]
    for process in processes:
        process.start()
    results = [outcomes.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert (results.count("booked"), results.count("full")) == (10, 40)
    with opened_workspace(workspace, NOW, "olive") as here:
        assert len(bookings_of(here, "bread", "talk")) == 10


# What organisers see and do


def test_organisers_see_who_comes_and_who_may_write_to_them(
    campaigner: Command, folder: Path
) -> None:
    book_olive = ("event", "book", "bread", "talk", "--name", "Olive Sample")
    booked = campaigner(*book_olive, "--email", "olive@example.org", "--consent", "Sample Bakers")
    assert (booked.code, booked.stderr) == (0, "Booked.\n")
    assert "already" in campaigner(*book_olive, "--email", "OLIVE@example.org").stderr
    (row,) = campaigner("event", "bookings", "bread", "talk", "--format", "json").json
    assert row["name"] == "Olive Sample"
    assert row["consents"] == ["sample-bakers"]
    listed = campaigner("event", "list", "bread", "--format", "json").json
    assert [(event["event"], event["places"], event["taken"]) for event in listed] == [
        ("talk", 2, 1),
        ("open-ovens", None, 0),
    ]
    assert campaigner("event", "cancel", "bread", "talk", "--email", "olive@example.org").code == 0
    assert campaigner("event", "cancel", "bread", "talk", "--email", "olive@example.org").code == 1


def test_a_list_of_places_goes_on_where_the_page_before_ended(here: OpenWorkspace) -> None:
    for number in range(5):
        ask(here, f"guest{number}@example.org", "A Guest", "open-ovens")
    seen, after, pages = [], 0, 0
    while after or not pages:
        page = booking_page(here, "bread", "open-ovens", after, most=2)
        seen += [each.booking.email for each in page.entries]
        after, pages = page.after, pages + 1
    assert (pages, seen) == (3, [f"guest{number}@example.org" for number in range(5)])


def test_who_gave_a_place_back_is_told_once(here: OpenWorkspace) -> None:
    ask(here, "olive@example.org")
    gone = give_back(here, "bread", "talk", "Olive@example.org")
    assert gone is not None
    assert (gone.name, gone.email) == ("Olive Sample", "olive@example.org")
    assert give_back(here, "bread", "talk", "olive@example.org") is None
    assert listed_event(here, "bread", "talk").places_left == 2


def test_the_audit_has_what_organisers_did_and_names_nobody(here: OpenWorkspace) -> None:
    form = BookingForm("Olive Sample", "olive@example.org", ["Sample Bakers"])
    for _ in range(2):
        book_for(here, "bread", "talk", form)
    exported = export_bookings(here, "bread", "talk")
    assert exported.text(ListFormat.CSV).splitlines()[1].startswith("Olive Sample,olive@example")
    assert booking_list(here, "bread", "talk").rows[0]["consents"] == ["sample-bakers"]
    give_back(here, "bread", "talk", "olive@example.org")
    deeds = audit.deeds(here.database.conn)
    assert [(deed.action, deed.details) for deed in deeds] == [
        ("event place taken", '{"event": "talk"}'),
        ("event bookings exported", '{"event": "talk", "rows": 1}'),
        ("event place given back", '{"event": "talk"}'),
    ]


def test_a_full_event_says_so(campaigner: Command, folder: Path) -> None:
    book_one = ("event", "book", "bread", "talk", "--name", "A Guest", "--email")
    codes = [campaigner(*book_one, f"guest{number}@example.org").code for number in range(3)]
    assert codes == [0, 0, 1]


def test_no_exported_cell_is_taken_for_a_formula(
    campaigner: Command, folder: Path, database: Database
) -> None:
    row = bookings.Booking("=HYPERLINK(1)", "+olive@example.org", "web", NOW, NOW)
    with transaction(database) as connection:
        bookings.take(connection, ("bread", "talk"), "olive@example.org", row, None)
    exported = campaigner("event", "bookings", "bread", "talk", "--format", "csv").stdout
    assert exported.splitlines()[1].startswith("'=HYPERLINK(1),'+olive@example.org,")


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        (("--email", "olive"), "not a valid email address", 1),
        (("--email", "o@example.org", "--name", "=A1"), "cannot start with", 1),
        (("--email", "o@example.org", "--consent", "Sample Millers"), "sample-bakers", 2),
        (("--email", "o@example.org", "--source", "nobody"), "Unknown source “nobody”", 2),
    ],
)
def test_a_booking_that_cannot_be_is_refused(
    campaigner: Command, folder: Path, options: tuple[str, ...], words: str, code: int
) -> None:
    called = campaigner("event", "book", "bread", "talk", "--name", "Olive", *options)
    assert called.code == code
    assert words in called.stderr
    assert campaigner("event", "bookings", "bread", "talk", "--format", "json").json == []


def test_olive_sees_her_place_and_is_forgotten_when_she_asks(
    campaigner: Command, here: OpenWorkspace
) -> None:
    ask(here, "Olive@example.org")
    ask(here, "tomos@example.org", "Tomos Sample")
    (place,) = campaigner("person", "export", "olive@example.org").json["bookings"]
    assert (place["event"], place["name"], place["may_contact"]) == ("talk", "Olive Sample", [])
    assert campaigner("person", "erase", "olive@example.org", "--yes").code == 0
    assert campaigner("person", "export", "olive@example.org").json["bookings"] == []
    assert [each.name for each in bookings_of(here, "bread", "talk")] == ["Tomos Sample"]


def test_who_came_is_forgotten_six_months_after(here: OpenWorkspace) -> None:
    ask(here, "olive@example.org")
    ask(here, "tomos@example.org", "Tomos", "open-ovens")
    over = datetime(2027, 8, 23, 18, 30, tzinfo=UTC)  # by then it is summer time
    before, after = replace(here, now=over - timedelta(minutes=1)), replace(here, now=over)
    assert anonymise(before).counts["bookings"] == 0
    assert what_is_due(after).counts["bookings"] == 1
    assert anonymise(after).counts["bookings"] == 1
    assert bookings_of(here, "bread", "talk") == []
    assert len(bookings_of(here, "bread", "open-ovens")) == 1
