"""The outbox as organisers see it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from campaigner.store import outbox, signatures


def listed(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """Every mail with the address that it goes to, its state and its tries."""
    rows: list[dict[str, object]] = []
    for each in outbox.all_mail(connection):
        signature = signatures.signature_of(connection, each.signature)
        rows.append(
            {
                "mail": each.id,
                "kind": each.kind,
                "to": signature.email if signature else None,
                "state": each.state,
                "made_at": _time(each.made_at),
                "due_at": _time(each.due_at),
                "sent_at": _time(each.sent_at),
                "tries": each.tries,
                "trouble": each.trouble,
            }
        )
    return rows


def _time(moment: int | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
