"""Letters by substitution beside plain ones: what a reader has of each, and in what time.

First random letters of all kinds, of which little serves the next (``CAMPAIGNER_BENCH_LETTERS`` of
them, 1,000): whether they look, read, link and are built the same. Then as many of one campaign
from usual people, with own paragraphs of up to twelve sentences: the processor time of each, and
beside it the plain renderer's for one in twenty.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

from benchmarks._letters import letters_wanted
from benchmarks._random_letters import SENTENCES, random_letters
from benchmarks._seen_letters import seen, structure
from campaigner.campaigns.loader import load_campaign
from campaigner.errors import CampaignerError
from campaigner.letters.writing.compose import Sender, Stationery, Wording, compose_letter
from campaigner.rendering.compiled.renderer import Compiled
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.plain import Plain
from campaigner.representatives.models import Area, Representative
from campaigner.workspace import shipped_folder

_FIRST = ("Amelia", "Siân", "Zoë", "Tom", "Oluwaseun", "Jean-Luc", "Agnieszka", "Mohammed")
_LAST = ("Smith", "O’Brien", "Kowalczyk", "Jones", "Öztürk", "Ng", "Griffiths-Prys", "Patel")
_PLACES = ("Sampleton North", "Ashby and Coalville", "Ynys Môn", "Kingston upon Hull East")
_EVERY = 20


def usual_letters(count: int) -> Iterator[LetterPage]:
    """Letters of one campaign from people with usual names and addresses."""
    chance = Random(1)
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    stationery = Stationery(
        (shipped_folder("templates"),), "https://example.org", date(2026, 12, 10)
    )
    for number in range(count):
        name, member = (f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(2))
        area = Area("uk-constituency", f"E14{number % 650:06}", chance.choice(_PLACES))
        recipient = Representative(
            number, member, "mp", "", area, f"{member} MP", f"Dear {member}",
            ("House of Commons", "London", "SW1A 0AA"),
        )  # fmt: skip
        sender = Sender(
            name, (f"{number % 200} Sample Street", "Sampleton"), "LE93 1AA",
            f"person{number}@example.org",
        )  # fmt: skip
        own = " ".join(chance.choices(SENTENCES[:6], k=chance.choice((0, 0, 0, 1, 2, 4, 8, 12))))
        language = "cy" if number % 10 == 0 else "en"
        yield compose_letter(campaign, recipient, sender, Wording(language, own), stationery).page


def compare(count: int) -> None:
    plain, compiled, found = Plain(), Compiled(), Counter[str]()
    for page, variant in random_letters(count):
        try:
            expected = plain.typeset(page, variant).pdf
        except CampaignerError:
            found["refused"] += 1
            continue
        made = compiled.typeset(page, variant).pdf
        looks = seen(made) == seen(expected)
        built = structure(made) == structure(expected)
        found["the same" if looks and built else "OTHER"] += 1
    print(f"{count:,} random letters: {dict(found)}; {compiled.tally}\n")


def measure(count: int) -> None:
    plain, compiled = Plain(), Compiled()
    times: dict[str, list[float]] = {"put in": [], "learnt from": [], "as a whole": []}
    ratios, every = [], 0.0
    for number, page in enumerate(usual_letters(count)):
        before = (compiled.tally.substituted, compiled.tally.learnt)
        taken = _time(compiled, page)
        every += taken
        ways = (compiled.tally.substituted - before[0], compiled.tally.learnt - before[1])
        times[{(1, 0): "put in", (0, 1): "learnt from"}.get(ways, "as a whole")].append(taken)
        if number % _EVERY == _EVERY - 1:
            ratios.append(_time(plain, page) / taken)
    print("| letters of one campaign | number | processor time, median |")
    print("|---|---|---|")
    for way, taken_by in times.items():
        if taken_by:
            median = statistics.median(taken_by) * 1_000
            print(f"| {way} | {len(taken_by):,} | {median:.1f} ms |")
    print(f"\nAll: {every / count * 1_000:.1f} ms a letter, {count / every:.0f} a second.")
    print(
        f"One in {_EVERY} beside the plain renderer: {statistics.median(ratios):.1f} times as fast."
    )


def _time(renderer: Plain | Compiled, page: LetterPage) -> float:
    started = time.thread_time()
    renderer.typeset(page)
    return time.thread_time() - started


def main() -> None:
    count = letters_wanted(1_000)
    measure(count)
    compare(count)


if __name__ == "__main__":
    main()
