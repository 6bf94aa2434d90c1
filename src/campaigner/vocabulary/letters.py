"""Letters: who writes, in which form, and what came back."""

from __future__ import annotations

from enum import StrEnum


class SupporterKind(StrEnum):
    """Who writes a letter."""

    CONSTITUENT = "constituent"
    PROFESSIONAL = "professional"
    FAITH_GROUP = "faith-group"
    ORGANISATION = "organisation"


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


class MailedReplyState(StrEnum):
    """What has become of a mail from the mailbox for replies.

    It waits for somebody to say what it is, was recorded as the reply to a letter, answers none,
    or was removed because it named somebody who was erased, or had waited too long.
    """

    WAITING = "waiting"
    RECORDED = "recorded"
    SET_ASIDE = "set-aside"
    REMOVED = "removed"


class OutcomeGrouping(StrEnum):
    """What the outcomes of letters are added up by."""

    CAMPAIGN = "campaign"
    PARTY = "party"
    AREA = "area"
