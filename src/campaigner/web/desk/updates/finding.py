"""The update, and the languages, that the address of a page is about; 404 if they are not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException

from campaigner.campaigns.loader import defined_campaign
from campaigner.errors import UnknownName
from campaigner.forms import whole_number
from campaigner.web.desk.frame.desk_page import AtDesk


def number_in(at: AtDesk) -> int:
    """Returns the number of the update in the path. Raises HTTPException (404) for other text."""
    number = whole_number(at.part("update"))
    if number is None:
        raise HTTPException(404)
    return number


def found(look: Callable[[], Any]) -> Any:
    """Returns what a service does; 404 if the update is not there."""
    try:
        return look()
    except UnknownName as unknown:
        if unknown.code != "unknown-update":
            raise
        raise HTTPException(404) from unknown


def languages_of(at: AtDesk) -> list[str]:
    """Returns the languages of the campaign, by tag."""
    return list(defined_campaign(at.here.workspace.campaign_folder(at.campaign)).languages)
