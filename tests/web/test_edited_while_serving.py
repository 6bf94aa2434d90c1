"""What organisers break while the pages are served, and correct again: people notice little."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from test_my_data_pages import link_mailed

from campaigner.shelf import last_good_kept
from campaigner.web.app import opened_site
from campaigner.web.mailing import mail_going_out
from web_visitors import SIGNING, Served

BROKEN = "[organisation\nname ="
PAGES = ("/", "/bread", "/bread/write", "/bread/count.json", "/my-data", "/how-we-count")


@pytest.fixture
def kept(served: Served) -> Iterator[Served]:
    """The pages as ``serve`` runs them: what was read last without a mistake is kept."""
    with last_good_kept():
        yield served


def broken(path: Path) -> None:
    path.write_text(BROKEN, "utf-8")


def settled(*paths: Path) -> None:
    """Let files be older than those that may change again at the same moment."""
    a_minute_ago = time.time_ns() - 60 * 10**9
    for path in paths:
        os.utime(path, ns=(a_minute_ago, a_minute_ago))
    threading.Event().wait(0.15)  # the time of the last change of a file cannot be set


def asked(visitor: httpx.Client) -> dict[str, int]:
    return {page: visitor.get(page).status_code for page in PAGES}


def test_pages_stay_as_they_were_while_a_definition_or_the_settings_have_a_mistake(
    kept: Served, bread: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings, definition = kept.workspace.settings_path, bread / "campaign.toml"
    settled(settings, definition)
    with kept.visitor() as suzie:
        suzie.post("/bread", data={**SIGNING, "email": "first@example.org"})
        assert set(asked(suzie).values()) == {200}
        broken(settings)
        broken(definition)
        kept.clock.moment += timedelta(seconds=1)  # pages are made again
        assert set(asked(suzie).values()) == {200}
        assert "Check your inbox" in suzie.post("/bread", data=SIGNING).text
        suzie.get(link_mailed(kept, "confirm", "confirm"))
        assert "Thank you" in suzie.post("/confirm").text
    assert "What it said before is still used." in caplog.text
    assert "campaigner.toml" in caplog.text
    assert "suzie" not in caplog.text.lower()


def test_a_correction_counts_at_once(kept: Served) -> None:
    settings = kept.workspace.settings_path
    before = settings.read_text("utf-8")
    settled(settings)
    with kept.visitor() as suzie:
        suzie.get("/")
        broken(settings)
        suzie.get("/")
        settings.write_text(
            before.replace("[organisation]\n", '[organisation]\nname = "Sample Rights"\n', 1),
            "utf-8",
        )
        assert "Sample Rights" in suzie.get("/how-we-count").text


def test_pages_without_any_good_settings_say_sorry_in_plain_words(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    broken(served.workspace.settings_path)
    with served.visitor() as suzie:
        for page in (*PAGES, "/nothing/at/all/here"):
            answer = suzie.get(page)
            assert (page, answer.status_code) == (page, 503)
            assert answer.headers["retry-after"]
            assert "Sorry, something went wrong." in answer.text
            assert "content-security-policy" in answer.headers
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("words.toml", "[en"),
        ("words.toml", "[en]\nskip = 3\n"),
        ("layout.html.j2", "{{ nothing.here }}"),
        ("mistake.html.j2", "{% if %}"),
    ],
)
def test_a_mistake_in_a_template_of_ones_own_is_said_in_the_log_and_not_on_the_page(
    served: Served, caplog: pytest.LogCaptureFixture, name: str, text: str
) -> None:
    own = served.workspace.template_folders[0] / "web"
    own.mkdir(parents=True)
    (own / name).write_text(text, "utf-8")
    with served.visitor() as suzie:
        answer = suzie.get("/nothing/at/all/here")
    assert answer.status_code == 503
    assert "Sorry, something went wrong." in answer.text
    assert name in caplog.text


def test_a_campaign_with_a_mistake_is_not_said_to_be_gone(served: Served, bread: Path) -> None:
    broken(bread / "campaign.toml")
    with served.visitor() as suzie:
        assert suzie.get("/bread").status_code == 503
        assert suzie.get("/no-such-campaign").status_code == 404


def test_who_confirms_is_thanked_though_the_campaign_is_gone(served: Served, bread: Path) -> None:
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
        suzie.get(link_mailed(served, "confirm", "confirm"))
        bread.rename(served.workspace.root / "away")
        answer = suzie.post("/confirm")
    assert answer.status_code == 200
    assert "Your signature is confirmed" in answer.text


def test_mail_goes_out_once_what_kept_it_back_is_put_right(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("campaigner.web.mailing.AGAIN", 0.05)
    settings, written = served.workspace.settings_path, served.workspace.root / "mail"
    good = settings.read_text("utf-8").replace("# on = false", "on = true")
    with served.visitor() as suzie:
        suzie.post("/bread", data=SIGNING)
    with opened_site(served.workspace, served.clock) as site:
        broken(settings)
        with mail_going_out(site):
            comes(lambda: "No mail goes out" in caplog.text)
            corrected = settings.with_name("corrected.toml")
            corrected.write_text(good, "utf-8")
            corrected.replace(settings)  # at once: an empty file for a moment is another mistake
            comes(lambda: any(written.glob("*.eml")))
    assert caplog.text.count("No mail goes out") == 1


def comes(what: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    for _ in range(600):
        if what():
            return
        threading.Event().wait(0.05)
    pytest.fail("It did not come.")
