"""The instruments as JSON: the words of a place, in any of their languages."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from pydantic import BaseModel, Field
from starlette.responses import Response

from campaigner.instruments.consultation import read_place
from campaigner.instruments.library import languages
from campaigner.web.api.answers import answer, documented
from campaigner.web.api.campaigns import Language

router = APIRouter(prefix="/instruments", tags=["instruments"])
_DAY = 86_400

Instrument = Annotated[str, InPath(max_length=60, description="As it is cited.", examples=["UDHR"])]
Place = Annotated[str, InPath(max_length=60, description="An article.", examples=["25(1)"])]


class Words(BaseModel):
    """The words of a place."""

    ref: str = Field(examples=["UDHR 25(1)"])
    language: str = Field(examples=["cy"])
    direction: str = Field(examples=["ltr"])
    text: str
    paragraphs: list[str]
    status: str = Field(description="What was checked of the text.")
    notes: list[str]
    standing: dict[str, Any] | None = Field(
        description="What the instrument is to the United Kingdom."
    )


@router.get("/languages", response_model=list[dict[str, Any]], responses=documented())
def all_languages(request: Request) -> Response:
    """List the languages that the Declaration is in."""
    return answer(request, [each.as_dict() for each in languages()], seconds=_DAY)


@router.get("/{instrument}/{place}", response_model=Words, responses=documented(404, 422))
def words(
    request: Request, instrument: Instrument, place: Place, language: Language = "en"
) -> Response:
    """Give the words of a place: ``/instruments/UDHR/25?language=cy``."""
    found = read_place(f"{instrument} {place}", language)
    return answer(request, found.as_dict(), seconds=_DAY)
