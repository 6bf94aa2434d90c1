"""What a witness does with a checkpoint: compare it with the last one it saw, then cosign it.

C2SP tlog-witness is the source of the rules: nothing is cosigned that the log's own key has not
signed, that has fewer rows than were seen, or that does not begin with the rows that were seen.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.store.database import transaction
from campaigner.store.watched_logs import WatchedLog, remember_log, watched_log, watched_logs
from campaigner.time_zones import day_of
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.growth import Growth, parse_growth
from campaigner.transparency.notes import (
    Malformed,
    NotSigned,
    VerifierKey,
    parse_key,
    parse_note,
    who_signed,
)
from campaigner.vocabulary.signatures import WitnessRefusal
from campaigner.witness.identity import the_witness


class Refused(CampaignerError):
    """A checkpoint that a witness does not cosign; ``refusal`` says on what ground."""

    code = "not-cosigned"

    def __init__(
        self, refusal: WitnessRefusal, message: str, hint: str = "", *, code: str = ""
    ) -> None:
        super().__init__(message, hint=hint, code=code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Seen:
    """A checkpoint that can be cosigned, and how many rows of its log were seen before."""

    checkpoint: Checkpoint
    before: int
    growth: Growth
    key: VerifierKey


def check(here: OpenWorkspace, text: str, *, key: str = "") -> Seen:
    """Returns what a checkpoint says, if it can be cosigned; nothing is written.

    ``text`` is a checkpoint alone, or with the proof that the log has only grown; ``key`` the
    published key of a log that was never seen. Raises Refused, and UsageError for texts of another
    form or a wrong key.
    """
    return _judged(here, here.database.conn, _parsed(text), key)


def cosign(here: OpenWorkspace, text: str, *, key: str = "") -> tuple[Seen, str]:
    """Returns the same checkpoint with the witness's signature, and remembers it.

    The memory is written before the signature is given: two checkpoints that come at once are
    judged one after the other. Raises as ``check`` does, and NotAWitness.
    """
    witness, growth = the_witness(here), _parsed(text)
    with transaction(here.database) as connection:
        seen = _judged(here, connection, growth, key)
        there = seen.checkpoint
        remember_log(
            connection,
            WatchedLog(there.origin, str(seen.key), there.size, there.root, here.moment),
        )
    return seen, str(witness.cosign(growth.note, here.moment))


def remembered(here: OpenWorkspace) -> list[WatchedLog]:
    """Returns the last checkpoint of each log that the witness cosigned."""
    return watched_logs(here.database.conn)


def _parsed(text: str) -> Growth:
    """What was handed in; a checkpoint alone proves nothing about what was seen before."""
    try:
        if text.startswith("old "):
            return parse_growth(text)
        growth = Growth(0, (), parse_note(text.replace("\r\n", "\n")))
        checkpoint_of(growth.note)
    except Malformed as error:
        raise UsageError(
            f"This is not a checkpoint: {error}.",
            hint="Ask the organisers for the file again, and do not edit it.",
        ) from error
    return growth


def _judged(here: OpenWorkspace, connection: sqlite3.Connection, growth: Growth, key: str) -> Seen:
    there = growth.checkpoint
    known = watched_log(connection, there.origin)
    signer = _signer(there, known, key)
    try:
        who_signed(growth.note, [signer])
    except NotSigned as error:
        raise Refused(WitnessRefusal.NOT_SIGNED, f"Not cosigned: {error}.") from error
    if there.size == 0:
        raise Refused(WitnessRefusal.EMPTY, "Not cosigned: the petition has no rows yet.")
    if known:
        _follows(here, growth, known)
    elif growth.old:
        raise Refused(
            WitnessRefusal.OTHER_START,
            f"Not cosigned: it starts from row {growth.old}, and nothing of {there.origin} was"
            " seen before.",
            "Ask for the checkpoint alone.",
        )
    return Seen(there, known.size if known else 0, growth, signer)


def _signer(there: Checkpoint, known: WatchedLog | None, key: str) -> VerifierKey:
    if known and key and key.strip() != known.key:
        raise Refused(
            WitnessRefusal.OTHER_KEY,
            f"Not cosigned: this is not the key that {there.origin} was cosigned with before.",
            "A petition keeps its key. Ask the organisers why there is another one.",
        )
    if not known and not key:
        raise Refused(
            WitnessRefusal.UNKNOWN,
            f"Not cosigned: nothing of {there.origin} was seen before, and its key is not known.",
            "Ask the organisers for the key by another way than this file, such as by telephone.",
            code="log-key-not-known",
        )
    try:
        signer = parse_key(known.key if known else key)
    except Malformed as error:
        raise UsageError(
            f"This is not a valid key: {error}.",
            hint="Copy the whole key, as the petition has published it: name+number+key.",
        ) from error
    if signer.name != there.origin:
        raise Refused(
            WitnessRefusal.OTHER_KEY,
            f"Not cosigned: the key is of {signer.name}, the checkpoint of {there.origin}.",
        )
    return signer


def _follows(here: OpenWorkspace, growth: Growth, known: WatchedLog) -> None:
    """Raises Refused unless a checkpoint begins with what was seen of its log.

    Raises CampaignerError if what was seen cannot have been.
    """
    there = growth.checkpoint
    if known.size < 1 or len(known.root) != len(there.root):
        raise CampaignerError(
            f"Not cosigned: what was seen of {there.origin} is damaged in the database.",
            hint="Restore the database from a backup.",
        )
    is_same = there.size == known.size and there.root == known.root
    if is_same:
        return
    day = day_of(known.seen_at, here.zone)
    if there.size < known.size:
        raise Refused(
            WitnessRefusal.SHRUNK,
            f"Not cosigned: it has {there.size} rows, and on {day} {known.size} were seen.",
            "If it is an old checkpoint, ask for the newest. If not, rows were taken away: keep"
            " both files and say so.",
        )
    if there.size > known.size and growth.old != known.size:
        raise Refused(
            WitnessRefusal.OTHER_START,
            f"Not cosigned: {known.size} rows were seen before, and it does not start from there.",
            f"Ask for the checkpoint with the proof from row {known.size}.",
        )
    if there.size == known.size or not growth.continues(known.root):
        raise Refused(
            WitnessRefusal.FORKED,
            f"Not cosigned: its first {known.size} rows are not those that were seen on {day}."
            " The petition has shown two different counts.",
            "Keep both files, tell the organisers, and tell the other witnesses.",
        )
