"""Fetch the members of the UK Parliament from its Members API.

One request at a time with a pause between them; what was answered is kept in a cache, so that
an interrupted run resumes and a second one asks nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx

from campaigner import __version__
from campaigner.errors import CampaignerError
from campaigner.files import write_text
from campaigner.representatives.importers.documents import Document, Tree, text, tree, trees
from campaigner.text import slug

UK_PARLIAMENT: Final = "https://members-api.parliament.uk"
_PAGE: Final = 20  # the most that the API sends at once
_WAITS: Final = (1.0, 2.0, 4.0, 8.0)  # seconds before each further try
_LONGEST_WAIT: Final = 60.0
_FRESH: Final = timedelta(hours=24)
_TIMEOUT: Final = 30.0
_TRY_AGAIN: Final = "What was fetched is kept. Fetch again to continue from there."


class _Fault(Exception):
    """An answer that may be better next time; ``wait`` is what the server asks for, in s."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class _Skewed(Exception):
    """The pages do not fit together: the list changed while it was fetched."""


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


@dataclass(frozen=True)
class Server:
    """Where to fetch from and how politely: seconds between requests, how to wait, what to say."""

    cache: Path
    base_url: str = UK_PARLIAMENT
    pause: float = 0.2
    timeout: float = _TIMEOUT
    sleep: Callable[[float], None] = _sleep
    say: Callable[[str], None] = lambda _: None


def fetch_members(
    server: Server, houses: tuple[int, ...], *, contacts: bool, now: datetime
) -> list[Document]:
    """The current members of the Houses (1 Commons, 2 Lords), as documents to import.

    ``contacts`` asks for each member's contact details too, one request each. Answers younger
    than a day are taken from the cache. Raises CampaignerError if the server cannot be
    reached or a part stays missing: nothing is imported then.
    """
    client = httpx.Client(
        base_url=server.base_url,
        timeout=server.timeout,
        follow_redirects=True,
        headers={"User-Agent": f"campaigner/{__version__}", "Accept": "application/json"},
    )
    with client:
        conversation = _Conversation(server, client, now)
        documents = [page for house in houses for page in _pages(conversation, house)]
        if contacts:
            members = [member for page in documents for member in _members(page)]
            documents += _contacts(conversation, members)
    return documents


def _pages(conversation: _Conversation, house: int) -> list[Document]:
    """All pages of one House; started again, once, if the list changed meanwhile."""
    try:
        return _all_pages(conversation, house)
    except _Skewed:
        conversation.forget()
    try:
        return _all_pages(conversation, house)
    except _Skewed as error:
        raise CampaignerError(
            f"The list of members changed while it was fetched: {error}.", hint="Try again later."
        ) from error


def _all_pages(conversation: _Conversation, house: int) -> list[Document]:
    pages: list[Document] = []
    seen: set[str] = set()
    total = 1
    while len(seen) < total:
        query = f"House={house}&IsCurrentMember=true&skip={len(seen)}&take={_PAGE}"
        page = conversation.ask(f"/api/Members/Search?{query}", _is_page)
        ids = [text(member.get("id")) for member in _members(page)]
        count = page.data["totalResults"]
        if not ids and len(seen) < count:
            raise CampaignerError(
                f"The page of members after number {len(seen)} is missing.", hint=_TRY_AGAIN
            )
        if (pages and count != total) or seen.intersection(ids):
            raise _Skewed(f"{count} members, then {total}")
        total = count
        seen.update(ids)
        pages.append(page)
        conversation.server.say(f"{len(seen)} of {total} members")
    return pages


def _contacts(conversation: _Conversation, members: list[Tree]) -> list[Document]:
    found = []
    for number, member in enumerate(members, start=1):
        answer = conversation.ask(f"/api/Members/{text(member['id'])}/Contact", _is_contact)
        link = {"rel": "self", "href": f"/Members/{text(member['id'])}/Contact"}
        found.append(Document(answer.name, {**answer.data, "links": [link]}))
        if number % 50 == 0 or number == len(members):
            conversation.server.say(f"contact details of {number} of {len(members)} members")
    return found


def _members(page: Document) -> list[Tree]:
    return [tree(item.get("value")) for item in trees(page.data.get("items"))]


def _is_page(data: Any) -> bool:
    values = [tree(item.get("value")) for item in trees(tree(data).get("items"))]
    return isinstance(tree(data).get("totalResults"), int) and all("id" in one for one in values)


def _is_contact(data: Any) -> bool:
    return isinstance(tree(data).get("value"), list)


@dataclass(frozen=True)
class _Conversation:
    """Questions to one server and its answers, remembered."""

    server: Server
    client: httpx.Client
    now: datetime

    def ask(self, path: str, is_right: Callable[[Any], bool]) -> Document:
        """The answer to one question, from the cache or the server, tried several times."""
        file = self.server.cache / f"{slug(path.removeprefix('/api/'))}.json"
        if (kept := self._kept(file)) is not None and is_right(kept):
            return Document(file.name, kept)
        for wait in (*_WAITS, None):
            try:
                data = self._answer(path, is_right)
            except _Fault as fault:
                if wait is None:
                    raise CampaignerError(
                        f"{self.server.base_url} does not answer as expected: {fault}.",
                        hint=_TRY_AGAIN,
                    ) from fault
                self.server.sleep(min(max(wait, fault.wait), _LONGEST_WAIT))
            else:
                break
        written = {"fetched_at": self.now.isoformat(), "data": data}
        write_text(file, json.dumps(written, ensure_ascii=False))
        self.server.sleep(self.server.pause)
        return Document(file.name, data)

    def forget(self) -> None:
        """Empty the cache."""
        for file in self.server.cache.glob("*.json"):
            file.unlink()

    def _kept(self, file: Path) -> Any:
        """What the cache has, if it is younger than a day and whole."""
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            fetched = datetime.fromisoformat(kept["fetched_at"]).astimezone(UTC)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept.get("data") if timedelta(0) <= self.now - fetched < _FRESH else None

    def _answer(self, path: str, is_right: Callable[[Any], bool]) -> Any:
        try:
            response = self.client.get(path)
        except httpx.TransportError as error:
            raise _Fault(f"{type(error).__name__} at {path}") from error
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
            after = response.headers.get("Retry-After", "")
            raise _Fault(
                f"it answers {response.status_code} to {path}",
                float(after) if after.isdecimal() else 0.0,
            )
        if not response.is_success:
            raise CampaignerError(
                f"{self.server.base_url} answers {response.status_code} to {path}.",
                hint="Check that this is the address of a Members API.",
                code="not-a-members-api",
            )
        try:
            data = response.json()
        except (ValueError, RecursionError) as error:
            raise _Fault(f"the answer to {path} is not JSON") from error
        if not is_right(data):
            raise _Fault(f"the answer to {path} is not in the documented format")
        return data
