"""A draft Early Day Motion with written questions: as text, and as a page for a Member."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.parliament_models import MotionDraft
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.opening import OpenWorkspace
from campaigner.papers.edition import Edition, edition_of
from campaigner.papers.formal.beside import STYLE
from campaigner.papers.formal.sheets import WORDS
from campaigner.parliament.drafts import ENGLISH
from campaigner.parliament.findings import Finding, undecided
from campaigner.parliament.motion_checks import (
    Question,
    check_motion,
    check_question,
    motion_text,
    questions_from,
)
from campaigner.parliament.wording import words_of
from campaigner.problems import shown_path
from campaigner.rendering.pdf import render_pdf
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language
from campaigner.vocabulary.letters import PdfVariant

PAGE = "formal/motion.html.j2"


@dataclass(frozen=True)
class MotionPaper:
    """A draft motion and questions of a campaign, in English.

    ``from_asks`` is whether the program made the questions, so that a drafter reads them twice.
    """

    edition: Edition
    motion: MotionDraft
    questions: tuple[Question, ...]
    from_asks: bool
    findings: tuple[Finding, ...]

    @property
    def words(self) -> int:
        """The number of words of the motion."""
        return len(words_of(motion_text(self.motion.text)))

    def text(self) -> str:
        """Returns the drafts as plain text, each under its heading."""
        words = words_in(self.edition.folders, WORDS, ENGLISH)
        shown = [_heading(words["motion_head"]), self.motion.title, motion_text(self.motion.text)]
        if self.questions:
            shown.append(_heading(words["questions"]))
        shown += [f"{number}. {question}" for number, question in enumerate(self.questions, 1)]
        return "\n\n".join(shown) + "\n"

    def pdf(self, variant: PdfVariant = PdfVariant.UA_1) -> bytes:
        """Returns the drafts as a page for a Member."""
        edition = self.edition
        html = render(
            environment(edition.folders),
            PAGE,
            language=ENGLISH,
            words=words_in(edition.folders, WORDS, ENGLISH),
            campaign=in_language(edition.campaign.title, ENGLISH),
            title=self.motion.title,
            motion=motion_text(self.motion.text),
            count=self.words,
            questions=[str(each) for each in self.questions],
            facts=_facts(edition, f"{self.motion.text} {' '.join(map(str, self.questions))}"),
            organisation=edition.settings.organisation,
        )
        folders = edition.folders
        return render_pdf(html, folders, [find_template(folders, STYLE)], variant)


def _heading(text: str) -> str:
    return f"{text}\n{'=' * len(text)}"


def make_motion(here: OpenWorkspace, slug: str) -> MotionPaper:
    """Returns a campaign's draft motion and questions, with what a person should look at.

    Raises UnknownName for a campaign, CampaignerError if it has no draft, ProblemsFound if the
    draft breaks a rule.
    """
    edition = edition_of(here, slug)
    motion = edition.campaign.petition.motion
    if motion is None:
        raise CampaignerError(
            f"The campaign “{slug}” has no draft motion.",
            hint="Write [petition.motion] in its campaign.toml.",
            code="no-motion",
        )
    written = tuple(each.question() for each in motion.questions)
    asked = tuple(
        question
        for ask in edition.campaign.asks
        if not ask.is_past(edition.day)
        for question in questions_from(in_language(ask.text, ENGLISH))
    )
    questions = written or asked
    findings = [*check_motion(motion.title, motion.text)]
    findings += [each for question in questions for each in check_question(question)]
    found = tuple(undecided(findings, motion.decided))
    path = shown_path(edition.campaign.folder / "campaign.toml")
    if refused := [each.problem(path) for each in found if each.refuses and written]:
        raise ProblemsFound("The Table Office would not take these drafts.", refused)
    return MotionPaper(edition, motion, questions, not written, found)


def _facts(edition: Edition, text: str) -> list[tuple[str, str]]:
    """The campaign's facts that a draft draws on, told by their figures, with their sources."""
    figures = _figures(text)
    claims = ((in_language(fact.text, ENGLISH), fact) for fact in edition.campaign.facts)
    return [
        (f"{claim} ({fact.source})", fact.url)
        for claim, fact in claims
        if figures & _figures(claim)
    ]


def _figures(text: str) -> set[str]:
    """Figures with a comma or a point in them: others are years, or too common to tell."""
    words = [word.strip(".,;:()“”") for word in text.split()]
    return {
        word
        for word in words
        if any(mark.isdigit() for mark in word) and ("," in word or "." in word)
    }
