"""Pictures of a campaign at the desk: each with its words and its table, and as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from campaigner.desk_addresses import DESK_PICTURE, DESK_PICTURES
from campaigner.errors import CampaignerError, UnknownName
from campaigner.organisers.acts import Act
from campaigner.papers.pictures import NoMap, PictureRequest, PressPicture, Size, press_picture
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.vocabulary.papers import BarsOf, PictureKind
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import attached
from campaigner.web.desk.frame.languages import language_name
from campaigner.web.protection import picture_policy

_SIZES = ("1200x630", "1600x900", "1080x1080", "1080x1920")
_FILES = ("png", "svg", "csv", "txt")
T = TypeVar("T", PictureKind, BarsOf)


@dataclass(frozen=True)
class _Asked:
    """What is asked for in the address: nothing in it is about a person."""

    kind: PictureKind
    of: BarsOf
    size: str
    area: str
    language: str

    @property
    def query(self) -> str:
        """The same for another address."""
        named = {"of": self.of.value, "size": self.size, "area": self.area, "words": self.language}
        return urlencode({name: text for name, text in named.items() if text})


def show(at: AtDesk) -> Response:
    """Show a picture with its words and its table, and how else it can be had."""
    petition = open_petition(at.here, at.campaign)
    asked = _asked(at, petition)
    made, error = None, ""
    try:
        made = _made(petition, asked)
    except (NoMap, UnknownName) as refused:
        no_map = isinstance(refused, NoMap)
        error = str(at.words["pictures"]["no_map"]) if no_map else at.said(refused)
    return at.show(
        "pictures",
        asked=asked,
        drawing=made,
        error=error,
        no_map=made is None and not asked.area,
        kinds=list(PictureKind),
        bars=list(BarsOf),
        sizes=_SIZES,
        files=_FILES,
        tongues=[(tag, language_name(at, tag)) for tag in petition.campaign.languages],
        may_import=at.may(Act.EDIT_REPRESENTATIVES),
    )


def give(at: AtDesk) -> Response:
    """Give a picture as a file; 404 if there is none such."""
    name, _, ending = at.part("picture").rpartition(".")
    petition = open_petition(at.here, at.campaign)
    kind = next((each for each in PictureKind if each == name), None)
    if kind is None or ending not in _FILES:
        raise HTTPException(404)
    with missing_if(NoMap, UnknownName):
        made = _made(petition, _asked(at, petition, kind))
    if ending == "svg" and at.request.query_params.get("shown"):
        headers = {"Content-Security-Policy": picture_policy(made.svg)}
        return Response(made.svg, media_type="image/svg+xml", headers=headers)
    content: dict[str, Callable[[], bytes | str]] = {
        "png": made.png,
        "svg": lambda: made.svg,
        "csv": made.picture.csv,
        "txt": lambda: f"{made.words}\n",
    }
    return attached(f"{at.campaign}-{kind}.{ending}", content[ending]())


def _made(petition: OpenPetition, asked: _Asked) -> PressPicture:
    size = Size.read(asked.size)
    return press_picture(
        petition, PictureRequest(asked.kind, size, asked.language, asked.of, asked.area)
    )


def _asked(at: AtDesk, petition: OpenPetition, kind: PictureKind | None = None) -> _Asked:
    """What is asked for; the usual in the place of what is not known."""
    query, spoken = at.request.query_params, petition.campaign.languages
    usual = at.language if at.language in spoken else spoken[0]
    words = query.get("words", "")
    return _Asked(
        kind or _one(PictureKind, query.get("kind", ""), PictureKind.TIMELINE),
        _one(BarsOf, query.get("of", ""), BarsOf.AREAS),
        _size(query.get("size", "")),
        query.get("area", "").strip()[:40],
        words if words in spoken else usual,
    )


def _one(kind: type[T], text: str, usual: T) -> T:
    return next((each for each in kind if each.value == text), usual)


def _size(text: str) -> str:
    try:
        return f"{Size.read(text).width}x{Size.read(text).height}"
    except CampaignerError:
        return _SIZES[0]


PAGES = (
    DeskPage(DESK_PICTURES, show, Act.MAKE_PICTURES, menu="pictures"),
    DeskPage(DESK_PICTURE, give, Act.MAKE_PICTURES),
)
