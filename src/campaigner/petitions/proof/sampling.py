"""Samples of counted signatures: whether rows are people is what no ledger can prove.

The rule is published, so that nobody can choose whom an auditor looks at. The rows of a checkpoint
are numbered from 1 to its size. For 0, 1, 2 … the SHA-256 of the lines ``campaigner sample 1``,
root (Base64), seed and that number, joined by line feeds, is read as a number; its remainder by the
size, plus 1, is a row. The row is drawn if it counted a signature first, if that still counts at
the checkpoint, and if it was not drawn before. The checkpoint has to be published before anybody
can know the seed: a lottery's numbers, or dice thrown in public.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.estimates import least_share
from campaigner.petitions.proof.log_names import origin_of
from campaigner.petitions.proof.published import follows
from campaigner.store import audit, ledger, petitions, samples, signatures
from campaigner.store.database import transaction
from campaigner.store.signatures import Signature
from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.notes import Malformed, parse_note
from campaigner.vocabulary.signatures import SampleFinding

MOST = 1_000
FORMAT = "campaigner sample 1"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: its number, the ledger rows in the order of drawing, and whose they are.

    ``total`` is how many signatures counted at the checkpoint. Signatures that are no longer held
    are not among ``people``.
    """

    number: int
    rows: tuple[int, ...]
    total: int
    people: Mapping[int, Signature]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a sample says so far: how many were drawn, and how many found to be what."""

    drawn: int
    total: int
    real: int
    not_real: int
    not_reached: int

    @property
    def open(self) -> int:
        """How many nobody has looked at."""
        return self.drawn - self.real - self.not_real - self.not_reached

    @property
    def least_share(self) -> float:
        """The share of all that is real at least, at 95 per cent.

        Those that were not reached, or not looked at, are taken as not real.
        """
        return least_share(self.real, self.drawn)

    def as_dict(self) -> dict[str, int | float]:
        """Returns it as plain values."""
        return {
            "drawn": self.drawn,
            "real": self.real,
            "not_real": self.not_real,
            "not_reached": self.not_reached,
            "open": self.open,
            "least_share": round(self.least_share, 4),
            "total": self.total,
            "least": self.least,
        }

    @property
    def least(self) -> int:
        """How many of all signatures are real at least, at 95 per cent."""
        return int(self.least_share * self.total)


def draw(here: OpenPetition, checkpoint: str, size: int, seed: str) -> Drawn:
    """Draws a sample of ``size`` signatures that count at a published checkpoint; it is kept.

    Drawn again with the same checkpoint, seed and size, it is the same. Raises UsageError for an
    empty seed, a size beyond 1,000 or beyond the signatures that count, and CampaignerError for a
    checkpoint that the ledger does not follow from.
    """
    seed = " ".join(seed.split())
    if not seed:
        raise UsageError(
            "There is no seed.", hint="Take numbers that nobody can choose or foresee."
        )
    with transaction(here.database) as connection:
        petition = petitions.petition_of(connection, here.petition.id)
        there = _published(here, connection, checkpoint)
        last = ledger.row_of(connection, petition.id, there.size)
        total = last.total if last else 0
        if not 1 <= size <= min(MOST, total):
            raise UsageError(
                f"A sample of {size} cannot be drawn: {total:,} signatures count here.",
                hint=f"Choose a size from 1 to {min(MOST, total):,}." if total else "",
            )
        rows = rows_by_rule(connection, petition.id, there, seed, size)
        number = samples.same_sample(connection, petition.id, there.root, seed, size)
        if number is None:
            number = samples.add_sample(
                connection, petition.id, there.size, there.root, seed, total, here.now, rows
            )
            slug = petition.campaign
            audit.record(connection, here.now, here.actor, audit.SAMPLE, slug, size=size, seed=seed)
        people = signatures.of_rows(connection, petition.id, rows)
    return Drawn(number, rows, total, people)


def record(here: OpenPetition, sample: int, found: Mapping[int, SampleFinding]) -> Estimate:
    """Keeps what signatures of a sample were found to be, by place, and returns what follows.

    Raises UsageError for a sample of another petition and a place that it does not have.
    """
    with transaction(here.database) as connection:
        known = samples.sample_of(connection, here.petition.id, sample)
        if known is None:
            raise UsageError(f"This petition has no sample {sample}.")
        places = samples.findings_of(connection, sample)
        if strange := sorted(found.keys() - places.keys()):
            raise UsageError(
                f"Sample {sample} has {len(places)} places, and no place {strange[0]}."
            )
        samples.record_findings(connection, sample, found)
        made = _estimate(connection, known)
        audit.record(
            connection, here.now, here.actor, "sample found", here.petition.campaign,
            sample=sample, real=made.real, not_real=made.not_real, not_reached=made.not_reached,
        )  # fmt: skip
    return made


def _estimate(connection: sqlite3.Connection, sample: samples.Sample) -> Estimate:
    found = [finding for _, finding in samples.findings_of(connection, sample.id).values()]
    counts = (found.count(finding) for finding in SampleFinding)
    return Estimate(len(found), sample.total, *counts)


def _published(here: OpenPetition, connection: sqlite3.Connection, text: str) -> Checkpoint:
    try:
        there = checkpoint_of(parse_note(text.replace("\r\n", "\n")))
    except Malformed as error:
        raise CampaignerError(f"This is not a checkpoint: {error}.") from error
    origin = origin_of(here.workspace, here.petition.campaign)
    if there.origin != origin:
        raise UsageError(f"This checkpoint is of “{there.origin}”, not of “{origin}”.")
    petition = petitions.petition_of(connection, here.petition.id)
    if not there.size or not follows(connection, petition, there):
        raise CampaignerError(
            "The ledger does not follow from this checkpoint.",
            hint="Take one that was published. Verify the petition.",
        )
    return there


def rows_by_rule(
    connection: sqlite3.Connection, petition: int, there: Checkpoint, seed: str, size: int
) -> tuple[int, ...]:
    """Returns the first ``size`` ledger rows that the rule draws, of which as many must count."""
    drawn: dict[int, None] = {}
    for row in candidates(there, seed):
        if row not in drawn and samples.counts_at(connection, petition, row, there.size):
            drawn[row] = None
            if len(drawn) == size:
                break
    return tuple(drawn)


def candidates(there: Checkpoint, seed: str) -> Iterator[int]:
    """Yields the rows that the rule names one after the other, without end."""
    root = base64.b64encode(there.root).decode()
    for number in count():
        named = sha256(f"{FORMAT}\n{root}\n{seed}\n{number}".encode()).digest()
        yield int.from_bytes(named, "big") % there.size + 1
