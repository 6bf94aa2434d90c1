"""Sending mail for as long as it is wanted."""

from __future__ import annotations

from collections.abc import Callable

from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.reminders import queue_reminders
from campaigner.mail.sending import send_due
from campaigner.mail.smtp import MailServerUnavailable
from campaigner.mail.transports import Transport
from campaigner.store.database import Database

EVERY = 5.0
LONGEST = 300.0


def work(
    database: Database,
    writer: Writer,
    transport: Transport,
    pace: Pace,
    *,
    clock: Callable[[], int],
    rest: Callable[[float], bool],
    report: Callable[[str], None],
) -> None:
    """Send what becomes due, until ``rest`` (seconds to wait) says that it is enough.

    While the server is away it is asked less and less often, every five minutes at last.
    """
    pause = EVERY
    while True:
        try:
            queue_reminders(database, clock())
            done = send_due(database, writer, transport, clock(), pace=pace)
            pause = EVERY
            if done.sent or done.failed:
                report(f"{done.sent} sent, {done.failed} failed")
        except MailServerUnavailable as error:
            report(error.message)
            pause = min(pause * 2, LONGEST)
        if rest(pause):
            return
