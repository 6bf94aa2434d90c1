"""The forms that pages send: their fields as texts, within limits."""

from __future__ import annotations

import asyncio
from datetime import date
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from campaigner.forms import whole_number
from campaigner.moments import DateRefused, parse_day

LARGEST_FORM = 64 * 1024  # bytes
PATIENCE = 20.0  # seconds for a form to come in
_MOST_FIELDS = 200
_LONGEST_DAY = 40  # characters
_KIND = "application/x-www-form-urlencoded"
_GOODBYE = {"Connection": "close"}

Form = ImmutableMultiDict[str, str]


def day_in(text: str) -> date | None:
    """Returns the day that a field names: as browsers send it, or “10 December 2026” in words.

    None for other text.
    """
    try:
        return parse_day(text) if len(text) <= _LONGEST_DAY else None
    except DateRefused:
        return None


async def read_text(request: Request) -> str:
    """Returns a text that was sent. Raises HTTPException: 413 if too large, 400 if no text."""
    try:
        return (await read_body(request)).decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400) from error


async def read_form(request: Request) -> Form:
    """Returns the fields of a form that was sent.

    Raises HTTPException: 415 if it is not a form, 413 if it is too large, 400 if it cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise HTTPException(415)
    body = await read_body(request)
    try:
        fields = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise HTTPException(400) from error
    return ImmutableMultiDict(fields)


async def read_body(request: Request, most: int = LARGEST_FORM, patience: float = 0.0) -> bytes:
    """Returns what was sent. Raises HTTPException: 413 if it is too large, 408 if too slow."""
    body = bytearray()
    if (whole_number(request.headers.get("content-length", "0")) or 0) > most:
        raise HTTPException(413, headers=_GOODBYE)
    try:
        async with asyncio.timeout(patience or PATIENCE):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise HTTPException(413, headers=_GOODBYE)
    except TimeoutError as error:
        raise HTTPException(408, headers=_GOODBYE) from error
    except ClientDisconnect as gone:
        raise HTTPException(400) from gone
    return bytes(body)
