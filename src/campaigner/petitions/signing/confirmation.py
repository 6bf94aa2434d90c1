"""Confirming and withdrawing, by the links that were mailed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from enum import StrEnum

from campaigner.addresses import token_in
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.counting import count, keep_state, take_back
from campaigner.petitions.signing.mails import may_mail
from campaigner.petitions.signing.tokens import DAY, token_hash
from campaigner.schedule import as_defined
from campaigner.store import outbox, petitions, signatures, tokens, withdrawals
from campaigner.store.database import snapshot, within
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.store.tokens import Token
from campaigner.vocabulary.mail import MailKind
from campaigner.vocabulary.signatures import LedgerKind, LinkPurpose, SignatureState

GRACE = DAY  # for this long after closing, links sent before still work


class LinkRefused(CampaignerError):
    """A link that does nothing, or no longer does anything; the message says why.

    Its code is ``link-unknown``, ``link-expired``, ``signature-taken-back``,
    ``petition-closed`` or ``link-of-another``.
    """


class LinkEffect(StrEnum):
    """What following a link would do now."""

    CONFIRM = "confirm"
    ALREADY_CONFIRMED = "already confirmed"
    WITHDRAW = "withdraw"
    ALREADY_WITHDRAWN = "already withdrawn"
    REFUSED = "refused"


class LinkResult(StrEnum):
    """What following a link did."""

    CONFIRMED = "confirmed"
    ALREADY = "already confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Peeked:
    """What following a link would do now, and where.

    ``refusal`` says why a link is refused. ``campaign`` and ``language`` are empty if the link is
    not known.
    """

    effect: LinkEffect
    campaign: str = ""
    language: str = ""
    refusal: LinkRefused | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What following a link did, and where; ``at`` is when a signature was confirmed, if it was."""

    result: LinkResult
    campaign: str
    signature: int
    language: str
    at: int | None = None


def peek(here: OpenWorkspace, link: str, *purposes: LinkPurpose) -> Peeked:
    """Returns what following a mailed link (or its token) would do; changes nothing.

    With ``purposes``, a link for another purpose is not known.
    """
    with snapshot(here.database) as connection:
        try:
            token = _token(connection, token_hash(token_in(link)), *(purposes or LinkPurpose))
        except LinkRefused as refused:
            return Peeked(LinkEffect.REFUSED, refusal=refused)
        signature, petition = _subject(connection, token)
    petition = as_defined(here.workspace, petition)
    campaign, language = petition.campaign, signature.language
    try:
        return Peeked(_effect(signature, petition, token, here.moment), campaign, language)
    except LinkRefused as refused:
        return Peeked(LinkEffect.REFUSED, campaign, language, refused)


def confirm(here: OpenWorkspace, link: str) -> Followed:
    """Confirm the signature of a mailed link (or its token): from now on it is counted.

    Confirming again changes nothing, and is not refused. A suspect signature is counted once an
    organiser says so. The campaign's definition says until when it is possible; if it cannot be
    read, the day that the database knows. Durable once it returns. Raises LinkRefused.
    """
    digest, now = token_hash(token_in(link)), here.moment
    with within(here.database) as connection:
        token = _token(connection, digest, LinkPurpose.CONFIRM)
        signature, petition = _subject(connection, token)
        petition = as_defined(here.workspace, petition)
        effect, result = _effect(signature, petition, token, now), LinkResult.ALREADY
        if effect is LinkEffect.CONFIRM:
            tokens.use_token(connection, digest, now)
            _confirm(connection, petition, replace(signature, confirmed_at=now), now)
            result = LinkResult.CONFIRMED
        at = now if result is LinkResult.CONFIRMED else signature.confirmed_at
        return Followed(result, petition.campaign, signature.id, signature.language, at)


def _confirm(
    connection: sqlite3.Connection, petition: Petition, confirmed: Signature, now: int
) -> None:
    if confirmed.state is SignatureState.SUSPECT:
        keep_state(connection, confirmed)
    else:
        count(connection, petition, [confirmed], LedgerKind.CONFIRMED, now)
        if may_mail(connection, MailKind.COUNTED, confirmed.id):
            outbox.add_mail(connection, MailKind.COUNTED, confirmed.id, now)
    for kind in (MailKind.CONFIRM, MailKind.REMIND):
        outbox.drop_waiting(connection, kind, confirmed.id)


