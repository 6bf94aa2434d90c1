"""Two people who do the same at the same moment, each with a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.store.database import opened


def both_at_once(
    here: OpenWorkspace,
    first: Callable[[OpenWorkspace], object],
    second: Callable[[OpenWorkspace], object],
) -> list[str]:
    """Returns what came of the two, in order of the alphabet: "done", or the name of an error."""
    gate = threading.Barrier(2)

    def act(what: Callable[[OpenWorkspace], object]) -> str:
        with opened(here.workspace.database_path) as database:
            own = replace(here, database=database)
            gate.wait()
            try:
                what(own)
            except CampaignerError as refused:
                return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(act, (first, second)))
