"""Fetching from the Members API, tried on a server of our own that has every fault."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from campaigner.errors import CampaignerError
from campaigner.opening import opened_workspace
from campaigner.representatives.directory import fetch_people, people_in_office
from campaigner.representatives.fetch import Server, fetch_members
from campaigner.representatives.importers import import_documents
from campaigner.representatives.lookup import representatives
from campaigner.store.database import Database
from campaigner.vocabulary import houses
from campaigner.workspace import Workspace
from conftest import TODAY, Command

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Fault = Callable[["Parliament", BaseHTTPRequestHandler, str], bool]


def member(number: int, house: int) -> dict[str, Any]:
    return {
        "value": {
            "id": number,
            "nameListAs": f"Sample, Member {number}",
            "nameDisplayAs": f"Member Sample{number}",
            "nameFullTitle": f"Member Sample{number} MP",
            "nameAddressAs": None,
            "latestParty": {"id": 1, "name": "Orange", "abbreviation": "Ora"},
            "gender": None,
            "latestHouseMembership": {
                "membershipFrom": f"Sampleton {number}",
                "membershipFromId": number,
                "house": house,
                "membershipStartDate": "2024-07-04T00:00:00",
                "membershipEndDate": None,
                "membershipStatus": {"statusIsActive": True},
            },
            "thumbnailUrl": "",
        },
        "links": [{"rel": "self", "href": f"/Members/{number}", "method": "GET"}],
    }


class Parliament(ThreadingHTTPServer):
    """A Members API of 45 members; ``fault`` may spoil an answer and says whether it did."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.members = {1: [member(n, 1) for n in range(1, 46)], 2: [member(99, 2)]}
        self.asked: Counter[str] = Counter()
        self.fault: Fault = lambda *_: False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str) -> dict[str, Any] | None:
        parts = urlsplit(path)
        if parts.path == "/api/Members/Search":
            given = parse_qs(parts.query)
            skip, take = int(given["skip"][0]), int(given["take"][0])
            everybody = self.members[int(given["House"][0])]
            items = everybody[skip : skip + take]
            return {"items": items, "totalResults": len(everybody), "skip": skip}
        if parts.path.endswith("/Contact"):
            office = {"typeId": 1, "line1": "House of Commons", "email": "a@example.org"}
            return {"value": [office], "links": []}
        return None


class _Handler(BaseHTTPRequestHandler):
    server: Parliament

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        if self.server.fault(self.server, self, self.path):
            return
        data = self.server.answer(self.path)
        send(self, json.dumps(data).encode(), 404 if data is None else 200)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def parliament(monkeypatch: pytest.MonkeyPatch) -> Iterator[Parliament]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Parliament() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    """The seconds that a fetch would have slept."""
    return []


@pytest.fixture
def server(parliament: Parliament, tmp_path: Path, waits: list[float]) -> Server:
    return Server(tmp_path / "cache", parliament.url, timeout=0.5, sleep=waits.append)


def names(documents: list[Any]) -> set[str]:
    items = [item for document in documents for item in document.data.get("items", [])]
    return {item["value"]["nameDisplayAs"] for item in items}


def test_all_pages_are_fetched_politely_and_imported(
    database: Database, parliament: Parliament, server: Server, waits: list[float]
) -> None:
    found = fetch_members(server, (1, 2), contacts=True, now=NOW)
    assert len(names(found)) == 46
    assert set(parliament.asked.values()) == {1}
    assert waits == [server.pause] * len(parliament.asked)
    report = import_documents(database, found, source="parliament", today=TODAY)
    assert (report.added, report.failed) == (46, 0)
    first = representatives(database, role="mp", today=NOW.date())[0]
    assert (first.address, first.email) == (("House of Commons",), "a@example.org")


def test_a_second_fetch_within_a_day_asks_nothing(parliament: Parliament, server: Server) -> None:
    fetch_members(server, (1,), contacts=False, now=NOW)
    asked = parliament.asked.total()
    fetch_members(server, (1,), contacts=False, now=NOW + timedelta(hours=23))
    assert parliament.asked.total() == asked
    fetch_members(server, (1,), contacts=False, now=NOW + timedelta(hours=25))
    assert parliament.asked.total() == asked * 2


def first_times(count: int, spoil: Callable[[BaseHTTPRequestHandler], None]) -> Fault:
    """A fault that spoils the first answers to every question."""

    def fault(parliament: Parliament, handler: BaseHTTPRequestHandler, path: str) -> bool:
        if parliament.asked[path] > count:
            return False
        spoil(handler)
        return True

    return fault


FAULTS: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "500": lambda handler: send(handler, b"oh", 500),
    "503": lambda handler: send(handler, b"", 503),
    "broken JSON": lambda handler: send(handler, b'{"items": ['),
    "a page of HTML": lambda handler: send(handler, b"<html>busy</html>"),
    "JSON of another shape": lambda handler: send(handler, b'{"items": [{"value": 3}]}'),
    "JSON that is no object": lambda handler: send(handler, b"[]"),
    "JSON nested to the sky": lambda handler: send(handler, b"[" * 100_000),
    "a connection cut": lambda handler: handler.connection.close(),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_is_tried_again(
    parliament: Parliament, server: Server, waits: list[float], fault: str
) -> None:
    parliament.fault = first_times(2, FAULTS[fault])
    assert len(names(fetch_members(server, (1,), contacts=False, now=NOW))) == 45
    assert waits[:3] == [1.0, 2.0, server.pause]


def test_a_slow_answer_is_given_up_and_tried_again(parliament: Parliament, server: Server) -> None:
    answered = threading.Event()

    def stall(handler: BaseHTTPRequestHandler) -> None:
        answered.wait(2)

    parliament.fault = first_times(1, stall)
    assert len(names(fetch_members(server, (2,), contacts=False, now=NOW))) == 1
    answered.set()


