"""A letter as it would be, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import UnknownName
from campaigner.forms import FormRefused
from campaigner.letters.jobs import stationery_for
from campaigner.letters.recipients import ChooseArea, no_postal_address, recipients_for
from campaigner.letters.request import LetterRequest, supporter_of
from campaigner.letters.writing.closeness import (
    OWN_BELOW,
    Way,
    closeness_to_template,
    ways_to_make_it_own,
)
from campaigner.letters.writing.compose import Letter, Wording, compose_letter
from campaigner.letters.writing.home import at_home
from campaigner.letters.writing.printable import printable_in
from campaigner.letters.writing.texts import require_text
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.representatives.models import Representative
from campaigner.texts.asks import AskRefused
from campaigner.vocabulary.letters import LetterForm


@dataclass(frozen=True)
class Preview:
    """A letter as it would be; ``remark`` says what was left out because no font has it.

    ``recipients`` are all to whom the campaign has this supporter write, the letter's own among
    them.
    """

    campaign: Campaign
    letter: Letter
    wording: Wording
    recipients: tuple[Representative, ...]
    remark: str = ""

    @property
    def closeness(self) -> float:
        """How close the letter is to the campaign's own text, from 0 to 1."""
        return closeness_to_template(self.letter)

    @property
    def is_own(self) -> bool:
        """Whether the letter is its writer's own rather than the campaign's."""
        return self.closeness < OWN_BELOW

    @property
    def ways(self) -> list[Way]:
        """What could make the letter its writer's own."""
        return ways_to_make_it_own(self.campaign, self.wording, self.letter.recipient)


def preview(here: OpenWorkspace, request: LetterRequest) -> Preview | ChooseArea:
    """Returns the letter to one of a supporter's recipients, or the choice to make first.

    It is the first recipient if the request names none. Writes nothing: no file, no row. What only
    shows on the sheet, such as an address too long for its window, is found by typesetting the
    letter.
    Raises FormRefused with all that cannot be used of what was typed, NoRecipient if nobody is
    known to write to, UnknownName if the one who was named is not a recipient, CampaignerError for
    a text that has a mistake and for a PDF that cannot be posted.
    """
    campaign = load_campaign(here.workspace.campaign_folder(request.campaign))
    supporter = supporter_of(request, campaign)
    printed = printable_in(request.forms, supporter)
    postcode = printed.supporter.sender.postcode
    supporter = at_home(here.database, campaign, printed.supporter, postcode, request.area)
    sender, wording = supporter.sender, supporter.wording
    stationery = stationery_for(here, request)
    recipients = recipients_for(
        here.database, sender.postcode, campaign, wording.language, request.area, today=here.today
    )
    if isinstance(recipients, ChooseArea):
        return recipients
    recipient = _wanted(recipients, request.to)
    require_text(campaign, recipient, wording, request.forms)
    if LetterForm.PDF in request.forms and not recipient.has_postal_address:
        raise no_postal_address(recipient)
    try:
        letter = compose_letter(campaign, recipient, sender, wording, stationery)
    except AskRefused as error:
        problem = Problem("asks", 0, "invalid-asks", error.message, error.hint)
        raise FormRefused("This letter has no ask.", [problem]) from error
    return Preview(campaign, letter, wording, tuple(recipients), printed.remark)


def _wanted(recipients: list[Representative], wanted: int) -> Representative:
    for each in recipients:
        if wanted in (0, each.id):
            return each
    raise UnknownName("recipient", str(wanted), ())
