"""Sending mail for as long as it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from campaigner.issued import note_place
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.reminders import queue_reminders
from campaigner.mail.sending import Clock, Sent, send_due, way_out
from campaigner.mail.transports import Transport
from campaigner.opening import OpenWorkspace
from campaigner.schedule import bring_into_line
from campaigner.store.database import Database

EVERY = 5.0
LONGEST = 300.0


def keep_sending(
    here: OpenWorkspace,
    folder: Path | None = None,
    *,
    clock: Clock,
    rest: Callable[[float], bool],
) -> Iterator[Sent]:
    """Sends what becomes due, or writes it into a folder; yields what came of each round.

    ``clock`` tells the time in seconds since 1970; ``rest`` waits for so many seconds and returns
    whether to stop. Rounds with nothing to send yield nothing. Raises NoMailServer,
    SettingsUnfilled or ControllerUnfilled if mail cannot be sent at all.
    """
    transport, pace = way_out(here, folder)
    if folder:
        note_place(here.database, folder, here.moment)
    yield from work(here.database, Writer(here.workspace), transport, pace, clock=clock, rest=rest)


def work(
    database: Database,
    writer: Writer,
    transport: Transport,
    pace: Pace | None,
    *,
    clock: Clock,
    rest: Callable[[float], bool],
) -> Iterator[Sent]:
    """As ``keep_sending``, by any transport.

    While the server takes no mail it is asked less and less often, in the end every five minutes.
    """
    pause = EVERY
    while True:
        bring_into_line(writer.workspace, database)
        queue_reminders(database, clock())
        try:
            done = send_due(database, writer, transport, clock, pace=pace)
        finally:
            transport.close()
        pause = min(pause * 2, LONGEST) if done.stopped else EVERY
        if done.sent or done.failed or done.stopped:
            yield done
        if rest(pause):
            return
