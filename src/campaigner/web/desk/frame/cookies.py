"""What the browser keeps for the desk: the token of the session, and a language.

The token is of no use to scripts (HttpOnly), goes to this host alone and, over TLS, nowhere
without it. It is kept until the browser is closed: when the session ends is for the server to say.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from campaigner.web.sealing import cookie_name

_SESSION, _LANGUAGE = "desk", "desk-language"
_LONGEST = 100  # characters
_YEAR = 31_536_000


def token_of(request: Request) -> str:
    """Returns the token that the browser has; empty if it has none."""
    token = request.cookies.get(cookie_name(request, _SESSION), "")
    return token if token.isascii() and len(token) <= _LONGEST else ""


def keep_token(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the token of a session."""
    _keep(request, response, _SESSION, token)


def drop_token(request: Request, response: Response) -> None:
    """Let the browser forget the token."""
    _keep(request, response, _SESSION, "", seconds=0)


def said_token(request: Request, response: Response) -> bool:
    """Returns whether an answer lets the browser keep or forget a token already."""
    name = f"{cookie_name(request, _SESSION)}="
    return any(each.startswith(name) for each in response.headers.getlist("set-cookie"))


def kept_language(request: Request) -> str:
    """Returns the language that was chosen last in this browser."""
    return request.cookies.get(cookie_name(request, _LANGUAGE), "")


def keep_language(request: Request, response: Response, language: str) -> None:
    """Let the browser keep a language that was chosen."""
    _keep(request, response, _LANGUAGE, language, seconds=_YEAR)


def _keep(
    request: Request, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    response.set_cookie(
        cookie_name(request, name),
        value,
        max_age=seconds,
        path="/",
        secure=request.scope["scheme"] == "https",
        httponly=True,
        samesite="lax",
    )
