"""Where a signature counts: from a postcode to the area that a petition is tallied by."""

from __future__ import annotations

import sqlite3


def area_names(connection: sqlite3.Connection, scheme: str) -> dict[str, str]:
    """The names of a scheme's areas by their codes, as far as they are known."""
    del connection, scheme
    return {}
