"""How the interface answers: with a tag to ask again by, and with problems that programs read."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.instruments.library import NoText
from campaigner.instruments.references import CitationError
from campaigner.web.keeping import SECONDS, cacheable

_PROBLEM = "application/problem+json"
_VERSION = {"API-Version": "1"}


class ProblemDetail(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(default="", examples=["Unknown campaign “bread”."])


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Returns the answers other than success, as OpenAPI describes them."""
    schema = {"$ref": "#/components/schemas/ProblemDetail"}
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": _TITLES[status], "content": {_PROBLEM: {"schema": schema}}}
        for status in statuses
    }
    found[304] = {"description": "As it was: the tag that was sent is still right."}
    return found


_TITLES = {
    400: "Not valid",
    404: "Not found",
    405: "Only reading is possible",
    422: "Not valid",
    500: "Our fault",
    503: "Busy",
}


def answer(request: Request, value: Any, *, seconds: int = SECONDS) -> Response:
    """Returns JSON that caches may keep for some seconds; 304 to who has it already."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return cacheable(request, content, "application/json", seconds=seconds, headers=_VERSION)


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """Returns a problem (RFC 9457)."""
    detailed = ProblemDetail(
        title=_TITLES.get(status, "It did not work"), status=status, detail=detail
    )
    return JSONResponse(detailed.model_dump(), status, headers, media_type=_PROBLEM)


def refused(_request: Request, error: Exception) -> Response:
    """The answer where there is nothing, or not what was asked for."""
    assert isinstance(error, HTTPException)
    return problem(error.status_code, headers=dict(error.headers or {}))


def not_valid(_request: Request, error: Exception) -> Response:
    """The answer to a parameter that is not valid: which, and why."""
    assert isinstance(error, RequestValidationError)
    found = [f"{each['loc'][-1]}: {each['msg']}" for each in error.errors()]
    return problem(422, "; ".join(found))


def unable(_request: Request, error: Exception) -> Response:
    """The answer to an unknown name or citation, or where the work cannot go on now."""
    assert isinstance(error, CampaignerError)
    if isinstance(error, UsageError | CitationError | NoText | ProblemsFound):
        return problem(404, "" if isinstance(error, ProblemsFound) else error.message)
    return problem(503, headers={"Retry-After": "5"})


def failed(_request: Request, _error: Exception) -> Response:
    """The answer where the fault is ours; what it was is in the log alone."""
    return problem(500)
