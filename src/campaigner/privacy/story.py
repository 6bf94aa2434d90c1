"""One signature's whole story: what came, what went, what was agreed to, who decided what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from campaigner.errors import CampaignerError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signatures import HIGHEST, shown
from campaigner.store import (
    comments,
    consents,
    letters,
    moderation_steps,
    outbox,
    replies,
    signatures,
    tokens,
    withdrawals,
)
from campaigner.store.comments import Comment
from campaigner.store.consents import Standing
from campaigner.store.database import snapshot
from campaigner.store.signatures import Signature
from campaigner.vocabulary.mail import MailKind
from campaigner.vocabulary.signatures import LinkPurpose


class NoSignature(CampaignerError):
    """A petition has no signature of that number, or none any more."""

    code = "signature-unknown"


class Happened(StrEnum):
    """What happened to a signature."""

    SIGNED = "signed"
    CONFIRMED = "confirmed"
    CONFIRM_MAIL = "confirm-mail"
    REMIND_MAIL = "remind-mail"
    ALREADY_MAIL = "already-mail"
    COUNTED_MAIL = "counted-mail"
    UPDATE_MAIL = "update-mail"
    MAIL_GIVEN_UP = "mail-given-up"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_FOR = "withdrawn-for"
    AGREED = "agreed"
    COMMENT = "comment"
    COMMENT_APPROVED = "comment-approved"
    COMMENT_REFUSED = "comment-refused"
    LETTER = "letter"
    LETTER_VOIDED = "letter-voided"
    REPLY = "reply"
    INVALIDATE = "invalidate"
    RESTORE = "restore"
    INVALIDATE_UNDONE = "invalidate-undone"
    RESTORE_UNDONE = "restore-undone"


_MAILS = {
    MailKind.CONFIRM: Happened.CONFIRM_MAIL,
    MailKind.REMIND: Happened.REMIND_MAIL,
    MailKind.ALREADY: Happened.ALREADY_MAIL,
    MailKind.COUNTED: Happened.COUNTED_MAIL,
    MailKind.UPDATE: Happened.UPDATE_MAIL,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; ``at`` in seconds since 1970, ``actor`` as the audit has it.

    ``detail`` is a reason, the words of a consent, or who a letter went to.
    """

    at: int
    what: Happened
    detail: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A signature as ``shown``, all that happened to it in order, and what it agreed to now."""

    row: dict[str, object]
    events: tuple[Event, ...]
    agreed: tuple[Standing, ...]
    comment: Comment | None
    has_network: bool


def story_of(here: OpenPetition, number: int) -> Story:
    """Returns the story of a signature of this petition. Raises NoSignature."""
    with snapshot(here.database) as connection:
        signature = signatures.signature_of(connection, min(number, HIGHEST))
        if signature is None or signature.petition != here.petition.id:
            raise NoSignature("There is no such signature.", hint="It may have been erased.")
        agreed = tuple(consents.standing_of_signature(connection, number))
        comment = comments.of_signature(connection, number)
        events = [
            *_given(signature),
            *_mails(connection, number),
            *_withdrawn(connection, number),
            *(Event(each.given_at, Happened.AGREED, _words(each)) for each in agreed),
            *_comment(comment),
            *_letters(connection, here.petition.campaign, signature),
            *_steps(connection, number),
        ]
        has_network = signatures.network_of(connection, number) is not None
    in_order = tuple(sorted(events, key=lambda each: each.at))
    return Story(shown(signature, here.zone), in_order, agreed, comment, has_network)


def _given(signature: Signature) -> Iterator[Event]:
    yield Event(signature.signed_at, Happened.SIGNED)
    if signature.confirmed_at is not None:
        yield Event(signature.confirmed_at, Happened.CONFIRMED)


def _mails(connection: sqlite3.Connection, number: int) -> Iterator[Event]:
    for mail in outbox.mails_of(connection, number):
        if mail.sent_at is not None:
            yield Event(mail.sent_at, _MAILS[mail.kind])
        elif mail.given_up_at is not None:
            yield Event(mail.given_up_at, Happened.MAIL_GIVEN_UP)


def _withdrawn(connection: sqlite3.Connection, number: int) -> Iterator[Event]:
    """Yields the withdrawal: an organiser's, or by the person's own link."""
    if (at := withdrawals.withdrawn_at(connection, number)) is not None:
        yield Event(at, Happened.WITHDRAWN_FOR)
        return
    for token in tokens.tokens_of(connection, number):
        if token.purpose is LinkPurpose.WITHDRAW and token.used_at is not None:
            yield Event(token.used_at, Happened.WITHDRAWN)


def _words(standing: Standing) -> str:
    words = standing.permission.words if standing.permission else standing.words
    return words.words if words else standing.key.partition("/")[2]


def _comment(comment: Comment | None) -> Iterator[Event]:
    if comment is None:
        return
    yield Event(comment.given_at, Happened.COMMENT, comment.text)
    if comment.decided_at is not None:
        yield Event(comment.decided_at, Happened(f"comment-{comment.state.value}"))


def _letters(
    connection: sqlite3.Connection, campaign: str, signature: Signature
) -> Iterator[Event]:
    for letter in letters.letters_from(connection, campaign, signature.email or ""):
        yield Event(letter.made_at, Happened.LETTER, letter.recipient_name)
        if letter.voided_at is not None:
            yield Event(letter.voided_at, Happened.LETTER_VOIDED, letter.recipient_name)
        for reply in replies.replies_to(connection, letter.id):
            yield Event(reply.received_at, Happened.REPLY, letter.recipient_name)


def _steps(connection: sqlite3.Connection, number: int) -> Iterator[Event]:
    for step in moderation_steps.steps_about(connection, number):
        yield Event(step.at, Happened(step.act), step.reason, step.actor)
        if step.undone_at is not None:
            yield Event(step.undone_at, Happened(f"{step.act}-undone"), "", step.undone_by)
