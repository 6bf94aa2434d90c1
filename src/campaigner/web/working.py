"""Doing jobs beside the pages, in processes of their own, for as long as they are served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from campaigner.jobs.supervising import keep_working
from campaigner.web.site import Site

AGAIN = 15.0
"""Seconds until jobs are looked for again after something prevented it."""

_log = logging.getLogger(__name__)


@contextmanager
def jobs_being_done(site: Site) -> Iterator[None]:
    """Jobs are done for the length of a ``with`` block; what is not finished then is resumed."""
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(site, stop), name="jobs")
    try:
        thread.start()
        yield
    finally:
        stop.set()
        if thread.ident:
            thread.join()


def _work(site: Site, stop: threading.Event) -> None:
    while True:
        try:
            with site.opened() as here:
                for job in keep_working(here, clock=site.clock, rest=stop.wait):
                    _log.info("job %s: %s", job.id, job.state)
        except Exception as error:  # noqa: BLE001 - the pages go on, and it may be put right
            _log.warning("No jobs are done: %s", type(error).__name__)
        if stop.wait(AGAIN):
            return
