"""What people ask about their data, and what was done."""

from __future__ import annotations

from enum import StrEnum


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
