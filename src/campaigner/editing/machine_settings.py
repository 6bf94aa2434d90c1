"""Settings that stay with whoever has the machine, as somebody at the desk may see them.

Of a password it is said whether there is one, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from campaigner.opening import OpenWorkspace
from campaigner.settings import variable_in_use, variable_of
from campaigner.settings_file import sections

MAIL = ("host", "port", "security", "username", "password")
REPLIES = tuple(
    f"imap_{key}" for key in ("host", "port", "security", "username", "password", "folder")
)


class Origin(StrEnum):
    """Where the value of a setting comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting: its key, its value (none for a password), where it is from, its variable.

    ``is_set`` is whether it has any value; ``is_secret`` whether the value is not shown.
    """

    key: str
    value: str
    is_set: bool
    is_secret: bool
    origin: Origin
    variable: str


def shown_settings(here: OpenWorkspace, table: str, keys: tuple[str, ...]) -> list[ShownSetting]:
    """Returns some settings of a table. Raises ProblemsFound if the file has a mistake."""
    return [_shown(here, table, key) for key in keys]


def _shown(here: OpenWorkspace, table: str, key: str) -> ShownSetting:
    values = getattr(here.workspace.settings, table)
    info = sections()[table].model_fields[key]
    value = str(getattr(values, key))
    is_secret = info.repr is False
    if variable_in_use(table, key):
        origin = Origin.ENVIRONMENT
    else:
        origin = Origin.FILE if key in values.model_fields_set else Origin.DEFAULT
    shown = "" if is_secret else value
    return ShownSetting(key, shown, bool(value), is_secret, origin, variable_of(table, key))
