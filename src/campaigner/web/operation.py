"""What those who run the pages ask: is it alive, is it ready, how much is going on.

None of it says anything about people. Figures are for this machine alone; a proxy that passes
everything on gets them with its own address, so ``/metrics`` is to be left out there.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from functools import cache
from shutil import disk_usage

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaigner.errors import CampaignerError
from campaigner.web.references import asked
from campaigner.web.site import network_of, site_of

_log = logging.getLogger(__name__)
_REFUSED = (400, 403, 405, 413, 421, 429)
_LOCAL = ("127.0.0.1", "::1")
_PATIENCE = 5.0  # seconds
_LEAST_FREE = 10_000_000  # bytes on the disk of the workspace: for less, somebody is to be called
_GOOD_FOR = timedelta(days=180)

registry = CollectorRegistry()
answers = Counter(
    "campaigner_answers_total",
    "Answers by method and status.",
    ("method", "status"),
    registry=registry,
)
seconds = Histogram(
    "campaigner_answer_seconds",
    "Seconds from a request to its answer.",
    ("method",),
    registry=registry,
)
waiting = Gauge(
    "campaigner_writes_waiting", "What people sent that is still to be written.", registry=registry
)


class Measured:
    """Counts the answers of an application, and how long they took."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, method = time.perf_counter(), _known(scope["method"])

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                _answers(method, message["status"]).inc()
                if message["status"] in _REFUSED:
                    _log.info("refused (%s): %s", message["status"], asked(scope))
                _seconds(method).observe(time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, counted)


@cache
def _answers(method: str, status: int) -> Counter:
    return answers.labels(method, str(status))


@cache
def _seconds(method: str) -> Histogram:
    return seconds.labels(method)


def _known(method: str) -> str:
    return method if method in ("GET", "HEAD", "POST", "OPTIONS") else "other"


async def health(_request: Request) -> Response:
    """Say that the program is alive."""
    return PlainTextResponse("alive\n")


async def ready(request: Request) -> Response:
    """Say whether people can sign: whether what they send can be written."""
    try:
        if disk_usage(site_of(request).workspace.root).free < _LEAST_FREE:
            return PlainTextResponse("the disk is full\n", 503, {"Retry-After": "60"})
        nothing = site_of(request).written(lambda _: None, seen=False)
        await asyncio.wait_for(nothing, _PATIENCE)
    except (CampaignerError, OSError, TimeoutError):
        return PlainTextResponse("nothing can be written\n", 503, {"Retry-After": "5"})
    return PlainTextResponse("ready\n")


def metrics(request: Request) -> Response:
    """Give the figures, to this machine alone."""
    if network_of(request) not in _LOCAL:
        raise HTTPException(404)
    waiting.set(site_of(request).writer.waiting)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def security(request: Request) -> Response:
    """Say whom to tell of a weakness (RFC 9116)."""
    site = site_of(request)
    settings = site.settings
    contact = settings.organisation.email or settings.data_controller.contact
    if "@" not in contact:
        raise HTTPException(404)
    expires = (site.clock() + _GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    address = settings.web.address.rstrip("/")
    return PlainTextResponse(
        f"Contact: mailto:{contact}\nExpires: {expires}\nPreferred-Languages: en, cy\n"
        f"Canonical: {address}/.well-known/security.txt\n"
    )


def robots(request: Request) -> Response:
    """Say what search engines may read: all but the pages that belong to one person."""
    address = site_of(request).settings.web.address.rstrip("/")
    return PlainTextResponse(
        "User-agent: *\nDisallow: /confirm\nDisallow: /withdraw\nDisallow: /my-data\n"
        "Disallow: /desk\n"
        f"Disallow: /*/inbox\nDisallow: /*/thanks\n\nSitemap: {address}/sitemap.xml\n"
    )
