"""Forms whose answer is a letter: each network in its turn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.petitions.signing.networks import is_allowed
from campaigner.web.forms import Form, read_form
from campaigner.web.pages.statuses import TOO_MANY
from campaigner.web.site import lane_of, network_of, site_of
from campaigner.web.turns import LETTER, TooMany

Answer = Callable[[Request, Form], Response]


def posted(
    answer: Answer, cost: float = LETTER, otherwise: Answer | None = None
) -> Callable[[Request], Any]:
    """Returns the handler of a form: it is read, and answered in a thread.

    ``otherwise`` answers a network that asks too much; without it a page of its own does.
    """

    async def handle(request: Request) -> Response:
        form = await read_form(request)
        try:
            async with _turn(request, cost):
                return await run_in_threadpool(answer, request, form)
        except TooMany as error:
            wait = {"Retry-After": str(error.seconds)}
            if otherwise is None:
                raise HTTPException(TOO_MANY, headers=wait) from error
        response = await run_in_threadpool(otherwise, request, form)
        response.headers.update(wait)
        return response

    return handle


def _turn(request: Request, cost: float) -> AbstractAsyncContextManager[None]:
    """The turn of who asks; shared networks and this machine itself need not wait for one."""
    site, lane = site_of(request), lane_of(request)
    if not lane or is_allowed(network_of(request), site.settings.fraud.shared_networks):
        return nullcontext()
    return site.turns.of(lane, cost)
