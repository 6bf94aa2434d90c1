"""How many letters were made in which way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.compiled.letter import Way


@dataclass
class Tally:
    """Letters whose words were put into plans, those that plans were learnt from, and the rest."""

    substituted: int = 0
    learnt: int = 0
    fallbacks: Counter[Reason] = field(default_factory=Counter)

    def count(self, way: Way | Reason) -> None:
        """Count a letter."""
        if way is Way.SUBSTITUTED:
            self.substituted += 1
        elif way is Way.LEARNT:
            self.learnt += 1
        elif isinstance(way, Reason):
            self.fallbacks[way] += 1
