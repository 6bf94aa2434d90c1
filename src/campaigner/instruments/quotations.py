"""Checking what a text cites and quotes: the places exist, and they have those words.

A quotation next to a citation is compared with the text of the instrument in the file's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from campaigner.instruments.citations import Citation, citations_in
from campaigner.instruments.comparison import (
    Difference,
    Segment,
    Token,
    agrees,
    difference,
    segments,
    tokens,
)
from campaigner.instruments.forms.binding import read
from campaigner.instruments.library import text_in
from campaigner.instruments.mistakes import frequent_mistakes
from campaigner.instruments.quoting.attributions import with_attributions
from campaigner.instruments.quoting.excerpts import (
    Bond,
    citations_of,
    find_quotations,
    readable,
)
from campaigner.instruments.quoting.finding import (
    language_like,
    language_of_words,
    nearest_place,
    place_of,
    words_of,
)
from campaigner.instruments.records import instrument
from campaigner.instruments.references import Reference
from campaigner.problems import Problem, Severity, shown_path

# A quotation of fewer words is a phrase, and compared only if its citation is right beside it.
PHRASE = 4
SHORTEST = 3
# A quotation of no more words may be the author's own phrase: it gets a hint if it differs.
COINED = 5
# Below this share of matching words it is another text, not this one with a mistake.
ALIKE = 0.5

# Readings that are both found in official prints: (language, article) → (ours, the other).
# “liberty and the security of person” is that of the official record, A/RES/217(III).
READINGS = {
    ("en", "3"): ("liberty and the security of person", "liberty and security of person"),
}


@dataclass(frozen=True)
class _File:
    """The text that is checked; makes problems with line and column."""

    path: str
    text: str
    language: str

    def problem(
        self,
        at: int,
        code: str,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        line = self.text.count("\n", 0, at) + 1
        column = at - self.text.rfind("\n", 0, at)
        return Problem(self.path, line, code, message, hint, column, severity)


def check_text(text: str, path: Path | str, language: str = "en") -> list[Problem]:
    """Returns the problems of the citations and quotations in a Markdown or plain text.

    Citations of what does not exist, quotations that differ from the text in ``language``, and
    articles cited for something they do not say.
    """
    file = _File(shown_path(Path(path)), text, language)
    prose = readable(text)
    reading = read(prose)
    citations = citations_in(reading)
    problems = [
        file.problem(citation.start, "no-such-provision", mistake)
        for citation in citations
        for mistake in citation.mistakes
    ]
    problems += [
        file.problem(citation.start, "citation-read-as", remark, severity=Severity.WARNING)
        for citation in citations
        for remark in citation.remarks
    ]
    problems += [
        file.problem(at, "article-does-not-hold", mistake.message, mistake.hint, Severity.WARNING)
        for at, mistake in frequent_mistakes(prose, citations, reading)
    ]
    sound = [c for c in citations if c.references and not c.mistakes]
    problems += _check_quotations(file, prose, with_attributions(prose, sound, reading))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def language_of(path: Path) -> str:
    """The language in a file's name, ``brief.cy.md``; English if it has none."""
    *_, before = path.stem.split(".") if "." in path.stem else ("en",)
    return before if words_of(before) else "en"


def _check_quotations(file: _File, prose: str, citations: Sequence[Citation]) -> Iterator[Problem]:
    quotations = find_quotations(prose, citations)
    paired = [(q, citations_of(q, prose, citations, quotations)) for q in quotations]
    if any(bonds for _, bonds in paired) and not words_of(file.language):
        yield file.problem(
            0,
            "no-text-in-language",
            f"there is no text of the Declaration in “{file.language}”: no quotation was compared.",
            severity=Severity.WARNING,
        )
        return
    for quotation, bonds in paired:
        quoted = segments(quotation.words, quotation.start)
        count = sum(token.is_word for segment in quoted for token in segment.tokens)
        sure = [bond for bond, _ in bonds if bond is Bond.TIGHT]
        if bonds and count >= (SHORTEST if sure else PHRASE):
            yield from _check_quotation(file, quoted, bonds)


def _check_quotation(
    file: _File, quoted: Sequence[Segment], bonds: Sequence[tuple[Bond, Citation]]
) -> Iterator[Problem]:
    """One quotation: correct if any of its citations has its words, or else the surest is wrong."""
    bond, citation = bonds[0]
    kept = tuple(ref for ref in citation.references if instrument(ref.instrument).has_text)
    if not kept:
        if bond is Bond.TIGHT:
            yield _not_compared(file, quoted, citation)
        return
    if withheld := _withheld(file, quoted, kept):
        yield withheld
        return
    for _, candidate in bonds:
        if agrees(quoted, _source(candidate.references, file.language)):
            return
        if reading := _other_reading(file, quoted, candidate.references):
            yield reading
            return
    if problem := _problem_of(file, quoted, kept, sure=bond is Bond.TIGHT):
        yield problem


