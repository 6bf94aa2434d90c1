"""Control characters in definitions and settings: no page can show them, and screens obey them.

So do the two that override the direction of what follows: it is read in another order than it is.
Right-to-left scripts need neither of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaigner.problems import Problem, shown_path
from campaigner.toml import Key, TomlFile
from campaigner.validation import dotted

_ALLOWED = "\n\r\t"
_OVERRIDES = "\u202d\u202e"


def control_characters(file: TomlFile) -> Iterator[Problem]:
    """Yields a problem for each key and each text of a file that has control characters."""
    for key, text in _texts((), file.values):
        if codes := codes_in(text):
            yield Problem(
                shown_path(file.path),
                file.line_of(key),
                "control-characters",
                f"“{_shown(dotted(key))}” contains control characters ({codes}).",
                "Remove them.",
                key=key,
            )


def codes_in(text: str) -> str:
    """Returns the codes of a text's control characters, as U+0007, each once; empty for none."""
    found = dict.fromkeys(filter(_is_control, text))
    return ", ".join(f"U+{ord(char):04X}" for char in found)


def controls_in_lines(text: str, path: Path) -> Iterator[Problem]:
    """Yields a problem for each line of a text that has control characters."""
    for number, line in enumerate(text.split("\n"), start=1):
        if codes := codes_in(line):
            message = f"This line contains control characters ({codes})."
            yield Problem(shown_path(path), number, "control-characters", message, "Remove them.")


def _is_control(char: str) -> bool:
    is_one = unicodedata.category(char) == "Cc" or char in _OVERRIDES
    return is_one and char not in _ALLOWED


def _shown(key: str) -> str:
    """A key as it can be shown, whatever is in it."""
    return "".join(f"\\u{ord(char):04X}" if not char.isprintable() else char for char in key)


def _texts(key: Key, value: Any) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield (*key, name), name
            yield from _texts((*key, name), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts((*key, number), inner)
