"""Recording the letters of a run as they come."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from campaigner.letters.jobs import Job
from campaigner.letters.worker import Failed, Made
from campaigner.store.database import Database, transaction
from campaigner.store.letters import LetterRecord, save_letters

_EVERY, _SECONDS = 64, 1.0


@dataclass
class Recorder:
    """Records letters, several at a time; a killed run makes those of its last second again."""

    database: Database
    campaign: str
    job: Job
    made_at: int
    waiting: list[LetterRecord] = field(default_factory=list)
    flushed: float = field(default_factory=time.monotonic)

    def take(self, result: Made | Failed) -> None:
        """Take a result; a letter that was made is recorded, soon."""
        if isinstance(result, Made) and result.new:
            self.waiting.append(record_of(result, self.job, self.campaign, self.made_at))
            late = time.monotonic() - self.flushed > _SECONDS
            if late or len(self.waiting) >= _EVERY:
                self.flush()

    def flush(self) -> None:
        """Record what was taken, now."""
        with transaction(self.database) as connection:
            save_letters(connection, self.waiting)
        self.waiting.clear()
        self.flushed = time.monotonic()


def record_of(made: Made, job: Job, campaign: str, made_at: int) -> LetterRecord:
    """Returns a letter as it is recorded."""
    sender, recipient = made.order.supporter.sender, made.order.recipient
    return LetterRecord(
        campaign=campaign,
        supporter=made.order.supporter.key,
        recipient=recipient.id,
        recipient_name=recipient.name,
        role=recipient.role,
        party=recipient.party,
        area_code=recipient.area.code if recipient.area else "",
        area_name=recipient.area.name if recipient.area else "",
        sender_name=sender.name,
        sender_email=sender.email,
        language=made.order.supporter.wording.language,
        identity=made.identity,
        forms=job.forms_made,
        path=made.path,
        sha256=made.sha256,
        pages=made.pages,
        renderer=made.renderer,
        made_at=made_at,
        files=made.files,
    )
