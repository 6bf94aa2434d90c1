"""Letters at the desk: written for many people, watched, fetched; replies typed in and by mail."""

from __future__ import annotations

import re

import httpx
import pytest

from campaigner.jobs.asking import job_of, prepare_letters, start_job, stop_job
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted
from campaigner.letters.mailed_replies.reading import read_mail
from campaigner.letters.records.replies import recorded_replies
from campaigner.store import mailed_replies
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole, JobState
from conftest import BREAD
from desk_people import Desk, heading, opened_here, words_of
from job_makers import PEOPLE, as_csv, done_here
from web_visitors import Served

LETTERS = "/desk/campaigns/bread/letters"


def table(content: bytes = as_csv(PEOPLE), name: str = "Our members.csv") -> dict[str, object]:
    return {"table": (name, content, "text/csv")}


def uploaded(carol: httpx.Client, made: str = "print") -> httpx.Response:
    return carol.post(f"{LETTERS}/new", data={"source": "table", "made": made}, files=table())  # type: ignore[arg-type]


def letters_written(served: Served, made: str = "print") -> int:
    """Two letters, written for the people of a table."""
    with opened_here(served) as here:
        wanted = LettersWanted("bread", to_print=made == "print")
        row = prepare_letters(here, wanted, Upload("people.csv", as_csv(PEOPLE)))
        start_job(here, row.id)
        done_here(here)
        return row.id


