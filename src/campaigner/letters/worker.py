"""Making one letter of a run: what a worker does, in this process or on another machine."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.letters.jobs import Job
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.closeness import closeness_to_template
from campaigner.letters.writing.compose import Letter, compose_letter
from campaigner.letters.writing.plain_text import as_message, as_text
from campaigner.outputs import Output, open_output
from campaigner.rendering.renderers import Renderer, made_by, recorded, renderer_named
from campaigner.representatives.models import Representative
from campaigner.shelf import one_moment
from campaigner.store.letters import KnownLetter
from campaigner.vocabulary.letters import LetterForm

_WAITING = 16  # at most: threads that wait for the disk


@dataclass(frozen=True)
class Order:
    """One letter to make: from whom, to whom, under which name, and what is known of it.

    ``first`` is whether it is the first of its supporter's letters.
    """

    supporter: Supporter
    recipient: Representative
    name: str
    known: KnownLetter | None = None
    first: bool = True


@dataclass(frozen=True)
class Made:
    """A letter that was written, or, with ``new`` false, found written as it should be.

    ``files`` are those that were written: the SHA-256 of each by its path; ``closeness`` is that
    to the campaign's own text (``closeness.py``). ``renderer`` is what made the PDF, with its
    version, empty for none; ``fallback`` is why it had to do it the slow way, empty if it did not.
    """

    order: Order
    identity: str
    path: str
    sha256: str
    pages: int
    new: bool
    files: Mapping[str, str] = field(default_factory=dict)
    closeness: float = 1.0
    renderer: str = ""
    fallback: str = ""


@dataclass(frozen=True)
class Failed:
    """A letter that could not be made, and why."""

    order: Order
    message: str
    hint: str = ""


def make(job: Job, orders: tuple[Order, ...]) -> list[Made | Failed]:
    """Make some letters of a job; one that fails does not stop the rest.

    They are made as if in one moment: templates and words are looked at once for all of them.
    Raises CampaignerError where the campaign is not there, as on a machine that has not got it.
    """
    bench = _Bench(
        _campaign_in(job.campaign_folder),
        _output(job.out, os.getpid()),
        renderer_named(job.renderer) if LetterForm.PDF in job.forms else None,
    )
    with one_moment():
        results = [_make(job, order, bench) for order in orders]
    return _settled(results, job, bench.output)


def _settled(results: list[Made | Failed], job: Job, output: Output) -> list[Made | Failed]:
    """The results when their files outlive a power cut: only then may a record vouch for them.

    All are waited for at once, which takes a disk little longer than one, and each folder once.
    """
    if not any(isinstance(each, Made) and each.new for each in results):
        return results

    def settle(result: Made | Failed) -> Made | Failed:
        if isinstance(result, Made) and result.new:
            try:
                for form in job.forms:
                    output.settle(f"{result.order.name}.{form}")
            except CampaignerError as error:
                return Failed(result.order, error.message, error.hint)
        return result

    settled = _all(settle, results)
    made = [each.order.name for each in settled if isinstance(each, Made) and each.new]
    output.settle_names(made)
    return settled


def _all(
    settle: Callable[[Made | Failed], Made | Failed], results: list[Made | Failed]
) -> list[Made | Failed]:
    if len(results) < 2:
        return [settle(result) for result in results]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(_WAITING, len(results))) as threads:
        return list(threads.map(settle, results))


class _Bench(NamedTuple):
    """What a worker makes letters with; without a renderer if none is wanted as PDF."""

    campaign: Campaign
    output: Output
    renderer: Renderer | None


def _make(job: Job, order: Order, bench: _Bench) -> Made | Failed:
    try:
        supporter = order.supporter
        letter = compose_letter(
            bench.campaign, order.recipient, supporter.sender, supporter.wording, job.stationery
        )
        made = _found(job, order, letter, bench) or _written(job, order, letter, bench)
        close = closeness_to_template(letter)
        return replace(made, closeness=close)
    except ProblemsFound as error:
        return Failed(order, "; ".join(str(problem) for problem in error.problems), error.hint)
    except CampaignerError as error:
        return Failed(order, error.message, error.hint)
    except OSError as error:
        return Failed(order, f"{error.filename or 'A file'} cannot be used: {error.strerror}.")
    except Exception as error:  # noqa: BLE001 - one letter does not stop ten thousand
        return Failed(order, *_fault(error))


def _fault(error: Exception) -> tuple[str, str]:
    """A fault of the program, as it can be reported: where it is, and nothing of whose letter."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return f"This letter meets a fault in the program ({where}).", "Please report it."


def _found(job: Job, order: Order, letter: Letter, bench: _Bench) -> Made | None:
    """The letter as it was made before, if it says the same and its files are there.

    A PDF has to be one of the job's renderer, in whatever version.
    """
    known, output = order.known, bench.output
    if not known or (known.identity, known.forms) != (letter.identity, job.forms_made):
        return None
    if bench.renderer and not made_by(known.renderer, bench.renderer):
        return None
    names = [f"{order.name}.{form}" for form in job.forms]
    for name in names:
        issued = known.files.get(output.place(name))
        if not issued or issued != output.sha256(name):
            return None
    path = output.place(names[0])
    if known.path != path:
        return None
    return Made(order, letter.identity, path, known.files[path], 0, new=False)


def _written(job: Job, order: Order, letter: Letter, bench: _Bench) -> Made:
    output = bench.output
    pages, fallback, files = 0, "", {}
    if bench.renderer:
        set_letter = bench.renderer.typeset(letter.page, job.variant)
        pages, fallback, files[LetterForm.PDF] = (
            set_letter.pages, set_letter.fallback, set_letter.pdf,
        )  # fmt: skip
    if LetterForm.TEXT in job.forms:
        files[LetterForm.TEXT] = as_text(letter).encode()
    if LetterForm.MESSAGE in job.forms:
        files[LetterForm.MESSAGE] = as_message(letter)
    for form, content in reversed(files.items()):
        output.write(f"{order.name}.{form}", content, settled=False)
    written = {
        output.place(f"{order.name}.{form}"): hashlib.sha256(content).hexdigest()
        for form, content in files.items()
    }
    path = output.place(f"{order.name}.{job.forms[0]}")
    return Made(
        order,
        letter.identity,
        path,
        written[path],
        pages,
        new=True,
        files=written,
        renderer=recorded(bench.renderer) if bench.renderer else "",
        fallback=fallback,
    )


def _campaign_in(folder: Path) -> Campaign:
    try:
        return load_campaign(folder)
    except (OSError, CampaignerError) as error:
        raise CampaignerError(  # a plain one: it travels between processes
            f"The campaign in {folder} cannot be used here: {error}".removesuffix(".") + ".",
            hint="It has to be the same under that path on every machine that makes letters.",
        ) from error


@lru_cache(maxsize=8)
def _output(out: str, process: int) -> Output:
    del process  # what speaks to a bucket does not outlive a fork
    return open_output(out)
