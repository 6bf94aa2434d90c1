"""An organiser without a terminal writes an update, another agrees, and it goes out."""

from __future__ import annotations

import re

import httpx
import pytest

from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.tokens import make_token
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import LinkPurpose
from desk_people import Desk, heading, hidden, opened_here
from news_readers import set_up
from web_visitors import mails_of

UPDATES = "/desk/campaigns/bread/updates"
TEXT = {"subject": "We were heard", "body": "The Minister has **answered**.\n\n- one\n- two"}


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)


def agreed(at_desk: Desk, *names: str, language: str = "en") -> None:
    """People sign, confirm, and agree to news."""
    with opened_here(at_desk.served, "web") as here:
        petition = open_petition(here, "bread")
        for name in names:
            email = f"{name.lower()}@example.org"
            form = SigningForm(name, email, "LE93 1AA", language=language, updates=True)
            signed = apply(petition, form)
            assert isinstance(signed, Signed)
            with transaction(here.database) as connection:
                token = make_token(connection, signed.signature, LinkPurpose.CONFIRM, here.moment)
            confirm(here, token)


def written(olive: httpx.Client) -> str:
    """The address of an update that somebody wrote."""
    page = olive.post(f"{UPDATES}/new", data=TEXT)
    assert heading(page) == "We were heard", page.text
    return page.url.path


def test_olive_writes_reads_and_sends_an_update(at_desk: Desk) -> None:
    agreed(at_desk, "Suzie", "Ana")
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert "Write the first" in olive.get(UPDATES).text
    update = written(olive)
    page = olive.get(update).text
    assert "<strong>answered</strong>" in page
    assert "2 people who agreed to news." in page
    assert "Send it to 2 people" in page
    done = olive.post(f"{update}/send").text
    assert "0 of 2 sent" in done
    assert {mail["To"] for mail in mails_of(at_desk.served, "update")} == {
        "suzie@example.org", "ana@example.org",
    }  # fmt: skip
    assert "2 of 2 sent" in olive.get(update).text
    assert "Send it to" not in olive.get(update).text
    assert 'value="Change' not in olive.get(update).text
    assert ">Sent<" in olive.get(UPDATES).text


def test_mistakes_are_said_beside_the_fields_and_nothing_is_lost(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    body = "Words that took an hour.\n\n{{ cite('UDHR 31') }}"
    page = olive.post(f"{UPDATES}/new", data={"subject": "", "body": body})
    assert page.status_code == 422
    assert 'href="#subject"' in page.text
    assert "Words that took an hour." in page.text
    page = olive.post(f"{UPDATES}/new", data={"subject": "News", "body": body})
    assert page.status_code == 422
    assert "Line 3:" in page.text
    assert "UDHR" in page.text
    assert "No update yet" in olive.get(UPDATES).text


def test_an_update_is_written_in_welsh_too_and_for_some_people(at_desk: Desk) -> None:
    agreed(at_desk, "Suzie")
    agreed(at_desk, "Cai", language="cy")
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    update = written(olive)
    welsh = {"subject": "Cawsom ein clywed", "body": "Mae’r Gweinidog wedi ateb."}
    page = olive.post(f"{update}/text/cy", data=welsh).text
    assert "Cawsom ein clywed" in page
    page = olive.post(f"{update}/people", data={"areas": "", "languages": "cy"}).text
    assert "One person who agreed to news." in page
    wrong = olive.post(f"{update}/people", data={"areas": "Atlantis"})
    assert wrong.status_code == 422
    assert "by their code or name" in wrong.text
    olive.post(f"{update}/send")
    (mail,) = mails_of(at_desk.served, "update")
    assert (mail["To"], mail["Subject"]) == ("cai@example.org", "Cawsom ein clywed")


def test_a_second_person_agrees_before_it_goes_out(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    agreed(at_desk, "Suzie")
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    omar = at_desk.logged_in(AccountRole.OWNER)
    update = written(olive)
    mine = olive.post(f"{update}/send").text
    assert "You asked a second person" in mine
    assert 'value="yes">Yes, send it' not in mine
    assert mails_of(at_desk.served, "update") == []

    page = omar.get(update)
    assert "Organiser Sample asks you" in page.text
    proposal = hidden(page, "proposal")
    forged = olive.post(f"{update}/answer", data={"proposal": proposal, "answer": "yes"})
    assert forged.status_code == 403
    olive.post(f"{update}/text/en", data=TEXT | {"body": "Other words."})
    changed = omar.post(f"{update}/answer", data={"proposal": proposal, "answer": "yes"})
    assert changed.status_code == 422
    assert "was changed after somebody asked" in changed.text

    olive.post(f"{update}/send")
    proposal = hidden(omar.get(update), "proposal")
    done = omar.post(f"{update}/answer", data={"proposal": proposal, "answer": "yes"})
    assert "It goes out" in done.text
    assert len(mails_of(at_desk.served, "update")) == 1


def test_an_update_is_stopped_goes_on_and_is_published(at_desk: Desk) -> None:
    agreed(at_desk, "Suzie")
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    update = written(olive)
    olive.post(f"{update}/send")
    assert "It is stopped" in olive.post(f"{update}/stop").text
    assert mails_of(at_desk.served, "update") == []
    olive.post(f"{update}/go-on")
    assert len(mails_of(at_desk.served, "update")) == 1
    assert (
        "Everybody can read it there" in olive.post(f"{update}/publish", data={"shown": "yes"}).text
    )
    assert "We were heard" in at_desk.visitor().get("/bread/updates").text
    olive.post(f"{update}/publish", data={"shown": "no"})
    assert at_desk.visitor().get("/bread/updates").status_code == 404


def test_what_is_not_there_is_not_found(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    update = written(olive)
    for path in (f"{UPDATES}/7", f"{UPDATES}/x", f"{update}/text/xx", f"{UPDATES}/7/text/en"):
        assert olive.get(path).status_code == 404, path
    assert olive.post(f"{UPDATES}/7/send").status_code == 404
    assert olive.post(f"{update}/remove").url.path == UPDATES
    assert olive.get(update).status_code == 404


def test_html_stays_text_on_the_desk(at_desk: Desk) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    nasty = {"subject": "<script>x</script>", "body": "<script>y</script> </textarea><b>z</b>"}
    page = olive.post(f"{UPDATES}/new", data=nasty)
    for path in (page.url.path, f"{page.url.path}/text/en", UPDATES):
        text = olive.get(path).text
        assert not re.search(r"<script>|<b>z", text), path


def test_olive_mails_it_to_herself_in_a_rehearsal(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    update = written(olive)
    page = olive.post(f"{update}/mail-to-me", data={"language": "en"})
    assert page.status_code == 422
    assert "No mail server is set up" in page.text
    monkeypatch.setenv("CAMPAIGNER_REHEARSAL__ON", "true")
    page = olive.post(f"{update}/mail-to-me", data={"language": "en"})
    assert "Emailed to organiser@example.org." in page.text
    assert (at_desk.served.workspace.mail_folder / "preview-1.eml").is_file()
