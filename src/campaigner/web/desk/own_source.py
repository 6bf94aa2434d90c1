"""An ambassador's own page: what came through their source, their link, and their papers.

Organisers see the same page of each source.
"""

from __future__ import annotations

from threading import Lock

from starlette.responses import Response

from campaigner.desk_addresses import DESK_OWN_SOURCE, DESK_OWN_SOURCE_PAPER
from campaigner.errors import UnknownName
from campaigner.organisers.acts import Act
from campaigner.outreach.sources import source_count, source_link
from campaigner.papers.pack import Pack, pack_of
from campaigner.rendering.images import qr_svg
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, missing_if
from campaigner.web.desk.frame.files import attached

_one = Lock()
"""Papers are made one at a time: pages for supporters are not to wait for them."""


def show(at: AtDesk) -> Response:
    """Show the counts, the link with its QR code, and the papers."""
    source = at.part("source")
    with missing_if(UnknownName):
        count = source_count(at.here, at.campaign, source)
        link = source_link(at.here, source, at.campaign)
        names = _pack(at).names()
    words = at.words["own_source"]
    return at.show(
        "own-source",
        count=count,
        own=at.session.account.source == count.code,
        total=count.online + count.paper,
        link=link.address,
        qr=qr_svg(link.address, words["qr"], border=4),
        papers=[(name, _label(words, name)) for name in names],
    )


def paper(at: AtDesk) -> Response:
    """Make one paper of the pack."""
    name = at.part("paper")
    with missing_if(UnknownName), _one:
        content = _pack(at).paper(name)
    return attached(f"{at.campaign}-{name}", content)


def _pack(at: AtDesk) -> Pack:
    language = at.language
    try:
        return pack_of(at.here, at.campaign, at.part("source"), language)
    except UnknownName:  # the campaign is in other languages
        return pack_of(at.here, at.campaign, at.part("source"))


def _label(words: object, name: str) -> str:
    assert isinstance(words, dict)
    known: dict[str, str] = words["papers"]
    stem = name.partition(".")[0]
    return known.get(stem) or known["article"].replace("{article}", stem.upper())


PAGES = (
    DeskPage(DESK_OWN_SOURCE, show, Act.SEE_SOURCE, menu="own_source"),
    DeskPage(DESK_OWN_SOURCE_PAPER, paper, Act.SEE_SOURCE, ("POST",)),
)
