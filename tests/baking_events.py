"""Two events of the small campaign, for tests: a talk with two places, and open ovens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_EVENTS = """
[[partners]]
name = "Sample Bakers"
consent = { en = "The Sample Bakers may write to me.", cy = "Caiff y Sample Bakers ysgrifennu." }

[[partners]]
name = "Sample Millers"

[[events]]
id = "talk"
title = { en = "Bread, salt; and talk", cy = "Bara, halen; a sgwrs" }
starts = 2027-02-23T18:00:00+00:00
ends = 2027-02-23T19:30:00+00:00
online = "https://example.org/talk"
places = 2

[[events]]
title = { en = "Open ovens", cy = "Ffyrnau agored" }
starts = 2027-06-05T10:00:00+01:00
place = "1 Sample Street\\nSampleton"
"""


def with_events(bread: Path) -> Path:
    """The campaign with two events and two partners, one of whom asks for consent."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + _EVENTS, encoding="utf-8")
    return bread
