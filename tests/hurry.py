"""What takes time and shows nothing in most tests: waiting for the disk, and slow hashes.

No test pulls the plug: what a process wrote is there for all others, killed or not, whether or not
the disk was waited for. Programs that tests start are in no hurry.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from argon2 import PasswordHasher

from campaigner.organisers import passwords
from campaigner.store import database

_HURRY = pytest.MonkeyPatch()


def hurry() -> None:
    """From now on this process waits for no disk, and its passwords are quick to guess."""
    settings = [each for each in database._SETTINGS if not each.startswith("synchronous")]
    _HURRY.setattr(database, "_SETTINGS", ("synchronous = OFF", *settings))
    _HURRY.setattr(os, "fsync", lambda handle: None)
    _HURRY.setattr(passwords, "_hasher", _quick_hasher)


@contextmanager
def no_hurry() -> Iterator[None]:
    """All is as it is in use for the length of a ``with`` block."""
    _HURRY.undo()
    try:
        yield
    finally:
        hurry()


@cache
def _quick_hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
