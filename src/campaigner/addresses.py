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
DESK = "/desk"
DESK_LOG_IN = "/desk/log-in"
DESK_LOG_IN_CODE = "/desk/second-factor"
DESK_LOG_IN_PASSKEY = "/desk/log-in/passkey"
DESK_LOG_OUT = "/desk/log-out"
DESK_INVITATION = "/desk/invitation/{token}"
DESK_INVITATION_PAGE = "/desk/invitation"
DESK_ACCOUNT = "/desk/account"
DESK_END_SESSION = "/desk/account/end-session"
DESK_RENEW = "/desk/account/password"
DESK_PASSKEYS = "/desk/account/passkeys"
DESK_PASSKEY_REMOVE = "/desk/account/passkeys/remove"
DESK_SECOND_FACTOR = "/desk/account/second-factor"
DESK_SECOND_FACTOR_START = "/desk/account/second-factor/start"
DESK_SECOND_FACTOR_CODE = "/desk/account/second-factor/code"
DESK_SECOND_FACTOR_REMOVE = "/desk/account/second-factor/remove"
DESK_SIGNATURES = "/desk/campaigns/{campaign}/signatures"
DESK_DECIDE = "/desk/campaigns/{campaign}/signatures/decide"
DESK_DECISIONS = "/desk/campaigns/{campaign}/signatures/decisions"
DESK_UNDO = "/desk/campaigns/{campaign}/signatures/decisions/{step}/undo"
DESK_SUSPECTS = "/desk/campaigns/{campaign}/signatures/suspects"
DESK_IMPORT = "/desk/campaigns/{campaign}/signatures/import"
DESK_IMPORT_LOOK = "/desk/campaigns/{campaign}/signatures/import/look"
DESK_IMPORT_TAKE = "/desk/campaigns/{campaign}/signatures/import/take"
DESK_IMPORT_CORRECT = "/desk/campaigns/{campaign}/signatures/import/correct"
DESK_SIGNATURE = "/desk/campaigns/{campaign}/signatures/{signature}"
DESK_ORGANISERS = "/desk/organisers"
DESK_ORGANISERS_ADD = "/desk/organisers/add"
DESK_ORGANISER = "/desk/organisers/{organiser}"
DESK_ORGANISER_INVITE = "/desk/organisers/{organiser}/invite-again"
DESK_ORGANISER_FACTOR = "/desk/organisers/{organiser}/lost-second-factor"
DESK_ORGANISER_ROLE = "/desk/organisers/{organiser}/role"
DESK_ORGANISER_REMOVE = "/desk/organisers/{organiser}/remove"
DESK_AUDIT = "/desk/audit"
DESK_OPERATIONS = "/desk/operations"
DESK_OPERATIONS_MAIL = "/desk/operations/test-mail"
DESK_SETTINGS = "/desk/settings"
DESK_REQUESTS = "/desk/requests"
DESK_REQUESTS_ADD = "/desk/requests/add"
DESK_REQUEST = "/desk/requests/{request}"
DESK_REQUEST_EXTEND = "/desk/requests/{request}/extend"
DESK_REQUEST_CLOSE = "/desk/requests/{request}/close"
DESK_REQUEST_REOPEN = "/desk/requests/{request}/reopen"
DESK_REQUEST_HELD = "/desk/requests/{request}/held"
DESK_REQUEST_EXPORT = "/desk/requests/{request}/export"
DESK_REQUEST_CORRECT = "/desk/requests/{request}/correct"
DESK_REQUEST_STOP = "/desk/requests/{request}/stop"
DESK_REQUEST_ERASE = "/desk/requests/{request}/erase"
DESK_RETENTION = "/desk/retention"
DESK_RETENTION_STATEMENT = "/desk/retention/statement"
DESK_PROCESSING = "/desk/retention/processing"
DESK_CAMPAIGN = "/desk/campaigns/{campaign}"
DESK_OVERVIEW_NOW = DESK_CAMPAIGN + "/now"
DESK_OVERVIEW_DAYS = DESK_CAMPAIGN + "/days.svg"
DESK_OVERVIEW_MAP = DESK_CAMPAIGN + "/map.svg"
DESK_NOTES = DESK_CAMPAIGN + "/progress"
DESK_NOTES_FILE = DESK_NOTES + "/notes.zip"
DESK_UPDATES = DESK_CAMPAIGN + "/updates"
DESK_UPDATE_NEW = DESK_UPDATES + "/new"
DESK_UPDATE = DESK_UPDATES + "/{update}"
DESK_UPDATE_TEXT = DESK_UPDATE + "/text/{language}"
DESK_UPDATE_PEOPLE = DESK_UPDATE + "/people"
DESK_UPDATE_COUNT = DESK_UPDATE + "/count"
DESK_UPDATE_MAIL = DESK_UPDATE + "/mail-to-me"
DESK_UPDATE_SEND = DESK_UPDATE + "/send"
DESK_UPDATE_ANSWER = DESK_UPDATE + "/answer"
DESK_UPDATE_STOP = DESK_UPDATE + "/stop"
DESK_UPDATE_GO_ON = DESK_UPDATE + "/go-on"
DESK_UPDATE_PUBLISH = DESK_UPDATE + "/publish"
DESK_UPDATE_REMOVE = DESK_UPDATE + "/remove"
DESK_COMMENTS = DESK_CAMPAIGN + "/comments"
DESK_COMMENTS_APPROVED = DESK_COMMENTS + "/approved"
DESK_COMMENTS_REFUSED = DESK_COMMENTS + "/refused"
DESK_COMMENTS_TAKE_BACK = DESK_COMMENTS + "/take-back"
DESK_PETITION = DESK_CAMPAIGN + "/petition"
DESK_PETITION_CLOSE = DESK_PETITION + "/close"
DESK_PETITION_REOPEN = DESK_PETITION + "/reopen"
DESK_PETITION_ANSWER = DESK_PETITION + "/answer"
DESK_DELIVERIES = DESK_CAMPAIGN + "/deliveries"
DESK_OWN_SOURCE = DESK_CAMPAIGN + "/sources/{source}"
DESK_OWN_SOURCE_PAPER = DESK_OWN_SOURCE + "/papers/{paper}"
DESK_OWN_CONSENTS = DESK_CAMPAIGN + "/partners/{partner}"
DESK_OWN_CONSENTS_EXPORT = DESK_OWN_CONSENTS + "/export"
DESK_LEDGER = DESK_CAMPAIGN + "/ledger"
DESK_LEDGER_SAMPLE = DESK_LEDGER + "/sample"
DESK_LEDGER_FOUND = DESK_LEDGER + "/sample-result"
DESK_LETTERS = f"{DESK_CAMPAIGN}/letters"
DESK_LETTERS_CHART = f"{DESK_LETTERS}/replies.svg"
DESK_LETTERS_NEW = f"{DESK_LETTERS}/new"
DESK_LETTERS_WAITING = f"{DESK_LETTERS}/waiting"
DESK_LETTERS_REMIND = f"{DESK_LETTERS}/waiting/remind"
DESK_LETTERS_REPLY = f"{DESK_LETTERS}/reply/{{letter}}"
DESK_LETTERS_JOB = f"{DESK_LETTERS}/jobs/{{job}}"
DESK_LETTERS_JOB_START = f"{DESK_LETTERS_JOB}/start"
DESK_LETTERS_JOB_STOP = f"{DESK_LETTERS_JOB}/stop"
DESK_LETTERS_JOB_REMOVE = f"{DESK_LETTERS_JOB}/remove"
DESK_LETTERS_JOB_FILE = f"{DESK_LETTERS_JOB}/files/{{file}}"
DESK_PACKS = f"{DESK_CAMPAIGN}/packs"
DESK_PACKS_MAKE = f"{DESK_PACKS}/make"
DESK_PACKS_HAND_IN = f"{DESK_PACKS}/hand-in"
DESK_PACKS_JOB = f"{DESK_PACKS}/jobs/{{job}}"
DESK_PACKS_JOB_START = f"{DESK_PACKS_JOB}/start"
DESK_PACKS_JOB_STOP = f"{DESK_PACKS_JOB}/stop"
DESK_PACKS_JOB_REMOVE = f"{DESK_PACKS_JOB}/remove"
DESK_PACKS_JOB_FILE = f"{DESK_PACKS_JOB}/files/{{file}}"
DESK_PAPER = f"{DESK_CAMPAIGN}/paper"
DESK_PAPER_FIND = f"{DESK_PAPER}/find"
DESK_PAPER_AREA = f"{DESK_PAPER}/area"
DESK_PAPER_PRINT = f"{DESK_PAPER}/print"
DESK_PAPER_BATCH = f"{DESK_PAPER}/batches/{{batch}}"
DESK_PAPER_SHEET = f"{DESK_PAPER}/sheets/{{sheet}}"
DESK_PAPER_CHANGE = f"{DESK_PAPER_SHEET}/change"
DESK_PAPER_PICTURE = f"{DESK_PAPER_SHEET}/picture"
DESK_PAPER_PICTURE_REMOVE = f"{DESK_PAPER_PICTURE}/remove"
DESK_PAPER_DECIDE = f"{DESK_PAPER_SHEET}/decide"
DESK_REPLIES = "/desk/replies"
DESK_REPLIES_TAKE = "/desk/replies/take"
DESK_REPLIES_ASIDE = "/desk/replies/aside"
DESK_NEW_CAMPAIGN = "/desk/new-campaign"
DESK_EDITOR = f"{DESK_CAMPAIGN}/editor"
DESK_EDITOR_OPEN = f"{DESK_EDITOR}/open"
DESK_EDITOR_LIST = f"{DESK_EDITOR}/lists/{{section}}"
DESK_EDITOR_PART = f"{DESK_EDITOR}/parts/{{part}}"
DESK_EDITOR_NAMED = f"{DESK_EDITOR}/parts/{{part}}/{{name:path}}"
DESK_EDITOR_PAGE = f"{DESK_EDITOR}/page"
DESK_EDITOR_TEXT = f"{DESK_EDITOR}/texts/{{file}}"
DESK_EDITOR_SHOWN = f"{DESK_EDITOR}/texts/{{file}}/shown"
DESK_EDITOR_LANGUAGES = f"{DESK_EDITOR}/languages"
DESK_EDITOR_HISTORY = f"{DESK_EDITOR}/history"
DESK_EDITOR_CHANGE = f"{DESK_EDITOR}/history/{{number}}"
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
    link = _absolute(web_address, CAMPAIGN, campaign=campaign)
    wanted = {SOURCE: source, LANGUAGE: language}
    parameters = urlencode({name: value for name, value in wanted.items() if value})
    return f"{link}?{parameters}" if parameters else link


