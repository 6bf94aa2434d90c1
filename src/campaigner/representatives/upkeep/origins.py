"""Where the directory is from: each import that was made, and how old each part is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.opening import OpenWorkspace
from campaigner.representatives.report import Report
from campaigner.store import audit, directory_imports
from campaigner.store.database import snapshot, transaction
from campaigner.store.directory_imports import DirectoryImport

UPLOAD = "upload"
"""Where the data of an upload is from, if nobody has said it."""
_LONGEST = 200
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A role, or a kind of areas: how many there are, and the latest import; None if unknown."""

    name: str
    number: int
    latest: DirectoryImport | None


@dataclass(frozen=True, slots=True)
class Origins:
    """What the directory has, and where it is from; ``imports`` are the latest, the newest first.

    ``postcodes`` is the latest import of postcodes; None if there was none, or it is not known.
    """

    roles: tuple[Held, ...]
    schemes: tuple[Held, ...]
    has_postcodes: bool
    postcodes: DirectoryImport | None
    imports: tuple[DirectoryImport, ...]


def note_import(
    here: OpenWorkspace, report: Report, origin: str, as_of: date | None = None
) -> None:
    """Notes what an import did: when, by whom, and ``origin``, where its data came from."""
    done = DirectoryImport(
        at=here.moment,
        actor=here.actor,
        noun=report.noun,
        about=" ".join(report.about),
        origin=" ".join(origin.split())[:_LONGEST],
        as_of=as_of.isoformat() if as_of else "",
        added=report.added,
        changed=report.changed,
        ended=report.ended,
        unchanged=report.unchanged,
        postcodes=report.postcodes,
        hexagons=report.hexagons,
        failed=report.failed,
    )
    with transaction(here.database) as connection:
        directory_imports.note(connection, done)
        counts = {name: getattr(done, name) for name in ("added", "changed", "ended", "failed")}
        about = {"about": done.about, "as_of": done.as_of}
        audit.record(connection, here.moment, here.actor, f"{done.noun} import", **counts, **about)


def origins(here: OpenWorkspace) -> Origins:
    """Returns what the directory has, how old it is, and where it is from."""
    with snapshot(here.database) as connection:
        roles = directory_imports.in_office_by_role(connection, here.today)
        schemes = directory_imports.areas_by_scheme(connection)

        def held(noun: str, counts: dict[str, int]) -> tuple[Held, ...]:
            return tuple(
                Held(name, number, directory_imports.latest_about(connection, noun, name))
                for name, number in counts.items()
            )

        return Origins(
            held("representative", roles),
            held("area", schemes),
            directory_imports.has_postcodes(connection),
            directory_imports.latest_postcodes(connection),
            tuple(directory_imports.latest(connection, _SHOWN)),
        )
