"""What a page asks a device for a passkey: each challenge is sealed into its form, good once."""

from __future__ import annotations

import base64

from starlette.requests import Request

from campaigner.organisers.passkeys import Origin, PasskeyRefused, Question
from campaigner.web.forms import Form
from campaigner.web.sealing import sealed, unsealed
from campaigner.web.site import site_of

_PURPOSE = "desk-passkey"


def origin_of(request: Request) -> Origin:
    """Returns where the pages are, as the browser has it."""
    url = request.url
    return Origin(f"{url.scheme}://{url.netloc}", url.hostname or "")


def asked(request: Request, question: Question) -> dict[str, str]:
    """Returns what a form has for a device: the question, and its challenge, sealed."""
    challenge = base64.b64encode(question.challenge).decode()
    kept = sealed(request, _PURPOSE, {"challenge": challenge}, site_of(request).clock())
    return {"options": question.options, "challenge": kept}


def challenge_of(request: Request, form: Form) -> bytes:
    """Returns the challenge of a form, once. Raises PasskeyRefused."""
    found = unsealed(request, _PURPOSE, form.get("challenge", ""), site_of(request).clock())
    if not found or not site_of(request).once.is_first((_PURPOSE, found["challenge"])):
        raise PasskeyRefused
    return base64.b64decode(found["challenge"])
