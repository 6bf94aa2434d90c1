"""How long the instruments take, after import: the best of several runs, caches empty."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from campaigner.instruments import citations, library, quotations, records, search
from campaigner.instruments.references import Reference

RUNS = 20
ARTICLE = Reference("udhr", "25", ("1",))
BRIEF = "Article 25(1) of the UDHR names “food, clothing, housing and medical care”.\n\n" * 20


def main() -> None:
    print(f"a language and an article   {_best(_load) * 1000:8.2f} ms")
    print(f"all records                 {_best(_records) * 1000:8.2f} ms")
    print(f"reading a citation          {_best(_cite) * 1000:8.2f} ms")
    print(
        f"checking a brief            {_best(_check) * 1000:8.2f} ms  ({len(BRIEF):,} characters)"
    )
    print(f"searching a language        {_best(_search) * 1000:8.2f} ms")


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _load() -> object:
    records.instrument.cache_clear()
    library._load.cache_clear()
    return library.passage(ARTICLE, "cy")


def _records() -> object:
    records.instrument.cache_clear()
    records.instruments.cache_clear()
    return records.instruments()


def _cite() -> object:
    citations.parse_reference.cache_clear()
    return citations.parse_reference("Article 25(1) of the Universal Declaration of Human Rights")


def _check() -> object:
    return quotations.check_text(BRIEF, "brief.md", "en")


def _search() -> object:
    return search.search("food", "en")


if __name__ == "__main__":
    main()
