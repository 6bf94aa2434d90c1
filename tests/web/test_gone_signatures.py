"""What pages say to a browser whose signature is gone, or that sends more than it should."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import httpx
import pytest
from test_my_data_pages import GO, confirm, link_mailed, see

from web_visitors import SIGNING, Served


@pytest.fixture
def suzie(served: Served) -> Iterator[httpx.Client]:
    """Suzie, whose signature is confirmed."""
    with served.visitor() as visitor:
        visitor.post("/bread", data=SIGNING)
        confirm(served, visitor)
        yield visitor


def test_a_withdrawn_signature_is_not_called_confirmed(served: Served, suzie: httpx.Client) -> None:
    assert "Thank you, Suzie Specimen" in suzie.get("/bread/thanks").text
    suzie.get(link_mailed(served, "counted", "withdraw"))
    suzie.post("/withdraw")
    page = suzie.get("/bread/thanks").text
    assert "Suzie Specimen" not in page
    assert "Your signature is confirmed" not in page


def test_an_erased_signature_names_nobody(served: Served, suzie: httpx.Client) -> None:
    see(served, suzie)
    suzie.post("/my-data/erase", data=GO)
    page = suzie.get("/bread/thanks")
    assert page.status_code == 200
    assert "Your signature is confirmed" not in page.text
    assert "None" not in page.text
    assert suzie.get("/bread/receipt").status_code == 404


def test_a_link_with_a_source_without_end_still_leads_to_the_inbox(served: Served) -> None:
    with served.visitor() as suzie:
        came = suzie.post("/bread", data={**SIGNING, "source": secrets.token_hex(9_000)})
    assert "Check your inbox" in came.text
    assert len(came.history[0].headers["set-cookie"]) < 4096  # browsers keep no larger ones
