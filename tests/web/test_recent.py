"""What was found a moment ago is not looked for again."""

from __future__ import annotations

import pytest

from campaigner.web.recent import Recent


def test_a_value_is_found_once_a_second_for_each_key() -> None:
    moment, found = [0.0], []
    recent = Recent(lambda: moment[0])

    def find() -> int:
        found.append(1)
        return len(found)

    assert [recent.get("a", find), recent.get("a", find), recent.get("b", find)] == [1, 1, 2]
    moment[0] = 0.99
    assert recent.get("a", find) == 1
    moment[0] = 1.0
    assert recent.get("a", find) == 3


def test_what_failed_is_tried_again() -> None:
    recent = Recent(lambda: 0.0)

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        recent.get("a", fail)
    assert recent.get("a", lambda: 7) == 7


def test_it_does_not_grow_without_end() -> None:
    recent = Recent(lambda: 0.0)
    for number in range(10_000):
        recent.get(number, lambda: "x" * 100)
    assert len(recent._kept) <= 256
