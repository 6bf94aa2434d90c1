"""Which page an address leads to, found without asking each of some fifty routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

_ANY = "{}"
_LOOKED_AT = 2  # parts of a path, by which nearly all routes are told apart


class _Pattern(NamedTuple):
    """The first parts of a route's path, and whether others may follow."""

    parts: tuple[str, ...]
    goes_on: bool

    def leads_to(self, path: tuple[str, ...]) -> bool:
        """Whether a path may be the route's, by its first parts."""
        if len(path) < len(self.parts) or (len(path) > len(self.parts) and not self.goes_on):
            return False
        return all(wanted in (_ANY, part) for wanted, part in zip(self.parts, path, strict=False))


class Shortlists(Router):
    """A router that asks only those routes whose fixed parts a path has, in their order."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        super().__init__(routes)
        self._patterns = [(route, _pattern(route)) for route in routes]
        self._fixed = {part for _, pattern in self._patterns for part in pattern.parts} - {_ANY}
        self._known: dict[tuple[str, ...], Router] = {}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and not scope.get("root_path"):
            await self._shortlist(scope["path"]).app(scope, receive, send)
        else:
            await super().app(scope, receive, send)

    def _shortlist(self, path: str) -> Router:
        parts = tuple(part if part in self._fixed else _ANY for part in _first_parts(path))
        if parts not in self._known:
            found = [route for route, pattern in self._patterns if pattern.leads_to(parts)]
            self._known[parts] = Router(found)
        return self._known[parts]


def _first_parts(path: str) -> list[str]:
    """The first parts of a path; slashes at its end are left to the router."""
    return path.rstrip("/").split("/", _LOOKED_AT + 1)[1 : _LOOKED_AT + 1]


def _pattern(route: BaseRoute) -> _Pattern:
    if not isinstance(route, Route | Mount):
        return _Pattern((), goes_on=True)
    parts = _first_parts(route.path)
    is_open = isinstance(route, Mount) or any(":path}" in part for part in parts)
    return _Pattern(tuple(_ANY if "{" in part else part for part in parts), goes_on=is_open)
