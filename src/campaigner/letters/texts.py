"""Whether a campaign's text can be used for a letter: known before anything is made."""

from __future__ import annotations

from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.campaigns.usable_texts import letter_problems
from campaigner.campaigns.variants import choose
from campaigner.errors import ProblemsFound
from campaigner.letters.compose import Wording, traits_of
from campaigner.problems import Problem
from campaigner.representatives.models import Representative


def text_problems(
    campaign: Campaign, recipient: Representative, wording: Wording
) -> tuple[Problem, ...]:
    """Returns the errors in the text that a letter to a recipient would have; none if it is usable.

    The organisation's own letter has a text that ships with the program.
    """
    variant = choose(campaign.letter.variants, traits_of(recipient), wording.kind)
    if wording.kind == ORGANISATION and not variant:
        return ()
    return letter_problems(campaign, wording.language, variant)


def require_text(campaign: Campaign, recipient: Representative, wording: Wording) -> None:
    """Raises ProblemsFound, with file and line, if a letter's text cannot be used."""
    if problems := text_problems(campaign, recipient, wording):
        raise ProblemsFound("There is no usable text for this letter.", problems)
