"""What a job is asked to do, in plain values: that is how it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobKind
from campaigner.vocabulary.papers import NameList, PetitionExport
from campaigner.vocabulary.representatives import Role


@dataclass(frozen=True, slots=True)
class LettersWanted:
    """Letters for the rows of a table, or for signatories who agreed to one (``from_signatures``).

    With ``to_print`` they are joined for a print house, else they are in a zip. ``day`` is the date
    on the letters in ISO 8601, empty until they are begun: those that are made tomorrow, after an
    interruption, have the same. ``columns`` has the headings of columns that were matched by hand;
    ``yes_means`` and ``no_means`` are answers that begin with neither yes nor no.
    """

    campaign: str
    from_signatures: bool = False
    to_print: bool = True
    language: str = ""
    sheet: str = ""
    day: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    yes_means: Sequence[str] = ()
    no_means: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PacksWanted:
    """A pack for everybody in a role whose constituents have signed; ``day`` as for letters."""

    campaign: str
    role: str = Role.MP
    language: str = ""
    signed_by: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class HandInWanted:
    """A hand-in pack; ``shown`` is what its list says of each signatory, ``to`` who receives it."""

    campaign: str
    shown: str = NameList.NAMES
    to: str = ""
    language: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class BackupWanted:
    """A copy of the whole database, which is tried: of no campaign; ``day`` as for letters."""

    campaign: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class RemovalWanted:
    """Removing a campaign, to which two people have said yes; ``day`` as for letters."""

    campaign: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class EverythingWanted:
    """All data of a campaign, or of all of them if it is empty; ``day`` as for letters."""

    campaign: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """A petition as a file: ``what`` it is written as, of one ``source`` or all; ``day`` as above.

    Nobody's contact details are in it.
    """

    campaign: str
    what: str = PetitionExport.CSV
    source: str = ""
    day: str = ""


Wanted = (
    LettersWanted
    | PacksWanted
    | HandInWanted
    | BackupWanted
    | RemovalWanted
    | EverythingWanted
    | ExportWanted
)
_KINDS: Mapping[JobKind, type[Wanted]] = {
    JobKind.LETTERS: LettersWanted,
    JobKind.PACKS: PacksWanted,
    JobKind.HAND_IN: HandInWanted,
    JobKind.BACKUP: BackupWanted,
    JobKind.REMOVAL: RemovalWanted,
    JobKind.EVERYTHING: EverythingWanted,
    JobKind.EXPORT: ExportWanted,
}


def kind_of(wanted: Wanted) -> JobKind:
    """Returns which kind of job does what is wanted."""
    return next(kind for kind, each in _KINDS.items() if isinstance(wanted, each))


def as_json(wanted: Wanted) -> str:
    """Returns what is wanted as it is kept."""
    return json.dumps(asdict(wanted), sort_keys=True)


def wanted_in(row: JobRow) -> Wanted:
    """Returns what a job is asked to do."""
    return _KINDS[row.kind](**json.loads(row.request))


def letters_in(row: JobRow) -> LettersWanted:
    """Returns which letters a job is asked for, which it must be."""
    wanted = wanted_in(row)
    assert isinstance(wanted, LettersWanted)
    return wanted


def dated(row: JobRow, today: date) -> str:
    """Returns what is wanted as it is kept, with the day on which it is begun if it has none."""
    wanted = wanted_in(row)
    return as_json(replace(wanted, day=wanted.day or today.isoformat()))


def day_in(wanted: Wanted) -> date | None:
    """Returns the day on which a job was begun, None if it was not."""
    return date.fromisoformat(wanted.day) if wanted.day else None
