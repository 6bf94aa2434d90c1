"""The words that have a fixed list of values: in the database, in files and on the command line.

Each is a ``StrEnum``, so that it is the same as its text wherever it is stored or printed, and
so that the command line lists and checks it. This module imports nothing heavy.
"""

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


class Venue(StrEnum):
    """A House that receives petitions on paper."""

    COMMONS = "commons"
    LORDS = "lords"
    SENEDD = "senedd"


class PetitionersAre(StrEnum):
    """Who petitions: two or more people, one person, or a corporation with a seal."""

    PEOPLE = "people"
    PERSON = "person"
    CORPORATION = "corporation"


class ForAPerson(StrEnum):
    """What a program can only point at in a text, and a person decides."""

    MONEY = "money"
    COURTS = "courts"
    INDIVIDUALS = "individuals"
    LANGUAGE = "language"


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


class CampaignState(StrEnum):
    """How a campaign stands. People can sign if it is open or extended."""

    TO_WRITE = "still to write"
    TO_COME = "not yet open"
    OPEN = "open"
    EXTENDED = "extended"
    CLOSED_EARLY = "closed early"
    CLOSED = "closed"


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


class MailKind(StrEnum):
    """What a mail to a signatory is about."""

    CONFIRM = "confirm"
    REMIND = "remind"
    ALREADY = "already"
    COUNTED = "counted"
    UPDATE = "update"


class MailState(StrEnum):
    """What has become of a mail in the outbox."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given up"


class Blame(StrEnum):
    """What a mail was not sent for: what has to change before it can go."""

    ADDRESS = "address"
    LATER = "later"
    MAIL = "mail"
    SERVER = "server"
    CAMPAIGN = "campaign"
    PETITION = "petition"


class LinkPurpose(StrEnum):
    """What the link in a mail does."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class LawfulBasis(StrEnum):
    """Why an organisation may use personal data (UK GDPR, article 6(1)(a) and (f))."""

    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class SpecialCategoryCondition(StrEnum):
    """Why it may use what shows political opinions (UK GDPR, article 9(2)(a) and (d))."""

    EXPLICIT_CONSENT = "explicit-consent"
    NOT_FOR_PROFIT = "not-for-profit"


class ContactPurpose(StrEnum):
    """What somebody asks to contact people for."""

    CAMPAIGN = "campaign"
    NEWS = "news"
    DONATIONS = "donations"


class ContactChannel(StrEnum):
    """How somebody asks to contact people."""

    EMAIL = "email"
    POST = "post"
    TELEPHONE = "telephone"
    TEXT = "text"


class ContactBasis(StrEnum):
    """Why somebody may contact a person: they said yes, or did not refuse a charity's news."""

    CONSENT = "consent"
    SOFT_OPT_IN = "soft-opt-in"


class OtherYes(StrEnum):
    """What people allow beside contact: a letter, their name on the page, a comment passed on."""

    LETTER = "letter"
    NAME = "name"
    COMMENT = "comment"


class UpdatesBasis(StrEnum):
    """Why an organisation may email people about its own work (PECR, regulation 22)."""

    NONE = "none"
    CONSENT = "consent"
    SOFT_OPT_IN = "soft-opt-in"


class UpdateState(StrEnum):
    """How far an update to signatories has got."""

    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    QUEUED = "queued"


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


class HexLayout(StrEnum):
    """Which rows or columns of a map of hexagons are moved by half a hexagon, as HexJSON has it."""

    ODD_R = "odd-r"
    EVEN_R = "even-r"
    ODD_Q = "odd-q"
    EVEN_Q = "even-q"


class PictureKind(StrEnum):
    """What a picture of a petition shows."""

    MAP = "map"
    BARS = "bars"
    TIMELINE = "timeline"
    COUNT = "count"


class BarsOf(StrEnum):
    """What the bars of a picture stand for."""

    AREAS = "areas"
    REGIONS = "regions"
    NATIONS = "nations"
    SOURCES = "sources"


class NameList(StrEnum):
    """What a list of signatories in a hand-in pack says of each: name and district, or less."""

    NAMES = "names"
    INITIALS = "initials"
    NONE = "none"


class PetitionExport(StrEnum):
    """What a petition can be exported as."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    UK_JSON = "uk-json"
    LEDGER = "ledger"


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Role(StrEnum):
    """What a representative is elected or appointed as."""

    MP = "mp"
    LORD = "lord"
    MS = "ms"
    MSP = "msp"
    MLA = "mla"
    MPP = "mpp"
    MNA = "mna"
    COUNCILLOR = "councillor"
    MAYOR = "mayor"
    SENATOR = "senator"
    REPRESENTATIVE = "representative"
    MINISTER = "minister"


class NoAreaReason(StrEnum):
    """Why a postcode lies in no area."""

    CROWN_DEPENDENCY = "crown-dependency"
    OVERSEAS_TERRITORY = "overseas-territory"
    FORCES = "forces"
    NOT_A_PLACE = "not-a-place"
    TERMINATED = "terminated"
    NO_AREA_GIVEN = "no-area-given"
    NOT_IMPORTED = "not-imported"


class SupporterKind(StrEnum):
    """Who writes a letter."""

    CONSTITUENT = "constituent"
    PROFESSIONAL = "professional"
    FAITH_GROUP = "faith-group"
    ORGANISATION = "organisation"


class Nation(StrEnum):
    """The nations of the United Kingdom, whose laws and powers differ."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


