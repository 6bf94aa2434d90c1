"""Work beside the pages: jobs in processes of their own, and replies that came by mail."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from campaigner.errors import CampaignerError
from campaigner.jobs.supervising import keep_working
from campaigner.letters.mailed_replies.fetching import fetch_replies
from campaigner.privacy.doing import Hand
from campaigner.vocabulary.desk import JobState
from campaigner.web.site import Site

AGAIN = 15.0
"""Seconds until jobs are looked for again after something prevented it."""
EVERY = 900.0
"""Seconds between two looks into the mailbox for replies."""

_log = logging.getLogger(__name__)
_Work = Callable[[Site, threading.Event], None]


@contextmanager
def work_being_done(site: Site) -> Iterator[None]:
    """Jobs are done, and replies fetched, for the length of a ``with`` block.

    What is not finished then is resumed when the pages are served again.
    """
    stop = threading.Event()
    works: dict[str, _Work] = {"jobs": _do_jobs, "replies": _fetch_replies}
    threads = [
        threading.Thread(target=work, args=(site, stop), name=name) for name, work in works.items()
    ]
    try:
        for thread in threads:
            thread.start()
        yield
    finally:
        stop.set()
        for thread in threads:
            if thread.ident:
                thread.join()


def _do_jobs(site: Site, stop: threading.Event) -> None:
    while True:
        try:
            with site.opened() as here:
                for job in keep_working(here, clock=site.clock, rest=stop.wait, begin=Hand):
                    level = logging.WARNING if job.state is JobState.FAILED else logging.INFO
                    _log.log(level, "job %s (%s): %s", job.id, job.kind, job.state)
        except Exception as error:  # noqa: BLE001 - the pages go on, and it may be put right
            _log.warning("No jobs are done: %s", type(error).__name__)
        if stop.wait(AGAIN):
            return


def _fetch_replies(site: Site, stop: threading.Event) -> None:
    while not stop.wait(AGAIN):
        try:
            if site.settings.replies.imap_host:
                with site.opened() as here:
                    done = fetch_replies(here)
                _log.info("%s replies fetched", done.new)
        except CampaignerError as error:
            _log.warning("%s", error.message)
        except Exception as error:  # noqa: BLE001 - the pages go on, and it may be put right
            _log.warning("No replies are fetched: %s", type(error).__name__)
        if stop.wait(EVERY):
            return
