"""One BCP 47 tag for each declaration: the package gives some tags twice, and ``und`` to nine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tools.declaration.source import Declaration

# The version that a language's plain tag stands for, where the first of the package is not it.
_PLAIN = {"ro": "ron_2006"}


def unique_tags(declarations: Iterable[Declaration], whole: Iterable[str]) -> dict[str, str]:
    """Code → tag. ``whole`` has the codes that passed all checks.

    Of several versions with one tag the plain tag goes to one that passed, the unqualified one
    first; the others get a private-use subtag from their code (``ro-x-1953``). What the package
    could not identify (``und``) always gets one.
    """
    passed = set(whole)
    by_tag: dict[str, list[Declaration]] = defaultdict(list)
    for declaration in declarations:
        by_tag[declaration.tag].append(declaration)
    tags = {}
    for tag, versions in by_tag.items():
        versions.sort(key=lambda version: _order(version, passed))
        for position, version in enumerate(versions):
            plain = position == 0 and tag != "und"
            tags[version.code] = tag if plain else f"{tag}-x-{_subtags(version)}"
    if len(set(tags.values())) != len(tags):
        raise ValueError("two declarations have one tag")
    return tags


def _order(version: Declaration, passed: set[str]) -> tuple[bool, bool, bool, bool]:
    return (
        version.code not in passed,
        _PLAIN.get(version.tag, version.code) != version.code,
        version.code != version.iso,
        "(" in version.name,
    )


def _subtags(version: Declaration) -> str:
    parts = version.code.lower().split("_")
    known = {version.iso, version.tag.lower(), "hans"}
    return "-".join(part[:8] for part in parts if part not in known) or version.code.lower()[:8]
