"""What becomes of signatures, and how they are counted."""

from __future__ import annotations

from enum import StrEnum


class SignatureState(StrEnum):
    """How far a signature has come. Only a confirmed one counts."""

    PENDING = "pending"
    SUSPECT = "suspect"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"


class CameBy(StrEnum):
    """How a signature came: on the web, or on paper."""

    WEB = "web"
    PAPER = "paper"


class SignedHow(StrEnum):
    """How a line of a paper petition was signed."""

    INK = "ink"
    COPY = "copy"
    ELECTRONIC = "electronic"
    STUCK_ON = "stuck-on"
    WEBSITE = "website"
    SEAL = "seal"
    NONE = "none"


class WordsOnSheet(StrEnum):
    """Which words of the petition stand on a signed sheet, and whether they are as printed."""

    FULL = "full"
    REQUEST = "request"
    CHANGED = "changed"
    NONE = "none"


class CommentUse(StrEnum):
    """What becomes of comments on a petition once an organiser has approved them."""

    NONE = "none"
    PASSED_ON = "passed-on"
    SHOWN = "shown"


class CommentState(StrEnum):
    """What an organiser has decided about a comment."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class LedgerKind(StrEnum):
    """What a row of the ledger says.

    How the count changed, that a threshold was answered, or which words are signed from now on.
    """

    CONFIRMED = "confirmed"
    PAPER = "paper"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"
    ANSWERED = "answered"
    WORDING = "wording"


class SignatureStanding(StrEnum):
    """What a signature can count for, the strongest first.

    ``presentable``: on a sheet in the form of a House, as that House asks. ``with-address``: in wet
    ink on another sheet that was seen, with an address. ``unseen``: counted on paper, without a
    signature by hand, or no longer held.
    """

    PRESENTABLE = "presentable"
    WITH_ADDRESS = "with-address"
    WET_INK = "wet-ink"
    ONLINE = "online"
    UNSEEN = "unseen"


class LinkPurpose(StrEnum):
    """What the link in a mail does."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class Grouping(StrEnum):
    """What a tally of signatures is counted by."""

    AREA = "area"
    DAY = "day"
    HOUR = "hour"
    SOURCE = "source"
    COUNTRY = "country"
    LANGUAGE = "language"
    STANDING = "standing"
    WORDING = "wording"


class PublicGrouping(StrEnum):
    """What the counts that anybody may see are counted by."""

    AREA = Grouping.AREA
    DAY = Grouping.DAY
    HOUR = Grouping.HOUR
    SOURCE = Grouping.SOURCE
    COUNTRY = Grouping.COUNTRY
    LANGUAGE = Grouping.LANGUAGE


class SourceKind(StrEnum):
    """What a source of supporters is."""

    AMBASSADOR = "ambassador"
    PARTNER = "partner"
    CHANNEL = "channel"


class WitnessRefusal(StrEnum):
    """Why a witness does not cosign a checkpoint."""

    NOT_SIGNED = "not-signed"
    UNKNOWN = "unknown"
    OTHER_KEY = "other-key"
    EMPTY = "empty"
    SHRUNK = "shrunk"
    OTHER_START = "other-start"
    FORKED = "forked"


class SampleFinding(StrEnum):
    """What an auditor found a signature of a sample to be."""

    REAL = "real"
    NOT_REAL = "not-real"
    NOT_REACHED = "not-reached"