def test_the_wait_that_the_server_asks_for_is_kept(
    parliament: Parliament, server: Server, waits: list[float]
) -> None:
    parliament.fault = first_times(1, lambda handler: send(handler, b"", 429, Retry_After="7"))
    fetch_members(server, (2,), contacts=False, now=NOW)
    assert waits[0] == 7.0


@pytest.mark.parametrize("fault", ["500", "broken JSON", "a connection cut"])
def test_a_lasting_fault_ends_it_and_what_was_fetched_is_kept(
    parliament: Parliament, server: Server, fault: str
) -> None:
    def after_the_first_page(
        parliament: Parliament, handler: BaseHTTPRequestHandler, path: str
    ) -> bool:
        if "skip=0&" in path:
            return False
        FAULTS[fault](handler)
        return True

    parliament.fault = after_the_first_page
    with pytest.raises(CampaignerError, match="does not answer as expected") as raised:
        fetch_members(server, (1,), contacts=False, now=NOW)
    assert "continue from there" in raised.value.hint
    parliament.fault = lambda *_: False
    fetch_members(server, (1,), contacts=False, now=NOW)
    assert [count for path, count in parliament.asked.items() if "skip=0&" in path] == [1]


def test_a_missing_page_is_not_passed_over(parliament: Parliament, server: Server) -> None:
    def empty(parliament: Parliament, handler: BaseHTTPRequestHandler, path: str) -> bool:
        if "skip=20&" not in path:
            return False
        send(handler, b'{"items": [], "totalResults": 45}')
        return True

    parliament.fault = empty
    with pytest.raises(CampaignerError, match="after number 20 is missing"):
        fetch_members(server, (1,), contacts=False, now=NOW)


def test_a_list_that_changes_meanwhile_is_fetched_anew(
    parliament: Parliament, server: Server
) -> None:
    def by_election(parliament: Parliament, handler: BaseHTTPRequestHandler, path: str) -> bool:
        if "skip=20&" in path and parliament.asked[path] == 1:
            parliament.members[1].insert(0, member(77, 1))
        return False

    parliament.fault = by_election
    assert len(names(fetch_members(server, (1,), contacts=False, now=NOW))) == 46


def test_what_is_no_members_api_is_said(parliament: Parliament, server: Server) -> None:
    parliament.fault = first_times(9, lambda handler: send(handler, b"", 404))
    with pytest.raises(CampaignerError, match="answers 404") as raised:
        fetch_members(server, (1,), contacts=False, now=NOW)
    assert "address of a Members API" in raised.value.hint
    assert parliament.asked.total() == 1


def test_a_cache_that_was_cut_short_is_fetched_again(
    parliament: Parliament, server: Server
) -> None:
    fetch_members(server, (2,), contacts=False, now=NOW)
    for file in server.cache.iterdir():
        file.write_text(file.read_text()[:40])
    assert len(names(fetch_members(server, (2,), contacts=False, now=NOW))) == 1


def test_the_command_fetches_and_ends_who_has_left(
    campaigner: Command,
    workspace: Workspace,
    parliament: Parliament,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setenv("CAMPAIGNER_NOW", NOW.isoformat())
    fetch = ["representative", "fetch", "uk-parliament", "--base-url", parliament.url]
    assert campaigner(*fetch, "--report", "json").json["added"] == 45
    parliament.members[1].pop()
    monkeypatch.setenv("CAMPAIGNER_NOW", (NOW + timedelta(days=2)).isoformat())
    report = campaigner(*fetch, "--report", "json").json
    assert (report["ended"], report["changed"]) == (1, 0)
    assert campaigner("representative", "fetch", "fr-parliament").code == 2


def made_from(schemas: dict[str, Any], schema: dict[str, Any], depth: int = 0) -> Any:
    """An answer as the API's own description has it: every property, of its type."""
    for reference in [schema, *schema.get("allOf", [])]:
        if "$ref" in reference:
            schema = schemas[reference["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        properties = schema.get("properties", {}) if depth < 8 else {}
        return {name: made_from(schemas, part, depth + 1) for name, part in properties.items()}
    if kind == "array":
        return [made_from(schemas, schema["items"], depth + 1)]
    text = "2024-07-04T00:00:00" if schema.get("format") == "date-time" else "Sample"
    return {"integer": 1, "number": 1.5, "boolean": False}.get(kind, text)


def test_answers_in_the_shape_of_the_api_s_own_description(
    database: Database, shared_data: Path, parliament: Parliament, server: Server
) -> None:
    description = json.loads((shared_data / "uk" / "members-api.openapi.json").read_text())
    schemas = description["components"]["schemas"]

    def described(parliament: Parliament, handler: BaseHTTPRequestHandler, path: str) -> bool:
        contact = path.endswith("/Contact")
        template = "/api/Members/{id}/Contact" if contact else "/api/Members/Search"
        answer = description["paths"][template]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        send(handler, json.dumps(made_from(schemas, schema)).encode())
        return True

    parliament.fault = described
    found = fetch_members(server, (1,), contacts=True, now=NOW)
    report = import_documents(database, found, source="parliament", today=TODAY)
    assert (report.added, report.problems) == (1, [])


def test_a_service_fetches_a_house_and_says_how_far_it_has_come(
    parliament: Parliament, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    said: list[str] = []
    with opened_workspace(workspace, NOW, "olive") as here:
        report = fetch_people(here, houses.Parliament.UK, base_url=parliament.url, say=said.append)
        assert report.added == len(people_in_office(here))
    assert said[-1].endswith("members")
