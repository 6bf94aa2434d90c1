"""What is said to somebody who cannot log in: at which field, in the words of the page."""

from __future__ import annotations

from starlette.requests import Request

from campaigner.errors import CampaignerError
from campaigner.organisers.attempts import TooManyAttempts
from campaigner.organisers.passwords import LONGEST, SHORTEST
from campaigner.web.desk.frame.words import desk_words
from campaigner.web.pages.spoken import in_english, spoken

_FIELD = {"code-needed": "code", "code-refused": "code"}
_MINUTE = 60


def said_of(request: Request, language: str, refused: CampaignerError) -> dict[str, str]:
    """Returns the message by the field that it belongs to."""
    words = desk_words(request, language)["log_in"]["errors"]
    code = refused.code
    if isinstance(refused, TooManyAttempts) and not refused.wait:
        code = "locked"
    text = str(words.get(code) or in_english(refused.said, language))
    minutes = -(-getattr(refused, "wait", 0) // _MINUTE)
    if minutes == 1:
        text = str(words["too-many-attempts-one"])
    return {_FIELD.get(code, "password"): text.replace("{number}", str(minutes))}


def waited(refused: CampaignerError | None) -> dict[str, str]:
    """Returns the header that says how long to wait."""
    wait = getattr(refused, "wait", 0)
    return {"Retry-After": str(wait)} if wait else {}


def said_of_password(request: Request, language: str, refused: CampaignerError) -> str:
    """Returns why a new password is not taken."""
    words = desk_words(request, language)["log_in"]["passwords"]
    text = str(spoken(refused, language, words))
    return text.replace("{least}", str(SHORTEST)).replace("{most}", str(LONGEST))
