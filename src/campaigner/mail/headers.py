"""Headers of mails whose addresses programs read."""

from __future__ import annotations

from email.policy import Policy


class Whole(str):
    """A header that is written in one line, however long: Python would encode it otherwise.

    Programs that look for an address in it do not decode it (RFC 2369, 2; RFC 8058, 3.1).
    """

    name: str
    __slots__ = ("name",)

    def __new__(cls, name: str, value: str) -> Whole:
        """Returns the header; the value is ASCII."""
        made = super().__new__(cls, value)
        made.name = name
        return made

    def fold(self, *, policy: Policy) -> str:
        """Returns it as the mail has it."""
        return f"{self.name}: {self}{policy.linesep}"
