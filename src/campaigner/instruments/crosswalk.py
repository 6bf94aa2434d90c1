"""Articles of other instruments that say the same as the Declaration, each with its source.

The table is ``data/crosswalk.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.references import Reference


@dataclass(frozen=True)
class Pair:
    """An article of the Declaration and a place elsewhere that says the same.

    Not ``same`` if it protects those people in another way: related protection.
    """

    declaration: Reference
    other: Reference
    source: str
    same: bool = True

    def seen_from(self, reference: Reference) -> Reference | None:
        """The pair's other end, if a reference is one of its ends."""
        if _same_article(reference, self.declaration):
            return self.other
        return self.declaration if _same_article(reference, self.other) else None


@dataclass(frozen=True)
class Relation:
    """A place elsewhere: it says the same, or protects the same people in another way."""

    reference: Reference
    source: str
    same: bool


def related(reference: Reference) -> list[Relation]:
    """Returns the places that say the same, then related protection, each with its source.

    Pairs are of articles: a paragraph has the relations of its article.
    """
    found = [
        Relation(other, pair.source, pair.same)
        for pair in pairs()
        if (other := pair.seen_from(reference))
    ]
    return sorted(found, key=lambda relation: not relation.same)


@cache
def pairs() -> tuple[Pair, ...]:
    """The whole table."""
    file = files("campaigner.instruments") / "data" / "crosswalk.toml"
    entries = tomllib.loads(file.read_text("utf-8"))["pairs"]
    return tuple(_pair(entry) for entry in entries)


def _pair(entry: dict[str, Any]) -> Pair:
    other = parse_reference(entry["other"])
    source = entry.get("source", "")
    if not source:
        ours, theirs = entry["words"]
        source = f"UDHR {entry['udhr']}: “{ours}”; {other}: “{theirs}”"
    same = entry.get("relation", "same") == "same"
    return Pair(Reference("udhr", entry["udhr"]), other, source, same)


def _same_article(one: Reference, two: Reference) -> bool:
    return (one.instrument, one.article) == (two.instrument, two.article)