def confirmable_until(petition: Petition) -> int:
    """Returns the moment from which no link confirms any more, in seconds since 1970."""
    return petition.closes_at + GRACE


def withdraw(here: OpenWorkspace, link: str, campaign: str = "") -> Followed:
    """Withdraw the signature of a mailed link (or its token): it is no longer counted.

    Withdrawing again changes nothing. Durable once it returns. Raises LinkRefused, also if a
    ``campaign`` is named and the link is about another one.
    """
    digest, now = token_hash(token_in(link)), here.moment
    with within(here.database) as connection:
        token = _token(connection, digest, LinkPurpose.WITHDRAW)
        signature, petition = _subject(connection, token)
        if campaign and petition.campaign != campaign:
            raise LinkRefused(
                f"This link is about another campaign: {petition.campaign}.",
                code="link-of-another",
            )
        _effect(signature, petition, token, now)
        tokens.use_token(connection, digest, now)
        take_back(connection, petition, signature, now)
        withdrawals.forget_withdrawal(connection, signature.id)  # now it is the person's own wish
        return Followed(LinkResult.WITHDRAWN, petition.campaign, signature.id, signature.language)


def withdrawable(here: OpenWorkspace, link: str) -> Signature:
    """Returns the signature that a link would withdraw: who has the link has its mailbox.

    Raises LinkRefused.
    """
    with snapshot(here.database) as connection:
        token = _token(connection, token_hash(token_in(link)), LinkPurpose.WITHDRAW)
        signature, petition = _subject(connection, token)
        _effect(signature, petition, token, here.moment)
        return signature


def _effect(signature: Signature, petition: Petition, token: Token, now: int) -> LinkEffect:
    """Returns what a link would do. Raises LinkRefused."""
    if token.purpose is LinkPurpose.WITHDRAW:
        if now >= token.expires_at:
            raise _expired("Ask the organisers to withdraw your signature.")
        withdrawn = signature.state is SignatureState.WITHDRAWN
        return LinkEffect.ALREADY_WITHDRAWN if withdrawn else LinkEffect.WITHDRAW
    confirmed = signature.state in (SignatureState.CONFIRMED, SignatureState.SUSPECT)
    if confirmed and signature.confirmed_at is not None:
        return LinkEffect.ALREADY_CONFIRMED
    _check_can_confirm(signature, petition, token, now)
    return LinkEffect.CONFIRM


def _check_can_confirm(signature: Signature, petition: Petition, token: Token, now: int) -> None:
    if signature.state not in (SignatureState.PENDING, SignatureState.SUSPECT):
        raise LinkRefused(
            "This signature was taken back.",
            hint="You can sign again.",
            code="signature-taken-back",
        )
    if now >= confirmable_until(petition):
        raise LinkRefused(
            "This petition has closed.",
            hint="Signatures could be confirmed for 24 hours after it closed.",
            code="petition-closed",
        )
    if now >= token.expires_at or token.used_at is not None:
        raise _expired("Sign again to get a new one.")


def _expired(hint: str) -> LinkRefused:
    return LinkRefused("This link has expired.", hint=hint, code="link-expired")


def _token(connection: sqlite3.Connection, digest: bytes, *purposes: LinkPurpose) -> Token:
    token = tokens.find_token(connection, digest)
    if token is None or token.purpose not in purposes:
        raise LinkRefused(
            f"There is nothing to {' or '.join(purposes)} under this link.",
            hint="Copy the whole link from the email; an old one may have expired.",
            code="link-unknown",
        )
    return token


def _subject(connection: sqlite3.Connection, token: Token) -> tuple[Signature, Petition]:
    signature = signatures.signature_of(connection, token.signature)
    assert signature is not None  # tokens go with their signature
    return signature, petitions.petition_of(connection, signature.petition)
