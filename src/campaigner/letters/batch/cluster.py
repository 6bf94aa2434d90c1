"""A Dask cluster that does the work: found by its scheduler, and given up when it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from campaigner.errors import CampaignerError

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = TypeVar("Answer")

_GREETING = 10  # seconds for the scheduler to answer
_PATIENCE = 600  # seconds: rented workers take minutes to come


def run_on_cluster(
    work: Callable[[Item], list[Result]], chunks: Iterator[Item], scheduler: str
) -> Iterator[Result]:
    """Returns what the cluster behind a scheduler's address makes of the chunks, as it comes.

    Raises CampaignerError if Dask is not installed, no scheduler answers, or the cluster goes.
    """
    try:
        import distributed
    except ImportError as error:
        raise CampaignerError(
            "Dask is not installed.", hint="Install it with: pip install campaigner[scale]"
        ) from error
    try:
        client = distributed.Client(scheduler, timeout=_GREETING)
    # TypeError: tls:// without certificates; AssertionError: its thread did not start in time
    except (OSError, ValueError, TypeError, AssertionError) as error:
        raise CampaignerError(
            f"No Dask scheduler answers at {scheduler}.",
            hint="Check that it runs there. An address with tls:// needs Dask’s settings for TLS.",
        ) from error
    with client:
        at_work: set[Any] = set()
        while True:
            with _troubles_of_cluster():
                ahead = 4 * max(1, sum(client.nthreads().values()))  # workers come and go
                for chunk in islice(chunks, max(0, ahead - len(at_work))):
                    at_work.add(client.submit(work, chunk, pure=False))
                if not at_work:
                    return
                some = partial(distributed.wait, at_work, return_when=FIRST_COMPLETED)
                done, at_work = _patiently(client, some)
                results = [_patiently(client, future.result) for future in done]
            for each in results:
                yield from each


def _patiently(client: Any, ask: Callable[..., Answer]) -> Answer:
    """Ask again for what workers still have to give, until none has come for a long time."""
    while True:
        try:
            return ask(timeout=_PATIENCE)
        except TimeoutError:
            if not client.nthreads():
                raise CampaignerError(
                    "The cluster has no workers.",
                    hint="Start some, and run the batch again: it resumes where it stopped.",
                ) from None


@contextmanager
def _troubles_of_cluster() -> Iterator[None]:
    """What goes wrong in the cluster itself, as an error that says what to do."""
    import distributed
    from distributed.comm.core import CommClosedError

    again = "Run the batch again: it resumes where it stopped."
    try:
        yield
    except distributed.KilledWorker as error:
        raise CampaignerError(
            "The cluster’s workers keep dying.", hint=f"Check that they have enough memory. {again}"
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise CampaignerError("The Dask scheduler has gone.", hint=again) from error
    except RuntimeError as error:
        if "deserialization" not in str(error):
            raise
        raise CampaignerError(
            "The cluster’s workers do not understand what is asked of them.",
            hint="They need the same version of campaigner and its libraries as this machine.",
        ) from error
