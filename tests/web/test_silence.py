"""A whole visit, with everything logged that can be: no person in a log or in an address."""

from __future__ import annotations

import logging

import httpx
import pytest

from web_visitors import Served, path_mailed

pytestmark = pytest.mark.slow

FORM = {
    "name": "Xanthippe Sample",
    "email": "xanthippe@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "language": "en",
    "agreed": "yes",
    "letter": "yes",
}
LETTER = {
    "name": FORM["name"],
    "postcode": FORM["postcode"],
    "email": FORM["email"],
    "address": "7 Quince Walk\nSampleton",
    "personal": "My sister queued in Quillfeather Lane.",
    "language": "en",
}
WORDS = ("xanthippe", "le93", "quince", "quillfeather", "sister", "example.org%", "%40example.org")
NOT_OURS = ("httpx", "httpcore", "asyncio")
GO = {"go": "on"}


def test_nobody_is_named_in_a_log_or_an_address(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []
    mailed: list[str] = []

    def noted(request: httpx.Request) -> None:
        asked.append(str(request.url))

    def follow(kind: str, purpose: str) -> None:
        mailed.append(path_mailed(served, kind, purpose))
        visitor.get(mailed[-1])

    with caplog.at_level(logging.DEBUG), served.visitor() as visitor:
        visitor.event_hooks["request"].append(noted)
        visitor.post("/bread", data={**FORM, "email": "xanthippe@"})
        visitor.post("/bread", data={**FORM, "postcode": "LE93"})
        visitor.post("/bread", data=FORM)
        follow("confirm", "confirm")
        visitor.post("/confirm")
        visitor.get("/bread/receipt")
        for path in ("", "/edit", "/preview", "/ready", "/letter.pdf", "/letter.eml"):
            assert visitor.post(f"/bread/write{path}", data=LETTER).status_code == 200, path
        wish = {**LETTER, "mail_to": FORM["email"], "agree": "yes"}
        assert visitor.post("/bread/write/mail", data=wish).status_code == 200
        visitor.post("/bread/write/ready", data={**LETTER, "address": "7 Quince Walk\n" * 9})
        visitor.post("/bread/write", data={"who": FORM["name"]})
        visitor.post("/my-data", data={"email": FORM["email"]})
        follow("my-data", "my-data")
        visitor.post("/my-data/open", data=GO)
        visitor.post("/my-data/my-data.json", data=GO)
        visitor.post("/my-data/correct", data={"signature": "1", "name": FORM["name"]})
        follow("counted", "withdraw")
        visitor.post("/withdraw")
        visitor.post("/my-data/erase", data=GO)
        visitor.post("/bread", content=b"name=Xanthippe%ff", headers={"Content-Type": "x"})
    said = "\n".join(
        f"{each.getMessage()} {each.exc_text or ''}"
        for each in caplog.records
        if not each.name.startswith(NOT_OURS)
    )
    tokens = [each.rpartition("/")[2] for each in mailed]
    assert len(tokens) == 3
    for word in (*WORDS, *tokens):
        assert word not in said.lower(), word
    later = [each for each in asked if not each.endswith(tuple(mailed))]
    for word in (*WORDS, *tokens):
        assert not [each for each in later if word in each.lower()], word
    assert len(asked) - len(later) == 3
