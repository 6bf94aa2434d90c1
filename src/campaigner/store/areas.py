"""Areas: kept with their codes, names, aliases and the larger areas around them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence


def find_by_code(connection: sqlite3.Connection, scheme: str, code: str) -> int | None:
    """The id of the area with this code, or with an alias that means it."""
    row = connection.execute(
        "SELECT id FROM areas WHERE scheme = :scheme AND code = :code UNION ALL "
        "SELECT area FROM area_aliases WHERE scheme = :scheme AND code = :code LIMIT 1",
        {"scheme": scheme, "code": code},
    ).fetchone()
    return row[0] if row else None


def find_in_any_scheme(connection: sqlite3.Connection, code: str) -> list[int]:
    """The ids of the areas with this code, or with an alias that means them."""
    rows = connection.execute(
        "SELECT id FROM areas WHERE code = :code UNION SELECT area FROM area_aliases"
        " WHERE code = :code",
        {"code": code},
    ).fetchall()
    return [row[0] for row in rows]


def find_by_name(connection: sqlite3.Connection, scheme: str, name_key: str) -> list[sqlite3.Row]:
    """The areas (id, code, name) of a scheme with this folded name, in any language."""
    return connection.execute(
        "SELECT id, code, name FROM areas WHERE scheme = :scheme AND name_key = :key",
        {"scheme": scheme, "key": name_key},
    ).fetchall()


def find_named(connection: sqlite3.Connection, name_key: str) -> list[int]:
    """The ids of the areas of all schemes with this folded name."""
    rows = connection.execute("SELECT id FROM areas WHERE name_key = ?", [name_key]).fetchall()
    return [row[0] for row in rows]


def get(connection: sqlite3.Connection, area: int) -> sqlite3.Row:
    """One area: id, scheme, code, name, name_key, valid_from, valid_until."""
    row: sqlite3.Row = connection.execute("SELECT * FROM areas WHERE id = ?", [area]).fetchone()
    return row


def add(connection: sqlite3.Connection, scheme: str, code: str, name: str, name_key: str) -> int:
    """Add an area; its id."""
    cursor = connection.execute(
        "INSERT INTO areas (scheme, code, name, name_key) VALUES (?, ?, ?, ?)",
        [scheme, code, name, name_key],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def set_name(connection: sqlite3.Connection, area: int, name: str, name_key: str) -> None:
    """Give an area its name."""
    connection.execute(
        "UPDATE areas SET name = ?, name_key = ? WHERE id = ?", [name, name_key, area]
    )


def set_code(connection: sqlite3.Connection, area: int, code: str) -> None:
    """Give an area its code; the one that it had becomes an alias."""
    connection.execute(
        "INSERT OR IGNORE INTO area_aliases SELECT scheme, code, id FROM areas WHERE id = ?", [area]
    )
    connection.execute("UPDATE areas SET code = ? WHERE id = ?", [code, area])


def merge(connection: sqlite3.Connection, area: int, other: int) -> None:
    """Make one area of two: everything that another had is now this one's.

    Areas that postcodes lie in stay as they are.
    """
    if connection.execute("SELECT 1 FROM area_set_members WHERE area = ?", [other]).fetchone():
        return
    values = {"area": area, "other": other}
    connection.execute("UPDATE memberships SET area = :area WHERE area = :other", values)
    connection.execute("UPDATE area_aliases SET area = :area WHERE area = :other", values)
    for table, column in (
        ("vacancies", "area"),
        ("area_names", "area"),
        ("hexagons", "area"),
        ("area_parents", "area"),
        ("area_parents", "parent"),
    ):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET {column} = :area WHERE {column} = :other", values
        )
        connection.execute(f"DELETE FROM {table} WHERE {column} = :other", values)
    connection.execute(
        "INSERT OR IGNORE INTO area_aliases"
        " SELECT scheme, code, :area FROM areas WHERE id = :other",
        values,
    )
    connection.execute("DELETE FROM areas WHERE id = :other", values)


def set_validity(
    connection: sqlite3.Connection, area: int, valid_from: str, valid_until: str
) -> None:
    """Say from when and until when an area exists; empty leaves what is known."""
    connection.execute(
        "UPDATE areas SET valid_from = coalesce(nullif(:valid_from, ''), valid_from),"
        " valid_until = coalesce(nullif(:valid_until, ''), valid_until) WHERE id = :area",
        {"area": area, "valid_from": valid_from, "valid_until": valid_until},
    )


def add_alias(connection: sqlite3.Connection, scheme: str, code: str, area: int) -> None:
    """Let another code mean this area."""
    connection.execute(
        "INSERT INTO area_aliases (scheme, code, area) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET area = excluded.area",
        [scheme, code, area],
    )


def add_parent(connection: sqlite3.Connection, area: int, parent: int) -> None:
    """Let an area lie in a larger one."""
    connection.execute("INSERT OR IGNORE INTO area_parents VALUES (?, ?)", [area, parent])


def set_name_in(connection: sqlite3.Connection, area: int, language: str, name: str) -> None:
    """Say what an area is called in another language."""
    connection.execute(
        "INSERT INTO area_names (area, language, name) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name",
        [area, language, name],
    )


def with_parents(
    connection: sqlite3.Connection, areas: Sequence[int], language: str = "en"
) -> list[sqlite3.Row]:
    """The areas and all around them (id, scheme, code, name in the language, depth)."""
    if not areas:
        return []
    marks = ", ".join("?" * len(areas))
    return connection.execute(
        f"""
        WITH RECURSIVE around (area, depth) AS (
            SELECT id, 0 FROM areas WHERE id IN ({marks})
            UNION
            SELECT parent, depth + 1 FROM area_parents JOIN around USING (area) WHERE depth < 8
        )
        SELECT areas.id, scheme, code, coalesce(area_names.name, areas.name) AS name,
               min(depth) AS depth
        FROM around JOIN areas ON areas.id = around.area
        LEFT JOIN area_names ON area_names.area = areas.id AND language = ?
        GROUP BY areas.id ORDER BY depth, scheme, code
        """,
        [*areas, language],
    ).fetchall()


def every(connection: sqlite3.Connection, scheme: str = "") -> list[sqlite3.Row]:
    """All areas, or those of a scheme (scheme, code, name), by scheme and code."""
    return connection.execute(
        "SELECT scheme, code, name, valid_from, valid_until FROM areas"
        " WHERE :scheme IN ('', scheme) ORDER BY scheme, code",
        {"scheme": scheme},
    ).fetchall()


def codes(connection: sqlite3.Connection, scheme: str) -> Iterable[tuple[str, int]]:
    """Every code and alias of a scheme, with its area's id."""
    return connection.execute(
        "SELECT code, area FROM area_aliases WHERE scheme = :scheme"
        " UNION SELECT code, id FROM areas WHERE scheme = :scheme",
        {"scheme": scheme},
    ).fetchall()
