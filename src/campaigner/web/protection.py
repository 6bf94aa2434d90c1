"""What keeps pages and people safe, around every answer: hosts, origins, headers."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from asgi_cross_origin_protection import CrossOriginProtection
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
)
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaigner.web.heads import PlainHeads

READ_ELSEWHERE = {"Access-Control-Allow-Origin": "*"}
"""What other sites' scripts may read: nothing that a cookie decides."""
SHOWN_ELSEWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
"""What other sites' pages may load, as pictures and scripts, or in a frame."""
_YEAR = 31_536_000
_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NO_USE = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")


def framing_policy() -> str:
    """Returns the policy of a page that has another of ours in a frame."""
    return str(_policy().frame_src("'self'").header_value)


def embedded_policy(sites: Sequence[str]) -> str:
    """Returns the policy of a page of ours that some sites may have in a frame."""
    return str(_policy(sites).header_value)


def framed_policy(style: str) -> str:
    """Returns the policy of a page of ours in a frame, with one style in itself and no script."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .style_src("'self'", f"'sha256-{_digest(style)}'")
        .img_src("'self'", "data:")
        .font_src("'self'")
        .form_action("'none'")
        .base_uri("'none'")
        .frame_ancestors("'self'")
    )
    return str(policy.header_value)


def picture_policy(svg: str) -> str:
    """Returns the policy of an SVG of the program itself: its own styles and the fonts in them."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .style_src(*(f"'sha256-{_digest(each)}'" for each in _STYLES.findall(svg)))
        .font_src("data:")
        .base_uri("'none'")
        .frame_ancestors("'self'")
    )
    return str(policy.header_value)


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _policy(sites: Sequence[str] = ()) -> ContentSecurityPolicy:
    """Nothing but our own files; a page of ours in a frame on those sites alone."""
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .style_src("'self'")
        .script_src("'self'")
        .img_src("'self'", "data:")
        .font_src("'self'")
        .connect_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors(*(sites or ("'none'",)))
    )


def _headers() -> Secure:
    permissions = PermissionsPolicy()
    for feature in _NO_USE:
        permissions.add_directive(feature)
    return Secure(
        csp=_policy(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=permissions,
        referrer=ReferrerPolicy().strict_origin_when_cross_origin(),
        xcto=XContentTypeOptions().nosniff(),
    )


class SafeHeaders:
    """Adds the headers that an answer does not have yet; HSTS over TLS alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [
            (name.lower().encode(), value.encode()) for name, value in _headers().header_items()
        ]
        # What does not say that it may be kept is kept nowhere.
        self.headers.append((b"cache-control", b"no-store"))
        hsts = StrictTransportSecurity().max_age(_YEAR).include_subdomains()
        self.over_tls = [*self.headers, (b"strict-transport-security", hsts.header_value.encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = self.over_tls if scope.get("scheme") == "https" else self.headers

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [*message.get("headers", ())]
                names = {name.lower() for name, _ in given}
                given += [each for each in wanted if each[0] not in names]
                message = {**message, "headers": given}
            await send(message)

        await self.app(scope, receive, with_headers)


def protected(app: ASGIApp, hosts: list[str]) -> ASGIApp:
    """The application behind its protections; ``hosts`` are those that it answers to."""
    guarded = CrossOriginProtection(app)
    known = TrustedHostMiddleware(guarded, allowed_hosts=hosts, www_redirect=False)
    return SafeHeaders(PlainHeads(known))
