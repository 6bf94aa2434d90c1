"""Sending mail beside the pages, in a thread of its own, for as long as they are served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.mail.worker import keep_sending
from campaigner.web.site import Site
from campaigner.workspace import Workspace

AGAIN = 15.0
"""Seconds until mail is tried again after something other than the mail server prevented it."""

_log = logging.getLogger(__name__)


@contextmanager
def mail_going_out(site: Site) -> Iterator[None]:
    """Mail goes out for the length of a ``with`` block, what was begun is finished.

    In a rehearsal it is written to the workspace's folder for mail.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_send, args=(site, stop), name="mail")
    try:
        thread.start()
        yield
    finally:
        stop.set()
        if thread.ident:
            thread.join()


def rehearsal_folder(workspace: Workspace) -> Path:
    """The folder that mails are written to in a rehearsal."""
    return workspace.mail_folder


def _send(site: Site, stop: threading.Event) -> None:
    """Send until it is time to stop. What keeps mail from going out may be put right meanwhile."""
    said = ""
    while True:
        try:
            _send_while_possible(site, stop)
        except CampaignerError as error:
            why = error.said
        except Exception as error:  # noqa: BLE001 - without mail nobody can confirm
            why = f"{type(error).__name__}."  # its words could be about somebody
        else:
            return
        if why != said:
            _log.warning("No mail goes out: %s", why)
        said = why
        if stop.wait(AGAIN):
            return


def _send_while_possible(site: Site, stop: threading.Event) -> None:
    folder = rehearsal_folder(site.workspace) if site.is_rehearsal else None
    with site.opened() as here:
        rounds = keep_sending(
            here, folder, clock=lambda: int(site.clock().timestamp()), rest=stop.wait
        )
        for done in rounds:
            _log.info("%s mails sent, %s failed", done.sent, done.failed)
            if done.stopped:
                _log.warning("%s", done.stopped.message)
