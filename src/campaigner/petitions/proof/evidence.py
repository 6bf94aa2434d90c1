"""What people hold against a ledger: a receipt of their signature, a published checkpoint."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from campaigner.errors import CampaignerError, UsageError
from campaigner.files import read_text
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.chain import OldCheckpoint, fits, parse_old_checkpoint
from campaigner.petitions.proof.checkpoints import has_key, signer_of
from campaigner.petitions.proof.log_names import origin_of
from campaigner.petitions.proof.published import follows
from campaigner.petitions.proof.receipts import Receipt, parse_receipt
from campaigner.petitions.proof.recount import Misfit, Recount
from campaigner.petitions.proof.verification import Verdict, recounted, verdict_on
from campaigner.store import ledger, petitions
from campaigner.store.database import snapshot
from campaigner.store.petitions import Petition
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.notes import (
    ED25519,
    Malformed,
    Note,
    NotSigned,
    Signed,
    VerifierKey,
    parse_key,
    parse_note,
    who_signed,
)


class KeyUnknown(CampaignerError):
    """There is no key by which a checkpoint or a receipt could be checked; it names its own."""

    code = "key-unknown"


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was given, under the name by which messages call it."""

    name: str
    text: str


def verify_petition(
    here: OpenPetition,
    *,
    receipt: Path | str | None = None,
    checkpoint: Path | str | None = None,
    key: str = "",
) -> Verdict:
    """Count everything again from the ledger, and hold a receipt or a checkpoint against it.

    Both are files or their text. ``key`` is the published key of the petition (default: the
    workspace's own). Raises CampaignerError for what is not a receipt or a checkpoint or has a
    wrong signature, KeyUnknown if the key that it names is not known, UsageError for those of
    another petition and a key that is not one.
    """
    kept = _receipt(here, _evidence(receipt), key) if receipt is not None else None
    published = _published(here, _evidence(checkpoint), key) if checkpoint is not None else None
    with snapshot(here.database) as connection:
        petition = petitions.petition_of(connection, here.petition.id)
        number = _number(connection, petition, kept) if kept else None
        counted = recounted(connection, petition, [number] if number else [])
        verdict = verdict_on(connection, petition, counted)
        misfits = [verdict.misfit]
        if kept:
            misfits += _receipt_misfits(connection, petition, kept, number, counted)
        if published:
            misfits += published.misfits(connection, petition)
    return replace(
        verdict,
        misfit=next((each for each in misfits if each), None),
        counted_by=counted.counted[number].last.number if number in counted.counted else None,
        published_rows=published.rows if published else None,
        signed_by=published.signed_by if published else (),
        unknown_keys=published.unknown_keys if published else (),
    )


@dataclass(frozen=True, slots=True)
class _Published:
    """A checkpoint of this petition, by whom it was signed, and what the ledger says against it."""

    rows: int
    signed_by: tuple[str, ...]
    unknown_keys: tuple[str, ...]
    misfits: Callable[[sqlite3.Connection, Petition], Iterator[Misfit]]


def _published(here: OpenPetition, given: _Evidence, key: str) -> _Published:
    if given.text.lstrip().startswith("{"):
        return _old_checkpoint(here, given, key)
    checkpoint, signed = _checkpoint(here, given, key)
    names = tuple(map(str, (*signed.by, *(witness for witness, _ in signed.witnesses))))
    misfits = partial(_checkpoint_misfits, checkpoint)
    return _Published(checkpoint.size, names, signed.unknown, misfits)


def _old_checkpoint(here: OpenPetition, given: _Evidence, key: str) -> _Published:
    """A checkpoint from before the ledger was a public log; its key is the same."""
    try:
        old = parse_old_checkpoint(given.text)
    except Malformed as error:
        raise CampaignerError(f"{given.name} is not a checkpoint: {error}.") from error
    slug = here.petition.campaign
    if old.campaign != slug:
        raise UsageError(f"{given.name} is from the petition “{old.campaign}”, not “{slug}”.")
    own = {each.public.hex() for each in _keys(here, key) if each.kind == ED25519}
    if old.public_key not in own:
        raise KeyUnknown(
            f"{given.name} is not signed with a known key. It names: {old.public_key}.",
            hint="Ask for the key that the petition has published, and compare the names.",
        )
    return _Published(old.rows, (old.public_key,), (), partial(_old_misfits, old))


def _old_misfits(
    old: OldCheckpoint, connection: sqlite3.Connection, petition: Petition
) -> Iterator[Misfit]:
    if not fits(connection, petition, old):
        message = f"the first {old.rows} ledger rows are not those of the checkpoint."
        yield Misfit("checkpoint", message)


