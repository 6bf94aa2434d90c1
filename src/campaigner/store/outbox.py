"""Mail to send: what it is about, and how the tries went."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from campaigner.errors import UnknownName
from campaigner.store import many_rows
from campaigner.vocabulary.mail import Blame, MailKind, MailState


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail; times in seconds since 1970, UTC. ``update`` is the one that it brings, if any."""

    id: int
    kind: MailKind
    signature: int
    made_at: int
    due_at: int
    tries: int
    trouble: str
    blame: Blame | None
    sent_at: int | None
    given_up_at: int | None
    update: int | None = None

    @property
    def state(self) -> MailState:
        """Whether it was sent, is given up, or waits."""
        if self.sent_at is not None:
            return MailState.SENT
        return MailState.WAITING if self.given_up_at is None else MailState.GIVEN_UP


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mails there are; ``next_due`` is when the next one can go that cannot yet."""

    waiting: int
    due: int
    sent: int
    given_up: int
    next_due: int | None


_SELECT = (
    "SELECT id, kind, signature, made_at, due_at, tries, trouble, blame, sent_at, given_up_at,"
    " update_id FROM outbox"
)


def add_mail(
    connection: sqlite3.Connection,
    kind: MailKind,
    signature: int,
    now: int,
    due_at: int | None = None,
) -> None:
    """Puts a mail about a signature into the outbox, to be sent at once or when it is due."""
    connection.execute(
        "INSERT INTO outbox (kind, signature, made_at, due_at) VALUES (?, ?, ?, ?)",
        (kind, signature, now, now if due_at is None else due_at),
    )


def add_mails(
    connection: sqlite3.Connection, kind: MailKind, about: Iterable[int], now: int
) -> None:
    """Puts a mail about each of many signatures into the outbox, to be sent at once."""
    rows = [(kind, signature, now, now) for signature in about]
    many_rows.insert(connection, "outbox", ("kind", "signature", "made_at", "due_at"), rows)


def mails_of(connection: sqlite3.Connection, signature: int) -> list[Outgoing]:
    """Returns the mails about a signature, sent or not."""
    rows = connection.execute(f"{_SELECT} WHERE signature = ? ORDER BY id", (signature,))
    return [_outgoing(row) for row in rows]


def mails_about(connection: sqlite3.Connection, signature: int) -> int:
    """Returns how many mails about a signature there were or will be; updates do not count."""
    row = connection.execute(
        "SELECT count(*) FROM outbox WHERE signature = ? AND update_id IS NULL", (signature,)
    )
    return int(row.fetchone()[0])


def mails_to(connection: sqlite3.Connection, person: int, since: int) -> int:
    """Returns how many mails were queued for a mailbox since then, about all its signatures.

    Updates do not count.
    """
    row = connection.execute(
        "SELECT count(*) FROM signatures AS s JOIN outbox AS o ON o.signature = s.id"
        " WHERE s.person = ? AND o.made_at > ? AND update_id IS NULL",
        (person, since),
    )
    return int(row.fetchone()[0])


def is_waiting(connection: sqlite3.Connection, kind: MailKind, signature: int) -> bool:
    """Returns whether a mail of that kind about a signature has still to be sent."""
    row = connection.execute(
        "SELECT 1 FROM outbox WHERE signature = ? AND kind = ? AND sent_at IS NULL"
        " AND given_up_at IS NULL",
        (signature, kind),
    ).fetchone()
    return row is not None


def drop_waiting(connection: sqlite3.Connection, kind: MailKind, signature: int) -> None:
    """Takes out mails of that kind about a signature that were not sent yet."""
    connection.execute(
        "DELETE FROM outbox WHERE signature = ? AND kind = ? AND sent_at IS NULL",
        (signature, kind),
    )


def claim(connection: sqlite3.Connection, claimant: str, now: int, until: int) -> Outgoing | None:
    """Returns the mail that has been due the longest and nobody else is sending, None if none is.

    Updates go after all others, and wait while they are stopped. It is kept from other senders
    ``until`` then. If the sender dies, another takes it over.
    """
    row = _due(connection, now, "update_id IS NULL") or _due(connection, now, _GOING_OUT)
    if row is None:
        return None
    connection.execute(
        "UPDATE outbox SET claim = ?, claimed_until = ? WHERE id = ?", (claimant, until, row[0])
    )
    return _outgoing(row)


_GOING_OUT = "(SELECT stopped_at IS NULL FROM updates WHERE updates.id = update_id)"


def _due(connection: sqlite3.Connection, now: int, which: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"{_SELECT} WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= :now"
        f" AND coalesce(claimed_until, 0) <= :now AND {which} ORDER BY due_at, id LIMIT 1",
        {"now": now},
    ).fetchone()
    return row


def drop(connection: sqlite3.Connection, mail: int) -> None:
    """Takes a mail out that is not to be sent any more."""
    connection.execute("DELETE FROM outbox WHERE id = ? AND sent_at IS NULL", (mail,))


def renew(connection: sqlite3.Connection, mail: int, claimant: str, until: int) -> bool:
    """Keeps a mail from other senders for longer; returns whether it was still the claimant's."""
    done = connection.execute(
        "UPDATE outbox SET claimed_until = ? WHERE id = ? AND claim = ? AND sent_at IS NULL"
        " AND given_up_at IS NULL",
        (until, mail, claimant),
    )
    return done.rowcount == 1


