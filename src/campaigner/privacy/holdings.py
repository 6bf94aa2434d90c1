"""Every package that holds data about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from campaigner.events import held as events
from campaigner.holding import Holding, Removed
from campaigner.jobs import held as jobs
from campaigner.letters import held as letters
from campaigner.letters.mailed_replies import held as mailed_replies
from campaigner.mail import held as mail
from campaigner.organisers import held as organisers
from campaigner.papers.constituents import held as packs
from campaigner.petitions import held as petitions
from campaigner.petitions.deliveries import held as deliveries
from campaigner.petitions.paper import held as typed_sheets
from campaigner.privacy import files, requests_held

# Mail, packs and sheets come first: they find their files by the signatures that they are about.
HOLDINGS: tuple[Holding, ...] = (
    mail.HELD,
    mail.LETTERS,
    mail.LINKS,
    packs.HELD,
    typed_sheets.HELD,
    petitions.HELD,
    letters.HELD,
    mailed_replies.HELD,
    events.HELD,
    deliveries.HELD,
    organisers.HELD,
    jobs.HELD,
    requests_held.HELD,
    files.HELD,
)


def together(parts: Iterable[Removed]) -> Removed:
    """Returns several parts of what was removed as one; each file that was left is there once."""
    counts: Counter[str] = Counter()
    left, print_runs, exports = {}, frozenset[str](), frozenset[str]()
    for part in parts:
        counts.update(part.counts)
        left.update({each.path: each for each in part.left})
        print_runs |= part.print_runs
        exports |= part.exports
    return Removed(dict(counts), tuple(left.values()), print_runs, exports)
