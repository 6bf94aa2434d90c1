"""What the pages for writing a letter are made of, without a page."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.letters.finding import find_by_name, find_by_place
from campaigner.letters.recipients import ChooseArea, NoRecipient
from campaigner.letters.records.counting import LetterCount, count_letter, counted_letters
from campaigner.letters.request import LetterRequest
from campaigner.letters.writing.choices import offers
from campaigner.letters.writing.plain_text import as_message, mail_link
from campaigner.letters.writing.preview import Preview, preview
from campaigner.letters.writing.reminder import reminder
from campaigner.opening import OpenWorkspace
from campaigner.rendering.on_screen import on_screen
from campaigner.store.database import Database, transaction
from campaigner.vocabulary.representatives import NoAreaReason
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import ADA, POSTCODES, letter, represent

SUZIE = LetterRequest(campaign="bread", name="Suzie Specimen", postcode="LE93 1AA")


@pytest.fixture
def here(workspace: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """A workspace with representatives and postcodes, one of which lies in two constituencies."""
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    represent(database, workspace.root, postcodes)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "web")


def shown(here: OpenWorkspace, request: LetterRequest) -> Preview:
    found = preview(here, request)
    assert isinstance(found, Preview)
    return found


@pytest.mark.parametrize(
    ("postcode", "area", "names"),
    [
        ("le931aa", "", ["Ada Specimen"]),
        ("LE93 3AA", "E14009902", ["Barnaby Placeholder"]),
        ("", "E14009902", ["Barnaby Placeholder"]),
        ("JE2 3AB", "E14009901", ["Ada Specimen"]),
        ("LE93 9ZZ", "W07009903", ["Carys Enghraifft"]),
    ],
)
def test_a_place_leads_to_who_represents_it(
    here: OpenWorkspace, postcode: str, area: str, names: list[str]
) -> None:
    found = find_by_place(here, "bread", "en", postcode, area)
    assert not isinstance(found, ChooseArea)
    assert [each.name for each in found] == names


@pytest.mark.parametrize(
    ("postcode", "areas", "reason"),
    [
        ("LE93 3AA", ["Sampleton North", "Sampleton South"], None),
        ("JE2 3AB", [], NoAreaReason.CROWN_DEPENDENCY),
        ("LE93 9ZZ", [], NoAreaReason.NOT_IMPORTED),
    ],
)
def test_a_place_that_does_not_decide_is_a_choice(
    here: OpenWorkspace, postcode: str, areas: list[str], reason: NoAreaReason | None
) -> None:
    choice = find_by_place(here, "bread", "en", postcode)
    assert isinstance(choice, ChooseArea)
    assert [area.name for area in choice.areas] == areas
    assert (choice.no_area and choice.no_area.reason) == reason


def test_a_postcode_that_is_none_is_a_mistake_of_its_field(here: OpenWorkspace) -> None:
    for typed in ("", "nowhere"):
        with pytest.raises(FormRefused) as refused:
            find_by_place(here, "bread", "en", typed)
        assert [each.code for each in refused.value.problems] == ["invalid-postcode"]


def test_an_area_that_is_not_there_or_not_of_the_postcode_is_refused(here: OpenWorkspace) -> None:
    for postcode, area in (("", "E14000000"), ("LE93 1AA", "W07009903")):
        with pytest.raises(UsageError):
            find_by_place(here, "bread", "en", postcode, area)


def test_a_vacant_seat_says_so(here: OpenWorkspace) -> None:
    with transaction(here.database) as connection:
        connection.execute("DELETE FROM memberships")
        connection.execute(
            "INSERT INTO vacancies (role, area) SELECT 'mp', id FROM areas WHERE code = 'E14009901'"
        )
    with pytest.raises(NoRecipient) as refused:
        find_by_place(here, "bread", "en", "LE93 1AA")
    assert refused.value.message == "The seat of Sampleton North (MP) is vacant."
    assert refused.value.details == {"vacant": True}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ada", ["Ada Specimen"]),
        ("Sampleton", ["Ada Specimen", "Barnaby Placeholder"]),
        ("tre enghraifft", ["Carys Enghraifft"]),
        ("W07009903", ["Carys Enghraifft"]),
        ("LE93 1AA", ["Ada Specimen"]),
        ("Somebody Else", []),
        ("7", []),
        (" ", []),
    ],
)
def test_a_name_leads_to_people(here: OpenWorkspace, text: str, names: list[str]) -> None:
    assert [each.name for each in find_by_name(here, "bread", "en", text)] == names


def test_a_letter_needs_no_postcode_if_an_area_was_chosen(here: OpenWorkspace) -> None:
    made = shown(here, replace(SUZIE, postcode="", address="1 Sample Street", area="E14009902"))
    assert made.letter.recipient.name == "Barnaby Placeholder"
    assert made.letter.sender.lines == ("1 Sample Street",)
    assert "Sampleton South" in made.letter.page.html()


def test_one_of_several_recipients_is_written_to(here: OpenWorkspace, bread: Path) -> None:
    definition = bread / "campaign.toml"
    to = 'to = [{ role = "mp" }, { role = "mp", names = ["Carys Enghraifft"] }]'
    text = definition.read_text(encoding="utf-8").replace('to = [{ role = "mp" }]', to)
    definition.write_text(text, encoding="utf-8")
    first = shown(here, SUZIE)
    assert [each.name for each in first.recipients] == ["Ada Specimen", "Carys Enghraifft"]
    other = shown(here, replace(SUZIE, to=first.recipients[1].id))
    assert other.letter.recipient.name == "Carys Enghraifft"
    with pytest.raises(UnknownName):
        preview(here, replace(SUZIE, to=999))


def test_asks_can_be_chosen_where_there_are_several(here: OpenWorkspace) -> None:
    assert offers(shown(here, SUZIE)).asks == ()
    food = replace(SUZIE, campaign="right-to-food")
    found = offers(shown(here, food)).asks
    assert len(found) > 1
    assert all(each.words for each in found)
    last = replace(food, asks=found[-1].id)
    assert [each.id for each in offers(shown(here, last)).asks if each.is_chosen] == [found[-1].id]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "I wrote to you on 20 November 2026 about “Bread” and have not yet had a reply."),
        ("cy", "Ysgrifennais atoch ar 20 Tachwedd 2026 ynghylch “Bara”, ac nid wyf wedi cael ateb"),
    ],
)
def test_a_second_letter_reminds_of_the_first(
    here: OpenWorkspace, language: str, says: str
) -> None:
    again = replace(SUZIE, language=language, again=True, first_sent=date(2026, 11, 20))
    made = shown(here, again)
    assert says in made.letter.page.body
    assert "Bread Bill" in made.letter.page.body or "Bil Bara" in made.letter.page.body
    assert shown(here, replace(again, first_sent=None)).letter.page.body.startswith("<p>")


def test_a_second_letter_can_be_the_campaigns_own(here: OpenWorkspace, bread: Path) -> None:
    (bread / "letter").mkdir()
    (bread / "letter" / "again.en.md").write_text("Bread, once more.\n", encoding="utf-8")
    assert "once more" in shown(here, replace(SUZIE, again=True)).letter.page.body


def test_a_preview_says_how_close_it_is_and_what_would_make_it_own(here: OpenWorkspace) -> None:
    usual = shown(here, SUZIE)
    assert (usual.closeness, usual.is_own) == (1, False)
    assert usual.ways[0].part == "personal"
    own = shown(here, replace(SUZIE, personal="I bake bread for the street each day. " * 20))
    assert own.is_own
    assert own.ways == []


def test_a_letter_on_screen_has_its_notes_at_its_end_and_nothing_typed_becomes_html(
    bread: Path,
) -> None:
    made = letter(load_campaign(bread), personal='<script>alert(1)</script> <span class="note">')
    screen = on_screen(made.page, ["/static/paper.css"], "<p>above</p>")
    assert "<script>" not in screen.html
    assert "&lt;script&gt;" in screen.html
    assert "fold-mark" not in screen.html.partition("</head>")[2]
    assert f"<style>{screen.style}</style>" in screen.html
    assert screen.html.index("above") < screen.html.index('class="paper"')
    notes = screen.html.partition('<ol class="notes">')[2]
    assert "A made-up report, for this test" in notes
    assert '<span class="note">' not in screen.html
    assert "<sup>1</sup>" in screen.html


def test_a_letter_opens_in_an_email_program(here: OpenWorkspace) -> None:
    made = shown(here, replace(SUZIE, personal="Bread & butter? 100% of it:\nfor all.")).letter
    link = urlsplit(mail_link(made))
    fields = parse_qs(link.query, strict_parsing=True)
    assert link.scheme == "mailto"
    assert fields["subject"] == ["Bread"]
    (text,) = fields["body"]
    assert "Bread & butter? 100% of it:\r\nfor all." in text
    assert "+" not in link.query  # which is a plus in a mailto address, not a space
    draft = email.message_from_bytes(as_message(made), policy=email.policy.default)
    assert text.replace("\r\n", "\n") == draft.get_content().replace("\r\n", "\n")


def test_a_line_break_in_the_subject_adds_no_header(bread: Path) -> None:
    definition = bread / "campaign.toml"
    broken = r'subject = { en = "Bread\r\nBcc: evil@example.net"'
    text = definition.read_text("utf-8").replace('subject = { en = "Bread"', broken)
    definition.write_text(text, "utf-8")
    made = letter(load_campaign(bread))
    draft = email.message_from_bytes(as_message(made), policy=email.policy.default)
    assert draft["Subject"] == "Bread Bcc: evil@example.net"
    assert draft["Bcc"] is None
    assert "%0" not in mail_link(made).partition("&body=")[0]


def test_a_letter_opens_addressed_where_the_address_is_known(bread: Path) -> None:
    assert mail_link(letter(load_campaign(bread))).startswith(f"mailto:{ADA.email}?subject=")


def test_a_reminder_is_two_weeks_away_and_names_nobody_but_the_recipient(
    here: OpenWorkspace,
) -> None:
    made = shown(here, SUZIE).letter
    text = reminder(here, "bread", made.recipient, "en")
    (entry,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert entry.decoded("dtstart") == date(2026, 12, 24)
    assert entry["summary"] == "Has Ada Specimen MP answered your letter?"
    assert str(entry["url"]) == "https://example.org/bread/write/again?language=en"
    assert "Suzie" not in text
    assert "LE93" not in text
    assert "A yw Ada Specimen" in reminder(here, "bread", made.recipient, "cy")


def test_of_a_letter_only_its_campaign_area_and_day_are_counted(here: OpenWorkspace) -> None:
    made = shown(here, SUZIE)
    for _ in range(2):
        count_letter(here, made)
    assert counted_letters(here, "bread") == [LetterCount("E14009901", "2026-12-10", 2)]
    assert "Suzie" not in "\n".join(here.database.conn.iterdump())
    with pytest.raises(UnknownName):
        counted_letters(here, "cake")


def test_an_organiser_sees_how_many_letters_were_written_on_the_pages(
    here: OpenWorkspace, campaigner: Command
) -> None:
    count_letter(here, shown(here, SUZIE))
    called = campaigner("letter", "from-pages", "bread", "--format", "json")
    assert called.json == [{"day": "2026-12-10", "area": "E14009901", "count": 1}]
    assert "1 letter written on the pages." in called.stderr
