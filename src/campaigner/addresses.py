"""The web addresses of the campaign pages: links, mails, QR codes and a router take them from here.

The paths are patterns with a name in braces for each part that varies, as web frameworks read them.
Functions put them behind the address at which the organisation's pages are reached. It has no path:
the pages link to one another from the root of their site.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from campaigner.vocabulary.signatures import LinkPurpose

FRONT = "/"
CAMPAIGN = "/{campaign}"
PETITION_JSON = "/{campaign}.json"
COUNT_JSON = "/{campaign}/count.json"
COUNT_PICTURE = "/{campaign}/count.svg"
MAP_PICTURE = "/{campaign}/map.svg"
EMBED = "/embed/{campaign}"
EMBED_SCRIPT = "/embed.js"
SHARE_PICTURE = "/share/{campaign}.png"
SITEMAP = "/sitemap.xml"
INBOX = "/{campaign}/inbox"
THANKS = "/{campaign}/thanks"
RECEIPT = "/{campaign}/receipt"
PRIVACY = "/{campaign}/privacy"
UPDATES = "/{campaign}/updates"
UPDATES_FEED = "/{campaign}/updates.atom"
BRIEF = "/{campaign}/brief"
WRITE = "/{campaign}/write"
WRITE_AGAIN = "/{campaign}/write/again"
WRITE_EDIT = "/{campaign}/write/edit"
WRITE_PREVIEW = "/{campaign}/write/preview"
WRITE_READY = "/{campaign}/write/ready"
WRITE_PDF = "/{campaign}/write/letter.pdf"
WRITE_DRAFT = "/{campaign}/write/letter.eml"
WRITE_MAIL = "/{campaign}/write/mail"
WRITE_MAILED = "/{campaign}/write/mailed"
WRITE_REMINDER = "/{campaign}/write/reminder.ics"
MY_DATA = "/my-data"
MY_DATA_LINK = "/my-data/{token}"
MY_DATA_SENT = "/my-data/sent"
MY_DATA_MINE = "/my-data/mine"
MY_DATA_OPEN = "/my-data/open"
MY_DATA_DOWNLOAD = "/my-data/my-data.json"
MY_DATA_STOP = "/my-data/stop"
MY_DATA_CORRECT = "/my-data/correct"
MY_DATA_COMMENT = "/my-data/comment"
MY_DATA_WITHDRAW = "/my-data/withdraw"
MY_DATA_ERASE = "/my-data/erase"
MY_DATA_ERASED = "/my-data/erased"
MY_DATA_LEAVE = "/my-data/leave"
HOW_WE_COUNT = "/how-we-count"
ACCESSIBILITY = "/accessibility"
STYLES = "/_styles"
REHEARSAL_MAILS = "/rehearsal"
REHEARSAL_ATTACHED = "/rehearsal/{file}/{number:int}"
CONFIRM = "/confirm/{token}"
CONFIRM_PAGE = "/confirm"
WITHDRAW = "/withdraw/{token}"
WITHDRAW_PAGE = "/withdraw"
WITHDRAW_STOP = "/withdraw/stop"
STOP_UPDATES = "/stop-updates/{token}"
STOP_UPDATES_PAGE = "/stop-updates"
STATIC = "/static"
API = "/api"
LOG = "/{campaign}/log"
LOG_CHECKPOINT = LOG + "/checkpoint"
LOG_COSIGNATURES = LOG + "/cosignatures"
LOG_GROWTH = LOG + "/growth/{rows}"
LOG_KEY = LOG + "/key"
LOG_WORDING = LOG + "/wording/{wording}.json"
LOG_TILE = LOG + "/tile/{tile:path}"

# Which the pages keep for themselves, beside those of the paths above.
_OWN_PAGES = (
    *("accessibility", "api", "desk", "embed", "health", "how-we-count", "metrics", "my-data"),
    *("privacy", "ready", "rehearsal", "share", "widget"),
)
_LINKS = (CONFIRM, WITHDRAW, STOP_UPDATES, STATIC)
RESERVED = frozenset((*(path.split("/")[1] for path in _LINKS), *_OWN_PAGES))
"""What no campaign can be called: its page would be at the address of another one."""

SOURCE = "source"
"""The parameter of a campaign's page that says which source brought the supporter."""

LANGUAGE = "language"
"""The parameter of a page that says in which language it is."""

_MAILED = {LinkPurpose.CONFIRM: CONFIRM, LinkPurpose.WITHDRAW: WITHDRAW}


def campaign_page(web_address: str, campaign: str, source: str = "", language: str = "") -> str:
    """Returns the address of a campaign's page, with the code of a source if one is given.

    ``https://example.org/right-to-food?source=amira``; with a language, the page is in it.
    """
    link = absolute(web_address, CAMPAIGN, campaign=campaign)
    wanted = {SOURCE: source, LANGUAGE: language}
    parameters = urlencode({name: value for name, value in wanted.items() if value})
    return f"{link}?{parameters}" if parameters else link


def writing_page(web_address: str, campaign: str, *, again: bool = False) -> str:
    """Returns the address of the page to write a campaign's letter on, or a second one."""
    return absolute(web_address, WRITE_AGAIN if again else WRITE, campaign=campaign)


def privacy_page(web_address: str, campaign: str) -> str:
    """Returns the address of a campaign's privacy notice."""
    return absolute(web_address, PRIVACY, campaign=campaign)


def petition_json(web_address: str, campaign: str) -> str:
    """Returns the address of a petition's public JSON."""
    return absolute(web_address, PETITION_JSON, campaign=campaign)


def mailed_link(web_address: str, purpose: LinkPurpose, token: str) -> str:
    """Returns the link of a mail, which confirms or withdraws one signature."""
    return absolute(web_address, _MAILED[purpose], token=token)


def stop_link(web_address: str, token: str) -> str:
    """Returns the link of an update that stops updates."""
    return absolute(web_address, STOP_UPDATES, token=token)


def data_link(web_address: str, token: str) -> str:
    """Returns the link of a mail by which a person sees their own data."""
    return absolute(web_address, MY_DATA_LINK, token=token)


def token_in(text: str) -> str:
    """Returns the token in what a person gives: the token itself, or the whole mailed link."""
    return text.strip().rstrip("/").rpartition("/")[2].partition("?")[0]


def without_scheme(address: str) -> str:
    """Returns an address as it is printed for people to type: no ``https://``, no parameters."""
    return address.partition("://")[2].partition("?")[0]


def host_of(web_address: str) -> str:
    """Returns the host of an address in lower case, or nothing if it has none."""
    return urlsplit(web_address).hostname or ""


def absolute(web_address: str, path: str, **parts: str) -> str:
    """Returns a path behind an address, its parts filled in."""
    filled = path.format_map({name: quote(part, safe="") for name, part in parts.items()})
    return web_address.rstrip("/") + filled
