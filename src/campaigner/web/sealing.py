"""What a browser keeps for us between two pages, sealed: nobody else can read or change it.

Pages lead on to others that need to know what was typed, such as the address that an email went to.
It goes into a cookie or a hidden field, since addresses of pages stand in histories and logs. Each
purpose has a key of its own: what was sealed for one page is worth nothing on another.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import Response

from campaigner.key_files import secret_key

KEPT_FOR = timedelta(minutes=30)
_COOKIE = f"HttpOnly; Max-Age={int(KEPT_FOR.total_seconds())}; Path=/; SameSite=lax"


@dataclass(frozen=True)
class Seal:
    """A secret that only this workspace has."""

    secret: bytes

    @classmethod
    def of(cls, keys_folder: Path) -> Seal:
        """The workspace's own, made when it is first needed. Raises CampaignerError."""
        return cls(secret_key(keys_folder / "pages.key"))

    def close(self, purpose: str, values: dict[str, Any], now: datetime) -> str:
        """Returns values as a text that only ``open`` with the same purpose reads."""
        written = zlib.compress(json.dumps(values, ensure_ascii=False).encode())
        return self._key(purpose).encrypt_at_time(written, int(now.timestamp())).decode("ascii")

    def open(self, purpose: str, text: str, now: datetime) -> dict[str, Any] | None:
        """Returns the values; None if they were not sealed here for this, or too long ago."""
        kept, moment = int(KEPT_FOR.total_seconds()), int(now.timestamp())
        if not text.isascii():
            return None
        try:
            packed = self._key(purpose).decrypt_at_time(text, kept, moment)
            found = json.loads(zlib.decompress(packed))
        except (InvalidToken, zlib.error):  # or sealed by an earlier version
            return None
        return found if isinstance(found, dict) else None

    def _key(self, purpose: str) -> Fernet:
        return _fernet(self.secret, purpose)


@lru_cache
def _fernet(secret: bytes, purpose: str) -> Fernet:
    key = hmac.digest(secret, purpose.encode(), hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))


def cookie_name(request: Request, name: str) -> str:
    """The name of a cookie; over TLS browsers take it from this host alone."""
    return f"__Host-{name}" if request.scope["scheme"] == "https" else name


def sealed(request: Request, purpose: str, values: dict[str, Any], now: datetime) -> str:
    """Returns values for a hidden field, as only ``unsealed`` with the same purpose reads them."""
    text: str = request.app.state.site.seal.close(purpose, values, now)
    return text


def unsealed(request: Request, purpose: str, text: str, now: datetime) -> dict[str, Any] | None:
    """Returns what was sealed for a purpose; None if it was not, or too long ago."""
    found: dict[str, Any] | None = request.app.state.site.seal.open(purpose, text, now)
    return found


def keep(
    request: Request, response: Response, name: str, values: dict[str, Any], now: datetime
) -> None:
    """Let the browser keep values for the next page; the cookie's name says what for."""
    # Written by hand: what is sealed has no character that a cookie's value may not have.
    cookie = f"{cookie_name(request, name)}={sealed(request, name, values, now)}; {_COOKIE}"
    secure = "; Secure" if request.scope["scheme"] == "https" else ""
    response.headers.append("set-cookie", cookie + secure)


def kept(request: Request, name: str, now: datetime) -> dict[str, Any] | None:
    """Returns the values that the browser kept; None if there are none (any more)."""
    text = request.cookies.get(cookie_name(request, name))
    return unsealed(request, name, text, now) if text else None
