"""Made-up people who sign."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

OPENS, CLOSES = date(2026, 12, 10), date(2027, 6, 10)
AREAS = [f"E14{number:06}" for number in range(1063, 1713)]  # 650


def seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def people(count: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Made-up people over ten days and 650 areas, some with forty times as many as others."""
    draw = random.Random(1)
    weights = [1 / (10 + rank) for rank in range(len(AREAS))]
    start = datetime(2026, 12, 10, tzinfo=UTC)
    step = timedelta(days=10) / count
    for first in range(0, count, 10_000):
        areas = draw.choices(AREAS, weights, k=10_000)
        for number in range(first, min(first + 10_000, count)):
            name = f"Person {chr(97 + number % 26)}{chr(97 + number // 26 % 26)} Sample"
            moment = (start + step * number).isoformat(" ", "seconds")
            email = f"person.{number * 7919 % 99_999_989}@example{number % 40}.org"
            yield name, email, f"M{1 + number % 20} {number % 10}AA", areas[number % 10_000], moment


def write_people(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "email", "postcode", "area", "signed_at"])
        writer.writerows(rows)
