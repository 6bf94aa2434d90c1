"""One letter in some sizes: its words put into plans, or all of it laid out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from campaigner.rendering.compiled.breaking import first_line
from campaigner.rendering.compiled.characters import Sample, sample_for, why_there_is_none
from campaigner.rendering.compiled.drawn import draw
from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.joint import HeadPart, RestPart
from campaigner.rendering.compiled.known import Known
from campaigner.rendering.compiled.learning import Piece, parts_of_file
from campaigner.rendering.compiled.margins import margin_boxes
from campaigner.rendering.compiled.opened import render_opened
from campaigner.rendering.compiled.parted import head_boxes, names_in_head, parted
from campaigner.rendering.compiled.plan import Plan
from campaigner.rendering.compiled.sheets import BlockName, Lines, Sheets, Usual
from campaigner.rendering.compiled.skeleton import Region, Skeleton, paragraphs_of
from campaigner.rendering.compiled.style_sheets import depends_on_words
from campaigner.rendering.compiled.template import Fitted, Template, parts_at
from campaigner.rendering.inside.memory import remembering
from campaigner.rendering.inside.sharing import made_with_memory
from campaigner.rendering.layouts import css
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.pdf import LaidOut, Place, careful, lay_out
from campaigner.vocabulary.letters import PdfVariant


class Way(Enum):
    """How a letter was made, if not by a fallback."""

    SUBSTITUTED = auto()
    LEARNT = auto()


@dataclass
class _Regional:
    """What is known of one region of a letter."""

    name: str
    region: Region
    template: Template | None = None
    fitted: Fitted | None = None
    plan: Plan | None = None


@dataclass
class CompiledLetter:
    """A letter in some sizes."""

    known: Known
    letter: LetterPage
    sizes: Sequence[str]
    html: str
    skeleton: Skeleton
    regions: list[_Regional] = field(default_factory=list)
    reason: Reason | None = None
    variant: PdfVariant = PdfVariant.UA_1

    @classmethod
    def of(
        cls, known: Known, letter: LetterPage, sizes: Sequence[str], html: str
    ) -> CompiledLetter:
        """The letter; its plans are looked for, or learnt, when something is wanted of it."""
        made = cls(known, letter, sizes, html, Skeleton.of(html))
        made._find_regions()
        return made

    def as_a_whole(self) -> bytes:
        """The file of the letter, all of it laid out."""
        whole = CompiledLetter(
            self.known, self.letter, self.sizes, self.html, self.skeleton, reason=Reason.ENDED
        )
        return whole.pdf(self.variant)[0]

    def end(self) -> None:
        """End the plans that the letter's words were put into."""
        for each in self.regions:
            self.known.end(self._key(each))

    @property
    def pages(self) -> int:
        """The number of pages."""
        plan = self._plan(self.regions[-1]) if self.regions else None
        return plan.pages if plan else self._whole.pages

    def place_of(self, identifier: str) -> Place:
        """Where the element of that id starts."""
        for each in self.regions:
            if (plan := self._plan(each)) and identifier in plan.places:
                return plan.places[identifier]
        return self._whole.place_of(identifier)

    def pdf(self, variant: PdfVariant) -> tuple[bytes, Way | Reason]:
        """The letter's file, and how it was made."""
        self.variant = variant
        with careful():
            if all(map(self._plan, self.regions)) and self.reason is None:
                try:
                    return self._by_plans(variant)
                except Exception as error:  # noqa: BLE001 - the letter is laid out as a whole
                    self.reason = _reason_of(error)
            sheets, _, _ = self._drawn(variant, [])
            return sheets.pdf(self.skeleton, {}), self.reason or Reason.STRUCTURE

    def _by_plans(self, variant: PdfVariant) -> tuple[bytes, Way]:
        sheets = self._sheets(variant)
        if sheets is None:
            return self._learn_file(variant), Way.LEARNT
        with remembering(first_line=first_line):
            changed = dict(self._changed(sheets.usual))
        return sheets.pdf(self.skeleton, changed), Way.SUBSTITUTED

    def _sheets(self, variant: PdfVariant) -> Sheets | None:
        """The file of the letter's plans, None if a part of it is not known yet."""
        *heads, rest = self.regions
        part: RestPart | None = rest.plan.files.get((variant, self._sample)) if rest.plan else None
        if part is None or not heads:
            return part.with_head(None) if part else None
        head = heads[0].plan and heads[0].plan.files.get((variant, part.fits))
        return part.with_head(head) if head else None

    def _learn_file(self, variant: PdfVariant) -> bytes:
        """The letter's file, and what others can be put into, if that makes the same of it."""
        sheets, head, part = self._drawn(variant, list(self._pieces()))
        pdf = sheets.pdf(self.skeleton, {})
        if sheets.pdf(self.skeleton, dict(self._changed(Usual((), (), ())))) != pdf:
            raise NotSubstitutable(Reason.STRUCTURE)
        *heads, rest = self.regions
        assert rest.plan
        rest.plan.files.setdefault((variant, self._sample), part)
        for each in heads:
            assert each.plan
            each.plan.files.setdefault((variant, part.fits), head)
        return pdf

    def _drawn(
        self, variant: PdfVariant, pieces: Sequence[Piece]
    ) -> tuple[Sheets, HeadPart | None, RestPart]:
        document = self._whole.document
        with remembering(first_line=first_line):
            boxes = [piece.box for piece in pieces]
            drawn = draw(document, variant, self._changing, self._drawn_first, boxes)
        own = head_boxes(document) if self.skeleton.head.shared else frozenset()
        whole = parted(drawn, own)
        skeleton = self.skeleton
        usual = Usual(skeleton.head.blocks, skeleton.rest.blocks, skeleton.margin)
        head, rest = parts_of_file(document, whole, variant, pieces, self.known, usual)
        return rest.with_head(head), head, rest

    def _changed(self, usual: Usual) -> Iterator[tuple[BlockName, Lines]]:
        for each in self.regions:
            assert each.template
            assert each.plan
            words = usual.head if each.name == "head" else usual.rest
            if each.fitted is None:
                each.fitted = each.template.fit(each.region)
            lines = each.template.changed(each.region, each.fitted, each.plan, words)
            for number, found in lines.items():
                yield (each.name, number), found
            margins, margin = each.plan.margins, self.skeleton.margin
            if margins and margin != usual.margin:
                for page, boxes in enumerate(margins.lines(margin)):
                    for number, box in enumerate(boxes):
                        yield ("margin", page, number), [box]

    def _pieces(self) -> Iterator[Piece]:
        opened = self._whole.document.opened
        for each in self.regions:
            assert each.template
            assert each.plan
            for number, parts in enumerate(parts_at(self._numbers[each.name], opened)):
                if each.template.blocks[number]:
                    for fragment, part in enumerate(parts):
                        yield Piece((each.name, number), fragment, part.page, part.box)
        for page, boxes in enumerate(margin_boxes(opened.document)):
            for number, box in enumerate(boxes):
                yield Piece(("margin", page, number), 0, page, box)

    def _find_regions(self) -> None:
        path = self._styles[1]
        if self._sample is None:
            self.reason = why_there_is_none(self.skeleton.said)
        elif depends_on_words(path, path.stat().st_mtime_ns) or self.skeleton.is_styled:
            self.reason = Reason.STYLES
        else:
            self.regions = [_Regional("rest", self.skeleton.rest)]
            if self.skeleton.head.shared:
                self.regions.insert(0, _Regional("head", self.skeleton.head))

    def _plan(self, each: _Regional) -> Plan | None:
        """The plan of a region, known or new; None if the letter has to be laid out as a whole."""
        if self.reason is None and each.plan is None:
            try:
                with careful(), remembering(first_line=first_line):
                    self._find_plan(each)
            except Exception as error:  # noqa: BLE001 - the letter is laid out as a whole
                self.reason = _reason_of(error)
        return None if self.reason else each.plan

    def _find_plan(self, each: _Regional) -> None:
        each.template = self.known.get(self._key(each))
        if each.template:
            each.fitted = each.template.fit(each.region)
            each.plan = each.template.plans.get(each.fitted.shape)
        if each.plan is None:
            self._learn(each)

    def _learn(self, each: _Regional) -> None:
        document = self._whole.document
        about = document.metadata
        skeleton, numbers = self.skeleton, self._numbers[each.name]
        if (about.title, about.authors) != (skeleton.title, [skeleton.author]):
            raise NotSubstitutable(Reason.STRUCTURE)
        each.template = self.known.learn(
            self._key(each), lambda: Template.of(each.region, numbers, document.opened)
        )
        margin = skeleton.margin if each.name == "rest" else None
        each.plan = each.template.plan(each.region, numbers, document.opened, margin)
        names = names_in_head(document) if skeleton.head.shared else frozenset()
        own = each.name == "head"
        places = {name: place for name, place in each.plan.places.items() if (name in names) is own}
        each.plan.places.clear()
        each.plan.places.update(places)

    def _key(self, each: _Regional) -> Hashable:
        return (each.name, self.skeleton.above, each.region.shared, *self._around)

    @cached_property
    def _around(self) -> tuple[Hashable, ...]:
        """What decides how a page looks beside what it says."""
        changed = self._styles[1].stat().st_mtime_ns
        other_fonts = bool(self._sample and self._sample.other_fonts)
        return (self._styles, changed, self.letter.folders, other_fonts)

    @cached_property
    def _sample(self) -> Sample | None:
        """The characters that the letter's fonts are cut to, None if it has others."""
        return sample_for(self.skeleton.said, self.skeleton.runs_from_the_right)

    @property
    def _drawn_first(self) -> str:
        return self._sample.text if self._sample else ""

    @cached_property
    def _styles(self) -> tuple[str, Path]:
        return (css(self.letter.of_campaign.layout), self.letter.stylesheet)

    @cached_property
    def _whole(self) -> LaidOut:
        """The letter laid out as a whole."""
        return made_with_memory(
            lambda: lay_out(self.html, self.letter.folders, self._styles, render=render_opened),
            first_line=first_line,
        )

    @property
    def _changing(self) -> set[Any]:
        """The elements that may have people's words in them."""
        paragraphs = self._whole.document.opened.paragraphs
        every = chain.from_iterable(self._numbers.values())
        return {paragraphs[number].element for number in every}

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The numbers of each region's paragraphs among all of the page."""
        return dict(zip(("head", "rest"), paragraphs_of(self.html), strict=True))


def _reason_of(error: Exception) -> Reason:
    return error.reason if isinstance(error, NotSubstitutable) else Reason.FAULT
