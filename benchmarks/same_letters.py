"""Random letters by each renderer that is recorded as the plain one: its bytes, and the time.

``CAMPAIGNER_BENCH_LETTERS`` says how many (1,000); ``CAMPAIGNER_BENCH_SEED`` from which number on
(1). They are of all campaigns, layouts, languages and kinds of PDF, so that little of one serves
the next: letters of one campaign are in ``letters``.
"""

from __future__ import annotations

import os
import statistics
import time

from benchmarks._letters import letters_wanted
from benchmarks._random_letters import random_letters
from campaigner.errors import CampaignerError
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.renderers import PLAIN, RENDERERS, Renderer, recorded, renderer_named
from campaigner.vocabulary.letters import PdfVariant


def made(renderer: Renderer, page: LetterPage, variant: PdfVariant) -> tuple[bytes | str, float]:
    """The PDF, or why there is none, and the processor time that it took in seconds."""
    started = time.thread_time()
    try:
        result: bytes | str = renderer.typeset(page, variant).pdf
    except CampaignerError as error:
        result = str(error)
    return result, time.thread_time() - started


def main() -> None:
    count, seed = letters_wanted(1_000), int(os.environ.get("CAMPAIGNER_BENCH_SEED", "1"))
    record = recorded(renderer_named())
    others = [
        name for name in RENDERERS if name != PLAIN and recorded(renderer_named(name)) == record
    ]
    ratios: dict[str, list[float]] = {name: [] for name in others}
    same, refused = dict.fromkeys(others, 0), 0
    for page, variant in random_letters(count, seed):
        expected, plain = made(renderer_named(), page, variant)
        refused += isinstance(expected, str)
        for name in others:
            result, taken = made(renderer_named(name), page, variant)
            same[name] += result == expected
            ratios[name].append(taken / plain)
    print(f"{count:,} letters, {refused} of which cannot be set by any.\n")
    print("| | the same bytes | processor time beside plain, median |")
    print("|---|---|---|")
    for name in others:
        print(f"| {name} | {same[name]:,} | {statistics.median(ratios[name]):.2f} |")


if __name__ == "__main__":
    main()
