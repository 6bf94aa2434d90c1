"""A region of a page in one size: its paragraphs, ready for other words, and its plans."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from campaigner.rendering.compiled.block import Block, Fragment, Outline, outline
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.margins import Margins
from campaigner.rendering.compiled.opened import Opened
from campaigner.rendering.compiled.plan import Part, Plan, Shape, parts_of, places_of
from campaigner.rendering.compiled.sheets import Lines
from campaigner.rendering.compiled.skeleton import Region, Words

_MOST_PLANS = 128
_MOST_OUTLINES = 512


class Fitted(NamedTuple):
    """The words of a region laid out: their shape, and the lines of those that were not known."""

    shape: Shape
    lines: dict[int, tuple[Fragment, list[Any]]]


@dataclass
class Template:
    """A region in one size, learnt from the first letter that has it.

    ``blocks`` has None for a paragraph that cannot be set alone: it has to say what it said in
    some letter that a plan was learnt from. ``standing`` is where each stood in the first one.
    """

    blocks: Sequence[Block | None]
    standing: Sequence[tuple[Fragment, ...]]
    plans: OrderedDict[Shape, Plan] = field(default_factory=OrderedDict)
    outlines: OrderedDict[tuple[int, Words], Outline] = field(default_factory=OrderedDict)
    margins: dict[int, Margins | None] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region, numbers: Sequence[int], opened: Opened) -> Template:
        """The template of a region of a laid out letter. Raises NotSubstitutable if it is none."""
        if len(numbers) != len(region.blocks):
            raise NotSubstitutable(Reason.STRUCTURE)
        blocks, standing = [], []
        every = parts_at(numbers, opened)
        for parts, number, words in zip(every, numbers, region.blocks, strict=True):
            block = None
            if parts and words.texts:
                line = opened.paragraphs[number].line
                block = Block.of(line, parts[0].box, words, opened.document)
            blocks.append(block)
            standing.append(tuple(part.fragment for part in parts))
        return cls(blocks, standing)

    def plan(
        self,
        region: Region,
        numbers: Sequence[int],
        opened: Opened,
        margin: tuple[str, ...] | None,
    ) -> Plan:
        """The plan of the shape that the region has in a laid out letter, kept from now on.

        ``numbers`` are those of its paragraphs among all of the page; ``margin`` is what pages show
        in their margins, None if the region has none.
        """
        document, every = opened.document, parts_at(numbers, opened)
        if any(map(_is_elsewhere, self.blocks, every)):
            raise NotSubstitutable(Reason.STRUCTURE)
        shape = []
        for number, (block, parts) in enumerate(zip(self.blocks, every, strict=True)):
            lines = [line for part in parts for line in part.box.children]
            found = outline(lines) if block else ()
            _keep(self.outlines, (number, region.blocks[number]), found, _MOST_OUTLINES)
            shape.append(found)
        plan = Plan(
            len(document.pages),
            places_of(document),
            tuple(tuple(part.fragment for part in parts) for parts in every),
            None if margin is None else self._margins(opened, margin),
        )
        _keep(self.plans, tuple(shape), plan, _MOST_PLANS)
        return plan

    def _margins(self, opened: Opened, words: tuple[str, ...]) -> Margins | None:
        """What the margins show of so many pages, which is the same for all plans."""
        count = len(opened.document.pages)
        if count not in self.margins:
            self.margins[count] = Margins.of(opened.document, opened.context, words)
        return self.margins[count]

    def fit(self, region: Region) -> Fitted:
        """The region's words laid out. Raises NotSubstitutable if they cannot be by themselves."""
        shape, lines = [], {}
        for number, (block, words) in enumerate(zip(self.blocks, region.blocks, strict=True)):
            known = self.outlines.get((number, words))
            if known is None:
                if block is None:
                    raise NotSubstitutable(Reason.BLOCK)
                fragment = self.standing[number][0]._replace(most=None)
                (found,) = block.lines(words, [fragment])
                lines[number] = (fragment, found)
                known = outline(found)
                _keep(self.outlines, (number, words), known, _MOST_OUTLINES)
            shape.append(known)
        return Fitted(tuple(shape), lines)

    def changed(
        self, region: Region, fitted: Fitted | None, plan: Plan, usual: Sequence[Words]
    ) -> dict[int, Lines]:
        """The lines of the paragraphs that say something else than usual, where a plan has them.

        ``usual`` is empty for the lines of all paragraphs; ``fitted`` what ``fit`` has found.
        """
        changed: dict[int, Lines] = {}
        for number, block in enumerate(self.blocks):
            words = region.blocks[number]
            if block is None or (usual and words == usual[number]):
                continue
            fragments = plan.fragments[number]
            place, lines = fitted.lines.get(number, (None, [])) if fitted else (None, [])
            if place and [place] == [each._replace(most=None) for each in fragments]:
                changed[number] = [lines]
            else:
                changed[number] = block.lines(words, fragments)
        return changed


def parts_at(numbers: Sequence[int], opened: Opened) -> list[list[Part]]:
    """Returns the parts that some of a laid out letter's paragraphs have, by their numbers."""
    found = parts_of(opened.document)
    return [found.get(opened.paragraphs[number].element, []) for number in numbers]


def _is_elsewhere(block: Block | None, parts: Sequence[Part]) -> bool:
    return block is not None and not (parts and all(block.has_the_place_of(p.box) for p in parts))


def _keep(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)
