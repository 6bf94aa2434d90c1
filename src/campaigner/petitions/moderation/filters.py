"""What organisers look for among signatures, in their own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from campaigner.errors import UsageError
from campaigner.forms import check_encoding
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.networks import network_hash, network_key
from campaigner.store import signatures
from campaigner.store.signature_search import Conditions
from campaigner.text import comparison_key
from campaigner.vocabulary.signatures import CameBy, SignatureStanding, SignatureState


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFilter:
    """What the wanted signatures have in common; everything that is given has to hold.

    ``words``: part of the name, email or postcode. ``domain``: of the email. ``network``: the IP
    address that they signed from. ``name``: the whole name. Case and accents do not matter.
    ``since`` and ``until`` bound the time of signing, which is before ``until``; they are local
    unless they have a time zone. ``area``: a code, empty for none. ``numbers``: those of the
    signatures themselves. No ``states`` means any. ``name_start`` and ``email_start`` are
    beginnings; ``network_of`` is the number of a signature that came from the same network.
    """

    words: str = ""
    domain: str = ""
    network: str = ""
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None
    area: str | None = None
    source: str = ""
    numbers: tuple[int, ...] = ()
    name_start: str = ""
    email_start: str = ""
    sheet: str = ""
    came: CameBy | None = None
    standing: SignatureStanding | None = None
    network_of: int = 0
    states: tuple[SignatureState, ...] = ()


def conditions_of(here: OpenPetition, wanted: SignatureFilter) -> Conditions:
    """Returns a filter as the database understands it.

    Raises UsageError if its network is not an IP address, or a text cannot be read.
    """
    for text in (wanted.words, wanted.domain, wanted.name, wanted.area or "", wanted.source):
        check_encoding(text)
    for text in (wanted.name_start, wanted.email_start, wanted.sheet):
        check_encoding(text)
    if wanted.name_start and not comparison_key(wanted.name_start):
        raise UsageError(f"“{wanted.name_start}” has no letters to look for.")
    return Conditions(
        words=wanted.words,
        domain=wanted.domain,
        network=_network(here, wanted),
        name=wanted.name,
        name_start=wanted.name_start,
        email_start=wanted.email_start.strip(),
        sheet=wanted.sheet.strip(),
        came=wanted.came,
        standing=wanted.standing,
        since=_seconds(here, wanted.since),
        until=_seconds(here, wanted.until),
        area=wanted.area,
        source=wanted.source,
        numbers=json.dumps(sorted(set(wanted.numbers))) if wanted.numbers else "",
        states=wanted.states,
    )


def _network(here: OpenPetition, wanted: SignatureFilter) -> bytes:
    if wanted.network:
        return network_hash(wanted.network, network_key(here.workspace.keys_folder))
    if not wanted.network_of:
        return b""
    known = signatures.network_of(here.database.conn, wanted.network_of)
    if known is None:
        raise UsageError(
            "The network of this signature is not known.", hint="Networks are kept for 30 days."
        )
    return known[0]


def _seconds(here: OpenPetition, moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return int(moment.replace(tzinfo=moment.tzinfo or here.zone).timestamp())
