"""Ambassadors and partners see what is theirs alone; auditors look at the ledger."""

from __future__ import annotations

import csv
import io
import re

import pytest

from account_holders import PASSWORD
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof import aside
from campaigner.petitions.proof.checkpoints import make_checkpoint
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden, opened_here
from petitioners import confirmed_in
from web_visitors import SIGNING, path_mailed

OWN = "/desk/campaigns/bread/sources/amira"
BAKERS = "/desk/campaigns/bread/partners/sample-bakers"
LEDGER = "/desk/campaigns/bread/ledger"


def sign(at_desk: Desk, **more: str) -> str:
    """Suzie signs on the page, and confirms; returns her receipt."""
    suzie = at_desk.visitor()
    answer = suzie.post("/bread", data={**SIGNING, **more})
    assert answer.url.path == "/bread/inbox", answer.text
    suzie.get(path_mailed(at_desk.served, "confirm", "confirm"))
    suzie.post("/confirm")
    return suzie.get("/bread/receipt").text


def test_an_ambassador_sees_what_came_through_their_link(at_desk: Desk) -> None:
    amira = at_desk.logged_in(AccountRole.AMBASSADOR)
    start = amira.get("/desk")
    assert OWN in start.text
    page = amira.get(OWN)
    assert heading(page) == "What came through you"
    assert "source=amira" in page.text
    assert "<svg" in page.text
    at_desk.served.clock.moment = at_desk.served.clock.moment.replace(minute=5)
    sign(at_desk, source="amira")
    assert re.search(r"<dt>signatures</dt><dd>1</dd>", amira.get(OWN).text)
    assert amira.get(OWN.replace("amira", "omar")).status_code == 403
    for path in ("/desk/campaigns/bread/ledger", BAKERS, "/desk/organisers", "/desk/audit"):
        assert amira.get(path).status_code == 403


def test_an_ambassador_downloads_a_paper_with_their_link(at_desk: Desk) -> None:
    amira = at_desk.logged_in(AccountRole.AMBASSADOR)
    picture = amira.post(f"{OWN}/papers/qr.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "attachment" in picture.headers["Content-Disposition"]
    assert picture.headers["Cache-Control"] == "no-store"
    assert amira.post(f"{OWN}/papers/nothing.pdf").status_code == 404
    assert amira.post(f"{OWN.replace('amira', 'omar')}/papers/qr.svg").status_code == 403


@pytest.mark.slow
def test_the_briefing_of_a_pack_is_a_pdf(at_desk: Desk) -> None:
    amira = at_desk.logged_in(AccountRole.AMBASSADOR)
    paper = amira.post(f"{OWN}/papers/brief.pdf")
    assert paper.content.startswith(b"%PDF")


def test_a_partner_downloads_their_own_people_with_their_password(at_desk: Desk) -> None:
    baker = at_desk.logged_in(AccountRole.PARTNER)
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    sign(at_desk, email="mo@example.org", name="Mo Sample", consents="sample-bakers/news/email")
    page = baker.get(BAKERS)
    assert re.search(r"<dd>1</dd>", page.text)
    clock = at_desk.served.clock
    clock.moment = clock.moment.replace(minute=15)
    again = baker.post(f"{BAKERS}/export", data={"format": "csv"})
    assert heading(again) == "Enter your password again"
    form = {"desk-asked": hidden(again, "desk-asked"), "password": PASSWORD}
    file = baker.post(f"{BAKERS}/export", data=form)
    (row,) = csv.DictReader(io.StringIO(file.text))
    assert row["email"] == "mo@example.org"
    assert "attachment" in file.headers["Content-Disposition"]
    for path in (OWN, LEDGER, BAKERS.replace("sample-bakers", "millers")):
        assert baker.get(path).status_code == 403
    assert baker.post(f"{BAKERS.replace('sample-bakers', 'millers')}/export").status_code == 403
    owner = at_desk.logged_in()
    assert "exported contacts for " in owner.get("/desk/audit").text


def test_an_auditor_counts_again_and_checks_a_receipt(at_desk: Desk) -> None:
    auditor = at_desk.logged_in(AccountRole.AUDITOR)
    receipt = sign(at_desk)
    counted = auditor.post(LEDGER)
    assert "Everything fits" in counted.text
    checked = auditor.post(LEDGER, data={"evidence": receipt})
    assert re.search(r"counts: it is row \d+", checked.text)
    for wrong in ("nothing", receipt.replace("row", "wor"), receipt.replace("Suzie", "Mo")):
        answer = auditor.post(LEDGER, data={"evidence": wrong})
        assert "counts: it is row" not in answer.text
        assert answer.status_code in (200, 422)


def test_an_auditor_draws_a_sample_and_says_what_was_found(at_desk: Desk) -> None:
    auditor = at_desk.logged_in(AccountRole.AUDITOR)
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    with opened_here(at_desk.served) as here:
        published = make_checkpoint(open_petition(here, "bread")).text
    assert published in auditor.get(LEDGER).text.replace("&#34;", '"')
    refused = auditor.post(f"{LEDGER}/sample", data={"checkpoint": "x", "seed": "1", "size": "2"})
    assert refused.status_code == 422
    form = {"checkpoint": published, "seed": "5 12 23 31 44 58", "size": "3"}
    drawn = auditor.post(f"{LEDGER}/sample", data=form)
    rows = list(csv.DictReader(io.StringIO(drawn.text)))
    assert len(rows) == 3
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows([{**row, "found": "real"} for row in rows])
    files = {"worksheet": ("found.csv", text.getvalue().encode())}
    answer = auditor.post(f"{LEDGER}/sample-result", files=files)
    assert "of 6 signatures are real" in answer.text
    for bad in (b"", b"\x00\x01", b"a,b\n1,2\n", text.getvalue().replace("real", "maybe").encode()):
        answer = auditor.post(f"{LEDGER}/sample-result", files={"worksheet": ("f.csv", bad)})
        assert answer.status_code == 422
        assert "worksheet-error" in answer.text


@pytest.mark.slow
def test_a_long_ledger_is_counted_in_another_process(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "AT_ONCE", 0)
    auditor = at_desk.logged_in(AccountRole.AUDITOR)
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    assert "Everything fits" in auditor.post(LEDGER).text
    refused = auditor.post(LEDGER, data={"evidence": "nothing"})
    assert refused.status_code == 422


def test_a_campaign_with_a_mistake_says_what_it_is(at_desk: Desk) -> None:
    auditor = at_desk.logged_in(AccountRole.AUDITOR)
    path = at_desk.served.workspace.campaigns_folder / "bread" / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace("opens = 2026", "opens = 'soon'\nx = 2026"))
    at_desk.served.clock.moment = at_desk.served.clock.moment.replace(minute=5)
    answer = auditor.get(LEDGER)
    assert answer.status_code == 409
    assert "campaign.toml" in answer.text
    assert "cannot be read" in auditor.get("/desk").text
