"""A file that was sent from a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name that it had there, and its bytes."""

    name: str
    content: bytes = field(repr=False)

    @property
    def ending(self) -> str:
        """The ending of its name in small letters, such as ``.csv``; empty if it has none."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()
