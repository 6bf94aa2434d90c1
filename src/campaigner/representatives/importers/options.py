"""What a person can say about a file to help reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Options:
    """Words that win over what the file itself seems to be; empty ones leave it to the file."""

    role: str = ""
    scheme: str = ""
    country: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
