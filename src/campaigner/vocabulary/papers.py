"""Papers, pictures and files that are made of a petition."""

from __future__ import annotations

from enum import StrEnum

from campaigner.vocabulary.houses import Venue


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


class HandedKind(StrEnum):
    """What a file that can be handed over is."""

    HAND_IN = "hand-in"
    PACKS = "packs"
    LETTERS = "letters"
    NAMES = "names"


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


class FileFormat(StrEnum):
    """The format of a file of representatives."""

    TABLE = "table"
    MEMBERS_API = "members-api"
    CONGRESS = "congress"
    OPENSTATES = "openstates"
    REPRESENT = "represent"
    SCOTTISH = "scottish"
    POPOLO = "popolo"


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
