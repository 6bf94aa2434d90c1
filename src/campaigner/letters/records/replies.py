"""What came back to letters: replies recorded, listed and removed."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from campaigner.errors import CampaignerError, UsageError
from campaigner.files import write_bytes
from campaigner.issued import LeftFile, remove_files
from campaigner.opening import OpenWorkspace
from campaigner.store import audit, replies
from campaigner.store.database import transaction
from campaigner.store.letters import void_state
from campaigner.store.replies import ReplyRecord
from campaigner.time_zones import day_of
from campaigner.typed_words import clean_lines
from campaigner.vocabulary.letters import ReplyOutcome

_LONGEST_TEXT = 100_000  # characters of a reply
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class NoLetter(UsageError):
    """No letter has this number."""

    code = "unknown-letter"

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no letter {number}.")


@dataclass(frozen=True)
class Reply:
    """A reply as it came in, with its text or a file of it; without a day it came today."""

    outcome: ReplyOutcome
    received: date | None = None
    text: str = ""
    file: Path | None = None


def record_reply(here: OpenWorkspace, letter: int, reply: Reply) -> None:
    """Record a reply to the letter with that number.

    A copy of the reply's file is kept in the workspace, named after the letter's number.
    Raises UsageError for an unknown letter, a day that is not possible, words with control
    characters, or words of a reply to a letter whose names were removed; CampaignerError for a file
    that cannot be read.
    """
    connection = here.database.conn
    text = clean_lines(reply.text, _LONGEST_TEXT)
    made_at = replies.first_made_at(connection, letter)
    if made_at is None:
        raise NoLetter(letter)
    check_is_not_void(connection, letter)
    if (text or reply.file) and not replies.has_sender(connection, letter):
        raise UsageError(
            f"The names of letter {letter} have been removed because its time is up.",
            hint="Record the outcome alone.",
        )
    received = reply.received or here.today
    _check_day(received, day_of(made_at, here.zone), here.today)
    copy = _copied(reply.file, here.workspace.replies_folder, letter) if reply.file else None
    received_at = int(
        datetime.combine(received, here.now.astimezone(here.zone).timetz()).timestamp()
    )
    record = ReplyRecord(reply.outcome, received_at, text, str(copy or ""))
    try:
        _save(here, letter, record)
    except BaseException:
        if copy:
            copy.unlink(missing_ok=True)
        raise


def check_is_not_void(connection: sqlite3.Connection, letter: int) -> None:
    """Check that a letter was sent. Raises UsageError."""
    state = void_state(connection, letter)
    if state and state[1] is not None:
        raise UsageError(f"Letter {letter} is void: it was never sent.", code="letter-void")


@dataclass(frozen=True)
class RecordedReply:
    """A reply that was recorded: ``number`` counts the replies to its letter from 1."""

    number: int
    received: date
    outcome: ReplyOutcome


def recorded_replies(here: OpenWorkspace, letter: int) -> list[RecordedReply]:
    """Returns the replies to a letter as they were recorded. Raises UsageError if it is unknown."""
    connection = here.database.conn
    if replies.first_made_at(connection, letter) is None:
        raise NoLetter(letter)
    return [
        _recorded(here, number, known.reply)
        for number, known in enumerate(replies.known_replies(connection, letter), start=1)
    ]


@dataclass(frozen=True)
class RemovedReply:
    """A reply that was removed; ``left`` is the copy of its file if that was not deleted."""

    reply: RecordedReply
    left: tuple[LeftFile, ...] = ()


def remove_reply(here: OpenWorkspace, letter: int, number: int | None = None) -> RemovedReply:
    """Removes a reply that was recorded by mistake, with its words and the copy of its file.

    ``number`` chooses one of several. Raises UsageError for an unknown letter, a letter without
    such a reply, and, with the code ``which-reply``, for one with several if none is chosen.
    """
    if not (there := recorded_replies(here, letter)):
        raise UsageError(f"Letter {letter} has no reply.", code="no-reply")
    if number is None and len(there) > 1:
        raise UsageError(f"Letter {letter} has {len(there)} replies.", code="which-reply")
    chosen = number or 1
    if chosen not in range(1, len(there) + 1):
        raise UsageError(f"Letter {letter} has no reply {chosen}.", code="no-reply")
    with transaction(here.database) as connection:
        known = replies.known_replies(connection, letter)[chosen - 1]
        replies.delete_reply(connection, known.id)
        audit.record(
            connection, here.moment, here.actor, "letter reply removed",
            replies.campaign_of(connection, letter),
            letter=letter, outcome=known.reply.outcome,
        )  # fmt: skip
    left = remove_files({known.reply.file: ""}).left if known.reply.file else ()
    return RemovedReply(_recorded(here, chosen, known.reply), left)


def _recorded(here: OpenWorkspace, number: int, reply: ReplyRecord) -> RecordedReply:
    return RecordedReply(number, day_of(reply.received_at, here.zone), ReplyOutcome(reply.outcome))


def _save(here: OpenWorkspace, letter: int, record: ReplyRecord) -> None:
    with transaction(here.database) as connection:
        replies.add_reply(connection, letter, record)
        campaign = replies.campaign_of(connection, letter)
        audit.record(
            connection, here.moment, here.actor, "letter reply", campaign,
            letter=letter, outcome=record.outcome,
        )  # fmt: skip


def _check_day(received: date, made: date, today: date) -> None:
    if received > today:
        raise UsageError(f"{received} is in the future.")
    if received < made:
        raise UsageError(f"{received} is before the letter was made, on {made}.")


def _copied(file: Path, folder: Path, letter: int) -> Path:
    """Copy the file to the folder, with a name that identifies nobody; returns its path."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CampaignerError(f"{file} cannot be read: {error.strerror}.") from error
    suffix = file.suffix.lower() if _SUFFIX.fullmatch(file.suffix.lower()) else ""
    number = 1
    while (copy := folder.resolve() / f"{letter}-{number}{suffix}").exists():
        number += 1
    write_bytes(copy, content, private=True)
    return copy
