"""The process that does a job, also one that is about all that is held."""

from __future__ import annotations

from pathlib import Path

from campaigner.jobs import process


class Hand(process.Hand):
    """A process that does a job of any kind."""

    @staticmethod
    def doing(root: Path, job: int, claim: str) -> None:
        """Do a job, in the process."""
        from campaigner.privacy.works import WORKS

        process.do_here(root, job, claim, WORKS)
