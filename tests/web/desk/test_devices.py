"""What is kept of a browser: two words."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from campaigner.web.desk.accounts.devices import device_of, in_words

_MOZILLA = "Mozilla/5.0"
_LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"{_MOZILLA} (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/2010 Firefox/128.0",
         "Firefox on Windows"),
        (f"{_MOZILLA} (X11; Linux x86_64) {_LIKE} Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        (f"{_MOZILLA} (Windows NT 10.0) {_LIKE} Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge on Windows"),
        (f"{_MOZILLA} (Macintosh; Intel Mac OS X 14_5) {_LIKE} Version/17 Safari/605.1",
         "Safari on Mac"),
        (f"{_MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) {_LIKE} CriOS/126 Safari/604.1",
         "Chrome on iPhone"),
        (f"{_MOZILLA} (Linux; Android 14; Pixel 8) {_LIKE} Chrome/140.0 Mobile Safari/537.36",
         "Chrome on Android"),
        ("Firefox/1" + "x" * 10_000, "Firefox"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_and_a_system_are_kept_and_no_more(said: str, kept: str) -> None:
    request = Request({"type": "http", "headers": [(b"user-agent", said.encode())]})
    assert device_of(request) == kept


@pytest.mark.parametrize(
    ("device", "shown"), [("Edge on Windows", "Edge ar Windows"), ("Edge", "Edge"), ("", "")]
)
def test_a_page_says_it_in_its_language(device: str, shown: str) -> None:
    assert in_words(device, "{browser} ar {system}") == shown
