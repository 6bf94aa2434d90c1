"""Whether a campaign's text can be used for a letter: known before anything is made."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from campaigner.campaigns.models import Campaign
from campaigner.campaigns.usable_texts import letter_file, letter_problems
from campaigner.campaigns.variants import choose
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.letters.writing.compose import Wording, shipped_text, traits_of
from campaigner.problems import Problem, shown_path
from campaigner.rendering.fonts.scripts import fallback_fonts
from campaigner.representatives.models import Representative
from campaigner.text import in_language
from campaigner.vocabulary.letters import LetterForm


def text_problems(
    campaign: Campaign,
    recipient: Representative,
    wording: Wording,
    forms: Collection[LetterForm] = (),
) -> tuple[Problem, ...]:
    """Returns the errors in the text that a letter to a recipient would have; none if it is usable.

    In a PDF each character needs a font. The organisation's own letter has a text that ships with
    the program.
    """
    variant = choose(campaign.letter.variants, traits_of(recipient, wording.nation), wording.kind)
    if shipped_text(wording, variant):
        return ()
    found = letter_problems(campaign, wording.language, variant)
    if found or LetterForm.PDF not in forms:
        return found
    return tuple(_undrawable(campaign, wording.language, variant))


def require_text(
    campaign: Campaign,
    recipient: Representative,
    wording: Wording,
    forms: Collection[LetterForm] = (),
) -> None:
    """Raises ProblemsFound, with file and line, if a letter's text cannot be used."""
    if problems := text_problems(campaign, recipient, wording, forms):
        raise ProblemsFound("There is no usable text for this letter.", problems)


def _undrawable(campaign: Campaign, language: str, variant: str) -> Iterator[Problem]:
    """The lines of a text, and the subject and requests, with characters that no font has."""
    file = shown_path(campaign.folder / letter_file(language, variant))
    lines = list(enumerate(campaign.letter_text(language, variant).splitlines(), 1))
    vehicles = (vehicle.text for ask in campaign.asks for vehicle in ask.vehicles)
    said = [campaign.letter.subject, *(ask.text for ask in campaign.asks), *vehicles]
    lines += [(0, in_language(texts, language)) for texts in said]
    for number, line in lines:
        if line.isascii():
            continue
        try:
            fallback_fonts(line)
        except CampaignerError as error:
            yield Problem(file, number, "no-font", error.message, error.hint)
