"""Keeping data for a shorter time: what would go at once takes a second owner's yes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaigner.editing.own_settings import change_settings, settings_form, whole_setting
from campaigner.holding import DAY, Limits
from campaigner.opening import OpenWorkspace
from campaigner.organisers import proposals
from campaigner.organisers.acting import Machine, Session
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import matter_of
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.others import others_for
from campaigner.schedule import bring_into_line
from campaigner.store import petitions, proposed_settings
from campaigner.store.database import transaction
from campaigner.store.petitions import Petition
from campaigner.store.proposals import Matter, Proposal

RETENTION = "retention."
_NOT_PEOPLE = frozenset(
    ("networks", "tokens", "bounces", "organiser_sessions", "files", "job_files")
)


@dataclass(frozen=True, slots=True)
class Changed:
    """Which settings changed, and which times were not: they would remove ``people`` at once.

    People are records that name somebody. ``asked`` is the question to a second owner; None if
    there is no other owner who could say yes.
    """

    names: tuple[str, ...]
    shorter: Mapping[str, str]
    people: int = 0
    asked: Proposal | None = None


def change_with_care(
    here: OpenWorkspace, by: Session | Machine, typed: Mapping[str, str], mark: str
) -> Changed:
    """Changes settings as ``change_settings``, but asks a second owner before data goes at once.

    Keeping data for longer is free, and so is a shorter time by which nothing is due yet. Whoever
    has the machine may change the file itself. Raises as ``change_settings``.
    """
    shorter = _shorter(here, by, typed)
    people = people_who_would_go(here, shorter) if shorter else 0
    if isinstance(by, Machine) or not people:
        return Changed(tuple(change_settings(here, by, typed, mark)), {})
    names = tuple(change_settings(here, by, typed, mark, leave=shorter))
    if not others_for(here, by, Act.CHANGE_SETTINGS):
        return Changed(names, shorter, people)
    with transaction(here.database) as connection:
        asked = proposals.propose(here, by, settings_matter(here, shorter))
        proposed_settings.keep(connection, asked.id, shorter)
    return Changed(names, shorter, people, asked)


def people_who_would_go(here: OpenWorkspace, shorter: Mapping[str, str]) -> int:
    """Returns how many records that name somebody would be removed within a day.

    Petitions that are open count as closed now: whoever keeps names no time after closing could
    close them next. Those that are due in any case are not counted.
    """
    bring_into_line(here.workspace, here.database)
    keep = here.workspace.settings.retention
    values = {name.removeprefix(RETENTION): int(value) for name, value in shorter.items()}
    return _due(here, keep.model_copy(update=values)) - _due(here, keep)


def settings_matter(here: OpenWorkspace, wanted: Mapping[str, str]) -> Matter:
    """Returns what two people decide about: these times, instead of those of now."""
    keep = here.workspace.settings.retention
    now = [str(getattr(keep, name.removeprefix(RETENTION))) for name in sorted(wanted)]
    said = [f"{name}={value}" for name, value in sorted(wanted.items())]
    return matter_of(Act.CHANGE_SETTINGS, "retention", *said, *now)


def apply_wanted(here: OpenWorkspace, by: Session, wanted: Mapping[str, str]) -> None:
    """Writes the times that two people have agreed to. Raises as ``change_settings``."""
    change_settings(here, by, wanted, settings_form(here, by).mark)


def _shorter(
    here: OpenWorkspace, by: Session | Machine, typed: Mapping[str, str]
) -> dict[str, str]:
    """The times that were typed and are shorter than now; what is empty goes back to the default.

    What is not a number is left to ``change_settings`` to refuse.
    """
    known = {
        each.name: each.value
        for each in settings_form(here, by).tables["retention"]
        if not each.fixed
    }
    defaults: dict[str, Any] = {
        f"{RETENTION}{key}": info.default
        for key, info in type(here.workspace.settings.retention).model_fields.items()
    }
    wanted = {name: typed[name].strip() or str(defaults[name]) for name in known if name in typed}
    numbers = {name: whole_setting(value) for name, value in wanted.items()}
    return {
        name: str(number)
        for name, number in numbers.items()
        if number is not None and number < int(known[name])
    }


@dataclass(frozen=True, slots=True)
class _ClosedNow(Limits):
    """The limits as they would be if all petitions were closed by ``closed_at``."""

    closed_at: int = 0

    def past_petitions(self, connection: sqlite3.Connection) -> list[Petition]:
        """Returns the petitions whose names would be past their time."""
        known = petitions.all_petitions(connection)
        return [each for each in known if self.is_past(min(each.closes_at, self.closed_at))]


def _due(here: OpenWorkspace, keep: Any) -> int:
    limits = _ClosedNow(here.moment + DAY, keep, here.zone, here.actor, here.moment)
    return sum(
        count
        for each in HOLDINGS
        for kind, count in each.due(here.database.conn, limits).items()
        if kind not in _NOT_PEOPLE
    )
