"""Web addresses as people give them in the settings: checked, and in the form that always works.

They are the start of links and QR codes that nobody looks at before they are printed.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit

from campaigner.errors import UsageError

_SCHEMES = ("https", "http")
_EXAMPLE = "https://act.example.org"
_NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")
_NOT_A_CODE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
_IN_PATHS = "/%:@!$&'()*+,;=~"
_LONGEST_HOST = 253


class AddressRefused(UsageError):
    """A text that is not a web address as it is wanted; the message is a clause."""

    code = "not-a-web-address"


def site_address(text: str) -> str:
    """Returns the address of a site or of a folder in it: ``https://act.example.org/petitions``.

    The host is in lower case and in ASCII (IDNA), the path percent-encoded, without a slash at the
    end. Raises AddressRefused, with the address that may be meant.
    """
    parts = _parts(text)
    if "?" in text or "#" in text:
        wanted = _written(parts)
        raise AddressRefused("it cannot have “?” or “#”", hint=f"Write only {wanted}.")
    return _written(parts)


def page_address(text: str) -> str:
    """As ``site_address``, for the address of a page, which may have a query and a fragment."""
    parts = _parts(text)
    address = _written(parts) + ("/" if parts.path.endswith("/") else "")
    address += f"?{quote(parts.query, safe=_IN_PATHS + '?')}" if parts.query else ""
    return address + (f"#{quote(parts.fragment, safe=_IN_PATHS + '?')}" if parts.fragment else "")


def _parts(text: str) -> SplitResult:
    text = text.strip()
    if not text:
        raise AddressRefused("it is empty", hint=f"Write it like {_EXAMPLE}.")
    if found := _NOT_IN_ADDRESSES.search(text):
        sign = "a space" if found[0].isspace() else f"“{found[0]}”"
        raise AddressRefused(f"a web address cannot have {sign}", hint=_meant(text, found[0]))
    if _NOT_A_CODE.search(text):
        raise AddressRefused("“%” has to be followed by two digits", hint="Write “%25” for “%”.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise AddressRefused("it is not a web address", hint=f"Write it like {_EXAMPLE}.") from None
    if parts.scheme not in _SCHEMES or "://" not in text:
        raise AddressRefused("it has to start with “https://”", hint=_with_scheme(text))
    if parts.username is not None or port == 0:
        raise AddressRefused("it is not the address of a site", hint=f"Write it like {_EXAMPLE}.")
    return parts._replace(netloc=_host(parts.hostname or "") + (f":{port}" if port else ""))


def _host(host: str) -> str:
    """A host as links have it: an IP address, ``localhost``, or a name in ASCII with a domain."""
    host = host.rstrip(".")
    if _is_ip(host):
        return f"[{host}]" if ":" in host else host
    name = _in_ascii(host)
    labels = name.split(".")
    right = len(name) <= _LONGEST_HOST and all(_LABEL.fullmatch(label) for label in labels)
    if not right or labels[-1].isdigit():
        raise AddressRefused(
            f"“{host}” is not the name of a site", hint=f"Write it like {_EXAMPLE}."
        )
    if len(labels) == 1 and name != "localhost":
        hint = f"Write the whole name, like {_EXAMPLE}."
        raise AddressRefused(f"“{host}” is not the whole name of a site", hint=hint)
    return name


def _in_ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        hint = "Use the form that starts with “xn--”, or another name."
        raise AddressRefused(f"“{host}” is not the name of a site", hint=hint) from None


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _written(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe=_IN_PATHS).rstrip('/')}"


def _with_scheme(text: str) -> str:
    """A hint with ``https://`` in the place of what may be meant as a scheme."""
    rest = re.sub(r"^[a-z]*:?/*", "", text, count=1) if re.match(r"[a-z]*:|/", text) else text
    return _suggestion(f"https://{rest}")


def _meant(text: str, sign: str) -> str:
    """A hint without the sign that cannot be in it."""
    without = text.replace(sign, "%20" if sign == " " else "")
    return _suggestion(without) if "://" in without else _with_scheme(without)


def _suggestion(address: str) -> str:
    try:
        return f"Did you mean {site_address(address)}?"
    except AddressRefused:
        return f"Write it like {_EXAMPLE}."
