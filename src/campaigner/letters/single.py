"""One supporter's letters: to each of their representatives, written and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.destinations import destination
from campaigner.errors import CampaignerError, UsageError
from campaigner.issued import noted_until_recorded
from campaigner.letters.batch.recording import record_of
from campaigner.letters.filenames import names_for
from campaigner.letters.jobs import Job, job_for
from campaigner.letters.recipients import ChooseArea, no_postal_address, recipients_for
from campaigner.letters.request import LetterRequest, supporter_of
from campaigner.letters.supporters import Supporter
from campaigner.letters.worker import Failed, Made, Order, make
from campaigner.letters.writing.closeness import OWN_BELOW, Way, ways_to_make_it_own
from campaigner.letters.writing.home import at_home
from campaigner.letters.writing.printable import printable_in
from campaigner.letters.writing.texts import require_text
from campaigner.opening import OpenWorkspace
from campaigner.outputs import open_output
from campaigner.representatives.models import Representative
from campaigner.schedule import scheduled
from campaigner.store.database import require_writable, transaction
from campaigner.store.letters import is_path_of_another, save_letters
from campaigner.store.outputs import LETTER
from campaigner.vocabulary.letters import LetterForm


@dataclass(frozen=True)
class WrittenLetter:
    """A letter that was written, to whom, and how close it is to the campaign's own text.

    ``path`` is the first of its ``files``. ``closeness`` is from 0 to 1; ``ways`` are what could
    make the letter its writer's own, none if it is that already.
    """

    path: str
    files: tuple[str, ...]
    recipient: Representative
    closeness: float
    ways: tuple[Way, ...]

    @property
    def is_own(self) -> bool:
        """Whether the letter is its writer's own rather than the campaign's."""
        return self.closeness < OWN_BELOW


@dataclass(frozen=True)
class Written:
    """A supporter's letters.

    ``unreviewed`` is their language if no native speaker checked it; ``remark`` says what of
    their words was left out because no font has it.
    """

    letters: tuple[WrittenLetter, ...]
    unreviewed: tuple[str, ...] = ()
    remark: str = ""


def write(here: OpenWorkspace, request: LetterRequest) -> Written | ChooseArea:
    """Write a supporter's letters to those who represent them, and record them.

    Raises FormRefused with all that cannot be used of what was typed, ProblemsFound for a text
    that is missing, empty or has errors, NoRecipient if nobody is known to write to,
    CampaignerError for a letter that cannot be made or posted, UsageError for one file name for
    several letters or for the name of another letter's file, DatabaseUnusable if the letters
    cannot be recorded.
    """
    campaign = load_campaign(here.workspace.campaign_folder(request.campaign))
    require_writable(here.database)
    job = job_for(here, campaign.slug, request)
    printed = printable_in(job.forms, supporter_of(request, campaign))
    supporter = printed.supporter
    postcode, language = supporter.sender.postcode, supporter.wording.language
    recipients = recipients_for(
        here.database, postcode, campaign, language, request.area, today=here.today
    )
    if isinstance(recipients, ChooseArea):
        return recipients
    supporter = at_home(here.database, campaign, supporter, postcode, request.area)
    for recipient in recipients:
        require_text(campaign, recipient, supporter.wording, job.forms)
        if LetterForm.PDF in job.forms and not recipient.has_postal_address:
            raise no_postal_address(recipient)
    orders = _orders(here, campaign, job, supporter, recipients, request)
    made = _made(here, campaign, job, orders)
    return Written(
        tuple(_written(campaign, each) for each in made),
        tuple({language} & {*campaign.unreviewed_languages}),
        printed.remark,
    )


def _orders(
    here: OpenWorkspace,
    campaign: Campaign,
    job: Job,
    supporter: Supporter,
    recipients: Sequence[Representative],
    request: LetterRequest,
) -> tuple[Order, ...]:
    if stem := request.stem:
        _check_stem(here, campaign, job, supporter, recipients, request)
    names = names_for(here.database, campaign.slug, job)
    return tuple(
        Order(supporter, recipient, stem or names.name(supporter, recipient))
        for recipient in recipients
    )


def _check_stem(
    here: OpenWorkspace,
    campaign: Campaign,
    job: Job,
    supporter: Supporter,
    recipients: Sequence[Representative],
    request: LetterRequest,
) -> None:
    if len(recipients) > 1:
        raise UsageError(
            f"There are {len(recipients)} letters to write, so one file name is not enough.",
            hint="Choose a folder for them.",
        )
    output = open_output(job.out)
    files = [f"{request.stem}.{form}" for form in job.forms]
    there = [output.place(file) for file in files if output.sha256(file)]
    if there and is_path_of_another(
        here.database.conn, there, campaign.slug, supporter.key, recipients[0].id
    ):
        raise UsageError(
            f"{there[0]} is the file of another letter.",
            hint="Choose another file name, or a folder.",
        )
    for file in files if "://" not in job.out else ():
        destination(here, Path(output.place(file)), LETTER, replace=request.replace)


def _made(
    here: OpenWorkspace, campaign: Campaign, job: Job, orders: tuple[Order, ...]
) -> list[Made]:
    """Make the letters and record them; if one fails, the others are there and recorded."""
    output = open_output(job.out)
    files = [output.place(f"{order.name}.{form}") for order in orders for form in job.forms]
    with noted_until_recorded(here.database, campaign.slug, files, here.moment):
        results = make(job, orders)
        made = [each for each in results if isinstance(each, Made)]
        with transaction(here.database) as connection:
            # Its closing says how long letters are kept.
            scheduled(here.database, campaign, here.zone)
            save_letters(
                connection, [record_of(each, job, campaign.slug, here.moment) for each in made]
            )
    for each in results:
        if isinstance(each, Failed):
            raise CampaignerError(each.message, hint=each.hint)
    return made


def _written(campaign: Campaign, made: Made) -> WrittenLetter:
    recipient, wording = made.order.recipient, made.order.supporter.wording
    ways = () if made.closeness < OWN_BELOW else ways_to_make_it_own(campaign, wording, recipient)
    return WrittenLetter(made.path, tuple(made.files), recipient, made.closeness, tuple(ways))
