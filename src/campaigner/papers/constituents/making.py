"""Making a pack: what a worker does, in this process or on another machine."""

from __future__ import annotations

import hashlib
import io
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.outputs import open_output
from campaigner.papers.constituents.enclosed import Enclosed
from campaigner.papers.constituents.front import Front, front_of
from campaigner.papers.constituents.order import Failed, Job, Made, Order
from campaigner.papers.constituents.sentences import Sentences, filled
from campaigner.rendering.joining.tagged import TaggedJoined
from campaigner.rendering.memo import with_memory
from campaigner.shelf import one_moment
from campaigner.vocabulary.letters import PdfVariant


def make(job: Job, orders: tuple[Order, ...]) -> list[Made | Failed]:
    """Makes some packs of a job; one that fails does not stop the rest."""
    with one_moment():
        return [_made(job, order) for order in orders]


def _made(job: Job, order: Order) -> Made | Failed:
    try:
        return _pack(job, order)
    except ProblemsFound as error:
        return Failed(order, "; ".join(str(problem) for problem in error.problems), error.hint)
    except CampaignerError as error:
        return Failed(order, error.message, error.hint)
    except OSError as error:
        return Failed(order, f"{error.filename or 'A file'} cannot be used: {error.strerror}.")
    except Exception as error:  # noqa: BLE001 - one pack does not stop 650
        return Failed(order, *_fault(error))


def _fault(error: Exception) -> tuple[str, str]:
    """A fault of the program, as it can be reported: where it is, and nothing of whose pack."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return f"This pack meets a fault in the program ({where}).", "Please report it."


def _pack(job: Job, order: Order) -> Made:
    found = [(letter, _content(letter)) for letter in order.letters]
    there = [(letter, content) for letter, content in found if content is not None]
    missing = tuple(letter.path for letter, content in found if content is None)
    letters = tuple(letter for letter, _ in there)
    front, first = with_memory(lambda: _written(front_of(job, order, letters)))
    pdf = _joined(job, order, front, [first, job.brief], there)
    return Made(order, pdf[0], pdf[1], letters, missing)


def _written(front: Front) -> tuple[Front, bytes]:
    return front, front.laid_out.pdf(PdfVariant.A_2U)


def _content(letter: Enclosed) -> bytes | None:
    """The file of a letter; None if it is gone, or is not the file that was made."""
    folder, _, name = letter.path.rpartition("/")
    content = open_output(folder or ".").read(name)
    if content is None or hashlib.sha256(content).hexdigest() != letter.sha256:
        return None
    return content


def _joined(
    job: Job,
    order: Order,
    front: Front,
    papers: Sequence[bytes],
    letters: Sequence[tuple[Enclosed, bytes]],
) -> tuple[bytes, int]:
    """The parts as one PDF with its bookmarks, and how many pages it has."""
    said = Sentences(job, order)
    title = filled(said.words, "pack_title", title=job.title, area=order.area.name)
    file = io.BytesIO()
    joined = TaggedJoined(file, title, job.language)
    first, brief = papers
    joined.add_part(first, list(_bookmarks(front, said)))
    joined.add_part(brief, [(said.words["brief"], 0)])
    for letter, content in letters:
        joined.add_part(content, [(filled(said.words, "letter_from", name=letter.sender), 0)])
    joined.finish()
    return file.getvalue(), joined.pages


def _bookmarks(front: Front, said: Sentences) -> Iterator[tuple[str, int]]:
    """Those of the first pages; each part that is joined on has its own."""
    yield said.words["letter"], 0
    for part in front.parts:
        if part.page <= front.laid_out.pages:
            yield part.title, part.page - 1
