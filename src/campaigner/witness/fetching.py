"""What a witness fetches from a petition's page, and gives back to it.

``https://example.org/right-to-food`` has its log below it: ``log/checkpoint``, ``log/growth/ROWS``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from campaigner import __version__
from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.transparency.checkpoints import checkpoint_of
from campaigner.transparency.notes import Malformed, parse_note
from campaigner.witness.watching import remembered

_TIMEOUT = 20.0
_LARGEST = 64 * 1024
_AGENT = {"User-Agent": f"campaigner/{__version__}"}


class NotFetched(CampaignerError):
    """A petition's log could not be read, or took no cosignature; the message says why."""

    code = "log-not-fetched"


def is_address(text: str) -> bool:
    """Returns whether a text is the address of a page, and not the name of a file."""
    return text.startswith(("https://", "http://"))


def fetch_growth(here: OpenWorkspace, page: str) -> str:
    """Returns what shows that a petition's log only grew since the witness saw it last.

    ``page`` is the address of the petition's page. Raises UsageError for one that is not safe,
    NotFetched.
    """
    text = _get(page, "log/checkpoint")
    try:
        origin = checkpoint_of(parse_note(text)).origin
    except Malformed as error:
        raise NotFetched(f"{page} gives no checkpoint: {error}.") from error
    seen = next((each.size for each in remembered(here) if each.origin == origin), 0)
    return _get(page, f"log/growth/{seen}")


def send_cosignature(page: str, text: str) -> None:
    """Gives a cosigned checkpoint to the petition that it is of. Raises UsageError, NotFetched."""
    answer = _asked("POST", page, "log/cosignatures", text)
    if answer.status_code != httpx.codes.NO_CONTENT:
        why = answer.text.strip() if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY else ""
        raise NotFetched(f"{page} did not take the cosignature. {why}".strip())


def _get(page: str, path: str) -> str:
    answer = _asked("GET", page, path)
    if answer.status_code != httpx.codes.OK:
        raise NotFetched(
            f"{page} has no log to be read (status {answer.status_code}).",
            hint="Give the address of the petition's page.",
        )
    return answer.text


def _asked(method: str, page: str, path: str, text: str | None = None) -> httpx.Response:
    parts = urlsplit(page)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise UsageError("The address does not begin with https://.", hint="Use https.")
    address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/{path}"
    headers = {**_AGENT, "Content-Type": "text/plain; charset=utf-8"} if text else _AGENT
    content = text.encode() if text else None
    try:
        with httpx.Client(timeout=_TIMEOUT, headers=headers) as client:
            answer = client.request(method, address, content=content)
    except httpx.HTTPError as error:
        raise NotFetched(f"{page} cannot be reached.", hint="Try again later.") from error
    if len(answer.content) > _LARGEST:
        raise NotFetched(f"{page} gives more than a checkpoint.")
    return answer
