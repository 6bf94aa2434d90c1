"""Stopping what people allowed: contact by a partner or the organisation, a letter in their name.

It is as easy as saying yes (UK GDPR, article 7(3)): by the link in a mail, or by asking an
organiser. The signature stays as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from campaigner.emails import canonical_email, mailbox_of
from campaigner.opening import OpenWorkspace
from campaigner.petitions.signatures import signatures_of
from campaigner.petitions.signing.confirmation import Followed, withdraw, withdrawable
from campaigner.petitions.signing.duplicates import same_person_name
from campaigner.petitions.stop_links import signature_of_token
from campaigner.store import audit, consents, petitions
from campaigner.store.consents import Standing
from campaigner.store.database import snapshot, transaction, within


@dataclass(frozen=True, slots=True)
class Allowed:
    """One thing that a person allows: its key, and the words that they agreed to, if known.

    ``who`` is a partner's key, “ourselves”, or empty for what is not contact: ``purpose`` is then
    that of ``OtherYes``.
    """

    key: str
    campaign: str
    who: str
    purpose: str
    channel: str
    words: str
    since: int


def allowed_by(here: OpenWorkspace, email: str) -> list[Allowed]:
    """Returns what the person of a mailbox allows now. Raises EmailRefused."""
    with snapshot(here.database) as connection:
        return _shown(_standing(connection, email))


def stop(here: OpenWorkspace, email: str, keys: Collection[str] | None = None) -> list[Allowed]:
    """Stops what the person of a mailbox allows (default: everything); returns what was stopped.

    ``keys`` are those of ``allowed_by``; others do nothing. The audit notes how many, and not
    whose. Raises EmailRefused.
    """
    return _stop(here, email, keys, here.actor)


def allowed_by_link(here: OpenWorkspace, link: str) -> list[Allowed]:
    """Returns what the person allows who got a link to withdraw. Raises LinkRefused.

    Contact is about the mailbox, whoever else uses it. What another person of the household allows
    of their own signature, such as a comment, is not among it.
    """
    signature = withdrawable(here, link)
    with snapshot(here.database) as connection:
        return _shown(_standing(connection, signature.email or "", signature.name))


def stop_by_link(
    here: OpenWorkspace, link: str, keys: Collection[str] | None = None
) -> list[Allowed]:
    """As ``stop``, of what ``allowed_by_link`` gives; the link stays good. Raises LinkRefused."""
    signature = withdrawable(here, link)
    return _stop(here, signature.email or "", keys, "the person", signature.name)


@dataclass(frozen=True, slots=True)
class StopLink:
    """Where somebody signed who has a link to stop updates, and in which language.

    Both are empty if nothing is held of them any more.
    """

    campaign: str = ""
    language: str = ""


def stop_link_about(here: OpenWorkspace, link: str) -> StopLink:
    """Returns what a link to stop updates (or its token) is about; changes nothing.

    Raises LinkRefused.
    """
    with snapshot(here.database) as connection:
        signature = signature_of_token(here.workspace, connection, link)
        if signature is None:
            return StopLink()
        petition = petitions.petition_of(connection, signature.petition)
    return StopLink(petition.campaign, signature.language)


def stop_updates(here: OpenWorkspace, link: str) -> int:
    """Stops all that the organisation may write to the mailbox of a link for; returns how much.

    The link stays good, and again changes nothing. Raises LinkRefused.
    """
    with within(here.database) as connection:
        signature = signature_of_token(here.workspace, connection, link)
        if signature is None or not signature.email:
            return 0
        own = [
            each.key
            for each in _standing(connection, signature.email)
            if each.permission and each.permission.asker == consents.OWN
        ]
        return len(_stop(here, signature.email, own, "the person"))


def withdraw_and_stop(here: OpenWorkspace, link: str) -> Followed:
    """Withdraws the signature of a link, and stops all that its person allows.

    Raises LinkRefused.
    """
    stop_by_link(here, link)
    return withdraw(here, link)


def _stop(
    here: OpenWorkspace, email: str, keys: Collection[str] | None, actor: str, name: str = ""
) -> list[Allowed]:
    with transaction(here.database) as connection:
        allowed = _standing(connection, email, name)
        wanted = [each for each in allowed if keys is None or each.key in keys]
        for each in wanted:
            consents.stop(connection, each, here.moment)
        if wanted:
            audit.record(connection, here.moment, actor, "stop contact", count=len(wanted))
    return _shown(wanted)


def _standing(connection: sqlite3.Connection, email: str, name: str = "") -> list[Standing]:
    """What a mailbox allows; with a ``name``, of that person alone where it is not contact."""
    signed = [
        each
        for signature in signatures_of(connection, email)
        for each in consents.standing_of_signature(connection, signature.id)
        if each.permission or not name or same_person_name(signature.name, name)
    ]
    person = canonical_email(mailbox_of(email))
    return [*signed, *consents.standing_of_bookings(connection, person)]


def _shown(standing: list[Standing]) -> list[Allowed]:
    """Each key once, as it was given first."""
    found: dict[str, Allowed] = {}
    for each in sorted(standing, key=lambda one: (one.key, one.given_at)):
        found.setdefault(each.key, _allowed(each))
    return list(found.values())


def _allowed(standing: Standing) -> Allowed:
    given = standing.permission
    if given is None:
        words = standing.words.words if standing.words else ""
        about = (standing.key, standing.campaign, "", standing.other.value, "", words)
        return Allowed(*about, standing.given_at)
    return Allowed(
        standing.key,
        standing.campaign,
        given.asker or consents.OURSELVES,
        given.purpose.value,
        given.channel.value,
        given.words.words if given.words else "",
        standing.given_at,
    )
