"""Whether the areas in a campaign's tables of facts are those that letters are written from."""

from __future__ import annotations

from collections.abc import Iterator

from campaigner.campaigns.models import Campaign
from campaigner.problems import Problem, Severity, shown_path
from campaigner.store.areas import find_in_any_scheme
from campaigner.store.database import Database


def areas_not_known(database: Database, campaign: Campaign) -> Iterator[Problem]:
    """Yields a warning for each table with areas that are not among those imported.

    They may be areas of earlier boundaries, whose facts no letter would say.
    """
    for name, table in campaign.area_tables.items():
        unknown = [code for code in table.rows if not find_in_any_scheme(database.conn, code)]
        if unknown:
            message = (
                f"{len(unknown)} of the {len(table.rows)} areas in this table are not among those"
                f" imported, such as {unknown[0]}: no letter says these facts."
            )
            hint = "Are they of earlier boundaries? Import the areas, or get a newer table."
            path = shown_path(campaign.folder / name)
            yield Problem(path, 0, "unknown-area", message, hint, severity=Severity.WARNING)
