"""A petition of the largest size: made-up people of many names, domains, sources and networks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path

from benchmarks._people import AREAS, CLOSES, OPENS
from benchmarks._workspaces import workspace_with_campaign
from campaigner.petitions.importing.batch import Batch
from campaigner.petitions.importing.rows import Imported
from campaigner.petitions.register import register
from campaigner.store.database import Database, loading, open_database, transaction
from campaigner.store.signatures import add_networks, last_id
from campaigner.text import comparison_key

DAYS, AT_ONCE = 10, 2_000
BOT, BOT_DOMAIN = 40, "mailinator.com"
FIRST = int(datetime.combine(OPENS, time(), UTC).timestamp())
LAST = FIRST + DAYS * 86_400
WITH_NETWORK = 1_000_000  # of the newest: the others are older than a month, or came by import
GIVEN = (
    *("Amira", "Siân", "Zoë", "José", "Łukasz", "Olive", "Omar", "Priya", "Tom", "Nia", "Gwen"),
    *("Aled", "Fatima", "Chloé", "Mei", "Anna", "Paul", "Ruth", "Grace", "Hugh", "Ifor", "Jane"),
    *("Karl", "Lena", "Mary", "Noor", "Owen", "Petra", "Rhys", "Sara", "Tariq", "Una", "Yara"),
)
BEGIN = (
    *("Ab", "Ash", "Ban", "Bar", "Bro", "Car", "Cla", "Cot", "Dal", "Dun", "El", "Fair", "Gar"),
    *("Gil", "Har", "Hol", "In", "Ken", "Lan", "Mar", "New", "Ol"),
)
_MIDDLE = (
    *("ber", "bo", "da", "der", "el", "fi", "gan", "ing", "ka", "lo", "man", "ner", "o", "per"),
    *("ri", "sa", "ter", "u", "wa"),
)
_END = (
    *("by", "croft", "dale", "den", "don", "field", "ford", "ham", "hurst", "ley", "low", "more"),
    *("ton", "well", "wick", "wood", "worth"),
)
_DOMAINS = (
    ["example.org"] * 12 + ["example.com"] * 8 + [f"mail{each}.example" for each in range(60)]
)
_SOURCES = ["web"] * 30 + ["paper"] * 2 + [f"ambassador-{each}" for each in range(68)]


def people(count: int) -> Iterator[Imported]:
    """Yields made-up people over ten days, the last of them a bot's."""
    draw = random.Random(18)
    weights = [1 / (10 + rank) for rank in range(len(AREAS))]
    for first in range(0, count, AT_ONCE):
        areas = draw.choices(AREAS, weights, k=AT_ONCE)
        for number in range(first, min(first + AT_ONCE, count)):
            given = draw.choice(GIVEN)
            family = draw.choice(BEGIN) + draw.choice(_MIDDLE) + draw.choice(_END)
            key = comparison_key(given)
            domain = BOT_DOMAIN if number >= count - BOT else draw.choice(_DOMAINS)
            yield Imported(
                number + 1,
                f"{given} {family}",
                f"{key}.{family.lower()}.{number}@{domain}",
                f"M{1 + number % 20} {number % 10}AA",
                "GB",
                "en",
                areas[number - first],
                FIRST + (LAST - FIRST) * number // count,
            )


def fill(database: Database, petition: int, count: int) -> None:
    """Add the people to a petition, as an import of confirmed signatures does."""
    draw, everybody = random.Random(76), people(count)
    with loading(database):
        while rows := list(islice(everybody, AT_ONCE)):
            source = draw.choice(_SOURCES)
            with transaction(database) as connection:
                first = last_id(connection) + 1
                Batch(database, petition, source, LAST, confirmed=True).add(rows)
                if rows[0].line > count - WITH_NETWORK:
                    add_seen(database, petition, rows, first)


def add_seen(database: Database, petition: int, rows: list[Imported], first: int) -> None:
    """Note where people came from: households of up to three, and the bot from one place."""
    for number, row in enumerate(rows, first):
        home = 0 if row.email.endswith(BOT_DOMAIN) else 1 + row.line // 3
        seen = [(number, home.to_bytes(16, "big"))]
        add_networks(database.conn, petition, seen, row.signed_at)


def make(folder: Path, count: int) -> None:
    """Make a workspace whose petition has so many signatures."""
    workspace, _ = workspace_with_campaign(folder)
    database = open_database(workspace.database_path)
    with transaction(database) as connection:
        connection.executemany(
            "INSERT INTO areas (scheme, code, name, name_key) VALUES ('uk-constituency', ?, ?, ?)",
            [(area, f"Area {area}", comparison_key(f"Area {area}")) for area in AREAS],
        )
    days: dict[str, date] = {"opens": OPENS, "closes": CLOSES}
    scheme = "uk-constituency"
    petition = register(database, "bread", zone=UTC, scheme=scheme, thresholds=[], **days)
    fill(database, petition.id, count)
    database.close()
