"""Many who sign at the same moment: their signatures are added with a few statements for all."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaigner.email_doubts import CheckEmail
from campaigner.errors import CampaignerError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.applying import (
    ChooseArea,
    Filled,
    Signed,
    Wish,
    add_details,
    check_open,
    key_of,
    new_signature,
    sign_wish,
    signed,
    wish_of,
)
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.networks import is_suspect
from campaigner.petitions.wordings import keep_wording
from campaigner.store import outbox, signatures
from campaigner.store.database import within
from campaigner.store.petitions import Petition
from campaigner.vocabulary.mail import MailKind

Came = Signed | ChooseArea | CheckEmail | CampaignerError


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person sent to sign: see ``signing.apply``."""

    form: SigningForm
    network: str = ""
    filled: Filled | None = None


def apply_together(here: OpenPetition, sent: Sequence[Sent]) -> list[Came]:
    """Sign a petition with what some people typed; durable once the transaction around it ends.

    Returns for each what ``signing.apply`` returns, or the error that it raises.
    """
    came: list[Came | None] = []
    wishes: list[Wish] = []
    for each in sent:
        try:
            wish = wish_of(here, each.form, network=each.network, filled=each.filled)
        except CampaignerError as error:
            came.append(error)
        else:
            came.append(None if isinstance(wish, Wish) else wish)
            wishes += [wish] if isinstance(wish, Wish) else []
    made = iter(sign_together(here, wishes))
    return [next(made) if each is None else each for each in came]


def sign_together(here: OpenPetition, wishes: Sequence[Wish]) -> list[Signed]:
    """Sign a petition with checked applications, as ``signing.sign`` does with one.

    Those of whom nothing is known are added together; of everybody else it is seen by itself
    whether they have signed already. Raises NotOpen.
    """
    if not wishes:
        return []
    check_open(here.petition, here.now)
    with within(here.database) as connection:
        keys = [key_of(wish) for wish in wishes]
        known, often = signatures.people_among(connection, set(keys)), Counter(keys)
        is_new = [key not in known and often[key] == 1 for key in keys]
        new = [wish for wish, alone in zip(wishes, is_new, strict=True) if alone]
        added = iter(_added(connection, here.petition, new, here.now))
        return [
            next(added) if alone else sign_wish(here.database, here.petition, wish, here.now)
            for wish, alone in zip(wishes, is_new, strict=True)
        ]


def _added(
    connection: sqlite3.Connection, petition: Petition, wishes: Sequence[Wish], now: int
) -> list[Signed]:
    """The signatures of people of whom nothing is known, each of them once."""
    judged = _judged(connection, petition, wishes, now)
    words = {
        each: keep_wording(connection, petition, each, now)
        for each in {wish.wording for wish in judged}
    }
    rows = [
        new_signature(
            petition,
            wish,
            now,
            key_of(wish),
            place=1,
            wording=words[wish.wording],
        )
        for wish in judged
    ]
    numbers = signatures.add_together(connection, rows)
    both = list(zip(numbers, judged, strict=True))
    seen = [(number, wish.network) for number, wish in both if wish.network]
    signatures.add_networks(connection, petition.id, seen, now)
    add_details(connection, petition, [(number, wish.application) for number, wish in both], now)
    outbox.add_mails(connection, MailKind.CONFIRM, numbers, now)  # their first, of all petitions
    return [signed(number, wish) for number, wish in both]


def _judged(
    connection: sqlite3.Connection, petition: Petition, wishes: Sequence[Wish], now: int
) -> list[Wish]:
    """The wishes, suspect where too many came from one network, these among them."""
    times: dict[bytes, list[int]] = {}
    return [_with_network(connection, petition, wish, times, now) for wish in wishes]


def _with_network(
    connection: sqlite3.Connection,
    petition: Petition,
    wish: Wish,
    times: dict[bytes, list[int]],
    now: int,
) -> Wish:
    network = wish.network
    if not network:
        return wish
    if network not in times:
        times[network] = signatures.times_of_network(connection, petition.id, network, now)
    suspect = is_suspect(times[network], now, wish.limits)
    times[network].append(now)
    return replace(wish, suspect=True) if suspect else wish
