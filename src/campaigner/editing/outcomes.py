"""What an editor sends, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.folder import file_now, own_folder
from campaigner.editing.parts import Part
from campaigner.editing.saving import Saved
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.toml import TomlFile, toml_of


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed cannot be saved; the path of each problem is the name of its field.

    ``is_open``: it could be as a draft, but the campaign is open.
    """

    problems: tuple[Problem, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else changed it after the form was shown: what it says now, and the new mark."""

    now: Mapping[str, str]
    mark: str


@dataclass(frozen=True, slots=True)
class NewWording:
    """The words that people sign would be changed: version ``next`` of them would begin.

    Those who have signed stay with the words that they signed.
    """

    next: int


Outcome = Saved | Refused | ChangedMeanwhile | NewWording


@dataclass(frozen=True, slots=True)
class PartForm:
    """A part as typed; ``name`` is the one that it had, ``mark`` is what the form carried.

    ``sure``: the editor was told of a new version of the signed words. ``table`` is the text of a
    table that was uploaded, empty if none was.
    """

    part: Part
    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    sure: bool = False
    table: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition as it is now, with the languages that it names.

    Times are shown and typed in ``zone``.
    """

    folder: Path
    file: TomlFile
    mark: str
    zone: tzinfo = UTC

    @property
    def values(self) -> Mapping[str, Any]:
        """Its values."""
        return self.file.values

    @property
    def languages(self) -> list[str]:
        """Its languages, English if it names none."""
        return languages_of(self.values)


def languages_of(values: Mapping[str, Any]) -> list[str]:
    """Returns the languages that a definition names, English if it names none."""
    found = values.get("languages")
    tags = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return tags or ["en"]


def defined(here: OpenWorkspace, slug: str) -> Defined:
    """Returns an own campaign's definition as it is now, with or without problems.

    Raises UnknownName, NotOwn, CampaignerError if it cannot be read, ProblemsFound if it is not
    TOML.
    """
    folder = own_folder(here, slug)
    now = file_now(folder, DEFINITION)
    return Defined(folder, toml_of(now.text or "", folder / DEFINITION), now.mark, here.zone)
