"""What organisers wait for at the desk: python -m benchmarks.desk [--count COUNT] [--folder DIR].

Makes a petition of 6.1 million made-up signatures (``--count`` for fewer), or takes one that was
made before into a folder, and asks for pages of it as the desk does: the median and the slowest,
by different names, areas and sources.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks._large import BOT_DOMAIN, FIRST, LAST, make
from benchmarks._people import AREAS
from benchmarks._spent import shown, timed
from campaigner.opening import OpenWorkspace
from campaigner.overview.figures import by_area, by_source, figures
from campaigner.overview.matters import needs_a_look
from campaigner.papers.pictures import timeline
from campaigner.petitions.moderation.browsing import browse, look_for
from campaigner.petitions.moderation.decisions import DESK_BOUNDS, Act, TooWide, decide, preview
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.undoing import undo
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.store.database import open_database
from campaigner.store.organisers import Account
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import CameBy, SignatureStanding, SignatureState
from campaigner.workspace import Workspace

FULL = 6_100_000
NOW = datetime.fromtimestamp(LAST, UTC)
EVERYTHING = SignatureFilter()
NAMES = ("sian", "José Ash", "Zoe", "łukasz new", "Olive Ham", "Rhys C", "Mei Ol", "una", "Yara G",
         "Nia Dunganton")  # fmt: skip
EMAILS = ("sian.ash", "jose.", "zoe.brobowell.12", "lukasz.n", "olive.hamann", "rhys.c", "mei.ol",
          "una.dal", "yara.gar", "nia.dunganton.1")  # fmt: skip


def asked(here: OpenPetition, what: str, wanted: Iterable[SignatureFilter]) -> None:
    """Pages of each filter: the first, the one after it, and back; and what they take."""
    took, far, rows = list[float](), 0, 0
    for each in wanted:
        place = ""
        for turn in ("", "next", "previous"):
            start = time.perf_counter()
            page = browse(here, each, place)
            took.append(time.perf_counter() - start)
            far, rows = far + page.looked_far, max(rows, len(page.rows))
            place = page.next if turn == "" else page.previous
            if not place:
                break
    note = f", {far} looked through a part" if far else ""
    print(
        f"{what:<44} median {shown(median(took)):>10}, slowest {shown(max(took)):>10}"
        f" ({rows} rows{note})",
        flush=True,
    )


def pages(here: OpenPetition) -> None:
    """Pages by each condition and by several of them."""
    areas, day = AREAS[::65], timedelta(days=1)
    midnight = datetime.fromtimestamp(FIRST, UTC)
    days = [SignatureFilter(since=midnight + n * day, until=midnight + (n + 1) * day)
            for n in range(10)]  # fmt: skip
    sources = [f"ambassador-{number}" for number in range(0, 60, 6)]
    asked(here, "everything", [EVERYTHING])
    asked(here, "name, by its beginning", [look_for(each, EVERYTHING) for each in NAMES])
    asked(here, "email, by its beginning", [look_for(each, EVERYTHING) for each in EMAILS])
    asked(here, "name within an area", [look_for(n, SignatureFilter(area=a))
                                        for n, a in zip(NAMES, areas, strict=True)])  # fmt: skip
    asked(here, "area", [SignatureFilter(area=each) for each in areas])
    asked(here, "source", [SignatureFilter(source=each) for each in sources])
    asked(here, "day", days)
    both = zip(areas, days, strict=True)
    asked(here, "area and day", [replace(each, area=area) for area, each in both])
    asked(here, "area and source", [SignatureFilter(area=a, source=s)
                                    for a, s in zip(areas, sources, strict=True)])  # fmt: skip
    asked(here, "state", [SignatureFilter(states=(each,)) for each in SignatureState])
    asked(here, "came on paper", [SignatureFilter(came=CameBy.PAPER)])
    asked(here, "standing", [SignatureFilter(standing=each) for each in SignatureStanding])
    domains = (BOT_DOMAIN, "mail7.example", "example.org")
    asked(here, "domain", [SignatureFilter(domain=each) for each in domains])
    asked(here, "words anywhere", [SignatureFilter(words="ash dunganton")])


def steps(here: OpenPetition) -> None:
    """A bot's signatures: counted and shown, taken out, and taken back."""
    wanted = SignatureFilter(domain=BOT_DOMAIN)
    look = Act.INVALIDATE
    seen, _ = timed("a bot: count and sample",
                    lambda: preview(here, look, wanted, sample=10, bounds=DESK_BOUNDS))  # fmt: skip
    step, _ = timed(f"a bot: {seen.count} taken out",
                    lambda: decide(here, look, wanted, reason="bot", token=seen.token))  # fmt: skip
    timed("a bot: taken back", lambda: undo(here, step.id))
    area = SignatureFilter(area=AREAS[-1])
    seen, _ = timed("an area: count and sample",
                    lambda: preview(here, look, area, sample=10, bounds=DESK_BOUNDS))  # fmt: skip
    step, _ = timed(f"an area: {seen.count:,} taken out",
                    lambda: decide(here, look, area, reason="bot", token=seen.token))  # fmt: skip
    timed("an area: taken back", lambda: undo(here, step.id))
    timed("too many: refused", lambda: refused(here, SignatureFilter(source="web")))


def refused(here: OpenPetition, wanted: SignatureFilter) -> None:
    try:
        preview(here, Act.INVALIDATE, wanted, bounds=DESK_BOUNDS)
    except TooWide:
        return
    print("Not valid: it was not refused.")


def overview(here: OpenWorkspace, petition: OpenPetition) -> None:
    """What the overview of the campaign reads, ten times each."""
    owner = Account(1, "", "", "en", AccountRole.OWNER, True, frozenset(), "", "", 0, 0, None)
    parts: dict[str, Callable[[], object]] = {
        "its numbers": lambda: figures(petition, owner),
        "what needs a look": lambda: needs_a_look(here, "bread", owner),
        "areas": lambda: by_area(petition),
        "sources": lambda: by_source(petition, owner),
        "days": lambda: timeline(petition).svg(),
    }
    for what, part in parts.items():
        took = []
        for _ in range(10):
            start = time.perf_counter()
            part()
            took.append(time.perf_counter() - start)
        name = f"overview: {what}"
        print(f"{name:<44} median {shown(median(took)):>10}, slowest {shown(max(took)):>10}")


def measure(folder: Path) -> None:
    """Ask for everything, in a workspace that was made."""
    path = folder / "campaigner.db"
    database, _ = timed("opened (and brought up to date)", lambda: open_database(path))
    print(f"file: {path.stat().st_size / 1e6:,.0f} MB")
    workspace = OpenWorkspace(Workspace(folder), database, NOW, "bench")
    here = open_petition(workspace, "bread")
    overview(workspace, here)
    pages(here)
    steps(here)
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=FULL)
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = wanted.folder or Path(place) / "large"
        if not (folder / "campaigner.db").exists():
            timed("made", lambda: make(folder, wanted.count), wanted.count)
        measure(folder)


if __name__ == "__main__":
    main()
