"""Charts of bars in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import typer

from campaigner.cli.output import say

_WIDTH = 40
_SHOWN = 100


class Bar(NamedTuple):
    """A bar as long as the whole; its first ``part`` is solid, the rest light."""

    label: str
    whole: int
    part: int


def print_bars(bars: Sequence[Bar], note: str = "") -> None:
    """Print bars, the longest as wide as the chart; ``note`` says what solid and light mean."""
    longest = max((bar.whole for bar in bars), default=0)
    width = max((len(bar.label) for bar in bars), default=0)
    for bar in bars[:_SHOWN]:
        whole = round(_WIDTH * bar.whole / longest) if longest else 0
        solid = round(_WIDTH * bar.part / longest) if longest else 0
        drawn = "█" * solid + "░" * (whole - solid) or "▏"
        typer.echo(f"{bar.label:<{width}}  {drawn} {bar.whole:,}")
    if len(bars) > _SHOWN:
        say(f"… and {len(bars) - _SHOWN:,} more.")
    if note:
        say(note)
