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


class TrialStep(StrEnum):
    """A step of trying a mail server or a mailbox, in order."""

    NAME = "name"
    CONNECTION = "connection"
    ENCRYPTION = "encryption"
    GREETING = "greeting"
    LOGIN = "login"
    FOLDER = "folder"
    SENDER = "sender"
    RECIPIENT = "recipient"
    MAIL = "mail"


class Reason(StrEnum):
    """Why a step with a server of mail failed; each has its sentence where it is shown."""

    OTHER = "other"
    NO_NAME = "no-name"
    REFUSED = "refused"
    NO_WAY = "no-way"
    SILENT = "silent"
    LOST = "lost"
    CERTIFICATE = "certificate"
    NOT_TLS = "not-tls"
    NO_TLS = "no-tls"
    NO_LOGIN = "no-login"
    LOGIN_WANTED = "login-wanted"
    LOGIN_REFUSED = "login-refused"
    SENDER_REFUSED = "sender-refused"
    RECIPIENT_REFUSED = "recipient-refused"
    RULES = "rules"
    ALLOWANCE = "allowance"
    BUSY = "busy"
    NO_FOLDER = "no-folder"


def reason_of_socket(error: OSError) -> Reason:
    """Returns why a server could not be reached."""
    import socket

    if isinstance(error, socket.gaierror):
        return Reason.NO_NAME
    if isinstance(error, ConnectionRefusedError):
        return Reason.REFUSED
    return Reason.SILENT if isinstance(error, TimeoutError) else Reason.NO_WAY
