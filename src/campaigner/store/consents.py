"""What people agreed to, and in which words: contact, a letter, the use of their data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.shelf import in_this_moment
from campaigner.store import many_rows
from campaigner.vocabulary.consents import ContactBasis, ContactChannel, ContactPurpose, OtherYes

OWN = ""
"""The organisation itself, among those who ask to contact people."""
OURSELVES = "ourselves"
"""The organisation itself, where people read it or type it."""


class Words(NamedTuple):
    """The words that a person agreed to, and their language."""

    language: str
    words: str


class Permission(NamedTuple):
    """Who may contact a person, what for and how. ``asker`` is a partner's key, or ``OWN``."""

    asker: str
    purpose: ContactPurpose
    channel: ContactChannel = ContactChannel.EMAIL
    basis: ContactBasis = ContactBasis.CONSENT
    words: Words | None = None


class _Table(NamedTuple):
    """Where permissions are, and of what: a signature or a booking."""

    name: str
    owner: str


SIGNATURES = _Table("contacts", "signature")
BOOKINGS = _Table("booking_contacts", "booking")


@dataclass(frozen=True, slots=True)
class Standing:
    """A permission that a person gave and has not stopped; ``given_at`` in seconds since 1970.

    ``table`` and ``owner`` say of which signature or booking it is. What is not contact has None
    as ``permission``, and is what ``other`` says, in the words ``words``, if they are known.
    """

    campaign: str
    table: _Table
    owner: int
    permission: Permission | None
    given_at: int
    other: OtherYes = OtherYes.LETTER
    words: Words | None = None

    @property
    def key(self) -> str:
        """What is allowed, in one word: those with the same key are stopped together."""
        if self.permission is None:
            return f"{self.campaign}/{self.other}"
        asker, purpose, channel = self.permission[:3]
        return f"{self.campaign}/{asker or OURSELVES}/{purpose}/{channel}"


def words_id(connection: sqlite3.Connection, words: Words | None) -> int | None:
    """Returns the number under which words are kept, None for words that are not known."""
    if words is None:
        return None
    return in_this_moment(("words", connection, words), lambda: _words_id(connection, words))


def _words_id(connection: sqlite3.Connection, words: Words) -> int:
    connection.execute(
        "INSERT INTO consent_words (language, words) VALUES (?, ?) ON CONFLICT DO NOTHING", words
    )
    (number,) = connection.execute(
        "SELECT id FROM consent_words WHERE language = ? AND words = ?", words
    ).fetchone()
    return int(number)


def add_permissions(
    connection: sqlite3.Connection,
    table: _Table,
    owner: int,
    permissions: Iterable[Permission],
    now: int,
) -> None:
    """Record who may contact the person of a signature or a booking."""
    add_all(connection, table, [(owner, each, now) for each in permissions])


def add_all(
    connection: sqlite3.Connection,
    table: _Table,
    given: Sequence[tuple[int, Permission, int]],
) -> None:
    """Record permissions: each of the signature or booking of that number, given at that time."""
    known = {words: words_id(connection, words) for words in {each.words for _, each, _ in given}}
    connection.executemany(
        f"INSERT INTO {table.name} ({table.owner}, asker, purpose, channel, basis, words, given_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(owner, *each[:4], known[each.words], at) for owner, each, at in given],
    )


def permissions_of(
    connection: sqlite3.Connection, table: _Table, owner: int
) -> tuple[Permission, ...]:
    """Returns what the person of a signature or a booking has allowed and not stopped."""
    rows = connection.execute(
        "SELECT asker, purpose, channel, basis, language, words.words"
        f" FROM {table.name} LEFT JOIN consent_words AS words ON words.id = {table.name}.words"
        f" WHERE {table.owner} = ? AND stopped_at IS NULL ORDER BY asker, purpose, channel",
        (owner,),
    )
    return tuple(map(_permission, rows))


def _permission(row: sqlite3.Row) -> Permission:
    asker, purpose, channel, basis, language, words = row
    return Permission(
        asker,
        ContactPurpose(purpose),
        ContactChannel(channel),
        ContactBasis(basis),
        Words(language, words) if words is not None else None,
    )


