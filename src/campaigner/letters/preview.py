"""A letter as it would be, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.compose import Letter, compose_letter
from campaigner.letters.jobs import stationery_for
from campaigner.letters.printable import printable_in
from campaigner.letters.recipients import ChooseArea, recipients_for
from campaigner.letters.request import LetterRequest, supporter_of
from campaigner.letters.texts import require_text
from campaigner.opening import OpenWorkspace


@dataclass(frozen=True)
class Preview:
    """A letter as it would be; ``remark`` says what was left out because no font has it."""

    letter: Letter
    remark: str = ""


def preview(here: OpenWorkspace, request: LetterRequest) -> Preview | ChooseArea:
    """Returns the letter to the first of a supporter's recipients, or the choice to make first.

    Writes nothing: no file, no row. What only shows on the sheet, such as an address too long for
    its window, is found by typesetting the letter.
    Raises FormRefused with all that cannot be used of what was typed, NoRecipient if nobody is
    known to write to, CampaignerError for a text that has a mistake.
    """
    campaign = load_campaign(here.workspace.campaign_folder(request.campaign))
    supporter = supporter_of(request, campaign)
    printed = printable_in(request.forms, supporter)
    supporter = printed.supporter
    stationery = stationery_for(here, request)
    postcode, language = supporter.sender.postcode, supporter.wording.language
    recipients = recipients_for(
        here.database, postcode, campaign, language, request.area, today=here.today
    )
    if isinstance(recipients, ChooseArea):
        return recipients
    require_text(campaign, recipients[0], supporter.wording, request.forms)
    sender, wording = supporter.sender, supporter.wording
    letter = compose_letter(campaign, recipients[0], sender, wording, stationery)
    return Preview(letter, printed.remark)
