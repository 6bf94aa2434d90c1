"""Signing: from a form to a pending signature with its confirmation in the outbox."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from enum import StrEnum

from campaigner.campaigns.loader import load_campaign
from campaigner.email_doubts import CheckEmail, check_email
from campaigner.emails import canonical_email
from campaigner.errors import CampaignerError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.opening_gate import check_may_open
from campaigner.petitions.proof.ledger import new_salt
from campaigner.petitions.signing.applications import Application
from campaigner.petitions.signing.duplicates import free_place, person_key, repeated
from campaigner.petitions.signing.form import SigningForm, read_form
from campaigner.petitions.signing.mails import may_write_to, remind
from campaigner.petitions.signing.networks import (
    LIMITS,
    Limits,
    asking_network,
    is_automatic,
    is_suspect,
    limits_of,
)
from campaigner.petitions.signing.throwaway import is_throwaway
from campaigner.petitions.wordings import Wording, keep_wording
from campaigner.representatives.models import Area
from campaigner.representatives.no_area import NoArea
from campaigner.setting_tables import Fraud
from campaigner.store import (
    comments,
    consents,
    letter_consents,
    outbox,
    shown_names,
    signatures,
)
from campaigner.store.consents import Words
from campaigner.store.database import Database, within
from campaigner.store.petitions import Petition
from campaigner.store.signatures import NewSignature, Signature
from campaigner.time_zones import day_of
from campaigner.vocabulary.mail import MailKind
from campaigner.vocabulary.signatures import SignatureState


class NotOpen(CampaignerError):
    """The petition is closed, or not open yet: its code is ``petition-closed`` or ``-to-come``.

    One that is to come says in ``details["opens"]`` on which day it opens.
    """


@dataclass(frozen=True, slots=True)
class Filled:
    """How a form was filled in: what stands in the field that nobody sees, and in how long."""

    hidden: str = ""
    seconds: float = math.inf


class SigningOutcome(StrEnum):
    """What came of an application. The person who signs is told the same whichever it is."""

    PENDING = "pending"
    SUSPECT = "suspect"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature that was made, or the one that was there already.

    ``no_area`` says why its postcode lies in no area, as is said to whoever signs from there.
    """

    outcome: SigningOutcome
    signature: int
    no_area: NoArea | None = None


