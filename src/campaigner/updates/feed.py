"""A campaign's published updates as an Atom feed (RFC 4287), in one language.

The id of an entry is its address, with the language that it is in: it stays, and an update that is
translated later is a new entry for those who read that language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

from campaigner.addresses import UPDATES, UPDATES_FEED, absolute
from campaigner.campaigns.models import Campaign
from campaigner.opening import OpenWorkspace
from campaigner.text import in_language
from campaigner.updates.publishing import Published

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "xml:lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MEDIA_TYPE = "application/atom+xml"


def atom_feed(
    here: OpenWorkspace, campaign: Campaign, language: str, found: Sequence[Published], word: str
) -> bytes:
    """Returns updates, at least one, as an Atom feed. ``word`` is what updates are called."""
    settings = here.workspace.settings
    title = in_language(campaign.title, language)
    page = _address(settings.web.address, UPDATES, campaign.slug, language)
    own = _address(settings.web.address, UPDATES_FEED, campaign.slug, language)
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANGUAGE: language})
    _add(feed, "id", page)
    _add(feed, "title", f"{word}: {title}")
    _add(feed, "updated", _moment(max(each.changed_at for each in found)))
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=own)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(_add(feed, "author"), "name", settings.organisation.name or title)
    for each in found:
        entry = ET.SubElement(feed, "entry", {_LANGUAGE: each.language})
        address = _address(settings.web.address, UPDATES, campaign.slug, each.language)
        address += f"#update-{each.number}"
        _add(entry, "id", address)
        _add(entry, "title", each.subject)
        _add(entry, "published", _moment(each.published_at))
        _add(entry, "updated", _moment(each.changed_at))
        _add(entry, "link", rel="alternate", type="text/html", href=address)
        _add(entry, "content", str(each.html), type="html")
    content: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return content + b"\n"


def _address(web_address: str, path: str, campaign: str, language: str) -> str:
    return f"{absolute(web_address, path, campaign=campaign)}?language={quote(language)}"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    added = ET.SubElement(parent, name, attributes)
    if text:
        added.text = _NOT_XML.sub("", text)
    return added


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
