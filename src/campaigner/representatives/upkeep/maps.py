"""Maps of hexagons: the present ones, what a new one would change, and back to an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigner.errors import CampaignerError, UnknownName
from campaigner.kept_tables import Limits, of_directory
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives.atlas import import_places
from campaigner.representatives.importers import documents, hexjson
from campaigner.representatives.upkeep.origins import UPLOAD
from campaigner.store import audit, map_versions
from campaigner.store.database import snapshot, transaction
from campaigner.store.map_versions import MapVersion, Spot
from campaigner.store.shadows import shadowed
from campaigner.tables import TableFile
from campaigner.uploads import Upload

MOST_BYTES = 2_000_000
_LIMITS = Limits(MOST_BYTES, most_unpacked=MOST_BYTES, endings=frozenset((".hexjson", ".json")))
_MOST_HEXAGONS = 20_000


class MapRefused(CampaignerError):
    """A file that is not a map of hexagons, or has no place on one."""

    code = "not-a-map"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different on a map: areas that are new, moved to another place, or gone."""

    added: int
    moved: int
    gone: int

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.moved or self.gone)


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The map of a kind of areas: how many hexagons, and the maps that it can be gone back to.

    ``present`` is the map as it was kept; None if nobody knows where it is from.
    """

    scheme: str
    layout: str
    hexagons: int
    present: MapVersion | None
    earlier: tuple[MapVersion, ...]


@dataclass(frozen=True, slots=True)
class LookedMap:
    """What taking a map in would do: its hexagons, what it changes, and what is wrong with it."""

    scheme: str
    hexagons: int
    before: int
    difference: Difference
    problems: tuple[Problem, ...]


def maps(here: OpenWorkspace) -> list[DrawnMap]:
    """Returns the maps of hexagons, by their kinds of areas."""
    with snapshot(here.database) as connection:
        return [
            _drawn(scheme, *map_versions.current(connection, scheme), _versions(here, scheme))
            for scheme in map_versions.schemes(connection)
        ]


def keep_map(here: OpenWorkspace, upload: Upload) -> str:
    """Keep a HexJSON that was sent, of its name the ending alone; returns its key.

    Raises UploadRefused, MapRefused, ProblemsFound.
    """
    return of_directory(here).keep(upload, _LIMITS, _check_map)


def look_at_map(here: OpenWorkspace, key: str, scheme: str) -> LookedMap:
    """Returns what taking a map in would do; nothing is written, and nobody waits.

    Raises UploadRefused, MapRefused for one without a place.
    """
    file = of_directory(here).file(key)
    connection = here.database.conn
    with shadowed(here.database):
        _, before = map_versions.current(connection, scheme)
        report = import_places(here, file, scheme=scheme, dry_run=False, note=False)
        _, after = map_versions.current(connection, scheme)
    if not report.hexagons:
        raise _no_place()
    return LookedMap(
        scheme, report.hexagons, len(before), difference(before, after), tuple(report.problems)
    )


def take_map(here: OpenWorkspace, key: str, scheme: str, origin: str) -> None:
    """Take a map in, in the place of the one before, which is kept. Raises UploadRefused."""
    file = of_directory(here).file(key)
    report = import_places(here, file, scheme=scheme, origin=origin or UPLOAD)
    if report.hexagons:
        discard_map(here, key)


def discard_map(here: OpenWorkspace, key: str) -> None:
    """Delete a map that was uploaded."""
    of_directory(here).discard(key)


def go_back(here: OpenWorkspace, number: int) -> MapVersion:
    """Put an earlier map in the place of the present one, which is kept, too.

    Raises UnknownName for a map that is not kept any more.
    """
    with transaction(here.database) as connection:
        found = map_versions.version(connection, number)
        if found is None:
            raise UnknownName("map", str(number), ())
        map_versions.draw_again(connection, found)
        drawn = map_versions.current(connection, found.scheme)
        map_versions.keep(connection, found.scheme, drawn, here.moment, here.actor, found.origin)
        audit.record(
            connection, here.moment, here.actor, "map back", scheme=found.scheme, to=number
        )
    return found


def difference(before: Sequence[Spot], after: Sequence[Spot]) -> Difference:
    """Returns what is different on a map."""
    old, new = _by_code(before), _by_code(after)
    moved = sum(old[code][1:3] != new[code][1:3] for code in old.keys() & new.keys())
    return Difference(len(new.keys() - old.keys()), moved, len(old.keys() - new.keys()))


def _by_code(spots: Sequence[Spot]) -> Mapping[str, Spot]:
    return {each.code: each for each in spots}


def _versions(here: OpenWorkspace, scheme: str) -> list[MapVersion]:
    return map_versions.versions(here.database.conn, scheme)


def _drawn(scheme: str, layout: str, spots: Sequence[Spot], kept: Sequence[MapVersion]) -> DrawnMap:
    present = next((each for each in kept[:1] if not difference(each.places, spots).any), None)
    earlier = list[MapVersion]()
    for each in kept:
        if all(
            difference(each.places, known).any for known in (spots, *(e.places for e in earlier))
        ):
            earlier.append(each)
    return DrawnMap(scheme, layout, len(spots), present, tuple(earlier))


def _check_map(file: TableFile) -> None:
    found = documents.read(file) if documents.is_document(file) else []
    if len(found) != 1 or not hexjson.matches(found[0]):
        raise MapRefused("The file is not a HexJSON map.")
    if len(found[0].data["hexes"]) > _MOST_HEXAGONS:
        raise MapRefused(
            f"The map has more than {_MOST_HEXAGONS:,} hexagons.", code="map-too-large"
        )


def _no_place() -> MapRefused:
    return MapRefused("No hexagon in the file has a place.", code="map-without-places")
