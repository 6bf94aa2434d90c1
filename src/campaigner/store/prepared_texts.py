"""Texts of languages that are being prepared for campaigns that are open."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_ITSELF = ""
"""The place of the language itself, which can be prepared without a text."""


def begin(connection: sqlite3.Connection, campaign: str, language: str) -> None:
    """Note that a language is being prepared, once."""
    keep(connection, campaign, language, {_ITSELF: ""})


def keep(
    connection: sqlite3.Connection, campaign: str, language: str, texts: Mapping[str, str]
) -> None:
    """Keep texts by their places, instead of those that were there."""
    connection.executemany(
        "INSERT INTO prepared_texts (campaign, language, place, text) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET text = excluded.text",
        [(campaign, language, place, text) for place, text in texts.items()],
    )


def languages(connection: sqlite3.Connection, campaign: str) -> list[str]:
    """Returns the languages that are being prepared for a campaign, in order."""
    rows = connection.execute(
        "SELECT language FROM prepared_texts WHERE campaign = ? AND place = ? ORDER BY language",
        (campaign, _ITSELF),
    )
    return [row[0] for row in rows]


def texts(connection: sqlite3.Connection, campaign: str, language: str) -> dict[str, str]:
    """Returns the texts of a language that were kept, by their places."""
    rows = connection.execute(
        "SELECT place, text FROM prepared_texts WHERE campaign = ? AND language = ?",
        (campaign, language),
    )
    return {place: text for place, text in rows if place != _ITSELF}


def remove(connection: sqlite3.Connection, campaign: str, language: str) -> None:
    """Remove a language with its texts."""
    connection.execute(
        "DELETE FROM prepared_texts WHERE campaign = ? AND language = ?", (campaign, language)
    )
