"""A rehearsal: the clock runs ahead, and emails are on a page instead of being sent."""

from __future__ import annotations

import threading
from email.message import EmailMessage
from pathlib import Path

import pytest

from campaigner.petitions.rehearsing import RehearsalRefused
from campaigner.web.app import opened_site
from campaigner.web.mailing import mail_going_out
from campaigner.workspace import Workspace
from conftest import Command
from web_visitors import Served, SetClock, serving

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "postcode": "LE93 1AA",
    "agreed": "yes",
}


@pytest.fixture
def rehearsing(represented: Workspace, bread: Path) -> Workspace:
    """A workspace in which nothing is meant."""
    settings = represented.root / "campaigner.toml"
    text = settings.read_text("utf-8").replace("# on = false", "on = true")
    settings.write_text(text, "utf-8")
    return represented


def test_the_pages_say_so_and_show_the_emails(rehearsing: Workspace) -> None:
    clock, there = SetClock(), threading.Event()
    with serving(rehearsing) as served, served.visitor() as suzie:
        page = suzie.post("/bread", data=FORM).text
        assert "This is a rehearsal." in page
        with opened_site(rehearsing, clock) as site, mail_going_out(site):
            for _ in range(200):
                if any((rehearsing.root / "mail").glob("*.eml")):
                    break
                there.wait(0.05)
        mails = suzie.get("/rehearsal").text
    assert "suzie@example.org" in mails
    assert "/confirm/" in mails


def test_links_and_what_is_attached_open_on_this_server(rehearsing: Workspace) -> None:
    mail = EmailMessage()
    mail["To"], mail["Subject"] = "suzie@example.org", "Your letter"
    mail.set_content(f"{rehearsing.settings.web.address}/confirm/abc and https://other.example/x")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="llythyr Siân.pdf")
    folder = rehearsing.root / "mail"
    folder.mkdir()
    (folder / "letter-000001.eml").write_bytes(bytes(mail))
    with serving(rehearsing) as served, served.visitor() as suzie:
        page = suzie.get("/rehearsal").text
        letter = suzie.get("/rehearsal/letter-000001.eml/0")
        elsewhere = [suzie.get(f"/rehearsal/{each}") for each in ("letter-000001.eml/1", "x.eml/0")]
    assert 'href="/confirm/abc"' in page
    assert 'href="https://other.example/x"' in page
    assert 'href="/rehearsal/letter-000001.eml/0"' in page
    assert (letter.content, letter.headers["content-type"]) == (b"%PDF", "application/pdf")
    assert [each.status_code for each in elsewhere] == [404, 404]


@pytest.mark.slow
def test_all_components_are_on_a_page(rehearsing: Workspace) -> None:
    with serving(rehearsing) as served, served.visitor() as designer:
        assert "All components" in designer.get("/_styles").text


@pytest.mark.slow
def test_outside_a_rehearsal_there_are_no_such_pages(served: Served) -> None:
    with served.visitor() as anybody:
        assert anybody.get("/rehearsal").status_code == 404
        assert anybody.get("/rehearsal/letter-000001.eml/0").status_code == 404
        assert anybody.get("/_styles").status_code == 404
        assert "rehearsal" not in anybody.get("/bread").text


def switched(workspace: Workspace, *, on: bool) -> None:
    settings = workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8")
    old, new = ("# on = false", "on = true") if on else ("on = true", "# on = false")
    assert old in text
    settings.write_text(text.replace(old, new), "utf-8")


def test_signatures_of_a_rehearsal_are_never_counted_as_real(
    rehearsing: Workspace, campaigner: Command
) -> None:
    with serving(rehearsing) as served, served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
    switched(rehearsing, on=False)
    called = campaigner("-w", rehearsing.root, "petition", "tally", "bread")
    assert "has signatures of a rehearsal, which must not count." in called.stderr
    assert "Use a separate workspace" in called.stderr
    with pytest.raises(RehearsalRefused), opened_site(rehearsing, SetClock()):
        pass
    sending = campaigner("-w", rehearsing.root, "mail", "send")
    assert (sending.code, "signatures of a rehearsal" in sending.stderr) == (1, True)
    switched(rehearsing, on=True)
    assert campaigner("-w", rehearsing.root, "petition", "tally", "bread").code == 0


def test_real_signatures_take_no_rehearsal(
    represented: Workspace, bread: Path, campaigner: Command
) -> None:
    with serving(represented) as served, served.visitor() as suzie:
        suzie.post("/bread", data=FORM)
    switched(represented, on=True)
    called = campaigner("-w", represented.root, "petition", "tally", "bread")
    assert called.code == 1
    assert "has real signatures: a rehearsal would be counted with them." in called.stderr
    switched(represented, on=False)
    assert campaigner("-w", represented.root, "petition", "tally", "bread").code == 0


def test_a_rehearsal_in_which_nobody_signed_leaves_nothing(
    rehearsing: Workspace, campaigner: Command
) -> None:
    assert campaigner("-w", rehearsing.root, "petition", "tally", "bread").code == 0
    switched(rehearsing, on=False)
    with serving(rehearsing) as served, served.visitor() as suzie:
        assert suzie.post("/bread", data=FORM).status_code == 200
