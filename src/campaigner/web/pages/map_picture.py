"""The map of a campaign: where people signed, as a picture in its page and on other pages."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from campaigner.papers.pictures import NIGHT_STEPS, STEPS, NoMap, area_map
from campaigner.petitions.opening import open_petition
from campaigner.web.keeping import Answer
from campaigner.web.pages.after_form import MAP_HEIGHT, MAP_WIDTH
from campaigner.web.pages.campaign import campaign_of
from campaigner.web.pages.page import language_of
from campaigner.web.protection import SHOWN_ELSEWHERE, picture_policy
from campaigner.web.site import site_of

_FOR_MINUTES = "public, max-age=600, s-maxage=600, stale-while-revalidate=3600"
_LETTERS = 14.5  # as wide as a small screen, the picture is somewhat smaller
STYLE = (  # in the dark
    "@media(prefers-color-scheme:dark){text{fill:#ece7df}.ground{stroke:#14181e}"
    ".step-rare{fill:#14181e;stroke:#6b7480}.edges{stroke:#ece7df}"
    + "".join(
        f".step-{day.removeprefix('#')}{{fill:{night}}}"
        for day, night in zip(STEPS, NIGHT_STEPS, strict=True)
    )
    + "}"
)


async def as_picture(request: Request) -> Response:
    """Give the map of a campaign; 304 to who has it already, 404 if there is none."""
    site, campaign = site_of(request), campaign_of(request)
    language = language_of(request, campaign.languages)

    def made() -> Answer:
        with site.opened() as here:
            svg = area_map(open_petition(here, campaign.slug), language).svg(
                MAP_WIDTH,
                MAP_HEIGHT,
                heading=False,
                source=False,
                style=STYLE,
                letters=_LETTERS,
                embed_fonts=True,
            )
        headers = {
            "Content-Security-Policy": picture_policy(svg),
            "Cache-Control": _FOR_MINUTES,
            **SHOWN_ELSEWHERE,
        }
        return Answer(svg.encode(), "image/svg+xml", headers)

    try:
        answer = await site.shared.of(("map", campaign.slug, language), made)
    except NoMap as none:
        raise HTTPException(404) from none
    return answer.to(request)
