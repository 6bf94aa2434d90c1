"""Whether the signatures that are still held are those that the ledger has counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from campaigner.petitions.proof.ledger import (
    FIRST,
    day_and_hour,
    leaf_of,
    record_of,
    wording_line,
)
from campaigner.petitions.proof.recount import Misfit, Recount
from campaigner.petitions.proof.rules import NEVER
from campaigner.store import audit, signatures, wordings
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Counted
from campaigner.text import plural
from campaigner.vocabulary.signatures import LedgerKind, SignatureState

_FIRST = frozenset(FIRST)
# What the last ledger row about a signature can be, if that does not count now.
_LAST: dict[str, tuple[LedgerKind, ...]] = {
    SignatureState.WITHDRAWN: (LedgerKind.WITHDRAWN, LedgerKind.INVALIDATED),
    SignatureState.INVALIDATED: (LedgerKind.INVALIDATED,),
}


def signature_misfits(
    connection: sqlite3.Connection, petition: Petition, counted: Recount
) -> Iterator[Misfit]:
    """Yields the signatures that do not fit, and then whether some are missing."""
    held, there, later = 0, bytearray(counted.rows + 1), counted.counted
    start = f"{petition.campaign}\n"
    signed = _wordings(connection, petition)
    for row in signatures.with_ledger(connection, petition.id):
        held += 1
        (_, name, email, postcode, country, signed_at, confirmed_at, salt, state, number, kind,
         leaf, day, hour, same_place, wording) = row  # fmt: skip
        said = signed.get(wording, _UNKNOWN)
        record = f"{start}{name}\n{email or ''}\n{postcode}\n{country}\n{signed_at}{said.line}"
        when = signed_at if confirmed_at is None else confirmed_at
        if (
            sha256(salt + record.encode()).digest() == leaf
            and same_place
            and state == SignatureState.CONFIRMED
            and kind in _FIRST
            and said.row < number
            and number not in later
            and not there[number]
            and day_and_hour(when) == (day, hour)
        ):
            there[number] = 1  # nothing has happened to it since: as most
            continue
        signature = Counted._make(row)
        if wrong := _wrong(petition.campaign, signature, said) or _wrong_state(signature, counted):
            yield Misfit(f"signature {signature.id}", f"the signature {signature.id} {wrong}.")
        elif number is not None and there[number]:
            wrong = "points to the ledger row of another"
            yield Misfit(f"signature {signature.id}", f"the signature {signature.id} {wrong}.")
        elif number is not None:
            there[number] = 1
    missing, removed = counted.signatures - held, audit.removed(connection, petition.campaign)
    if missing != removed:
        yield Misfit(
            "signatures",
            f"{plural(missing, 'counted signature')} {'is' if missing == 1 else 'are'} no longer"
            f" held, but {removed} {'was' if removed == 1 else 'were'} removed on record.",
        )


class _Signed(NamedTuple):
    """The words of a signature: their hash, the end of its record, the row that states them."""

    hash: bytes | None = None
    line: str = ""
    row: int = 0


_UNKNOWN = _Signed(row=NEVER)


def _wordings(connection: sqlite3.Connection, petition: Petition) -> dict[int | None, _Signed]:
    """The words of signatures by their ids; None stands for those that are not known."""
    found: dict[int | None, _Signed] = {None: _Signed()}
    for each in wordings.all_of(connection, petition.id):
        found[each.id] = _Signed(each.hash, wording_line(each.hash), each.number or NEVER)
    return found


def _wrong(campaign: str, row: Counted, said: _Signed) -> str:
    """Returns what is wrong with a signature beside the row that counted it, or nothing."""
    if row.kind not in FIRST:
        return "is not the one that was counted"
    record = record_of(
        campaign, row.name, row.email, row.postcode, row.country, row.signed_at, said.hash
    )
    if leaf_of(row.salt, record) != row.leaf:
        return "is not the one that was counted"
    if said.row >= (row.counted or 0):
        return "is counted before the ledger states the words that were signed"
    when = row.signed_at if row.confirmed_at is None else row.confirmed_at
    if not row.same_place or day_and_hour(when) != (row.day, row.hour):
        return "is counted in another place or hour"
    return ""


def _wrong_state(row: Counted, counted: Recount) -> str:
    """Returns what is wrong with the state of a signature that has been counted, or nothing."""
    later = counted.counted.get(row.counted or 0)
    if later is None or later.count:
        return "" if row.state == SignatureState.CONFIRMED else _OTHER_STATE
    kinds = _LAST.get(row.state, ())
    return "" if later.last.kind in kinds else _OTHER_STATE


_OTHER_STATE = "has another state than the ledger says"
