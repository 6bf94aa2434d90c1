"""On which basis people may be written to."""

from __future__ import annotations

from enum import StrEnum


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