def _evidence(given: Path | str) -> _Evidence:
    if isinstance(given, Path):
        return _Evidence(str(given), read_text(given))
    return _Evidence("This", given)


def _keys(here: OpenPetition, key: str) -> list[VerifierKey]:
    """The keys that speak for the petition, and those of its witnesses. Raises UsageError."""
    witnesses = list(map(parse_key, here.workspace.settings.publication.witnesses))
    if not key:
        known = has_key(here.workspace)
        own = [signer_of(here.workspace, here.petition.campaign).public] if known else []
        return own + witnesses
    try:
        return [parse_key(key), *witnesses]
    except Malformed as error:
        raise UsageError(
            f"“{key}” is not a valid key: {error}.",
            hint="Copy the whole key, as the petition has published it: name+number+key.",
        ) from error


def _checkpoint(here: OpenPetition, given: _Evidence, key: str) -> tuple[Checkpoint, Signed]:
    try:
        note = parse_note(given.text.replace("\r\n", "\n"))
        published = checkpoint_of(note)
    except Malformed as error:
        raise CampaignerError(f"{given.name} is not a checkpoint: {error}.") from error
    signed = _signed(here, given, note, published, _keys(here, key))
    if not published.size:
        raise CampaignerError(f"{given.name} is of an empty ledger, and proves nothing.")
    return published, signed


def _signed(
    here: OpenPetition,
    given: _Evidence,
    note: Note,
    published: Checkpoint,
    keys: Sequence[VerifierKey],
) -> Signed:
    """Who has signed a checkpoint of this petition. Raises CampaignerError."""
    origin = origin_of(here.workspace, here.petition.campaign)
    if published.origin != origin:
        raise UsageError(f"{given.name} is of “{published.origin}”, not of “{origin}”.")
    try:
        return who_signed(note, keys)
    except NotSigned as error:
        names = ", ".join(each.key for each in note.signatures)
        known = {each.name + each.id.hex() for each in keys}
        if known & {each.name + each.id.hex() for each in note.signatures}:
            raise CampaignerError(
                f"{given.name} was changed after it was signed: {error}."
            ) from error
        raise KeyUnknown(
            f"{given.name} is not signed with a known key. It names: {names}.",
            hint="Ask for the key that the petition has published, and compare the names.",
        ) from error


def _receipt(here: OpenPetition, given: _Evidence, key: str) -> Receipt:
    try:
        kept = parse_receipt(given.text)
    except Malformed as error:
        raise CampaignerError(
            f"{given.name} is not a receipt: {error}.",
            hint="Use the file attached to the confirmation email.",
        ) from error
    if kept.campaign != here.petition.campaign:
        slug = here.petition.campaign
        raise UsageError(f"This is from the petition “{kept.campaign}”, not “{slug}”.")
    if kept.proof:
        _signed(here, given, kept.proof.note, kept.proof.checkpoint, _keys(here, key))
    return kept


def _number(connection: sqlite3.Connection, petition: Petition, kept: Receipt) -> int | None:
    """The number of the ledger row of a receipt; None if there is none."""
    return kept.number or ledger.row_with_leaf(connection, petition.id, kept.leaf)


def _receipt_misfits(
    connection: sqlite3.Connection,
    petition: Petition,
    kept: Receipt,
    number: int | None,
    counted: Recount,
) -> Iterator[Misfit]:
    row = ledger.row_of(connection, petition.id, number) if number else None
    if row is None or row.leaf != kept.leaf:
        yield Misfit("receipt", "the signature of this receipt is not in the ledger.")
    elif kept.proof and (
        ledger.row_bytes(row) != kept.row
        or not follows(connection, petition, kept.proof.checkpoint)
    ):
        yield Misfit("receipt", f"ledger row {number} is not the one that the receipt proves.")
    elif (known := counted.counted.get(row.number)) and not known.count:
        by = known.last.number
        yield Misfit("receipt", f"the signature was taken back by ledger row {by}.")


def _checkpoint_misfits(
    published: Checkpoint, connection: sqlite3.Connection, petition: Petition
) -> Iterator[Misfit]:
    if published.size > petition.ledger_rows:
        yield Misfit(
            "checkpoint",
            f"the checkpoint is of {published.size} ledger rows, and there are only"
            f" {petition.ledger_rows}.",
        )
    elif not follows(connection, petition, published):
        yield Misfit(
            "checkpoint",
            f"the first {published.size} ledger rows are not those of the checkpoint.",
        )
