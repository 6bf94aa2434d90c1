"""The definition that forms change, or the way to a page that helps if they cannot."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from starlette.responses import Response

from campaigner.campaigns.reading import DEFINITION
from campaigner.desk_addresses import DESK_EDITOR, DESK_EDITOR_TEXT
from campaigner.editing.folder import NotOwn
from campaigner.editing.outcomes import Defined, defined
from campaigner.errors import CampaignerError
from campaigner.web.desk.frame.desk_page import AtDesk, Handler


class NotInForms(Exception):
    """A definition that forms cannot change; ``page`` is the one that helps."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page


def defined_at(at: AtDesk) -> Defined:
    """Returns the definition. Raises NotInForms for an example, and for a file that is broken."""
    try:
        return defined(at.here, at.campaign)
    except NotOwn as error:
        raise NotInForms(DESK_EDITOR) from error
    except CampaignerError as error:
        raise NotInForms(DESK_EDITOR_TEXT.replace("{file}", DEFINITION)) from error


def in_forms(handler: Callable[[AtDesk], Response]) -> Handler:
    """Returns a handler that leads to the page that helps where forms cannot change a campaign."""

    @wraps(handler)
    def handle(at: AtDesk) -> Response:
        try:
            return handler(at)
        except NotInForms as elsewhere:
            return at.go(elsewhere.page)

    return handle
