"""The atlas: areas and the postcodes in them; fill it from a file, list it, look up a postcode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaigner.countries import country_code
from campaigner.opening import OpenWorkspace
from campaigner.representatives.lookup import areas_of, areas_of_partial
from campaigner.representatives.models import Area
from campaigner.representatives.no_area import NoArea, why_no_area
from campaigner.representatives.postcodes import is_postcode
from campaigner.representatives.upkeep.origins import note_import
from campaigner.store import areas, map_versions
from campaigner.store.database import rehearsal, transaction
from campaigner.store.map_versions import Spot
from campaigner.tables import AnyFile, Table, table_file

if TYPE_CHECKING:
    from campaigner.representatives.report import Report


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area of the atlas; the days from and until which it exists are empty if unknown."""

    scheme: str
    code: str
    name: str
    valid_from: str | None
    valid_until: str | None


def import_places(
    here: OpenWorkspace,
    file: AnyFile,
    *,
    scheme: str = "",
    country: str = "",
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    seen: Callable[[Table], None] = lambda _: None,
    origin: str = "",
    note: bool = True,
) -> Report:
    """Adds the postcodes in a file with their areas, or areas alone.

    ``seen`` is given a table before anything is written; with ``dry_run`` nothing is. ``origin`` is
    where the data is from (default: the file's name). A map of hexagons is kept beside the one
    before it. Without ``note`` nothing is noted of it: for a rehearsal.
    Raises CampaignerError (ProblemsFound, UsageError) if nothing in the file can be used.
    """
    from campaigner.representatives.importers import Options, import_areas

    code = country_code(country) if country else ""
    options = Options("", scheme, code, mapping or {})
    said = origin or table_file(file).named.name
    before = _maps_now(here) if note and not dry_run else {}
    with rehearsal(here.database) if dry_run else nullcontext():
        report = import_areas(here.database, file, options=options, seen=seen)
    if note and not dry_run:
        note_import(here, report, said)
        if report.hexagons:
            _keep_map(here, report.about[0], before, said)
    return report


def _maps_now(here: OpenWorkspace) -> dict[str, tuple[str, tuple[Spot, ...]]]:
    connection = here.database.conn
    return {
        scheme: map_versions.current(connection, scheme)
        for scheme in map_versions.schemes(connection)
    }


def _keep_map(
    here: OpenWorkspace,
    scheme: str,
    before: Mapping[str, tuple[str, tuple[Spot, ...]]],
    origin: str,
) -> None:
    """Keep a new map, and the one before it if nobody has."""
    with transaction(here.database) as connection:
        if scheme in before and not map_versions.versions(connection, scheme):
            map_versions.keep(connection, scheme, before[scheme], None, "", "")
        drawn = map_versions.current(connection, scheme)
        map_versions.keep(connection, scheme, drawn, here.moment, here.actor, origin)


def areas_known(here: OpenWorkspace, scheme: str = "") -> list[AreaEntry]:
    """Returns all areas, or those of one scheme, by scheme and code."""
    return [AreaEntry(*row) for row in areas.every(here.database.conn, scheme)]


def why_without_areas(here: OpenWorkspace, postcode: str) -> NoArea:
    """Returns why a postcode, or the start of one, lies in no area that is known."""
    return why_no_area(here.database, postcode)


def areas_at(here: OpenWorkspace, postcode: str, language: str = "en") -> list[Area]:
    """Returns the areas of a postcode, the smallest first, or those that its start can mean.

    If it is empty, ``why_without_areas`` says why. Raises PostcodeError if the text
    is not a valid postcode and no postcode starts with it.
    """
    look_up = areas_of if is_postcode(postcode) else areas_of_partial
    return look_up(here.database, postcode, language)