def test_an_organiser_matches_columns_and_says_which_answers_mean_yes(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    rows = (
        ("Surname, First", "Wo", "PLZ", "May we write?"),
        ("Specimen, Suzie", "1 Sample Street", "LE93 1AA", "Blue"),
        ("Sample, Sam", "2 Sample Street", "LE93 2AA", "Red"),
    )
    files = table(as_csv(rows))
    look = carol.post(f"{LETTERS}/new", data={"source": "table"}, files=files)  # type: ignore[arg-type]
    said = {
        "column-last, first": "Surname, First",
        "column-address": "Wo",
        "column-postcode": "PLZ",
        "column-consent": "May we write?",
    }
    matched = carol.post(f"{look.url.path}/match", data=said)
    assert "0 letters would be written. 2 rows would fail." in words_of(matched)
    said |= {"yes_means": "Blue", "no_means": "Red"}
    matched = carol.post(f"{look.url.path}/match", data=said)
    assert "1 letter would be written." in words_of(matched)
    assert "Suzie Specimen Ada Specimen MP" in words_of(matched)
    assert "<option selected>Wo</option>" in matched.text
    with opened_here(at_desk.served) as here:
        start_job(here, 1)
        done_here(here)
        assert job_of(here, 1).done == 1
    assert carol.post(f"{look.url.path}/match", data=said).status_code == 409


def test_an_organiser_writes_letters_for_the_people_of_a_table(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    assert "have been recorded for this campaign yet" in words_of(carol.get(LETTERS))

    assert heading(carol.get(f"{LETTERS}/new")) == "Write letters for many people"
    look = uploaded(carol)
    assert look.url.path == f"{LETTERS}/jobs/1"
    assert heading(look) == "Look before you start"
    said = words_of(look)
    assert "2 letters would be written. 1 row would fail." in said
    assert "Suzie Specimen Ada Specimen MP" in said
    assert re.search(r"Row What to correct 4 ", said)

    going = carol.post(f"{LETTERS}/jobs/1/start")
    assert heading(going) == "The letters wait for their turn"
    with opened_here(at_desk.served) as here:
        row = done_here(here)
        assert row.asked_by == f"organiser {at_desk.accounts['organiser'].id}"
    done = carol.get(f"{LETTERS}/jobs/1")
    assert heading(done) == "The letters are written"
    assert "2 letters are written. 1 row failed" in words_of(done)

    (address,) = set(re.findall(r'href="(\S+/files/print-run\S+\.pdf)"', done.text))
    run = carol.get(address)
    assert run.content.startswith(b"%PDF")
    assert run.headers["Cache-Control"] == "no-store"
    assert "attachment" in run.headers["Content-Disposition"]
    assert "Example Party" in words_of(carol.get(LETTERS))


def test_letters_are_fetched_with_a_fresh_password_alone(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    number = letters_written(at_desk.served, "zip")
    at_desk.served.clock.moment = at_desk.served.clock.moment.replace(minute=20)
    asked = carol.get(f"{LETTERS}/jobs/{number}/files/letters-bread.zip")
    assert not asked.content.startswith(b"PK")
    assert 'type="password"' in asked.text


def test_a_job_is_stopped_and_resumed_by_buttons(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    uploaded(carol)
    carol.post(f"{LETTERS}/jobs/1/start")
    stopped = carol.post(f"{LETTERS}/jobs/1/stop")
    assert heading(stopped) == "Stopped"
    assert carol.post(f"{LETTERS}/jobs/1/stop").status_code == 409
    assert heading(carol.post(f"{LETTERS}/jobs/1/start")) == "The letters wait for their turn"
    assert carol.post(f"{LETTERS}/jobs/1/start").status_code == 409


def test_what_was_prepared_can_be_discarded(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    uploaded(carol)
    assert carol.post(f"{LETTERS}/jobs/1/remove").url.path == LETTERS
    assert carol.get(f"{LETTERS}/jobs/1").status_code == 404
    assert not list((at_desk.served.workspace.root / "letters").rglob("*.csv"))


@pytest.mark.parametrize(
    ("form", "files", "said"),
    [
        ({"source": "table"}, {}, "Choose a table"),
        ({"source": "nobody"}, {}, "Choose for whom the letters are"),
        ({"source": "table"}, table(b""), "The file is empty"),
        ({"source": "table"}, table(b"MZ", "list.exe"), "Choose a table: CSV"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    at_desk: Desk, form: dict[str, str], files: dict[str, object], said: str
) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    answer = carol.post(f"{LETTERS}/new", data=form, files=files or {"other": b""})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert "Error:" in answer.text.partition("</title>")[0]


def test_a_table_without_names_is_explained_before_it_is_started(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    answer = carol.post(
        f"{LETTERS}/new",
        data={"source": "table"},
        files=table(b"colour,size\nred,4\n"),  # type: ignore[arg-type]
    )
    assert "What went wrong" in words_of(answer)
    assert f"{LETTERS}/jobs/1/start" not in answer.text


def test_a_job_of_another_campaign_is_not_there(at_desk: Desk) -> None:
    BREAD.write_to(at_desk.served.workspace.campaigns_folder / "cake")
    with opened_here(at_desk.served) as here:
        row = prepare_letters(here, LettersWanted("cake"), Upload("p.csv", as_csv(PEOPLE)))
        start_job(here, row.id)
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    assert carol.get(f"{LETTERS}/jobs/{row.id}").status_code == 404
    assert carol.post(f"{LETTERS}/jobs/{row.id}/stop").status_code == 404
    assert carol.get("/desk/campaigns/cake/letters").status_code == 403
    with opened_here(at_desk.served) as here:
        assert job_of(here, row.id).state is JobState.WAITING
        stop_job(here, row.id)


def test_a_reply_is_typed_in_for_a_letter_that_waits(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    letters_written(at_desk.served)
    waiting = carol.get(f"{LETTERS}/waiting?days=0")
    assert "Ada Specimen Sampleton North · Letter 1 Suzie Specimen" in words_of(waiting)
    assert "No letter as old as this waits" in words_of(carol.get(f"{LETTERS}/waiting"))
    assert heading(carol.get(f"{LETTERS}/reply/1")) == "Record a reply"
    form = {"outcome": "", "received": "tomorrow", "text": "She will ask the minister."}
    wrong = carol.post(f"{LETTERS}/reply/1", data=form)
    assert wrong.status_code == 422
    assert "She will ask the minister." in wrong.text
    form |= {"outcome": "will-raise-it", "received": "2026-12-11"}
    recorded = carol.post(f"{LETTERS}/reply/1", data=form)
    assert recorded.url.path == f"{LETTERS}/waiting"
    assert "The reply to letter 1 is recorded." in words_of(recorded)
    with opened_here(at_desk.served) as here:
        assert [each.outcome for each in recorded_replies(here, 1)] == ["will-raise-it"]
    assert "Suzie Specimen" not in carol.get(f"{LETTERS}/waiting?days=0").text
    assert carol.get(f"{LETTERS}/reply/99").status_code == 404


def test_replies_that_are_not_possible_are_refused_beside_the_day(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    letters_written(at_desk.served)
    form = {"outcome": "refused", "received": "2026-12-12", "text": ""}
    answer = carol.post(f"{LETTERS}/reply/1", data=form)
    assert "12 December 2026 is in the future." in words_of(answer)
    welsh = carol.post(f"{LETTERS}/reply/1?language=cy", data=form).text
    assert welsh.count('<span lang="en" dir="ltr">12 December 2026 is in the future.') == 2


def mail_came(served: Served, text: str = "Ada Specimen will support you.") -> None:
    with opened_here(served) as here, transaction(here.database) as connection:
        mail = read_mail(f"From: suzie@example.org\nSubject: Reply\n\n{text}".encode(), here.moment)
        words = (mail.sender, mail.subject, mail.text)
        mailed_replies.add(connection, mail.mark, here.moment, mail.sent_at, words, 1)


def test_an_owner_says_what_a_mail_is(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    letters_written(at_desk.served)
    assert "No mailbox is set up" in words_of(olive.get("/desk/replies"))
    mail_came(at_desk.served)
    mail_came(at_desk.served, "Win a prize!")
    assert "Ada Specimen will support you." in words_of(olive.get("/desk/replies"))
    take = {"mail": "1", "letter": "1", "outcome": ""}
    wrong = olive.post("/desk/replies/take", data=take)
    assert wrong.status_code == 422
    assert "Choose what they answer" in words_of(wrong)
    left = olive.post("/desk/replies/take", data=take | {"outcome": "will-support"})
    assert "will support you" not in left.text
    assert "Win a prize" not in olive.post("/desk/replies/aside", data={"mail": "2"}).text
    with opened_here(at_desk.served) as here:
        assert [each.outcome for each in recorded_replies(here, 1)] == ["will-support"]


def test_mails_are_for_those_who_work_in_every_campaign(at_desk: Desk) -> None:
    assert at_desk.logged_in(AccountRole.ORGANISER).get("/desk/replies").status_code == 403


def test_hostile_words_of_people_stay_words(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    rows = [PEOPLE[0], ("<script>alert(1)</script>", "1 Street", "LE93 1AA", "x@example.org")]
    answer = olive.post(
        f"{LETTERS}/new",
        data={"source": "table"},
        files=table(as_csv(rows)),  # type: ignore[arg-type]
    )
    letters_written(at_desk.served)
    mail_came(at_desk.served, "<img src=x onerror=alert(1)>")
    for page in (answer, olive.get("/desk/replies")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_the_pictures_of_replies_are_there_by_party_and_area(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    letters_written(at_desk.served)
    for by, name in (("party", "Sample Party"), ("area", "Sampleton North")):
        assert name in words_of(carol.get(f"{LETTERS}?by={by}"))
        picture = carol.get(f"{LETTERS}/replies.svg?by={by}")
        assert picture.headers["Content-Type"].startswith("image/svg+xml")
        assert name in picture.text


def test_packs_are_asked_for_and_watched_at_the_desk(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    packs = "/desk/campaigns/bread/packs"
    assert "Packs for representatives" in words_of(carol.get(packs))
    going = carol.post(f"{packs}/make", data={"role": "mp", "signed_by": "Olive Sample"})
    assert heading(going) == "It waits for its turn"
    assert going.url.path == f"{packs}/jobs/1"
    assert carol.get(f"{LETTERS}/jobs/1").status_code == 404
    assert heading(carol.post(f"{packs}/jobs/1/stop")) == "Stopped"
    pack = carol.post(f"{packs}/hand-in", data={"shown": "initials", "to": "The Prime Minister"})
    assert "Initials and the first half of postcodes" in words_of(pack)
    with opened_here(at_desk.served) as here:
        done_here(here)
    assert heading(carol.get(f"{packs}/jobs/2")) == "It could not be made"  # nobody has signed
    assert "Hand-in pack" in words_of(carol.get(packs))
    long = carol.post(f"{packs}/make", data={"signed_by": "x" * 201})
    assert long.status_code == 422


def test_those_whose_letters_wait_are_downloaded_to_be_reminded(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    letters_written(at_desk.served)
    assert "Remind those who wrote" in words_of(carol.get(f"{LETTERS}/waiting?days=0"))
    table = carol.post(f"{LETTERS}/waiting/remind", data={"days": "0"})
    assert "attachment" in table.headers["Content-Disposition"]
    assert "suzie@example.org,Ada Specimen,Sampleton North" in table.text
    assert "/bread/write/again" in table.text
    later = carol.post(f"{LETTERS}/waiting/remind", data={"days": "14"})
    assert "suzie" not in later.text
    at_desk.served.clock.moment = at_desk.served.clock.moment.replace(minute=20)
    asked = carol.post(f"{LETTERS}/waiting/remind", data={"days": "0"})
    assert "suzie" not in asked.text
    with opened_here(at_desk.served) as here:
        noted = here.database.execute("SELECT count(*) FROM audit WHERE action LIKE 'senders%'")
        assert noted.fetchone()[0] == 2