def release(connection: sqlite3.Connection, mail: int, claimant: str) -> None:
    """Lets others send a mail that a claimant did not."""
    connection.execute(
        "UPDATE outbox SET claim = '', claimed_until = NULL WHERE id = ? AND claim = ?",
        (mail, claimant),
    )


def unreminded(
    connection: sqlite3.Connection, before: int, now: int, mails_at_most: int
) -> list[int]:
    """Returns the signatures from before then that nobody has reminded of their confirmation."""
    rows = connection.execute(
        "SELECT s.id FROM signatures AS s"
        " WHERE s.petition IN (SELECT id FROM petitions WHERE closes_at > :now)"
        " AND s.state IN ('pending', 'suspect') AND s.confirmed_at IS NULL"
        " AND s.signed_at <= :before AND s.email IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM outbox WHERE signature = s.id AND sent_at IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE signature = s.id AND kind = 'remind')"
        " AND (SELECT count(*) FROM outbox WHERE signature = s.id) < :mails",
        {"now": now, "before": before, "mails": mails_at_most},
    )
    return [number for (number,) in rows]


def all_mail(connection: sqlite3.Connection) -> list[Outgoing]:
    """Returns every mail, sent or not, in the order in which they were queued."""
    return [_outgoing(row) for row in connection.execute(f"{_SELECT} ORDER BY id")]


def given_up(connection: sqlite3.Connection, blame: Blame) -> list[Outgoing]:
    """Returns the mails that were given up for a reason, in the order in which they were queued."""
    rows = connection.execute(
        f"{_SELECT} WHERE given_up_at IS NOT NULL AND blame = ? ORDER BY id", (blame,)
    )
    return [_outgoing(row) for row in rows]


def failed(connection: sqlite3.Connection) -> list[Outgoing]:
    """Returns the mails that were tried and not sent, in the order in which they were queued."""
    rows = connection.execute(f"{_SELECT} WHERE sent_at IS NULL AND trouble != '' ORDER BY id")
    return [_outgoing(row) for row in rows]


def failed_before(
    connection: sqlite3.Connection, before: int, most: int
) -> list[tuple[Outgoing, str | None]]:
    """Returns mails that were tried and not sent, and their addresses, the newest first.

    They are those below a number; 0 is for the newest of all.
    """
    columns = _SELECT.removeprefix("SELECT id").removesuffix(" FROM outbox")
    rows = connection.execute(
        f"SELECT outbox.id{columns}, email FROM outbox INDEXED BY outbox_failed"
        " LEFT JOIN signatures ON signatures.id = signature"
        " WHERE sent_at IS NULL AND trouble != '' AND (:before = 0 OR outbox.id < :before)"
        " ORDER BY outbox.id DESC LIMIT :most",
        {"before": before, "most": most},
    ).fetchall()
    return [(_outgoing(row[:-1]), row[-1]) for row in rows]


def mails(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Outgoing]:
    """Returns mails by their numbers. Raises UnknownName for one that no mail has."""
    found = {}
    for number in numbers:
        row = connection.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise UnknownName("mail", str(number), ())
        found[number] = _outgoing(row)
    return list(found.values())


