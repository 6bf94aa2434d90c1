"""What a worker needs to make packs: what all have in common, and what is one representative's.

All of it is plain data, so that it can go to another process or machine, and be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from campaigner.papers.constituents.comparison import Comparison
from campaigner.papers.constituents.enclosed import Enclosed, PassedOn
from campaigner.papers.constituents.small_map import TEMPLATES, SmallMap
from campaigner.rendering.renderers import recorded, renderer_named
from campaigner.rendering.templating.environment import find_template
from campaigner.representatives.models import Area, Representative
from campaigner.setting_tables import Organisation

PAGE, STYLE, WORDS = "constituents/pack.html.j2", "constituents/pack.css", "constituents/words.toml"
_EDITION = "1"  # raised if packs of the same data come to look different


@dataclass(frozen=True)
class Job:
    """What all packs of a run share.

    ``folders`` are those of templates; ``map`` is that of the petition, if it has one. ``day`` is
    in the words of the language, ``stamp`` says by when names are to be destroyed. ``brief`` is the
    briefing as PDF for archives, with its number of pages; ``link`` is the campaign's page.
    """

    campaign: str
    role: str
    title: str
    language: str
    day: str
    folders: tuple[Path, ...]
    organisation: Organisation
    signed_by: str
    link: str
    brief: bytes = field(repr=False)
    brief_pages: int
    rehearsal: bool
    stamp: str
    map: SmallMap | None = field(default=None, repr=False)

    @cached_property
    def identity(self) -> str:
        """A hash of all that decides how the packs look."""
        files = [find_template(self.folders, name) for name in (PAGE, STYLE, WORDS, *TEMPLATES)]
        contents = (each.read_bytes() for each in files)
        digests = [hashlib.sha256(each).hexdigest() for each in (*contents, self.brief)]
        made_with = recorded(renderer_named())
        values = (
            *(self.campaign, self.role, self.title, self.language, self.day, self.organisation),
            *(self.signed_by, self.link, self.rehearsal, self.stamp, self.map, made_with, _EDITION),
        )
        return hashlib.sha256(repr((values, digests)).encode()).hexdigest()


@dataclass(frozen=True)
class Order:
    """One pack: for whom, and what is in it; ``name`` is that of its file, without an ending.

    ``presentable`` is how many can be presented to the Commons; None if that is not to be said, as
    of few, or for a role in another place than the Commons.
    """

    name: str
    recipient: Representative
    comparison: Comparison
    asks: tuple[str, ...]
    comments: tuple[PassedOn, ...] = ()
    letters: tuple[Enclosed, ...] = ()
    presentable: int | None = None

    @property
    def area(self) -> Area:
        """The area of the representative, which every pack has."""
        assert self.recipient.area is not None
        return self.recipient.area

    def identity(self, job: Job) -> str:
        """Returns a hash of all that decides the pack."""
        letters = [(each.letter, each.sender, each.sha256) for each in self.letters]
        values = (
            *(self.recipient, self.comparison, self.asks, self.comments, letters),
            self.presentable,
        )
        return hashlib.sha256(repr((job.identity, values)).encode()).hexdigest()


@dataclass(frozen=True)
class Made:
    """A pack as PDF; ``letters`` are those in it.

    ``missing`` are the paths of letters that are not there any more or have been changed, which
    the pack does without.
    """

    order: Order
    pdf: bytes = field(repr=False)
    pages: int
    letters: tuple[Enclosed, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failed:
    """A pack that could not be made, and why."""

    order: Order
    message: str
    hint: str = ""


def shown_values(values: Mapping[str, object]) -> dict[str, str]:
    """Returns values as sentences have them: whole numbers with commas."""
    return {
        key: f"{each:,}" if isinstance(each, int) else str(each) for key, each in values.items()
    }
