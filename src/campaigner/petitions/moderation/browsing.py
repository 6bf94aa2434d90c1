"""Pages of signatures, with a next and a previous one, as quick with millions as with ten."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from campaigner.errors import UsageError
from campaigner.petitions.moderation.filters import SignatureFilter, conditions_of
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signatures import shown
from campaigner.store import signature_pages
from campaigner.store.database import snapshot
from campaigner.store.signature_pages import Key, Lead
from campaigner.store.signature_search import Conditions
from campaigner.store.signatures import Signature

A_PAGE = 50
_PLACE = re.compile(r"([<>])(-?\d{1,15})\.(\d{1,15})")


@dataclass(frozen=True, slots=True)
class PageOfSignatures:
    """Signatures as ``shown``; the newest first, or by name or email if a beginning is given.

    ``next`` and ``previous`` are the places of those pages, empty if there is none. They name
    nobody. ``looked_far``: only a part of the signatures was looked at, and the next page goes on.
    """

    rows: tuple[dict[str, object], ...]
    next: str = ""
    previous: str = ""
    looked_far: bool = False


def look_for(text: str, wanted: SignatureFilter) -> SignatureFilter:
    """Returns a filter that looks for an email address, or a name, that begins with a text.

    What has an “@”, a full stop without spaces, or a digit is an address.
    """
    text = text.strip()
    if not text:
        return wanted
    if "@" in text or re.fullmatch(r"\S*[.\d_]\S*", text):
        return replace(wanted, email_start=text)
    return replace(wanted, name_start=text)


def browse(
    here: OpenPetition, wanted: SignatureFilter, place: str = "", *, limit: int = A_PAGE
) -> PageOfSignatures:
    """Returns a page of the signatures that a filter finds.

    ``place`` is ``next`` or ``previous`` of a page of the same filter; empty for the first. Raises
    UsageError for a filter or a place that cannot be used.
    """
    conditions, number = conditions_of(here, wanted), here.petition.id
    with snapshot(here.database) as connection:
        lead = signature_pages.lead_of(connection, number, conditions)
        start, backwards = _start(here, lead, place)
        found = signature_pages.page(
            connection, number, conditions, limit=limit + 1, start=start, backwards=backwards
        )
        kept = list(found.signatures)
        has_more = len(kept) > limit
        if has_more:
            kept = kept[1:] if backwards else kept[:limit]
        before = _has_before(here, conditions, lead, kept) if kept and start else False
        rows = tuple(shown(each, here.zone) for each in kept)
        looked_far = not has_more and found.looked_to is not None
        onward = _onward(lead, kept, found.looked_to, backwards=backwards, has_more=has_more)
    if backwards:
        after = _place(">", lead, kept[-1]) if kept else ""
        return PageOfSignatures(rows, after, onward, looked_far)
    previous = _place("<", lead, kept[0]) if before else ""
    return PageOfSignatures(rows, onward, previous, looked_far)


def _onward(
    lead: Lead, kept: list[Signature], looked_to: Key | None, *, backwards: bool, has_more: bool
) -> str:
    sign = "<" if backwards else ">"
    if has_more:
        return _place(sign, lead, kept[0] if backwards else kept[-1])
    if looked_to is None:
        return ""
    value = looked_to.value if isinstance(looked_to.value, int) else 0
    return f"{sign}{value}.{looked_to.id}"


def _has_before(
    here: OpenPetition, conditions: Conditions, lead: Lead, kept: list[Signature]
) -> bool:
    """Returns whether something stands before the first of a page."""
    connection, number = here.database.conn, here.petition.id
    first = signature_pages.key_of(connection, number, lead, kept[0].id)
    found = signature_pages.page(
        connection, number, conditions, limit=1, start=first, backwards=True
    )
    return bool(found.signatures or found.looked_to)


def _place(sign: str, lead: Lead, signature: Signature) -> str:
    """Returns the place after (``>``) or before (``<``) a signature: a time, and its number."""
    value = signature.signed_at if lead.order == "signed_at" else 0
    return f"{sign}{value}.{signature.id}"


def _start(here: OpenPetition, lead: Lead, place: str) -> tuple[Key | None, bool]:
    """Returns where a page starts, and whether it is the one before that.

    A name or an address is read from its row, so that a place names nobody; without the row, which
    may be erased by now, the first page is shown.
    """
    if not place:
        return None, False
    parts = _PLACE.fullmatch(place)
    if parts is None:
        raise UsageError("There is no such page.", hint="Start from the first.")
    backwards, number = parts[1] == "<", int(parts[3])
    if lead.order == "signed_at":
        return Key(int(parts[2]), number), backwards
    start = signature_pages.key_of(here.database.conn, here.petition.id, lead, number)
    return start, backwards and start is not None
