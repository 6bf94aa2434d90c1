"""What signatures can count for: confirmed online, in wet ink on a sheet, with an address seen.

A House receives petitions on paper, signed by hand, on sheets in its own form, and the Commons and
the Senedd ask for addresses. A signature that was confirmed online cannot be presented there; the
page “How we count” says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.petitions.opening import OpenPetition
from campaigner.sources import is_paper
from campaigner.store import standings, tallies
from campaigner.store.database import snapshot
from campaigner.store.signatures import Signature
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.signatures import Grouping, SignatureStanding

IN_WORDS = {
    SignatureStanding.PRESENTABLE: "in wet ink, in the form of a House, as it asks",
    SignatureStanding.WITH_ADDRESS: "in wet ink, with an address, not in the form of a House",
    SignatureStanding.WET_INK: "in wet ink, no address seen",
    SignatureStanding.ONLINE: "confirmed online only",
    SignatureStanding.UNSEEN: "on paper, without a signature by hand or no longer held",
}


@dataclass(frozen=True, slots=True)
class Standings:
    """How many signatures count for what; of ``total``, those that count now.

    ``confirmed_online`` were given online; of them ``also_in_ink`` are on a sheet as well.
    ``wet_ink`` are on a sheet that was seen, in people's own hand; ``with_address`` are those of
    them that have an address there, and ``presentable`` those that a House can receive: on a sheet
    in its form, with an address if it asks for one. ``by_house`` says how many each House can
    receive; one signature can count for several. Signatures of people who were erased count in
    ``total`` alone.
    """

    total: int
    confirmed_online: int
    also_in_ink: int
    wet_ink: int
    with_address: int
    presentable: int
    address_only: int
    by_house: Mapping[Venue, int]

    @property
    def rows(self) -> tuple[tuple[SignatureStanding, int], ...]:
        """Each standing with its number, the strongest first; each signature is in one of them."""
        online = self.confirmed_online - self.also_in_ink
        without = self.wet_ink - self.presentable - self.address_only
        return (
            (SignatureStanding.PRESENTABLE, self.presentable),
            (SignatureStanding.WITH_ADDRESS, self.address_only),
            (SignatureStanding.WET_INK, without),
            (SignatureStanding.ONLINE, online),
            (SignatureStanding.UNSEEN, self.total - online - self.wet_ink),
        )


def standing_of(here: OpenPetition, area: str | None = None) -> Standings:
    """Returns how many signatures of a petition count for what, at one moment.

    ``area`` is a code, empty for signatures without one, None for all. It is read from sums and
    from an index of signatures on paper: online ones are not looked at.
    """
    number = here.petition.id
    with snapshot(here.database) as connection:
        if area is None:
            counts = tallies.sums(connection, number, Grouping.SOURCE)
        else:
            counts = tallies.filtered(connection, number, Grouping.SOURCE, {Grouping.AREA: area})
        ink = standings.in_ink(connection, number, area)
    return Standings(
        total=sum(count for _, count in counts),
        confirmed_online=sum(count for source, count in counts if not is_paper(source)),
        also_in_ink=ink.online,
        wet_ink=ink.every,
        with_address=ink.with_address,
        presentable=ink.presentable,
        address_only=ink.address_only,
        by_house={
            Venue.COMMONS: ink.commons,
            Venue.LORDS: ink.lords,
            Venue.SENEDD: ink.senedd,
        },
    )


@dataclass(frozen=True, slots=True)
class PublishedStanding:
    """What anybody may see of the standing of a petition's signatures.

    ``presentable`` is how many the House of Commons can receive; None if there are some, but fewer
    than ``publication.floor``.
    """

    total: int
    presentable: int | None


def published_standing(here: OpenPetition) -> PublishedStanding:
    """Returns how many signatures there are, and how many can be presented to the Commons."""
    found, floor = standing_of(here), here.workspace.settings.publication.floor
    number = found.by_house[Venue.COMMONS]
    return PublishedStanding(found.total, None if 0 < number < floor else number)


def standing_of_signature(signature: Signature) -> SignatureStanding:
    """Returns what one signature can count for, if it counts."""
    if signature.houses:
        return SignatureStanding.PRESENTABLE
    if signature.wet_ink:
        has_address = signature.address_seen
        return SignatureStanding.WITH_ADDRESS if has_address else SignatureStanding.WET_INK
    return SignatureStanding.UNSEEN if signature.sheet else SignatureStanding.ONLINE