class VehicleKind(StrEnum):
    """What carries an ask through Parliament for a time."""

    BILL = "bill"
    EARLY_DAY_MOTION = "early-day-motion"
    DEBATE = "debate"
    COMMITTEE = "committee"


class LetterForm(StrEnum):
    """What a letter is written as."""

    PDF = "pdf"
    TEXT = "txt"
    MESSAGE = "eml"


class PdfVariant(StrEnum):
    """Which standard a PDF keeps to: accessible, or for archives."""

    UA_1 = "ua-1"
    A_2U = "a-2u"
    A_3U = "a-3u"


class RendererChoice(StrEnum):
    """What makes the PDFs of letters: ``auto`` is ``compiled`` for a batch, ``memo`` for one."""

    AUTO = "auto"
    PLAIN = "plain"
    MEMO = "memo"
    COMPILED = "compiled"


class ReplyOutcome(StrEnum):
    """What a reply to a letter comes to."""

    WILL_SUPPORT = "will-support"
    WILL_RAISE_IT = "will-raise-it"
    ANSWERED = "answered"
    FORM_REPLY = "form-reply"
    REFUSED = "refused"
    NOT_EXPECTED = "not-expected"

    @property
    def words(self) -> str:
        """The outcome as people read it."""
        return self.value.replace("-", " ")


class OutcomeGrouping(StrEnum):
    """What the outcomes of letters are added up by."""

    CAMPAIGN = "campaign"
    PARTY = "party"
    AREA = "area"


class SourceKind(StrEnum):
    """What a source of supporters is."""

    AMBASSADOR = "ambassador"
    PARTNER = "partner"
    CHANNEL = "channel"


class FileFormat(StrEnum):
    """The format of a file of representatives."""

    TABLE = "table"
    MEMBERS_API = "members-api"
    CONGRESS = "congress"
    OPENSTATES = "openstates"
    REPRESENT = "represent"
    SCOTTISH = "scottish"
    POPOLO = "popolo"


class Parliament(StrEnum):
    """Which parliament's members can be fetched."""

    UK = "uk-parliament"


class House(StrEnum):
    """Whose members are fetched from the UK Parliament."""

    COMMONS = "commons"
    LORDS = "lords"
    BOTH = "both"


class CitationStyle(StrEnum):
    """How a citation is written."""

    SHORT = "short"
    FULL = "full"
    OSCOLA = "oscola"
    US = "us"
    SYMBOL = "symbol"


class CitationForm(StrEnum):
    """A style of citation, or the JSON that reference managers read."""

    SHORT = CitationStyle.SHORT
    FULL = CitationStyle.FULL
    OSCOLA = CitationStyle.OSCOLA
    US = CitationStyle.US
    SYMBOL = CitationStyle.SYMBOL
    CSL_JSON = "csl-json"


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


class SheetLines(StrEnum):
    """How many people can sign on one side of a paper sheet."""

    TEN = "10"
    TWENTY = "20"


class SheetState(StrEnum):
    """How far a paper sheet is, as one of those who type it up sees it.

    It can be typed, has a draft of theirs, waits for a second person after they typed it, was typed
    differently by two people, or is counted.
    """

    OPEN = "open"
    DRAFT = "draft"
    WAITS = "waits"
    DIFFERS = "differs"
    COUNTED = "counted"


class LineChoice(StrEnum):
    """What is decided about a line that two people typed differently."""

    FIRST = "first"
    SECOND = "second"
    TYPED = "typed"
    NONE = "none"


class DeliveryPlace(StrEnum):
    """Where a petition is handed in: 10 Downing Street, or a House of ``Venue``."""

    DOWNING_STREET = "downing-street"
    COMMONS = Venue.COMMONS.value
    LORDS = Venue.LORDS.value
    SENEDD = Venue.SENEDD.value


class AccountRole(StrEnum):
    """What an account is for: it decides what its person may do."""

    OWNER = "owner"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    TYPIST = "typist"
    AMBASSADOR = "ambassador"
    PARTNER = "partner"
    AUDITOR = "auditor"


class JobKind(StrEnum):
    """Which long work a job is."""

    LETTERS = "letters"
    PACKS = "packs"
    HAND_IN = "hand-in"


class JobState(StrEnum):
    """How far a job has come. A prepared one has not been started yet."""

    PREPARED = "prepared"
    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class JobFile(StrEnum):
    """What a file of a job is: the table it was given, what it made, or the rows that failed."""

    TABLE = "table"
    RESULT = "result"
    REJECTS = "rejects"


class RightAsked(StrEnum):
    """What somebody asks for (UK GDPR, articles 15, 16, 17 and 21)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"


class RequestWay(StrEnum):
    """How a request about somebody's data came."""

    EMAIL = "email"
    POST = "post"
    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    OTHER = "other"


class RequestOutcome(StrEnum):
    """What a request about somebody's data came to."""

    DONE = "done"
    IN_PART = "in-part"
    NOTHING_HELD = "nothing-held"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"


class RequestStep(StrEnum):
    """What was done about a request."""

    ADDED = "added"
    EXTENDED = "extended"
    EXPORTED = "exported"
    CORRECTED = "corrected"
    STOPPED = "stopped"
    ERASED = "erased"
    CLOSED = "closed"
    REOPENED = "reopened"
