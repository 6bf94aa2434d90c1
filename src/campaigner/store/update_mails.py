"""Who gets an update: whom it may be sent to, and whose mails have been queued or sent."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.store.updates import Audience, People, Update
from campaigner.vocabulary.consents import ContactChannel, ContactPurpose
from campaigner.vocabulary.mail import MailKind

# Who said yes to the organisation's own news by email and has not stopped it, with a signature that
# is confirmed: nobody knows before then whose address it is.
_AGREED = (
    "contacts AS said JOIN signatures AS s ON s.id = said.signature"
    f" WHERE said.asker = '' AND said.purpose = '{ContactPurpose.NEWS.value}'"
    f" AND said.channel = '{ContactChannel.EMAIL.value}' AND said.stopped_at IS NULL"
    " AND s.state = 'confirmed' AND s.email IS NOT NULL"
)
# The same, looked for in the order of the signatures: SQLite keeps to the order of a cross join,
# and does not sort all who agreed for each few.
_AGREED_IN_ORDER = _AGREED.replace(" JOIN ", " CROSS JOIN ", 1)
_CHOSEN = (
    " AND s.petition = (SELECT id FROM petitions WHERE campaign = :campaign)"
    " AND (:areas = '[]' OR s.area IN (SELECT value FROM json_each(:areas)))"
    " AND (:sources = '[]' OR s.source IN (SELECT value FROM json_each(:sources)))"
    " AND (:languages = '[]' OR s.language IN (SELECT value FROM json_each(:languages)))"
)
_HAD_ENOUGH = (
    "SELECT other.person FROM outbox JOIN signatures AS other ON other.id = outbox.signature"
    " WHERE update_id IS NOT NULL AND made_at > :since GROUP BY other.person"
    " HAVING count(*) >= :most"
)


class Cap(NamedTuple):
    """How many updates a person may get ``since`` a moment, whatever they are about."""

    most: int
    since: int


@dataclass(frozen=True, slots=True)
class Gone:
    """How many mails of an update are queued in all, and how they stand."""

    queued: int
    sent: int
    given_up: int

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return self.queued - self.sent - self.given_up


def people(connection: sqlite3.Connection, campaign: str, audience: Audience, cap: Cap) -> People:
    """Returns how many people an audience has; each mailbox counts once."""
    rows = connection.execute(
        "SELECT language, enough, count(*) FROM (SELECT min(s.language) AS language,"
        f" s.person IN ({_HAD_ENOUGH}) AS enough FROM {_AGREED}{_CHOSEN} GROUP BY s.person)"
        " GROUP BY language, enough",
        {**_chosen(campaign, audience), **cap._asdict()},
    ).fetchall()
    languages = {language: count for language, enough, count in rows if not enough}
    left_out = sum(count for _, enough, count in rows if enough)
    return People(sum(languages.values()), languages, left_out)


def next_update(connection: sqlite3.Connection) -> int | None:
    """Returns the update whose mails are to be queued next, if there is one."""
    row = connection.execute(
        "SELECT id FROM updates WHERE started_at IS NOT NULL AND queued_at IS NULL"
        " AND stopped_at IS NULL ORDER BY started_at, id LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def next_signatures(connection: sqlite3.Connection, update: Update, limit: int) -> list[int]:
    """Returns the next signatures whose mails are to be queued, in their order."""
    rows = connection.execute(
        f"SELECT said.signature FROM {_AGREED_IN_ORDER}{_CHOSEN} AND said.signature > :after"
        " AND said.signature <= :newest ORDER BY said.signature LIMIT :limit",
        {
            **_chosen(update.campaign, update.audience),
            "after": update.queued_up_to,
            "newest": update.newest,
            "limit": limit,
        },
    )
    return [number for (number,) in rows]


def queue(
    connection: sqlite3.Connection, update: int, signatures: Sequence[int], cap: Cap, now: int
) -> int:
    """Queues the mails of some signatures, one to a mailbox; returns how many.

    Nobody gets one who has had it, or enough updates.
    """
    had = (
        "SELECT count(*) FROM signatures AS other JOIN outbox ON outbox.signature = other.id"
        " WHERE other.person = s.person AND update_id"
    )
    done = connection.execute(
        "INSERT INTO outbox (kind, signature, made_at, due_at, update_id)"
        " SELECT :kind, min(s.id), :now, :now, :update FROM json_each(:signatures)"
        f" JOIN signatures AS s ON s.id = value WHERE ({had} = :update) = 0"
        f" AND ({had} IS NOT NULL AND made_at > :since) < :most GROUP BY s.person"
        " ON CONFLICT DO NOTHING",
        {
            **cap._asdict(),
            "kind": MailKind.UPDATE.value,
            "update": update,
            "signatures": json.dumps(list(signatures)),
            "now": now,
        },
    )
    return done.rowcount


def set_queued(
    connection: sqlite3.Connection, update: int, up_to: int, queued_at: int | None
) -> None:
    """Notes up to which signature the mails were queued, and when the last was, if it was."""
    connection.execute(
        "UPDATE updates SET queued_up_to = max(queued_up_to, ?), queued_at = ? WHERE id = ?",
        (up_to, queued_at, update),
    )


def gone(connection: sqlite3.Connection, update: int) -> Gone:
    """Returns how the mails of an update stand."""
    row = connection.execute(
        "SELECT count(*), count(sent_at), count(given_up_at) FROM outbox WHERE update_id = ?",
        (update,),
    ).fetchone()
    return Gone(*row)


def may_get(connection: sqlite3.Connection, signature: int) -> bool:
    """Returns whether a signatory may still be sent updates."""
    row = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM {_AGREED} AND said.signature = ?)", (signature,)
    ).fetchone()
    return bool(row[0])


def _chosen(campaign: str, audience: Audience) -> dict[str, str]:
    parts = {name: json.dumps(list(value)) for name, value in audience._asdict().items()}
    return {"campaign": campaign, **parts}
