"""What a browser keeps for us between two pages, sealed: nobody else can read or change it.

Pages lead on to others that need to know what was typed, such as the address that an email went to.
It goes into a cookie, since addresses of pages stand in histories and logs.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import Response

from campaigner.key_files import secret_key

KEPT_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Seal:
    """A key that only this workspace has."""

    key: bytes

    @classmethod
    def of(cls, keys_folder: Path) -> Seal:
        """The workspace's own, made when it is first needed. Raises CampaignerError."""
        return cls(base64.urlsafe_b64encode(secret_key(keys_folder / "pages.key")))

    def close(self, values: dict[str, Any], now: datetime) -> str:
        """Returns values as a text that only this key opens."""
        written = json.dumps(values, ensure_ascii=False).encode()
        return Fernet(self.key).encrypt_at_time(written, int(now.timestamp())).decode("ascii")

    def open(self, text: str, now: datetime) -> dict[str, Any] | None:
        """Returns the values; None if another key sealed them, or it was too long ago."""
        kept, moment = int(KEPT_FOR.total_seconds()), int(now.timestamp())
        try:
            found = json.loads(Fernet(self.key).decrypt_at_time(text, kept, moment))
        except InvalidToken:
            return None
        return found if isinstance(found, dict) else None


def cookie_name(request: Request, name: str) -> str:
    """The name of a cookie; over TLS browsers take it from this host alone."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def keep(
    request: Request, response: Response, name: str, values: dict[str, Any], now: datetime
) -> None:
    """Let the browser keep values for the next page."""
    response.set_cookie(
        cookie_name(request, name),
        request.app.state.site.seal.close(values, now),
        max_age=int(KEPT_FOR.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def kept(request: Request, name: str, now: datetime) -> dict[str, Any] | None:
    """Returns the values that the browser kept; None if there are none (any more)."""
    sealed = request.cookies.get(cookie_name(request, name))
    found: dict[str, Any] | None = request.app.state.site.seal.open(sealed, now) if sealed else None
    return found
