"""Addresses lead where they would if each route were asked in turn."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Message

from campaigner.addresses import API
from campaigner.web.app import ROUTES
from campaigner.web.routing import Shortlists

PARTS = ["", "bread", "bread.json", "api", "write", "count.json", "log", "growth", "7", "tile", "0",
         "x001", "my-data", "mine", "confirm", "privacy", "embed", "health", "robots.txt", "share",
         "bread.png", ".well-known", "security.txt", "again", "_styles", "%2e%2e", "é"]  # fmt: skip


async def _name(route: str, request: Request) -> Response:
    return PlainTextResponse(f"{route} {request.path_params}")


def named(routes: list[Route]) -> list[BaseRoute]:
    """Routes of the same paths that say which one it was."""
    return [Route(each.path, partial(_name, each.path), methods=list(each.methods or ()))
            for each in routes]  # fmt: skip


@pytest.fixture(scope="module")
def both() -> tuple[Router, Router]:
    """The pages' routes: by short lists, and each asked in turn."""
    within = Mount(API, Router(named([Route("/campaigns/{campaign}", lambda _: None)])))
    routes = [within, *named(list(ROUTES))]
    return Shortlists(routes), Router(routes)


def answer(router: Router, method: str, path: str) -> tuple[int, bytes, bytes]:
    """The status that comes back, which route it came from, and where it leads to."""
    sent: list[Any] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": unquote(path), "query_string": b"",
             "headers": [(b"host", b"example.org")], "scheme": "https"}  # fmt: skip
    with suppress(StopIteration):  # nothing there waits, so that no event loop is needed
        router(scope, receive, send).send(None)
    head = dict(sent[0]["headers"])
    return sent[0]["status"], sent[1].get("body", b""), head.get(b"location", b"")


@given(
    parts=st.lists(st.sampled_from(PARTS), max_size=5),
    slash=st.sampled_from(["", "/", "//"]),
    method=st.sampled_from(["GET", "POST", "HEAD", "DELETE"]),
)
def test_any_path_leads_to_the_same_route(
    both: tuple[Router, Router], parts: list[str], slash: str, method: str
) -> None:
    path = f"/{'/'.join(parts)}{slash}"
    assert answer(both[0], method, path) == answer(both[1], method, path)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_each_route_is_found(both: tuple[Router, Router], route: Route) -> None:
    path = route.path.replace("{tile:path}", "0/x001/067").replace("{number:int}", "7")
    path = path.replace("{", "").replace("}", "")
    for method in route.methods or ():
        found = answer(both[0], method, path)
        assert found == answer(both[1], method, path)
        assert found[0] == 200
        assert route.path.encode() in found[1]