def standing_of_signature(connection: sqlite3.Connection, signature: int) -> list[Standing]:
    """Returns what a signatory has allowed and not stopped: contact first, then other things."""
    (campaign,) = connection.execute(
        "SELECT campaign FROM petitions JOIN signatures ON petitions.id = petition"
        " WHERE signatures.id = ?",
        (signature,),
    ).fetchone()
    rows = connection.execute(
        "SELECT given_at, asker, purpose, channel, basis, language, words.words"
        " FROM contacts LEFT JOIN consent_words AS words ON words.id = contacts.words"
        " WHERE signature = ? AND stopped_at IS NULL ORDER BY asker, purpose, channel",
        (signature,),
    ).fetchall()
    contact = [
        Standing(campaign, SIGNATURES, signature, _permission(row[1:]), row[0]) for row in rows
    ]
    others = connection.execute(
        "SELECT 'letter', given_at, NULL, NULL FROM letter_consents"
        " WHERE signature = :signature AND stopped_at IS NULL"
        " UNION ALL SELECT 'name', given_at, language, said.words FROM shown_names"
        " JOIN consent_words AS said ON said.id = shown_names.words"
        " WHERE signature = :signature AND stopped_at IS NULL"
        " UNION ALL SELECT 'comment', given_at, language, said.words FROM comments"
        " JOIN consent_words AS said ON said.id = comments.words WHERE signature = :signature",
        {"signature": signature},
    )
    return contact + [
        Standing(
            *(campaign, SIGNATURES, signature, None, at, OtherYes(other)),
            Words(language, words) if words else None,
        )
        for other, at, language, words in others
    ]


def words_of_yes(connection: sqlite3.Connection, signature: int) -> tuple[str, ...]:
    """Returns the words of what a signatory said yes to and has not stopped.

    Contact comes first, then the letter, the name and the comment.
    """
    rows = connection.execute(
        "SELECT consent_words.words, asker || purpose || channel AS place FROM contacts"
        " JOIN consent_words ON consent_words.id = contacts.words"
        " WHERE signature = :signature AND stopped_at IS NULL AND basis = 'consent'"
        " UNION ALL SELECT consent_words.words, x'01' FROM letter_consents"
        " JOIN consent_words ON consent_words.id = letter_consents.words"
        " WHERE signature = :signature AND stopped_at IS NULL"
        " UNION ALL SELECT consent_words.words, x'02' FROM shown_names"
        " JOIN consent_words ON consent_words.id = shown_names.words"
        " WHERE signature = :signature AND stopped_at IS NULL"
        " UNION ALL SELECT consent_words.words, x'03' FROM comments"
        " JOIN consent_words ON consent_words.id = comments.words"
        " WHERE signature = :signature ORDER BY place",
        {"signature": signature},
    )
    return tuple(words for words, _ in rows)


def may_send_news(connection: sqlite3.Connection, signature: int) -> bool:
    """Returns whether a charity may send a signatory its news because they did not refuse."""
    return any(
        each.basis is ContactBasis.SOFT_OPT_IN
        for each in permissions_of(connection, SIGNATURES, signature)
    )


def standing_of_bookings(connection: sqlite3.Connection, person: str) -> list[Standing]:
    """Returns what a person (a canonical email address) allowed with places at events."""
    rows = connection.execute(
        "SELECT campaign, booking, given_at, asker, purpose, channel, basis, language, words.words"
        " FROM booking_contacts JOIN bookings ON bookings.id = booking"
        " LEFT JOIN consent_words AS words ON words.id = booking_contacts.words"
        " WHERE person = ? AND stopped_at IS NULL ORDER BY booking, asker, purpose, channel",
        (person,),
    ).fetchall()
    return [Standing(row[0], BOOKINGS, row[1], _permission(row[3:]), row[2]) for row in rows]


def stop(connection: sqlite3.Connection, standing: Standing, now: int) -> None:
    """Note that a permission was stopped; a comment that may not be passed on is deleted."""
    if standing.permission is None:
        connection.execute(_STOP[standing.other], {"now": now, "signature": standing.owner})
        return
    table = standing.table
    connection.execute(
        f"UPDATE {table.name} SET stopped_at = ? WHERE {table.owner} = ? AND asker = ?"
        " AND purpose = ? AND channel = ?",
        (now, standing.owner, *standing.permission[:3]),
    )


_STOP = {
    OtherYes.LETTER: "UPDATE letter_consents SET stopped_at = :now WHERE signature = :signature",
    OtherYes.NAME: "UPDATE shown_names SET stopped_at = :now WHERE signature = :signature",
    OtherYes.COMMENT: "DELETE FROM comments WHERE signature = :signature",
}


def add_agreements(
    connection: sqlite3.Connection, words: Words, signed: Iterable[tuple[int, int]]
) -> None:
    """Record the express words in which signatories agreed that their data is used, and when."""
    number = words_id(connection, words)
    rows = [(signature, number, at) for signature, at in signed]
    many_rows.insert(connection, "agreements", ("signature", "words", "agreed_at"), rows)


def agreement_of(connection: sqlite3.Connection, signature: int) -> tuple[Words, int] | None:
    """Returns the words in which a signatory agreed that their data is used, and when."""
    row = connection.execute(
        "SELECT language, consent_words.words, agreed_at FROM agreements"
        " JOIN consent_words ON consent_words.id = agreements.words WHERE signature = ?",
        (signature,),
    ).fetchone()
    return (Words(row[0], row[1]), row[2]) if row else None
