"""A passkey on a device: made, used to log in, refused elsewhere, removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from account_holders import PASSWORD
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, hidden

pytestmark = pytest.mark.xdist_group("browser")

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(browser: Browser) -> Iterator[Page]:
    """A page in Chromium, which has a device for passkeys."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


def at(at_desk: Desk, path: str) -> str:
    """A page at the name that this machine has: passkeys do not belong to numbers."""
    return at_desk.served.address.replace("127.0.0.1", "localhost") + path


@pytest.mark.slow
def test_olive_makes_a_passkey_and_logs_in_with_it(at_desk: Desk, device: Page) -> None:
    account = at_desk.account(AccountRole.OWNER)
    device.goto(at(at_desk, "/desk/log-in"))
    device.get_by_label("Email address").fill(account.email)
    device.get_by_label("Password").fill(PASSWORD)
    device.get_by_role("button", name="Log in", exact=True).click()
    device.goto(at(at_desk, "/desk/account/passkeys"))
    device.get_by_label("What you call it").fill("My phone")
    device.get_by_role("button", name="Make a passkey").click()
    expect(device.get_by_role("rowheader", name="My phone")).to_be_visible()
    device.get_by_role("button", name="Log out").click()

    sent: list[Any] = []
    device.on("request", lambda each: sent.append(each.post_data))
    device.get_by_role("button", name="Log in with a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Campaigns")
    (said,) = [each for each in sent if each and "credential=" in each]
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    mallory = at_desk.visitor()
    again = mallory.post(at(at_desk, "/desk/log-in/passkey"), content=said, headers=head)
    assert again.status_code == 422  # what was overheard is worth nothing
    elsewhere = mallory.post("/desk/log-in/passkey", content=said, headers=head)
    assert elsewhere.status_code == 422

    at_desk.served.clock.moment += timedelta(minutes=20)
    device.goto(at(at_desk, "/desk/account/password"))
    expect(device.get_by_role("heading", level=1)).to_have_text("Enter your password again")
    device.get_by_role("button", name="Use a passkey instead").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Change your password")
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    at_desk.served.clock.moment += timedelta(minutes=20)
    assert "Use a passkey" not in omar.get("/desk/account/password").text  # he has none

    device.goto(at(at_desk, "/desk/account"))
    expect(device.locator("table").last).to_contain_text("Chrome on Linux")
    device.get_by_role("button", name="Remove (My phone)").click()
    device.get_by_label("Password").fill(PASSWORD)
    device.get_by_role("button", name="Go on").click()
    expect(device.get_by_role("rowheader", name="My phone")).to_have_count(0)
    device.get_by_role("button", name="Log out").click()
    device.get_by_role("button", name="Log in with a passkey").click()
    expect(device.locator(".summary")).to_contain_text("not known here")


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", '{"id": "x"}', "x" * 30_000, "\0"])
def test_what_no_device_said_is_refused(at_desk: Desk, said: str) -> None:
    nobody, owner = at_desk.visitor(), at_desk.logged_in()
    challenge = unescape(hidden(nobody.get("/desk/log-in"), "challenge"))
    data = {"challenge": challenge, "credential": said}
    assert nobody.post("/desk/log-in/passkey", data=data).status_code == 422
    assert nobody.get("/desk").url.path == "/desk/log-in"
    challenge = unescape(hidden(owner.get("/desk/account/passkeys"), "challenge"))
    data = {"challenge": challenge, "credential": said, "name": "x"}
    assert owner.post("/desk/account/passkeys", data=data).status_code == 422
    assert "Remove" not in owner.get("/desk/account").text
