"""A link by which people see their own data: asked for, mailed, opened once.

Whoever asks is told the same, whether anything is held or not. The link goes to an address that is
held, never to another spelling of it, and few go to one address or are asked for from one network.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from campaigner.addresses import token_in
from campaigner.emails import parse_email, same_address
from campaigner.errors import CampaignerError
from campaigner.forms import check_form, read_field
from campaigner.holding import ASKED_DAYS, DAY, Person
from campaigner.mail.bounces import Bounces
from campaigner.opening import OpenWorkspace
from campaigner.petitions.signing.networks import asking_network
from campaigner.petitions.signing.tokens import token_hash
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.people import person_of
from campaigner.problems import Problem
from campaigner.store import data_links
from campaigner.store.data_links import Addressee, DataLink
from campaigner.store.database import snapshot, transaction
from campaigner.store.mailed_letters import Marks

FOR_AN_ADDRESS = 3
FROM_A_NETWORK = 10
"""How many links may be asked for in a day."""

SESSION = 30 * 60
"""Seconds for which an open link shows data."""


class TooManyLinks(CampaignerError):
    """A network has asked for so many links today that it gets no more, whoever they are for."""

    code = "too-many-links"


class LinkRefused(CampaignerError):
    """A link that does not open, or what it opened is closed again.

    Its code is ``link-unknown``, ``link-expired``, ``link-opened`` or ``session-over``.
    """


@dataclass(frozen=True, slots=True)
class Session:
    """Whose data is open: an address, and the language in which the link was asked for."""

    email: str
    language: str


def ask_for_link(here: OpenWorkspace, email: str, language: str, network: str = "") -> None:
    """Mail the link to a person's data, if there is any; nobody can tell.

    ``network`` is the IP address that asks, empty if it is not known. Raises FormRefused for an
    address that is not valid, TooManyLinks.
    """
    problems: list[Problem] = []
    address = read_field(problems, "email", parse_email, email, "")
    check_form(problems)
    mark = Bounces(here.workspace.keys_folder).mark_of(address)
    marks = Marks(mark, asking_network(here.workspace, network))
    with snapshot(here.database) as connection:
        _check(connection, marks, here.moment)
        held = _held(connection, address, person_of(here, address))
    with transaction(here.database) as connection:
        data_links.remove_before(connection, here.moment - ASKED_DAYS * DAY)
        mailed = _check(connection, marks, here.moment)
        to = held if mailed < FOR_AN_ADDRESS else Addressee()
        data_links.add(connection, marks, language, to, here.moment)


def _check(connection: sqlite3.Connection, marks: Marks, now: int) -> int:
    """Returns how many links the address was mailed today. Raises TooManyLinks."""
    mailed, asked = data_links.asked_for(connection, marks, now - DAY)
    if asked >= FROM_A_NETWORK:
        raise TooManyLinks("Too many links were asked for today.", hint="Try again tomorrow.")
    return mailed


def _held(connection: sqlite3.Connection, typed: str, person: Person) -> Addressee:
    """To whom the link goes: as it was typed if that is held, otherwise as it is held."""
    found: list[Addressee] = []
    for each in (each for holding in HOLDINGS for each in holding.export(connection, person)):
        email = each.get("email") or each.get("sender_email")
        if email:
            number = each.get("signature")
            about = number if isinstance(number, int) else None
            found.append(Addressee(str(email), str(each.get("campaign") or ""), about))
    found.sort(key=lambda each: (not same_address(each.email, typed), each.signature is None))
    return found[0] if found else Addressee()


def language_of_link(here: OpenWorkspace, link: str) -> str:
    """Returns the language of a link that would open; opens nothing. Raises LinkRefused."""
    with snapshot(here.database) as connection:
        return _openable(connection, link, here.moment).language


def open_link(here: OpenWorkspace, link: str) -> str:
    """Open a mailed link (or its token): it opens once.

    Returns what shows the data from now on, for half an hour. Raises LinkRefused.
    """
    secret = secrets.token_hex(20)
    with transaction(here.database) as connection:
        found = _openable(connection, link, here.moment)
        data_links.open_link(connection, found.id, token_hash(secret), here.moment)
    return secret


def session_of(here: OpenWorkspace, secret: str) -> Session:
    """Returns whose data is open. Raises LinkRefused if it is closed again."""
    with snapshot(here.database) as connection:
        found = data_links.of_session(connection, token_hash(secret))
    if found is None or found.opened_at is None or here.moment >= found.opened_at + SESSION:
        raise LinkRefused("Your data is closed again.", hint="Get a new link.", code="session-over")
    return Session(found.email, found.language)


def close_session(here: OpenWorkspace, secret: str) -> None:
    """Close what a link opened; again changes nothing."""
    with transaction(here.database) as connection:
        data_links.close_session(connection, token_hash(secret))


def _openable(connection: sqlite3.Connection, link: str, now: int) -> DataLink:
    found = data_links.of_token(connection, token_hash(token_in(link)))
    if found is None or found.expires_at is None:
        raise LinkRefused(
            "There is no such link.", hint="Copy the whole link.", code="link-unknown"
        )
    if found.opened_at is not None:
        raise LinkRefused("This link was opened before.", hint="Get a new one.", code="link-opened")
    if now >= found.expires_at:
        raise LinkRefused("This link has expired.", hint="Get a new one.", code="link-expired")
    return found
