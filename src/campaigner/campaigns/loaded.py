"""A campaign's folder as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from campaigner.campaigns.models import Campaign
from campaigner.problems import Problem
from campaigner.toml import TomlFile


@dataclass(frozen=True)
class Loaded:
    """A campaign's folder as far as it could be read.

    ``campaign`` is None if the definition has problems; ``texts`` maps file names
    (``letter.en.md``) to what they say.
    """

    folder: Path
    file: TomlFile
    campaign: Campaign | None
    texts: Mapping[str, str] = field(repr=False)
    problems: list[Problem]
