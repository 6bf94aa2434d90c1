"""Pages that are stopped while people sign: whatever was accepted is finished and answered."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from campaigner.workspace import Workspace
from web_visitors import serving

PEOPLE = 200


@pytest.mark.slow
def test_who_signs_while_the_pages_stop_is_answered_or_not_taken(
    represented: Workspace, bread: Path
) -> None:
    answered_one = threading.Event()

    def sign(address: str, number: int) -> bool:
        """Whether somebody was told that their signature is taken."""
        form = {"country": "GB", "postcode": "LE93 1AA", "agreed": "yes"}
        own = {"name": f"Person {chr(97 + number % 26)} Sample", "email": f"p{number}@example.org"}
        try:
            told = httpx.post(f"{address}/bread", data=form | own, timeout=30)
        except httpx.TransportError:
            return False
        answered_one.set()
        return told.status_code == 303

    with ThreadPoolExecutor(16) as people:
        with serving(represented) as served:
            told = [people.submit(sign, served.address, number) for number in range(PEOPLE)]
            assert answered_one.wait(30)
        answered = sum(each.result() for each in told)
    with closing(sqlite3.connect(represented.database_path)) as connection:
        (taken,) = connection.execute("SELECT count(*) FROM signatures").fetchone()
    assert 0 < answered < PEOPLE
    assert taken == answered