def _withheld(file: _File, quoted: Sequence[Segment], cited: Sequence[Reference]) -> Problem | None:
    """A warning if the text in the file's language is faulty at a place that is cited."""
    text = text_in(file.language)
    for reference in cited:
        if reference.article and (reason := text.why_withheld(reference)):
            return file.problem(
                quoted[0].tokens[0].start,
                "quotation-not-compared",
                f"{reference} is not quoted in {text.name}, so these words were not compared: "
                f"{reason}.",
                severity=Severity.WARNING,
            )
    return None


def _problem_of(
    file: _File, quoted: Sequence[Segment], cited: Sequence[Reference], *, sure: bool
) -> Problem | None:
    """What is wrong with a quotation that differs; nothing if it may be of something else."""
    if sure and (elsewhere := _elsewhere(file, quoted, cited)):
        return elsewhere
    kept = tuple(ref if ref.article else nearest_place(quoted, file.language) for ref in cited)
    found = difference(quoted, _source(kept, file.language))
    if found.agreement < ALIKE and (spoken := language_like(quoted, kept, file.language)):
        return _in_another_language(file, quoted, spoken)
    if sure or found.agreement >= ALIKE:
        return _differs(file, quoted, kept, found)
    return None


def _differs(
    file: _File, quoted: Sequence[Segment], cited: Sequence[Reference], found: Difference
) -> Problem:
    """An error; a few words in quotation marks may be the author's own, and get a hint."""
    places = ", ".join(map(str, cited))
    if sum(token.is_word for segment in quoted for token in segment.tokens) <= COINED:
        return file.problem(
            found.start,
            "phrase-not-quoted",
            f"these words are not those of {places}: {found.shown}",
            "Take away the quotation marks, or quote the text.",
            Severity.NOTE,
        )
    return file.problem(
        found.start,
        "quotation-differs",
        f"the quotation differs from {places}: {found.shown}",
        "[text → yours], [−left out], [+added].",
    )


def _in_another_language(file: _File, quoted: Sequence[Segment], language: str) -> Problem:
    name = text_in(language).name
    return file.problem(
        quoted[0].tokens[0].start,
        "quotation-in-another-language",
        f"this is {name} ({language}), though not word for word the text in it; "
        f"this file is in “{file.language}”.",
        f"Quote the text in “{file.language}”, or say that the words are {name}.",
    )


def _not_compared(file: _File, quoted: Sequence[Segment], citation: Citation) -> Problem:
    reference = citation.references[0]
    found = instrument(reference.instrument)
    return file.problem(
        quoted[0].tokens[0].start,
        "quotation-not-compared",
        f"the text of {found.short} is not included. Please compare these words with it.",
        f"See {found.address}",
        Severity.WARNING,
    )


def _other_reading(
    file: _File,
    quoted: Sequence[Segment],
    references: Iterable[Reference],
) -> Problem | None:
    """A note if the quotation has the other of two readings that are both found."""
    for reference in references:
        readings = READINGS.get((file.language.partition("-")[0], reference.article))
        if not readings or reference.instrument != "udhr":
            continue
        ours, other = readings
        text = text_in(file.language).passage(reference).text
        if agrees(quoted, tokens(text.replace(ours, other))):
            return file.problem(
                quoted[0].tokens[0].start,
                "quotation-other-reading",
                f"both readings of {reference} are found: “{other}” as here, and “{ours}”.",
                severity=Severity.NOTE,
            )
    return None


def _elsewhere(
    file: _File, quoted: Sequence[Segment], cited: Sequence[Reference]
) -> Problem | None:
    """The place that has the words: elsewhere in the text, or in another language."""
    at = quoted[0].tokens[0].start
    wrong = ", ".join(map(str, cited))
    if place := place_of(quoted, file.language):
        return file.problem(
            at,
            "quotation-of-another-place",
            f"these are the words of {place}, not of {wrong}.",
            f"Cite {place}.",
        )
    if spoken := language_of_words(quoted, file.language):
        name = text_in(spoken).name
        return file.problem(
            at,
            "quotation-in-another-language",
            f"these are the words of the text in {name} ({spoken}); "
            f"this file is in “{file.language}”.",
        )
    return None


@lru_cache
def _source(references: tuple[Reference, ...], language: str) -> tuple[Token, ...]:
    text = text_in(language)
    kept = [ref for ref in references if instrument(ref.instrument).has_text]
    return tokens("\n".join(text.passage(reference).text for reference in kept))
