"""Whether a leaf is there twice among millions, in 20 bytes of memory each."""

from __future__ import annotations

from array import array

PART = 16  # bytes of a leaf that are compared: two that are not one do not share them


class Leaves:
    """The leaves of rows that count a signature for the first time.

    ``parts`` are 256, by the first byte of a leaf: the compared bytes of each as two numbers, and
    the number of its row.
    """

    def __init__(self) -> None:
        self.parts = [(array("Q"), array("L")) for _ in range(256)]

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self.parts)

    def twice(self) -> tuple[int, int] | None:
        """Returns the first row whose leaf an earlier one has, and the earlier one."""
        found = [pair for part in self.parts if (pair := _twice(*part))]
        return min(found, default=None)


def _twice(halves: array[int], numbers: array[int]) -> tuple[int, int] | None:
    if len(set(halves[::2])) == len(numbers):
        return None
    first: dict[tuple[int, int], int] = {}
    for one, other, number in zip(halves[::2], halves[1::2], numbers, strict=True):
        earlier = first.setdefault((one, other), number)
        if earlier != number:
            return number, earlier
    return None