def make_due(connection: sqlite3.Connection, numbers: Iterable[int], now: int) -> None:
    """Lets mails be sent now, as if they had not been tried."""
    connection.executemany(
        "UPDATE outbox SET due_at = ?, tries = 0, given_up_at = NULL, blame = '', trouble = ''"
        " WHERE id = ? AND sent_at IS NULL",
        [(now, number) for number in numbers],
    )


def counts(connection: sqlite3.Connection, now: int) -> Counts:
    """Returns how many mails wait, could go now, were sent and were given up."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE sent_at IS NULL AND given_up_at IS NULL),"
        " count(*) FILTER (WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= :now),"
        " count(sent_at), count(given_up_at),"
        " min(due_at) FILTER (WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at > :now)"
        " FROM outbox",
        {"now": now},
    ).fetchone()
    return Counts(*row)


def standing(connection: sqlite3.Connection) -> tuple[int, int]:
    """Returns how many mails wait and how many were given up, without looking at those sent."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL),"
        " (SELECT count(*) FROM outbox WHERE given_up_at IS NOT NULL)"
    ).fetchone()
    return row[0], row[1]


def troubles(connection: sqlite3.Connection) -> list[tuple[Blame, str, int]]:
    """Returns what keeps mails from being sent, and how many, the most first."""
    rows = connection.execute(
        "SELECT blame, trouble, count(*) AS mails FROM outbox"
        " WHERE sent_at IS NULL AND trouble != '' GROUP BY blame, trouble ORDER BY mails DESC, 2"
    )
    return [(Blame(blame or Blame.MAIL), words, mails) for blame, words, mails in rows]


def addresses(connection: sqlite3.Connection) -> dict[int, str | None]:
    """Returns the address that each mail goes to."""
    rows = connection.execute(
        "SELECT outbox.id, email FROM outbox JOIN signatures ON signatures.id = signature"
    )
    return {row[0]: row[1] for row in rows}


def mark_sent(connection: sqlite3.Connection, mail: int, now: int) -> None:
    """Notes that a mail was sent, or written to a file."""
    connection.execute(
        "UPDATE outbox SET sent_at = ?, tries = tries + 1, trouble = '', blame = '', claim = '',"
        " claimed_until = NULL WHERE id = ?",
        (now, mail),
    )


def mark_failed(
    connection: sqlite3.Connection,
    mail: int,
    blame: Blame,
    trouble: str,
    due_at: int | None,
    now: int,
) -> None:
    """Notes that a try failed; ``due_at`` is the next one, None if there is to be none."""
    connection.execute(
        "UPDATE outbox SET tries = tries + 1, trouble = ?, blame = ?, due_at = coalesce(?, due_at),"
        " given_up_at = ?, claim = '', claimed_until = NULL WHERE id = ?",
        (trouble, blame, due_at, now if due_at is None else None, mail),
    )


def add_bounce(connection: sqlite3.Connection, address: bytes, now: int) -> None:
    """Notes that mail cannot reach an address, by its keyed hash."""
    connection.execute(
        "INSERT INTO bounces (address, bounced_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (address, now),
    )


def bounced_at(connection: sqlite3.Connection, address: bytes) -> int | None:
    """Returns since when mail cannot reach an address, by its keyed hash; None if it can."""
    row = connection.execute(
        "SELECT bounced_at FROM bounces WHERE address = ?", (address,)
    ).fetchone()
    return row[0] if row else None


def forget_bounce(connection: sqlite3.Connection, address: bytes, mailbox: str) -> None:
    """Forgets that mail cannot reach a mailbox; earlier versions kept its hash without a key."""
    plain = hashlib.sha256(mailbox.encode()).digest()
    connection.execute("DELETE FROM bounces WHERE address IN (?, ?)", (address, plain))


def _outgoing(row: sqlite3.Row) -> Outgoing:
    number, kind, about, made_at, due_at, tries, trouble, blame, sent_at, given_up_at, brings = row
    return Outgoing(
        number,
        MailKind(kind),
        about,
        made_at,
        due_at,
        tries,
        trouble,
        Blame(blame) if blame else None,
        sent_at,
        given_up_at,
        brings,
    )
