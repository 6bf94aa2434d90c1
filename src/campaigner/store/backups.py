"""Looking into copies of a database that were made earlier."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from campaigner.store.database import as_it_is
from campaigner.store.migrations import SCHEMA_VERSION


def may_have(path: Path, has: Callable[[sqlite3.Connection], bool]) -> bool:
    """Returns whether a copy has something; also if it cannot be read, or is of another version."""
    try:
        connection = sqlite3.connect(as_it_is(path), uri=True)
    except sqlite3.Error:
        return True
    connection.row_factory = sqlite3.Row
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return version != SCHEMA_VERSION or has(connection)
    except sqlite3.Error:
        return True
    finally:
        connection.close()
