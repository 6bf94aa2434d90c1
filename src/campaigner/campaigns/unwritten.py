"""The parts of a campaign that are still to write, marked ``[to write: …]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from campaigner.problems import Problem, shown_path
from campaigner.validation import dotted

if TYPE_CHECKING:
    from campaigner.campaigns.loaded import Loaded
    from campaigner.campaigns.models import Campaign
    from campaigner.toml import Key

TO_WRITE = "[to write"
_FORMAL = frozenset({"petitioners", "declaration", "request", "senedd_request"})
_LOCALISED = _FORMAL | {"title", "summary", "text", "subject", "supports", "consent"}


def written(texts: Mapping[str, str]) -> dict[str, str]:
    """Returns the texts, by language, that are not still to write."""
    return {tag: text for tag, text in texts.items() if not text.startswith(TO_WRITE)}


def still_to_write(loaded: Loaded) -> Iterator[Problem]:
    """Yields each place that is still to write: in the definition, then in the texts."""
    if loaded.campaign:
        yield from _of_definition(loaded, loaded.campaign)
    for name, source in loaded.texts.items():
        if name.startswith(("letter.", "brief.")):
            yield from _of_text(shown_path(loaded.folder / name), source)


def _of_definition(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for key, texts in localised(campaign.model_dump(exclude={"texts"})):
        for language, text in texts.items():
            if TO_WRITE in text:
                place = (*key, language)
                message = f"“{dotted(place)}” is still to write."
                line = loaded.file.line_of(place)
                path = shown_path(loaded.file.path)
                yield Problem(path, line, "still-to-write", message, key=place)


def _of_text(path: str, source: str) -> Iterator[Problem]:
    for number, line in enumerate(source.splitlines(), start=1):
        if TO_WRITE in line:
            message = f"this is still to write: {line.strip()}"
            yield Problem(path, number, "still-to-write", message)


def localised(value: Any, key: Key = ()) -> Iterator[tuple[Key, dict[str, str]]]:
    """Yields each text of a definition with its key, by language."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in _LOCALISED and isinstance(inner, dict):
                yield (*key, name), inner
            else:
                yield from localised(inner, (*key, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from localised(inner, (*key, position))
