"""The form in a frame on the page of a partner, on another site, in Chromium."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigner.opening import opened_workspace
from campaigner.outreach.sources import add_source
from campaigner.vocabulary.signatures import SourceKind
from web_visitors import Served

PAGE = """<!DOCTYPE html><title>Partner</title><h1>Partner</h1>
<iframe src="{pages}{path}" title="Sign" style="width: 100%; height: 300px"></iframe>
<script async src="{pages}/embed.js"></script>"""


@contextmanager
def partner_with(page: str) -> Iterator[str]:
    """The site of a partner, which has one page, at another host than the pages."""

    class Partner(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window of a browser."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    yield context.new_page()
    context.close()


def allow(monkeypatch: pytest.MonkeyPatch, *sites: str) -> None:
    monkeypatch.setenv("CAMPAIGNER_WEB__EMBEDDED_ON", "\n".join(sites))


def sources_signed(served: Served) -> list[str]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return [row[0] for row in connection.execute("SELECT source FROM signatures")]


@pytest.mark.slow
def test_a_visitor_of_a_partner_signs_there(
    served: Served, window: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_workspace(served.workspace, served.clock(), "olive") as here:
        add_source(here, "food-bank", SourceKind.PARTNER, "A food bank")
    page = PAGE.format(pages=served.address, path="/embed/bread?source=food-bank")
    with partner_with(page) as partner:
        allow(monkeypatch, "https://other.example", partner)
        window.goto(partner)
        form = window.frame_locator("iframe")
        form.get_by_label("Your full name").fill("Suzie Specimen")
        form.get_by_role("textbox", name="Email address").fill("suzie@")
        form.get_by_role("textbox", name="Postcode").fill("LE93 1AA")
        form.get_by_label("I agree that").check()
        form.get_by_role("button", name="Sign this petition").click()
        expect(window).to_have_title("Error: Bread")  # in the whole window
        window.get_by_role("textbox", name="Email address").fill("suzie@example.org")
        window.get_by_role("button", name="Sign this petition").click()
        expect(window.get_by_role("heading", level=1)).to_have_text("Check your inbox")
    assert window.url == f"{served.address}/bread/inbox?language=en"
    assert sources_signed(served) == ["food-bank"]


@pytest.mark.slow
def test_the_frame_is_as_high_as_the_form(
    served: Served, window: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with partner_with(PAGE.format(pages=served.address, path="/embed/bread")) as partner:
        allow(monkeypatch, partner)
        window.goto(partner)
        (frame,) = window.frames[1:]
        window.wait_for_function("document.querySelector('iframe').clientHeight > 600")
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
        height = window.locator("iframe").evaluate("each => each.clientHeight")
        window.evaluate("postMessage({ campaigner: { height: 5 } }, '*')")  # not from our pages
        window.evaluate("new Promise((done) => setTimeout(done))")
        assert window.locator("iframe").evaluate("each => each.clientHeight") == height


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "sites"),
    [
        ("/embed/bread", ["https://other.example"]),
        ("/embed/bread", []),
        ("/bread", ["{partner}"]),
        ("/confirm", ["{partner}"]),
    ],
)
def test_nothing_else_is_shown_in_the_frame_of_another_site(
    served: Served, window: Page, monkeypatch: pytest.MonkeyPatch, path: str, sites: list[str]
) -> None:
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    with partner_with(PAGE.format(pages=served.address, path=path)) as partner:
        allow(monkeypatch, *(each.format(partner=partner) for each in sites))
        window.goto(partner)
        window.wait_for_load_state("networkidle")
        assert not window.frame_locator("iframe").locator("main").count()
    assert any("frame-ancestors" in each for each in said)
