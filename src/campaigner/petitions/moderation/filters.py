"""What organisers look for among signatures, in their own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from campaigner.forms import check_encoding
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.networks import network_hash, network_key
from campaigner.store.signature_search import Conditions
from campaigner.vocabulary import SignatureState


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFilter:
    """What the wanted signatures have in common; everything that is given has to hold.

    ``words``: part of the name, email or postcode. ``domain``: of the email. ``network``: the IP
    address that they signed from. ``name``: the whole name. Case and accents do not matter.
    ``since`` and ``until`` bound the time of signing, which is before ``until``; they are local
    unless they have a time zone. ``area``: a code, empty for none. ``numbers``: those of the
    signatures themselves. No ``states`` means any.
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
    states: tuple[SignatureState, ...] = ()


def conditions_of(here: OpenPetition, wanted: SignatureFilter) -> Conditions:
    """Returns a filter as the database understands it.

    Raises UsageError if its network is not an IP address, or a text cannot be read.
    """
    for text in (wanted.words, wanted.domain, wanted.name, wanted.area or "", wanted.source):
        check_encoding(text)
    network = b""
    if wanted.network:
        network = network_hash(wanted.network, network_key(here.workspace.keys_folder))
    return Conditions(
        words=wanted.words,
        domain=wanted.domain,
        network=network,
        name=wanted.name,
        since=_seconds(here, wanted.since),
        until=_seconds(here, wanted.until),
        area=wanted.area,
        source=wanted.source,
        numbers=json.dumps(sorted(set(wanted.numbers))) if wanted.numbers else "",
        states=wanted.states,
    )


def _seconds(here: OpenPetition, moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return int(moment.replace(tzinfo=moment.tzinfo or here.zone).timestamp())
