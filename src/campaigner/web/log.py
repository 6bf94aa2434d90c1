"""A petition's public log for auditors and witnesses (C2SP tlog-tiles), without anybody's name."""

from __future__ import annotations

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.petitions.proof.cosigning import add_cosignatures
from campaigner.petitions.proof.log_pages import (
    current_checkpoint,
    growth_since,
    published_tile,
)
from campaigner.petitions.wordings import published_wording
from campaigner.web.forms import read_text
from campaigner.web.keeping import FOR_SECONDS
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.protection import READ_ELSEWHERE
from campaigner.web.site import lane_of, site_of

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


async def checkpoint(request: Request) -> Response:
    """Give the signed checkpoint of the whole log, with its cosignatures."""
    slug = campaign_of(request).slug
    text = await site_of(request).written(
        lambda here: current_checkpoint(open_petition(here, slug)), lane_of(request)
    )
    return PlainTextResponse(text, headers=FOR_SECONDS | READ_ELSEWHERE)


async def growth(request: Request) -> Response:
    """Give the checkpoint with the proof that the log only grew since some number of rows."""
    slug, rows = campaign_of(request).slug, whole_number(request.path_params["rows"])
    if rows is None:
        raise HTTPException(404)
    try:
        text = await site_of(request).written(
            lambda here: growth_since(open_petition(here, slug), rows), lane_of(request)
        )
    except UsageError as refused:
        raise HTTPException(404) from refused
    return PlainTextResponse(text, headers=FOR_SECONDS | READ_ELSEWHERE)


def tile(request: Request) -> Response:
    """Give a tile of hashes, which never changes."""
    slug = campaign_of(request).slug
    with site_of(request).opened() as here:
        found = published_tile(open_petition(here, slug), f"tile/{request.path_params['tile']}")
    if found is None:
        raise HTTPException(404)
    kind = "application/octet-stream"
    return Response(found, media_type=kind, headers=_FOR_EVER | READ_ELSEWHERE)


def wording(request: Request) -> Response:
    """Give words that were signed, as the bytes whose hash the log has; they never change."""
    slug = campaign_of(request).slug
    with site_of(request).opened() as here:
        found = published_wording(open_petition(here, slug), request.path_params["wording"])
    if found is None:
        raise HTTPException(404)
    return Response(found, media_type="application/json", headers=_FOR_EVER | READ_ELSEWHERE)


def key(request: Request) -> Response:
    """Give the public key by which checkpoints and receipts are checked."""
    slug = campaign_of(request).slug
    text = f"{signer_of(site_of(request).workspace, slug).public}\n"
    return PlainTextResponse(text, headers=FOR_SECONDS | READ_ELSEWHERE)


async def cosign(request: Request) -> Response:
    """Take a checkpoint that a known witness cosigned."""
    slug, text = campaign_of(request).slug, await read_text(request)
    try:
        await site_of(request).written(partial(_add, slug=slug, text=text), lane_of(request))
    except UsageError as refused:
        return PlainTextResponse(f"{refused.message} {refused.hint}\n", 422)
    return Response(status_code=204)


def _add(here: OpenWorkspace, *, slug: str, text: str) -> None:
    add_cosignatures(open_petition(here, slug), text)
