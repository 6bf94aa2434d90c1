"""``name=value`` as people type it in options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from campaigner.errors import UnknownName, UsageError


def parse_pairs(
    texts: Iterable[str], example: str, known: Collection[str] | None = None
) -> list[tuple[str, str]]:
    """Returns the name and the value of each text, in order: ``language=cy``.

    A value can be empty or have more signs of equality. ``known`` are the names that can be
    used; None allows any. Raises UsageError for a text without a name or ``=``, UnknownName.
    """
    pairs = []
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals):
            raise UsageError(
                f"“{text}” does not have the form NAME=VALUE.", hint=f"Write it like {example}."
            )
        if known is not None and name not in known:
            raise UnknownName("field", name, known)
        pairs.append((name, value))
    return pairs


def parse_pairs_once(
    texts: Iterable[str], example: str, known: Collection[str] | None = None
) -> dict[str, str]:
    """Returns the value of each name, which can have only one.

    Raises as ``parse_pairs``, and UsageError for a name that is given twice.
    """
    pairs = parse_pairs(texts, example, known)
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise UsageError(f"“{name}” is given {times} times.", hint="Give it once.")
    return dict(pairs)
