"""What a campaign's page says after the form, and what it says before it opens and once closed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from campaigner.opening import opened_workspace
from campaigner.petitions.counts.milestones import record_answer
from campaigner.petitions.deliveries.record import Handover, record_delivery
from campaigner.petitions.opening import open_petition
from petitioners import confirmed_in
from web_visitors import OPEN, Served

EVENTS = """
[[events]]
title = { en = "Baking together", cy = "Pobi gyda’n gilydd" }
starts = 2027-06-02T18:00:00+00:00
ends = 2027-06-02T19:30:00+00:00
place = "Sampleton Town Hall"
access = { en = "No steps.", cy = "Dim grisiau." }

[[events]]
title = "Questions"
starts = 2027-01-02T18:00:00+00:00
online = "https://example.org/questions"

[[events]]
title = "Over"
starts = 2026-12-10T18:00:00+00:00
place = "Sampleton"
"""


def add(bread: Path, text: str) -> None:
    path = bread / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_events_to_come_have_their_time_place_and_access(served: Served, bread: Path) -> None:
    add(bread, EVENTS)
    with served.visitor() as visitor:
        page, welsh = (visitor.get(f"/bread?language={tag}").text for tag in ("en", "cy"))
    assert page.index("Questions") < page.index("Baking together")
    assert "2 June 2027, 19:00</time> to 20:30" in page  # as clocks show it in summer
    assert "<b>Access:</b> No steps." in page
    assert '<a href="https://example.org/questions">Join online</a>' in page
    assert "Over" not in page
    assert "Pobi gyda’n gilydd" in welsh
    assert "<b>Mynediad:</b> Dim grisiau." in welsh


def test_who_is_asked_for_a_letter_can_read_it_first(served: Served) -> None:
    with served.visitor() as visitor:
        page = visitor.get("/bread?language=cy").text
    link = '<a href="/bread/write?language=cy">Darllenwch y llythyr yn gyntaf</a>'
    assert page.index('name="letter"') < page.index(link) < page.index("</fieldset>")


def test_a_fact_says_of_which_day_it_is(served: Served) -> None:
    with served.visitor() as visitor:
        page, welsh = (visitor.get(f"/bread?language={tag}").text for tag in ("en", "cy"))
    assert "· as of 1 June 2026" in page
    assert "· fel yr oedd ar 1 Mehefin 2026" in welsh


def test_a_fact_whose_source_says_the_day_does_not_say_it_again(
    served: Served, bread: Path
) -> None:
    path = bread / "campaign.toml"
    text = path.read_text("utf-8").replace('source = "', 'source = "1 June 2026, ', 1)
    path.write_text(text, "utf-8")
    with served.visitor() as visitor:
        assert visitor.get("/bread").text.count("1 June 2026") == 1


def test_a_reader_finds_the_briefing_with_its_sources(served: Served, bread: Path) -> None:
    (bread / "brief.en.md").write_text('## Summary\n\n{{ fact("loaves") }}\n', encoding="utf-8")
    with served.visitor() as visitor:
        assert 'href="/bread/brief?language=cy"' in visitor.get("/bread?language=cy").text
        page = visitor.get("/bread/brief").text
        assert 'href="https://example.org/report"' in page
        assert "Universal Declaration of Human Rights" in page


def test_a_campaign_without_a_briefing_has_no_page_of_it(served: Served, bread: Path) -> None:
    for path in bread.glob("brief.*.md"):
        path.write_text("", encoding="utf-8")
    with served.visitor() as visitor:
        assert "/bread/brief" not in visitor.get("/bread").text
        assert visitor.get("/bread/brief").status_code == 404


def test_a_milestone_that_was_answered_is_told(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 10})
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        record_answer(open_petition(here, "bread"), 10, "We met the <Minister>.")
    with served.visitor() as visitor:
        page = visitor.get("/bread").text
    assert "<b>10</b> Ten" in page
    assert "We met the &lt;Minister&gt;." in page


def test_the_page_says_to_whom_a_petition_was_handed_in_and_not_by_whom(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        petition = open_petition(here, "bread")
        rows = petition.petition.ledger_rows
        told = [("<b>10 Downing Street", rows, True), ("The Mayor", rows - 1, True)]
        for recipient, size, shown in [*told, ("A quiet friend", rows, False)]:
            given = Handover(recipient, petition.today, "Olive Sample", (), size, shown)
            record_delivery(petition, given)
    with served.visitor() as visitor:
        page, welsh = (visitor.get(f"/bread?language={tag}").text for tag in ("en", "cy"))
    assert "Handed in to &lt;b&gt;10 Downing Street on " in page
    assert " with 2 signatures." in page
    assert "Handed in to The Mayor on " in page
    assert " with one signature." in page
    assert "quiet friend" not in page
    assert "Olive Sample" not in page
    assert "Cyflwynwyd i The Mayor ar " in welsh


def test_a_campaign_quotes_the_first_words_that_there_are(served: Served, bread: Path) -> None:
    path = bread / "campaign.toml"
    text = path.read_text(encoding="utf-8").replace("UDHR 25(1)", "ICESCR 11")
    path.write_text(text, encoding="utf-8")  # this Covenant can be cited, but not quoted
    with served.visitor() as visitor:
        page = visitor.get("/bread")
    assert page.status_code == 200
    assert "<blockquote" not in page.text


def test_a_closed_petition_has_its_count_and_nothing_next(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 6})
    with served.visitor() as visitor:
        assert "At 10 signatures: Ten" in visitor.get("/bread").text
        served.clock.moment = datetime(2027, 6, 20, 12, tzinfo=UTC)
        page = visitor.get("/bread").text
    assert "<b>6</b>" in page
    assert "signatures: Ten" not in page
    assert "<form" not in page


def test_the_picture_of_a_link_says_whether_one_can_sign(served: Served) -> None:
    pictures = set()
    for moment in (datetime(2026, 12, 1, tzinfo=UTC), OPEN, datetime(2027, 6, 20, tzinfo=UTC)):
        served.clock.moment = moment
        with served.visitor() as network:
            pictures.add(network.get("/share/bread.png").content)
    assert len(pictures) == 3
