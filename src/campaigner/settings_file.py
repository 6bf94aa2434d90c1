"""The settings file of a new workspace: every key there is, explained, with its default."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from campaigner.setting_tables import Section
from campaigner.settings import Settings

SET = {("organisation", "timezone"): "Europe/London"}
"""What is set in a new workspace; all else is as it is by default."""

_HEAD = """\
# What campaigner needs to know about you. Each line like “# name = …” is a key with its default:
# to set it, take away the “# ” and write your value. Every key can also be set in the environment,
# which wins: CAMPAIGNER_ORGANISATION__NAME="…"
"""
_WIDTH = 100


def new_settings() -> str:
    """Returns the text of ``campaigner.toml`` for a new workspace, made from the settings."""
    return "\n".join((_HEAD.rstrip("\n"), *_sections())) + "\n"


def sections() -> dict[str, type[Section]]:
    """Returns the tables of ``campaigner.toml`` by name, in order."""
    found: dict[str, type[Section]] = {}
    for name, each in Settings.model_fields.items():
        assert isinstance(each.annotation, type)
        assert issubclass(each.annotation, Section)
        found[name] = each.annotation
    return found


def _sections() -> Iterator[str]:
    for name, section in sections().items():
        yield ""
        yield f"[{name}]"
        yield from _comment((section.__doc__ or "").strip().split("\n")[0])
        for key, each in section.model_fields.items():
            yield ""
            yield from _comment(each.description or "")
            yield f"# {key} = {_toml(_default(each))}"
            if (name, key) in SET:
                yield f"{key} = {_toml(SET[name, key])}"


def _comment(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False):
        yield f"# {line}"


def _default(each: FieldInfo) -> Any:
    return each.get_default(call_default_factory=True, validated_data={})


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)  # which TOML writes in the same way
