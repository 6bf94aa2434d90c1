"""Serving a workspace's pages until it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import uvicorn

from campaigner.web.app import application, opened_site
from campaigner.web.mailing import mail_going_out
from campaigner.workspace import Workspace


def serve(workspace: Workspace, clock: Callable[[], datetime], host: str, port: int) -> None:
    """Serve the pages of a workspace at an address of this machine. Raises CampaignerError."""
    with opened_site(workspace, clock) as site, mail_going_out(site):
        site.press.warm()
        config = uvicorn.Config(
            application(site),
            host=host,
            port=port,
            access_log=False,
            server_header=False,
            log_level="warning",
        )
        uvicorn.Server(config).run()