@dataclass(frozen=True, slots=True)
class ChooseArea:
    """Nothing was signed: the postcode lies in several areas, and the person has to choose.

    The same form with the code of one of ``areas`` signs, and with an empty ``area`` it signs
    without one.
    """

    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A checked application to sign.

    ``area`` is the code that the signature is tallied under, empty for none; ``no_area`` says why
    there is none. A ``suspect`` signature goes on like any other, but counts only once an organiser
    says so. It is also suspect if too many (``limits``) came from its ``network``
    (``networks.network_hash``; empty if the network is let through or not known). ``wording`` are
    the words that the person was shown, None if they are not known.
    """

    application: Application
    area: str = ""
    no_area: NoArea | None = None
    suspect: bool = False
    network: bytes = b""
    limits: Limits = LIMITS
    wording: Wording | None = None


def apply(
    here: OpenPetition, form: SigningForm, *, network: str = "", filled: Filled | None = None
) -> Signed | ChooseArea | CheckEmail:
    """Sign a petition with what a person typed; durable once it returns Signed.

    ``network`` is the IP address that the form came from, empty if it is not known; ``filled``
    is how the form was filled in, as far as that is known. Raises
    ProblemsFound for a campaign that is not written to its end, NotOpen, MayNotOpen for the first
    signature of a petition that is not ready, and FormRefused with all of the form's mistakes.
    """
    wish = wish_of(here, form, network=network, filled=filled)
    if not isinstance(wish, Wish):
        return wish
    return sign_wish(here.database, here.petition, wish, here.now)


def wish_of(
    here: OpenPetition, form: SigningForm, *, network: str, filled: Filled | None
) -> Wish | ChooseArea | CheckEmail:
    """Returns what a person wishes who sends a form, or what they have to say first.

    Takes what ``apply`` takes, and raises as it does; signs nothing.
    """
    load_campaign(here.campaign.folder)
    check_open(here.petition, here.now, here.zone)
    check_may_open(here)
    read = read_form(here, form)
    if doubt := check_email(read.application.email or "", form.asked):
        return doubt
    if form.area is None and len(read.areas) > 1:
        return ChooseArea(read.areas)
    settings = here.workspace.settings
    if settings.rehearsal.on:
        network = ""  # whoever tries everything out signs many times from one place
    return Wish(
        read.application,
        read.area,
        read.no_area,
        suspect=is_doubtful(read.application, filled, settings.fraud),
        network=asking_network(here.workspace, network),
        limits=limits_of(settings.fraud),
        wording=read.wording,
    )


def is_doubtful(application: Application, filled: Filled | None, fraud: Fraud) -> bool:
    """Returns whether an organiser has to look first: a machine signed, or a throw-away mailbox."""
    if filled and is_automatic(filled.hidden, filled.seconds, fraud.seconds_to_fill):
        return True
    return fraud.throwaway_domains and is_throwaway(application.email or "")


def sign(
    database: Database,
    petition: Petition,
    application: Application,
    now: int,
    *,
    area: str = "",
    suspect: bool = False,
    network: bytes = b"",
    limits: Limits = LIMITS,
) -> Signed:
    """Sign a petition with a checked application; durable once it returns.

    The values are those of ``Wish``. Raises NotOpen.
    """
    wish = Wish(application, area, suspect=suspect, network=network, limits=limits)
    return sign_wish(database, petition, wish, now)


def sign_wish(database: Database, petition: Petition, wish: Wish, now: int) -> Signed:
    """Sign a petition; durable once it returns. Raises NotOpen."""
    check_open(petition, now)
    with within(database) as connection:
        if wish.network:
            earlier = signatures.times_of_network(connection, petition.id, wish.network, now)
            wish = replace(wish, suspect=is_suspect(earlier, now, wish.limits) or wish.suspect)
        made = _sign(connection, petition, wish, now)
        if wish.network and made.outcome is not SigningOutcome.DUPLICATE:
            signatures.add_networks(connection, petition.id, [(made.signature, wish.network)], now)
        return made


def check_open(petition: Petition, now: int, zone: tzinfo = UTC) -> None:
    """Raise NotOpen before a petition opens and from the moment when it closes.

    The day that it names is that of ``zone``.
    """
    if now >= petition.closes_at:
        raise NotOpen("This petition is closed.", code="petition-closed")
    if now < petition.opens_at:
        day = day_of(petition.opens_at, zone).isoformat()
        raise NotOpen(f"This petition opens on {day}.", code="petition-to-come", opens=day)


def _sign(connection: sqlite3.Connection, petition: Petition, wish: Wish, now: int) -> Signed:
    application, person = wish.application, key_of(wish)
    there = signatures.of_person(connection, person, petition.id)
    earlier = [each for each in there if same_mailbox(each, application)]
    if known := repeated(application, earlier):
        remind(connection, known, now)
        signatures.write_again(connection, known.id)
        return Signed(SigningOutcome.DUPLICATE, known.id, wish.no_area)
    place = free_place([each.place for each in there])
    words = keep_wording(connection, petition, wish.wording, now)
    number = signatures.add_signature(
        connection, new_signature(petition, wish, now, person, place=place, wording=words)
    )
    add_details(connection, petition, [(number, application)], now)
    if application.email is None or may_write_to(connection, application.email, now):
        outbox.add_mail(connection, MailKind.CONFIRM, number, now)
    return signed(number, wish)


def key_of(wish: Wish) -> int:
    """Returns the key of the person who wishes to sign; see ``duplicates.person_key``."""
    application = wish.application
    return person_key(application.email, application.name, application.postcode)


def signed(number: int, wish: Wish) -> Signed:
    """Returns what came of a wish that became a signature."""
    outcome = SigningOutcome.SUSPECT if wish.suspect else SigningOutcome.PENDING
    return Signed(outcome, number, wish.no_area)


def new_signature(
    petition: Petition, wish: Wish, now: int, person: int, *, place: int, wording: int | None
) -> NewSignature:
    """Returns the signature that a wish becomes; ``wording`` is the id of the words."""
    application = wish.application
    return NewSignature(
        petition.id,
        SignatureState.SUSPECT if wish.suspect else SignatureState.PENDING,
        application.name,
        application.email,
        application.postcode,
        application.country,
        application.language,
        wish.area,
        application.source,
        signed_at=now,
        person=person,
        place=place,
        salt=new_salt(),
        wording=wording,
    )


def add_details(
    connection: sqlite3.Connection,
    petition: Petition,
    made: Sequence[tuple[int, Application]],
    now: int,
) -> None:
    """Record what new signatories, by the numbers of their signatures, agreed to and said."""
    agreed: dict[Words, list[int]] = {}
    for number, application in made:
        if application.agreed:
            agreed.setdefault(application.agreed, []).append(number)
        if application.consents:
            given = application.consents
            consents.add_permissions(connection, consents.SIGNATURES, number, given, now)
        if application.letter:
            letter_consents.add_letter_consents(connection, [number], now, application.letter_as)
        _add_to_be_shown(connection, petition, number, application, now)
    for words, numbers in agreed.items():
        consents.add_agreements(connection, words, [(number, now) for number in numbers])


def _add_to_be_shown(
    connection: sqlite3.Connection,
    petition: Petition,
    number: int,
    application: Application,
    now: int,
) -> None:
    if application.named:
        shown_names.add(connection, number, petition.id, application.named, now)
    if application.comment and application.comment_as:
        said = (application.comment, application.comment_as)
        comments.add(connection, number, petition.id, *said, now)


def same_mailbox(signature: Signature, application: Application) -> bool:
    """Returns whether the key that two share comes from one mailbox: as good as certain."""
    if signature.email is None or application.email is None:
        return signature.email == application.email
    return canonical_email(signature.email) == canonical_email(application.email)