def writing_page(web_address: str, campaign: str, *, again: bool = False) -> str:
    """Returns the address of the page to write a campaign's letter on, or a second one."""
    return _absolute(web_address, WRITE_AGAIN if again else WRITE, campaign=campaign)


def privacy_page(web_address: str, campaign: str) -> str:
    """Returns the address of a campaign's privacy notice."""
    return _absolute(web_address, PRIVACY, campaign=campaign)


def petition_json(web_address: str, campaign: str) -> str:
    """Returns the address of a petition's public JSON."""
    return _absolute(web_address, PETITION_JSON, campaign=campaign)


def mailed_link(web_address: str, purpose: LinkPurpose, token: str) -> str:
    """Returns the link of a mail, which confirms or withdraws one signature."""
    return _absolute(web_address, _MAILED[purpose], token=token)


def stop_link(web_address: str, token: str) -> str:
    """Returns the link of an update that stops updates."""
    return _absolute(web_address, STOP_UPDATES, token=token)


def data_link(web_address: str, token: str) -> str:
    """Returns the link of a mail by which a person sees their own data."""
    return _absolute(web_address, MY_DATA_LINK, token=token)


def invitation_link(web_address: str, token: str) -> str:
    """Returns the link of a mail by which an organiser accepts an invitation."""
    return _absolute(web_address, DESK_INVITATION, token=token)


def token_in(text: str) -> str:
    """Returns the token in what a person gives: the token itself, or the whole mailed link."""
    return text.strip().rstrip("/").rpartition("/")[2].partition("?")[0]


def without_scheme(address: str) -> str:
    """Returns an address as it is printed for people to type: no ``https://``, no parameters."""
    return address.partition("://")[2].partition("?")[0]


def host_of(web_address: str) -> str:
    """Returns the host of an address in lower case, or nothing if it has none."""
    return urlsplit(web_address).hostname or ""


def _absolute(web_address: str, path: str, **parts: str) -> str:
    filled = path.format_map({name: quote(part, safe="") for name, part in parts.items()})
    return web_address.rstrip("/") + filled
