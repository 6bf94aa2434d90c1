"""The photograph or scan of a sheet: attached, shown beside the form, removed."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_PAPER_PICTURE,
    DESK_PAPER_PICTURE_REMOVE,
    DESK_PAPER_SHEET,
)
from campaigner.organisers.acts import Act
from campaigner.petitions.opening import open_petition
from campaigner.petitions.paper.pictures import (
    MOST_BYTES,
    attach_picture,
    picture_of,
    remove_picture,
)
from campaigner.rendering.scanned import ScanRefused
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.paper.sheets import in_url
from campaigner.web.desk.paper.typing import sheet_in_path, shown_again


def show(at: AtDesk) -> Response:
    """Give the picture, drawn again by this program: a JPEG and nothing else."""
    here = open_petition(at.here, at.campaign)
    content = picture_of(here, sheet_in_path(at, here).sheet)
    if content is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type="image/jpeg", headers=headers)


def attach(at: AtDesk) -> Response:
    """Keep a picture that was sent."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    sent = at.file("picture")
    try:
        attach_picture(here, sheet.sheet, sent.content if sent else b"")
    except ScanRefused:
        return shown_again(at, {"picture": at.words["paper"]["errors"]["picture"]})
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


def remove(at: AtDesk) -> Response:
    """Remove the picture."""
    here = open_petition(at.here, at.campaign)
    sheet = sheet_in_path(at, here)
    remove_picture(here, sheet.sheet)
    return at.go(DESK_PAPER_SHEET, sheet=in_url(sheet.sheet))


PAGES = (
    DeskPage(DESK_PAPER_PICTURE, show, Act.TYPE_PAPER),
    DeskPage(DESK_PAPER_PICTURE, attach, Act.TYPE_PAPER, ("POST",), upload=MOST_BYTES),
    DeskPage(DESK_PAPER_PICTURE_REMOVE, remove, Act.TYPE_PAPER, ("POST",)),
)
