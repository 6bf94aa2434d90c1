"""With what somebody is at the desk, in two words: a browser and a system, and nothing else.

What the browser sends beside them (versions, models) could tell one device from another: it is
looked at and not kept.
"""

from __future__ import annotations

from starlette.requests import Request

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""The first that is there counts: many say that they are others besides."""
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
_LONGEST = 500  # characters that are looked at
_ON = " on "


def device_of(request: Request) -> str:
    """Returns a browser and a system (“Firefox on Windows”), or what is known of them."""
    said = request.headers.get("user-agent", "")[:_LONGEST]
    found = (_named(said, _BROWSERS), _named(said, _SYSTEMS))
    return _ON.join(each for each in found if each)


def in_words(device: str, words: str) -> str:
    """Returns a device that was kept in the words of a page (“{browser} on {system}”)."""
    browser, on, system = device.partition(_ON)
    return words.replace("{browser}", browser).replace("{system}", system) if on else device


def _named(said: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in said), "")
