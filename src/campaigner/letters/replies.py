"""What came back: replies recorded, letters that still wait, outcomes added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.files import write_bytes
from campaigner.store import audit, replies
from campaigner.store.database import Database, transaction
from campaigner.store.replies import ReplyRecord
from campaigner.text import slug

DAYS_TO_WAIT = 14
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Outcome(StrEnum):
    """What a reply comes to."""

    WILL_SUPPORT = "will-support"
    WILL_RAISE_IT = "will-raise-it"
    ANSWERED = "answered"
    FORM_REPLY = "form-reply"
    REFUSED = "refused"
    NOT_EXPECTED = "not-expected"

    @property
    def words(self) -> str:
        """The outcome as people read it."""
        return self.value.replace("-", " ")


def outcome_named(text: str) -> Outcome:
    """The outcome of that name, with hyphens or spaces; UnknownName, with the nearest."""
    try:
        return Outcome(slug(text))
    except ValueError:
        raise UnknownName("outcome", text, [each.value for each in Outcome]) from None


@dataclass(frozen=True)
class Reply:
    """A reply as it came in: on which day, and its text or a file of it."""

    outcome: Outcome
    received: date
    text: str = ""
    file: Path | None = None


def record_reply(
    database: Database, folder: Path, letter: int, reply: Reply, now: datetime, actor: str
) -> None:
    """Record a reply to a letter; its file is copied into ``folder``, under the letter's number.

    Raises UsageError where there is no such letter or the day cannot be, CampaignerError where
    the file cannot be read.
    """
    made_at = replies.first_made_at(database.conn, letter)
    if made_at is None:
        raise UsageError(
            f"There is no letter {letter}.", hint="Numbers: campaigner letter list CAMPAIGN"
        )
    if (reply.text or reply.file) and not replies.has_sender(database.conn, letter):
        raise UsageError(
            f"The names of letter {letter} have been removed: its time is up.",
            hint="Record the outcome alone.",
        )
    _check_day(reply.received, datetime.fromtimestamp(made_at, UTC).date(), now.date())
    copy = _copied(reply.file, folder, letter) if reply.file else None
    received_at = int(datetime.combine(reply.received, now.timetz()).timestamp())
    record = ReplyRecord(reply.outcome, received_at, reply.text, str(copy or ""))
    try:
        with transaction(database) as connection:
            replies.add_reply(connection, letter, record)
            campaign = replies.campaign_of(connection, letter)
            audit.record(
                connection, int(now.timestamp()), actor, "letter reply", campaign,
                letter=letter, outcome=reply.outcome.value,
            )  # fmt: skip
    except BaseException:
        if copy:
            copy.unlink(missing_ok=True)
        raise


def _check_day(received: date, made: date, today: date) -> None:
    if received > today:
        raise UsageError(f"{received} has not come yet.")
    if received < made:
        raise UsageError(f"{received} is before the letter was made, on {made}.")


def _copied(file: Path, folder: Path, letter: int) -> Path:
    """The file in the folder, under a name that says nothing of anybody."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CampaignerError(f"{file} cannot be read: {error.strerror}.") from error
    suffix = file.suffix.lower() if _SUFFIX.fullmatch(file.suffix.lower()) else ""
    number = 1
    while (copy := folder.resolve() / f"{letter}-{number}{suffix}").exists():
        number += 1
    write_bytes(copy, content)
    return copy


@dataclass(frozen=True)
class Waiting:
    """A letter that nobody has replied to."""

    id: int
    campaign: str
    sender: str
    email: str
    recipient: str
    area: str
    made: date
    days: int


def waiting_letters(
    database: Database, now: datetime, campaign: str = "", days: int = DAYS_TO_WAIT
) -> list[Waiting]:
    """The letters of so many days ago or earlier without a reply, the oldest first."""
    before = int((now - timedelta(days=days)).timestamp())
    found = []
    for number, about, sender, email, recipient, area, made_at in replies.unanswered(
        database.conn, before, campaign
    ):
        made = datetime.fromtimestamp(made_at, UTC)
        passed = (now - made).days
        found.append(Waiting(number, about, sender, email, recipient, area, made.date(), passed))
    return found


@dataclass
class Outcomes:
    """How the letters of a group came out; the counts and those waiting add up to ``letters``."""

    group: str
    name: str
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    waiting: int = 0

    @property
    def letters(self) -> int:
        """How many letters there are."""
        return self.waiting + sum(self.counts.values())


def outcomes(database: Database, by: str, campaign: str = "") -> Sequence[Outcomes]:
    """How letters came out by campaign, party or area, those with the most letters first.

    Raises UnknownName for anything else to count by.
    """
    if by not in replies.GROUPS:
        raise UnknownName("group of letters", by, replies.GROUPS)
    groups: dict[str, Outcomes] = {}
    for group, name, outcome, count in replies.outcomes(database.conn, by, campaign):
        found = groups.setdefault(group, Outcomes(group, name))
        if outcome:
            found.counts[Outcome(outcome)] += count
        else:
            found.waiting += count
    return sorted(groups.values(), key=lambda each: (-each.letters, each.name, each.group))
