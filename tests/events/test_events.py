"""Events: entries for calendars, and places that are never given twice."""

from __future__ import annotations

import multiprocessing
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Event
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
from campaigner.events.calendars import calendar, calendar_of
from campaigner.events.listing import list_events, listed_event
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.privacy.retention import anonymise, what_is_due
from campaigner.store import audit, bookings
from campaigner.store.database import Database, opened, transaction
from campaigner.vocabulary.papers import ListFormat
from campaigner.workspace import Workspace
from conftest import Command

BREAD = Path(__file__).parents[1] / "data" / "campaigns" / "bread"
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVENTS = """
[[partners]]
name = "Sample Bakers"
consent = { en = "The Sample Bakers may write to me.", cy = "Caiff y Sample Bakers ysgrifennu." }

[[partners]]
name = "Sample Millers"

[[events]]
id = "talk"
title = { en = "Bread, salt; and talk", cy = "Bara, halen; a sgwrs" }
starts = 2027-02-23T18:00:00+00:00
ends = 2027-02-23T19:30:00+00:00
online = "https://example.org/talk"
places = 2

[[events]]
title = { en = "Open ovens", cy = "Ffyrnau agored" }
starts = 2027-06-05T10:00:00+01:00
place = "1 Sample Street\\nSampleton"
"""


@pytest.fixture
def folder(bread: Path) -> Path:
    """A campaign with two events and two partners, one of whom asks for consent."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + EVENTS, encoding="utf-8")
    return bread


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


# Calendars


def entries(text: str) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_a_calendar_as_rfc_5545_has_it(campaign: Campaign) -> None:
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//campaigner//EN",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:talk.bread@example.org",
        "DTSTAMP:20261123T090000Z",
        "DTSTART:20270223T180000Z",
        "DTEND:20270223T193000Z",
        "SUMMARY;LANGUAGE=en:Bread\\, salt\\; and talk",
        "LOCATION:https://example.org/talk",
        "DESCRIPTION;LANGUAGE=en:Bread\\nhttps://example.org/bread",
        "URL:https://example.org/talk",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    text = calendar(campaign, [campaign.event("talk")], "en", "https://example.org", NOW)
    assert text == "".join(f"{line}\r\n" for line in lines)


def test_what_the_calendar_says_in_welsh(campaign: Campaign) -> None:
    text = calendar(campaign, campaign.events, "cy", "https://example.org", NOW)
    talk, ovens = entries(text)
    assert str(talk["UID"]) == "talk.bread@example.org"
    assert str(talk["SUMMARY"]) == "Bara, halen; a sgwrs"
    assert talk.decoded("DTSTART") == datetime(2027, 2, 23, 18, 0, tzinfo=UTC)
    assert talk.decoded("DTEND") == datetime(2027, 2, 23, 19, 30, tzinfo=UTC)
    assert str(talk["URL"]) == str(talk["LOCATION"]) == "https://example.org/talk"
    assert str(talk["DESCRIPTION"]) == "Bara\nhttps://example.org/bread"
    assert str(ovens["UID"]) == "open-ovens.bread@example.org"
    assert ovens.decoded("DTSTART") == datetime(2027, 6, 5, 9, 0, tzinfo=UTC)
    assert "DTEND" not in ovens
    assert str(ovens["LOCATION"]) == "1 Sample Street\nSampleton"
    assert not talk.errors
    assert not ovens.errors


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_title_reads_back_and_no_line_is_too_long(title: str) -> None:
    assume(title.strip())
    event = Event(id="talk", title={"en": title}, starts=NOW)
    text = calendar(load_campaign(BREAD), [event], "en", "https://example.org", NOW)
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    (entry,) = entries(text)
    assert str(entry["SUMMARY"]) == CONTROLS.sub("", event.title["en"].replace("\r\n", "\n"))


def test_an_address_cannot_add_a_line_to_the_calendar(campaign: Campaign) -> None:
    event = campaign.event("talk").model_copy(update={"online": "https://x.org/\r\nATTACH:y"})
    text = calendar(campaign, [event], "en", "https://example.org", NOW)
    (entry,) = entries(text)
    assert "ATTACH" not in entry
    assert str(entry["URL"]) == "https://x.org/ATTACH:y"


def test_the_command_writes_one_event_or_all(campaigner: Command, folder: Path) -> None:
    assert campaigner("event", "calendar", "bread", "talk", "-o", "talk.ics").code == 0
    content = Path("talk.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert len(entries(content.decode())) == 1
    assert len(entries(campaigner("event", "calendar", "bread").stdout)) == 2


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


def test_the_calendar_of_a_campaign_has_one_event_or_all(here: OpenWorkspace) -> None:
    assert [str(each["UID"]) for each in entries(calendar_of(here, "bread", "talk"))] == [
        "talk.bread@example.org"
    ]
    assert len(entries(calendar_of(here, "bread", language="cy"))) == 2
    with pytest.raises(UnknownName, match="event"):
        calendar_of(here, "bread", "talks")


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
