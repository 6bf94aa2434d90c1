"""Mails, and what becomes of them."""

from __future__ import annotations

from enum import StrEnum


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


class UpdateState(StrEnum):
    """How far an update to signatories has got."""

    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    QUEUED = "queued"
