"""The interface for programs: what it says, to whom, and how it can be kept."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from examples import examples
from petitioners import confirmed_in
from web_visitors import Served


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_as_described(served: Served, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{served.address}/api/openapi.json")
    found: list[Any] = list(schema.get_all_operations())
    operations = [each.ok() for each in found]
    assert len(operations) >= 8

    for operation in operations:
        if mode is GenerationMode.NEGATIVE and operation.label == "GET /instruments/languages":
            continue  # it takes nothing that could be wrong

        @settings(max_examples=examples(25), suppress_health_check=[*HealthCheck])
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: Any) -> None:
            case.call_and_validate()  # all checks are on

        holds()


@pytest.mark.slow
def test_the_words_of_the_declaration_come_in_welsh(served: Served) -> None:
    with served.visitor() as program:
        answer = program.get("/api/instruments/UDHR/25?language=cy")
    assert answer.json()["language"] == "cy"
    assert "safon byw" in answer.json()["text"]


def test_pages_of_others_may_read_it(served: Served) -> None:
    with served.visitor(Origin="https://partner.example") as program:
        answer = program.get("/api/campaigns")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_who_asks_again_gets_nothing_twice(served: Served) -> None:
    with served.visitor() as program:
        first = program.get("/api/campaigns/bread/count")
        again = program.get(
            "/api/campaigns/bread/count", headers={"If-None-Match": first.headers["etag"]}
        )
    assert "s-maxage" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.slow
def test_areas_where_few_signed_are_folded_together(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 5, "LE93 2AA": 2, "LL93 5AA": 3})
    with served.visitor() as program:
        counts = program.get("/api/campaigns/bread/counts/area").json()
    assert counts["signatures"] == 10
    assert [(row["name"], row["count"]) for row in counts["rows"]] == [("Sampleton North", 5)]
    assert counts["folded"] == 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/campaigns/nothing", "/instruments/UDHR/99", "/nothing", "/instruments/a/%0A"]
)
def test_what_is_not_there_is_a_problem_that_programs_read(served: Served, path: str) -> None:
    with served.visitor() as program:
        answer = program.get(f"/api{path}")
    assert answer.status_code == answer.json()["status"] == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.slow
def test_nothing_can_be_changed_by_it(served: Served) -> None:
    with served.visitor() as program:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert program.request(method, "/api/campaigns/bread").status_code == 405
