"""Confirming and withdrawing, by the links that were mailed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from enum import StrEnum

from campaigner.addresses import token_in
from campaigner.errors import CampaignerError
from campaigner.petitions.proof.ledger import append, entry_for
from campaigner.petitions.signing import may_mail
from campaigner.petitions.tokens import DAY, token_hash
from campaigner.store import outbox, petitions, signatures, tokens
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.store.tokens import Token

GRACE = DAY  # for this long after closing, links sent before still work


class LinkRefused(CampaignerError):
    """A link that does nothing (any more), and why."""


class Result(StrEnum):
    """What a link did."""

    CONFIRMED = "confirmed"
    ALREADY = "already confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a link, and where."""

    result: Result
    campaign: str
    signature: int
    language: str


def confirm(database: Database, link: str, now: int) -> Followed:
    """Confirm the signature of a mailed link (or its token): from now on it is counted.

    Following it twice is friendly and counts once; a suspect signature is counted when an
    organiser says so. Durable when it returns. Raises LinkRefused.
    """
    digest = token_hash(token_in(link))
    with transaction(database) as connection:
        token = _token(connection, digest, "confirm")
        signature, petition = _subject(connection, token)
        if signature.confirmed_at is not None and signature.state in ("confirmed", "suspect"):
            return Followed(Result.ALREADY, petition.campaign, signature.id, signature.language)
        check_can_confirm(signature, petition, token, now)
        tokens.use_token(connection, digest, now)
        confirmed = replace(signature, confirmed_at=now)
        if signature.state == "suspect":
            keep_state(connection, confirmed)
        else:
            count(connection, petition, [confirmed], "confirmed", now)
            if may_mail(connection, "counted", signature.id):
                outbox.add_mail(connection, "counted", signature.id, now)
        outbox.drop_waiting(connection, "confirm", signature.id)
        outbox.drop_waiting(connection, "remind", signature.id)
        return Followed(Result.CONFIRMED, petition.campaign, signature.id, signature.language)


def withdraw(database: Database, link: str, now: int) -> Followed:
    """Withdraw the signature of a mailed link (or its token): it is no longer counted.

    Raises LinkRefused.
    """
    digest = token_hash(token_in(link))
    with transaction(database) as connection:
        token = _token(connection, digest, "withdraw")
        signature, petition = _subject(connection, token)
        if now >= token.expires_at:
            raise LinkRefused("This link has expired.", hint="Ask the organisers to withdraw it.")
        tokens.use_token(connection, digest, now)
        take_back(connection, petition, signature, now)
        return Followed(Result.WITHDRAWN, petition.campaign, signature.id, signature.language)


def take_back(
    connection: sqlite3.Connection, petition: Petition, signature: Signature, now: int
) -> None:
    """Withdraw a signature; once is enough. The person may sign again afterwards."""
    if signature.state == "withdrawn":
        return
    if signature.state == "confirmed":
        append(connection, petition.id, [entry_for("withdrawn", petition.campaign, signature)], now)
    keep_state(connection, replace(signature, state="withdrawn", place=None))


def count(
    connection: sqlite3.Connection,
    petition: Petition,
    confirmed: list[Signature],
    kind: str,
    now: int,
) -> None:
    """Add signatures to the count, with a row of that kind in the ledger each."""
    entries = [entry_for(kind, petition.campaign, signature) for signature in confirmed]
    last = append(connection, petition.id, entries, now)
    for number, signature in enumerate(confirmed, last - len(entries) + 1):
        counted = signature.counted or number
        keep_state(connection, replace(signature, state="confirmed", counted=counted))


def keep_state(connection: sqlite3.Connection, signature: Signature) -> None:
    """Write a signature's state, times and place as they are now."""
    signatures.set_state(
        connection,
        signature.id,
        signature.state,
        confirmed_at=signature.confirmed_at,
        counted=signature.counted,
        place=signature.place,
    )


def check_can_confirm(signature: Signature, petition: Petition, token: Token, now: int) -> None:
    """Raise LinkRefused where a link cannot confirm: expired, closed, used, taken back."""
    if signature.state not in ("pending", "suspect"):
        raise LinkRefused("This signature was taken back.", hint="You can sign again.")
    if now >= petition.closes_at + GRACE:
        raise LinkRefused(
            "This petition has closed.",
            hint="Signatures could be confirmed for 24 hours after it closed.",
        )
    if now >= token.expires_at or token.used_at is not None:
        raise LinkRefused("This link has expired.", hint="Sign again to get a new one.")


def _token(connection: sqlite3.Connection, digest: bytes, purpose: str) -> Token:
    token = tokens.find_token(connection, digest)
    if token is None or token.purpose != purpose:
        raise LinkRefused(
            f"There is nothing to {purpose} under this link.",
            hint="Copy the whole link from the mail; an old one may have expired.",
        )
    return token


def _subject(connection: sqlite3.Connection, token: Token) -> tuple[Signature, Petition]:
    signature = signatures.signature_of(connection, token.signature)
    assert signature is not None  # tokens go with their signature
    return signature, petitions.petition_of(connection, signature.petition)
