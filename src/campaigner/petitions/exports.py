"""Signatures as files for organisers: contact details of those alone who allowed it."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import TextIO

from campaigner.petitions.signatures import shown
from campaigner.store import signatures
from campaigner.store.petitions import Petition
from campaigner.store.signature_search import Conditions, matching
from campaigner.text import guarded

PUBLIC = ("name", "district", "area", "country", "source", "signed_on")
CONTACT = ("name", "email", "postcode", "area", "country", "language", "source", "signed_on")


def exported(
    connection: sqlite3.Connection, petition: Petition, conditions: Conditions, partner: str = ""
) -> Iterator[dict[str, object]]:
    """The confirmed signatures that meet the conditions, a row each.

    With a ``partner``: those who allowed that partner to write, with their addresses. Without:
    all, with no more than name, postcode district and area.
    """
    for signature in matching(connection, petition.id, conditions):
        if partner and partner not in signatures.consents_of(connection, signature.id):
            continue
        row = shown(signature)
        row["signed_on"] = str(row["signed_at"])[:10]
        row["district"] = signature.postcode.rpartition(" ")[0]
        yield {name: row[name] for name in (CONTACT if partner else PUBLIC)}


def write_csv(rows: Iterator[dict[str, object]], file: TextIO, columns: tuple[str, ...]) -> int:
    """Write rows as CSV that no spreadsheet takes for formulas; gives how many."""
    writer = csv.writer(file)
    writer.writerow(columns)
    return _written(rows, lambda row: writer.writerow([_cell(row[name]) for name in columns]))


def write_json_lines(rows: Iterator[dict[str, object]], file: TextIO) -> int:
    """Write rows as JSON, one a line; gives how many."""
    return _written(rows, lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n"))


def _written(
    rows: Iterator[dict[str, object]], write: Callable[[dict[str, object]], object]
) -> int:
    count = 0
    for row in rows:
        write(row)
        count += 1
    return count


def _cell(value: object) -> str:
    return "" if value is None else guarded(str(value))
