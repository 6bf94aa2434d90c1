"""Serving a workspace's pages until it is stopped."""

from __future__ import annotations

import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import uvicorn

from campaigner.care.logbook import log_kept
from campaigner.errors import CampaignerError
from campaigner.shelf import last_good_kept
from campaigner.web.app import application, opened_site
from campaigner.web.connections import BoundedConnection
from campaigner.web.mailing import mail_going_out
from campaigner.web.references import WithoutValues
from campaigner.web.site import Site
from campaigner.web.working import work_being_done
from campaigner.workspace import Workspace

_log = logging.getLogger(__name__)
_IDLE = 10  # seconds without a request until a connection is closed
_FINISH = 20  # seconds to finish what was begun when the pages stop
_NEW_OBJECTS = 2_000  # until Python looks through them for garbage
_WITHOUT_VALUES = WithoutValues()
_AT_ONCE = 1_000  # connections; more are told to come back


class AddressNotFree(CampaignerError):
    """Nothing can be served at an address of this machine; the message says why."""

    code = "address-not-free"


def listening_at(host: str, port: int) -> socket.socket:
    """Returns a socket that takes connections at an address of this machine.

    Raises AddressNotFree.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]  # Python adds the address once more
        raise AddressNotFree(
            f"Nothing can be served at {host}, port {port}: {why}.",
            hint="Stop what uses it, or choose another port.",
        ) from error


def serve(workspace: Workspace, clock: Callable[[], datetime], listening: socket.socket) -> None:
    """Serve the pages of a workspace to who connects to a socket. Raises CampaignerError.

    Settings and campaigns that get a mistake meanwhile count as they were before.
    """
    with (
        _stop_noted() as stop,
        last_good_kept(),
        log_kept(workspace, lambda: int(clock().timestamp())),
        opened_site(workspace, clock) as site,
        mail_going_out(site),
        work_being_done(site),
    ):
        _log.info("the pages are served")
        site.press.warm()
        stop.server = server_of(site)
        if not stop.is_wanted:
            with little_collected_at_once():
                stop.server.run(sockets=[listening])


@contextmanager
def little_collected_at_once() -> Iterator[None]:
    """Lets nobody wait long while Python looks for garbage: all threads stand still then.

    What is there by now is not looked at again; what comes is looked at often, and is little.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@dataclass
class _Stop:
    """Whether a service manager wants the program to stop; the server, once there is one."""

    is_wanted: bool = False
    server: uvicorn.Server | None = None

    def want(self, *_: object) -> None:
        self.is_wanted = True
        if self.server:
            self.server.should_exit = True


@contextmanager
def _stop_noted() -> Iterator[_Stop]:
    """What was begun is finished when a service manager stops the program (SIGTERM).

    While uvicorn serves it takes the signal itself, and sends it once more when it is done. That
    ended the program at once: a mail on its way was not noted as sent, and went out twice.
    """
    stop = _Stop()
    before = signal.signal(signal.SIGTERM, stop.want)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)


def server_of(site: Site) -> uvicorn.Server:
    """Returns the server of a site's pages, with its limits; it does not run yet."""
    proxies = site.settings.web.proxies
    config = uvicorn.Config(
        application(site),
        http=BoundedConnection,
        ws="none",
        access_log=False,
        server_header=False,
        log_level="warning",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_FINISH,
        limit_concurrency=_AT_ONCE,
    )
    logging.getLogger("uvicorn.error").addFilter(_WITHOUT_VALUES)
    return uvicorn.Server(config)
