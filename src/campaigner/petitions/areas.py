"""The areas that a petition is tallied by: where a postcode lies, what an area is called."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownArea:
    """An area with its name, who represents it, and the region (name, code) around it."""

    code: str
    name: str
    representative: str | None = None
    region: tuple[str, str] | None = None


def known_areas(
    connection: sqlite3.Connection, scheme: str, language: str = "en"
) -> dict[str, KnownArea]:
    """The areas of a scheme by their codes, as far as they were imported."""
    del connection, scheme, language
    return {}


def areas_of_postcodes(
    connection: sqlite3.Connection, scheme: str, postcodes: Collection[str]
) -> dict[str, str]:
    """The code of the one area that each postcode lies in; those in none or several are missing."""
    del connection, scheme, postcodes
    return {}
