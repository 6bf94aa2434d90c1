"""Serving a workspace's pages until it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import uvicorn

from campaigner.web.app import application, opened_site
from campaigner.web.heads import BoundedHeads
from campaigner.web.mailing import mail_going_out
from campaigner.web.site import Site
from campaigner.workspace import Workspace

_IDLE = 10  # seconds without a request until a connection is closed
_FINISH = 20  # seconds to finish what was begun when the pages stop
_AT_ONCE = 1_000  # connections; more are told to come back


def serve(workspace: Workspace, clock: Callable[[], datetime], host: str, port: int) -> None:
    """Serve the pages of a workspace at an address of this machine. Raises CampaignerError."""
    with opened_site(workspace, clock) as site, mail_going_out(site):
        site.press.warm()
        server_of(site, host, port).run()


def server_of(site: Site, host: str = "127.0.0.1", port: int = 0) -> uvicorn.Server:
    """Returns the server of a site's pages, with its limits; it does not run yet."""
    proxies = site.settings.web.proxies
    config = uvicorn.Config(
        application(site),
        host=host,
        port=port,
        http=BoundedHeads,
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
    return uvicorn.Server(config)
