"""Who did what, as the audit has it, with the names of accounts while they are known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, actor_of, check_allowed, name_of_actor
from campaigner.organisers.acts import Act
from campaigner.store import audit
from campaigner.store.database import snapshot

PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed; ``at`` in seconds since 1970, UTC.

    ``details`` are by name, as they were recorded: texts, numbers, whether something is so, lists
    of these, and None.
    """

    number: int
    at: int
    who: str
    action: str
    campaign: str
    details: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the audit, the newest first; ``older`` is where the next begins, 0 for the end."""

    entries: tuple[Entry, ...]
    older: int


def audit_trail(
    here: OpenWorkspace, by: Session | Machine, before: int = 0, most: int = PAGE
) -> Trail:
    """Returns what was done before a deed (0: the latest). Raises as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.SEE_AUDIT)
        found = audit.deeds_before(connection, before, most + 1)
        entries = tuple(_entry(here, number, deed) for number, deed in found[:most])
    return Trail(entries, entries[-1].number if len(found) > most else 0)


def _entry(here: OpenWorkspace, number: int, deed: audit.Deed) -> Entry:
    who, details = name_of_actor(here, deed.actor), tuple(_read(here, deed.details))
    return Entry(number, deed.at, who, deed.action, deed.campaign, details)


def _read(here: OpenWorkspace, details: str) -> Iterator[tuple[str, object]]:
    """The details by name; an account's is said by its person's. What cannot be read as it is."""
    try:
        known = json.loads(details)
    except ValueError:
        known = details
    for name, value in known.items() if isinstance(known, dict) else (("", known),):
        said = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        yield str(name), name_of_actor(here, actor_of(str(said))) if name == "account" else said
