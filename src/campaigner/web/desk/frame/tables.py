"""Tables that are sent to pages of the desk: what was said about one, and why it is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from starlette.responses import Response

from campaigner.errors import CampaignerError
from campaigner.kept_tables import UploadRefused
from campaigner.uploads import Upload
from campaigner.web.desk.frame.desk_page import NOT_FOR_PAGES, AtDesk, Handler
from campaigner.web.forms import Form

FIELD = "table"
_COLUMN = "column-"


def table_sent(at: AtDesk) -> Upload:
    """Returns the table that was sent. Raises UploadRefused if none was."""
    sent = at.file(FIELD)
    if sent is None:
        raise UploadRefused("", code="upload-empty")
    return sent


def columns_in(form: Form) -> dict[str, str]:
    """Returns the headings that were matched by hand, by the names of their columns."""
    return {
        name.removeprefix(_COLUMN): text
        for name, text in form.items()
        if name.startswith(_COLUMN) and text
    }


def lines_in(form: Form, name: str) -> tuple[str, ...]:
    """Returns the lines of a field, without space around them and without empty ones."""
    lines = form.get(name, "").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def refused_beside(
    ask: Callable[[AtDesk, Mapping[str, str]], Response], words: str, fields: Mapping[str, str]
) -> Callable[[Handler], Handler]:
    """Returns what lets a page ask again, and say at its field what keeps a table from being taken.

    ``ask`` shows the form with what is wrong; ``words`` names the file of the page's words;
    ``fields`` are those of codes that are not about the file.
    """

    def told(handler: Handler) -> Handler:
        @wraps(handler)
        def handle(at: AtDesk) -> Response:
            try:
                return handler(at)
            except NOT_FOR_PAGES:
                raise
            except CampaignerError as refused:
                known = {**at.words["tables"]["errors"], **at.words[words]["errors"]}
                return ask(at, {fields.get(refused.code, FIELD): at.said(refused, known)})

        return handle

    return told
