"""Updates to signatories: their texts, whom they are for, and how far their mails have gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from campaigner.vocabulary.mail import UpdateState


class UpdateText(NamedTuple):
    """What an update says in a language; ``body`` is Markdown."""

    subject: str
    body: str


class Audience(NamedTuple):
    """Whom an update is for, among those who agreed: an empty part leaves nobody out.

    ``areas`` are codes, ``sources`` codes as they are counted, ``languages`` those in which people
    signed.
    """

    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """How many people an update is for, and by the language in which they signed.

    ``enough`` more are left out: they have had as many updates as a person gets.
    """

    count: int
    languages: Mapping[str, int]
    enough: int


@dataclass(frozen=True, slots=True)
class Update:
    """An update; times in seconds since 1970, UTC.

    ``expected`` is for how many people it was when it started; ``queued_at`` when the last of
    their mails was queued. ``people`` are those whom it would go to when they were last counted;
    ``texts`` is by language.
    """

    id: int
    campaign: str
    audience: Audience
    made_at: int
    changed_at: int
    started_at: int | None
    newest: int | None
    expected: int
    queued_up_to: int
    queued_at: int | None
    stopped_at: int | None
    published_at: int | None
    counted_at: int | None
    people: People | None = None
    texts: Mapping[str, UpdateText] = field(default_factory=dict)

    @property
    def state(self) -> UpdateState:
        """Whether it is written, goes out, is stopped, or has no more mails to be queued."""
        if self.started_at is None:
            return UpdateState.DRAFT
        if self.stopped_at is not None:
            return UpdateState.STOPPED
        return UpdateState.SENDING if self.queued_at is None else UpdateState.QUEUED

    def text_for(self, language: str) -> tuple[str, UpdateText]:
        """Returns the text for somebody's language, and which one it is in: English otherwise."""
        for known in (language, "en", *self.texts):
            if known in self.texts:
                return known, self.texts[known]
        raise LookupError(language)


_SELECT = (
    "SELECT id, campaign, audience, made_at, changed_at, started_at, newest, expected,"
    " queued_up_to, queued_at, stopped_at, published_at, counted_at, people FROM updates"
)


def add(connection: sqlite3.Connection, campaign: str, now: int) -> int:
    """Adds an update without a text; returns its number."""
    row = connection.execute(
        "INSERT INTO updates (campaign, made_at, changed_at) VALUES (?, ?, ?) RETURNING id",
        (campaign, now, now),
    ).fetchone()
    return int(row[0])


def set_text(
    connection: sqlite3.Connection, update: int, language: str, text: UpdateText, now: int
) -> None:
    """Says what an update says in a language."""
    connection.execute(
        "INSERT INTO update_texts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " subject = excluded.subject, body = excluded.body",
        (update, language, *text),
    )
    connection.execute("UPDATE updates SET changed_at = ? WHERE id = ?", (now, update))


def remove_text(connection: sqlite3.Connection, update: int, language: str, now: int) -> None:
    """Removes an update's text in a language."""
    connection.execute(
        "DELETE FROM update_texts WHERE update_id = ? AND language = ?", (update, language)
    )
    connection.execute("UPDATE updates SET changed_at = ? WHERE id = ?", (now, update))


def set_audience(connection: sqlite3.Connection, update: int, audience: Audience, now: int) -> None:
    """Says whom an update is for; how many they are is to be counted."""
    connection.execute(
        "UPDATE updates SET audience = ?, changed_at = ?, people = '', counted_at = NULL"
        " WHERE id = ?",
        (json.dumps(audience._asdict(), sort_keys=True), now, update),
    )


def set_people(connection: sqlite3.Connection, update: int, people: People, now: int) -> None:
    """Notes how many people an update would go to."""
    counted = {"count": people.count, "languages": people.languages, "enough": people.enough}
    connection.execute(
        "UPDATE updates SET people = ?, counted_at = ? WHERE id = ?",
        (json.dumps(counted), now, update),
    )


def remove(connection: sqlite3.Connection, update: int) -> None:
    """Removes an update that was not sent."""
    connection.execute("DELETE FROM updates WHERE id = ? AND started_at IS NULL", (update,))


def of_number(connection: sqlite3.Connection, number: int) -> Update | None:
    """Returns the update of a number."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return _update(connection, row) if row else None


def of_campaign(connection: sqlite3.Connection, campaign: str) -> list[Update]:
    """Returns the updates of a campaign, the newest first."""
    rows = connection.execute(f"{_SELECT} WHERE campaign = ? ORDER BY id DESC", (campaign,))
    return [_update(connection, row) for row in rows.fetchall()]


def published(connection: sqlite3.Connection, campaign: str, limit: int) -> list[Update]:
    """Returns the updates that can be read on a campaign's page, the newest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE campaign = ? AND published_at IS NOT NULL"
        " ORDER BY published_at DESC, id DESC LIMIT ?",
        (campaign, limit),
    )
    return [_update(connection, row) for row in rows.fetchall()]


def start(connection: sqlite3.Connection, update: int, expected: int, now: int) -> None:
    """Lets an update go out, to those who have signed by now."""
    connection.execute(
        "UPDATE updates SET started_at = ?, expected = ?,"
        " newest = (SELECT coalesce(max(id), 0) FROM signatures) WHERE id = ?",
        (now, expected, update),
    )


def set_stopped(connection: sqlite3.Connection, update: int, stopped_at: int | None) -> None:
    """Notes that an update was stopped, or (None) that it goes on."""
    connection.execute("UPDATE updates SET stopped_at = ? WHERE id = ?", (stopped_at, update))


def set_published(connection: sqlite3.Connection, update: int, at: int | None) -> None:
    """Notes since when an update can be read on the campaign's page, or (None) that it cannot."""
    connection.execute("UPDATE updates SET published_at = ? WHERE id = ?", (at, update))


def _update(connection: sqlite3.Connection, row: sqlite3.Row) -> Update:
    number, campaign, audience, *rest, counted = row
    texts = connection.execute(
        "SELECT language, subject, body FROM update_texts WHERE update_id = ? ORDER BY language",
        (number,),
    )
    said = {key: tuple(value) for key, value in json.loads(audience).items()}
    by_language = {language: UpdateText(subject, body) for language, subject, body in texts}
    people = People(**json.loads(counted)) if counted else None
    found = Update(number, campaign, Audience(**said), *rest)
    return replace(found, people=people, texts=by_language)
