"""Updates on the campaign's page, and the link in each that stops them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.organisers.acting import MACHINE
from campaigner.outreach.stopping import allowed_by
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.tokens import make_token
from campaigner.store.database import transaction
from campaigner.updates.publishing import publish, take_down
from campaigner.updates.sending import send_update
from campaigner.updates.writing import Wish, write_update
from campaigner.vocabulary.signatures import LinkPurpose
from news_readers import set_up
from web_visitors import OPEN, Served, mails_of

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)


@pytest.fixture
def visitor(served: Served) -> Iterator[httpx.Client]:
    """Somebody with a browser, or a visitor."""
    with served.visitor() as client:
        yield client


def written(here: OpenWorkspace) -> int:
    found = write_update(here, MACHINE, "bread", Wish("We were heard", "## So\n\nThe **answer**."))
    wish = Wish("Cawsom ein clywed", "Yr ateb.", "cy")
    return write_update(here, MACHINE, "bread", wish, found.id).id


def link_of_suzie(served: Served) -> str:
    """Suzie signs, confirms and agrees, and gets an update; returns the path of its link."""
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        petition = open_petition(here, "bread")
        form = SigningForm("Suzie Specimen", "suzie@example.org", "LE93 1AA", updates=True)
        signed = apply(petition, form)
        assert isinstance(signed, Signed)
        with transaction(here.database) as connection:
            token = make_token(connection, signed.signature, LinkPurpose.CONFIRM, here.moment)
        confirm(here, token)
        send_update(here, MACHINE, "bread", written(here))
    (mail,) = mails_of(served, "update")
    return urlsplit(str(mail["List-Unsubscribe"]).strip("<>")).path


def may_be_written_to(served: Served) -> bool:
    with opened_workspace(served.workspace, OPEN, "test") as here:
        return any(each.who == "ourselves" for each in allowed_by(here, "suzie@example.org"))


def test_a_mail_program_stops_updates_by_one_click(served: Served, visitor: httpx.Client) -> None:
    path = link_of_suzie(served)
    assert may_be_written_to(served)
    answer = visitor.post(path, data={"List-Unsubscribe": "One-Click"}, follow_redirects=False)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert not may_be_written_to(served)
    assert visitor.post(path).status_code == 200  # again, without a body


def test_a_program_that_looks_through_mail_stops_nothing(
    served: Served, visitor: httpx.Client
) -> None:
    page = visitor.get(link_of_suzie(served))
    assert page.url.path == "/stop-updates"
    assert "Stop updates" in page.text
    assert "suzie" not in page.text.lower()
    assert may_be_written_to(served)


def test_suzie_stops_updates_by_the_button_and_stays_a_signatory(
    served: Served, visitor: httpx.Client
) -> None:
    page = visitor.get(link_of_suzie(served))
    link = page.text.partition('name="link" value="')[2].partition('"')[0]
    done = visitor.post("/stop-updates", data={"link": link, "language": "cy"})
    assert "Diweddariadau wedi’u hatal" in done.text
    assert not may_be_written_to(served)
    assert visitor.get("/bread/count.json").json()["signatures"] == 1


@pytest.mark.parametrize("token", ["0", "1x", "1x000000000000000000000000", "é", "-1x0", "1" * 400])
def test_a_made_up_link_stops_nothing(served: Served, visitor: httpx.Client, token: str) -> None:
    link_of_suzie(served)
    assert visitor.post(f"/stop-updates/{token}").status_code == 410
    assert visitor.get(f"/stop-updates/{token}").status_code == 410
    assert may_be_written_to(served)


def test_another_site_cannot_press_the_button(served: Served) -> None:
    path = link_of_suzie(served)
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    with served.visitor(**headers) as elsewhere:
        assert elsewhere.post(path).status_code == 403


def test_published_updates_are_on_the_page_in_both_languages(
    served: Served, visitor: httpx.Client
) -> None:
    assert visitor.get("/bread/updates").status_code == 404
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        number = written(here)
        publish(here, MACHINE, "bread", number)
    page = visitor.get("/bread/updates").text
    assert "<h2>We were heard</h2>" in page
    assert "<strong>answer</strong>" in page
    assert "<h3>So</h3>" in page
    assert "Cawsom ein clywed" in visitor.get("/bread/updates?language=cy").text
    served.clock.moment = OPEN.replace(minute=1)
    assert "/bread/updates?language=en#update-1" in visitor.get("/bread").text
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        take_down(here, MACHINE, "bread", number)
    assert visitor.get("/bread/updates").status_code == 404


def feed_of(visitor: httpx.Client, language: str) -> ElementTree.Element:
    answer = visitor.get(f"/bread/updates.atom?language={language}")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "s-maxage=10" in answer.headers["Cache-Control"]
    again = visitor.get(answer.url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    return ElementTree.fromstring(answer.content)


def said(element: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in element.iterfind(f"{ATOM}{name}")]


def test_published_updates_are_a_feed_whose_ids_and_times_stay(
    served: Served, visitor: httpx.Client
) -> None:
    assert visitor.get("/bread/updates.atom").status_code == 404
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        number = written(here)
        publish(here, MACHINE, "bread", number)
        later = Wish("A < B & “C”", "<script>alert(2)</script>")
        other = write_update(here, MACHINE, "bread", later).id
    with opened_workspace(served.workspace, OPEN.replace(minute=5), "olive") as here:
        publish(here, MACHINE, "bread", other)
    feed = feed_of(visitor, "cy")
    newer, older = feed.findall(f"{ATOM}entry")
    page = "https://example.org/bread/updates?language="
    assert (said(feed, "id"), feed.get(LANGUAGE)) == ([f"{page}cy"], "cy")
    assert said(newer, "id") == [f"{page}en#update-{other}"]  # it is not translated
    assert said(older, "id") == [f"{page}cy#update-{number}"]
    assert (said(newer, "title"), newer.get(LANGUAGE)) == (["A < B & “C”"], "en")
    assert "&lt;script&gt;" in said(newer, "content")[0]  # HTML of what was typed, in text
    assert [each.get("type") for each in newer.iterfind(f"{ATOM}content")] == ["html"]
    moment = OPEN.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert said(older, "published") == said(older, "updated") == [moment]
    assert said(feed, "updated") == said(newer, "updated") > said(older, "updated")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # each once: RFC 4287, sections 4.1.1 and 4.1.2
            assert len(said(element, name)) == 1
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
    links = {each.get("rel"): each.get("href") for each in feed.iterfind(f"{ATOM}link")}
    assert links["self"] == "https://example.org/bread/updates.atom?language=cy"
    assert 'type="application/atom+xml"' in visitor.get("/bread").text
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        wish = Wish("We were heard at last", "The **answer**.")
        write_update(here, MACHINE, "bread", wish, number)
    assert said(feed_of(visitor, "en").findall(f"{ATOM}entry")[1], "id") == [
        f"{page}en#update-{number}"
    ]


def test_html_in_an_update_is_shown_as_it_was_typed(served: Served, visitor: httpx.Client) -> None:
    with opened_workspace(served.workspace, OPEN, "olive") as here:
        wish = Wish(
            "<script>alert(1)</script>", "<script>alert(2)</script> [x](javascript:alert(3))"
        )
        publish(here, MACHINE, "bread", write_update(here, MACHINE, "bread", wish).id)
    page = visitor.get("/bread/updates").text
    assert "<script>alert" not in page
    assert "javascript:" not in page.replace("(javascript:alert(3))", "")
