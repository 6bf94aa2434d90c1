"""One supporter's letters: to each of their representatives, recorded."""

from __future__ import annotations

from campaigner import clock
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, UsageError
from campaigner.letters.batch.jobs import Job
from campaigner.letters.batch.run import record_of
from campaigner.letters.batch.worker import Failed, Made, Order, make
from campaigner.letters.filenames import names_for
from campaigner.letters.recipients import recipients_for
from campaigner.letters.supporters import Supporter
from campaigner.outputs import open_output
from campaigner.representatives.models import Representative
from campaigner.store.database import Database, transaction
from campaigner.store.letters import is_path_of_another, save_letters


def write_letters(
    database: Database,
    campaign: Campaign,
    job: Job,
    supporter: Supporter,
    *,
    area: str = "",
    name: str = "",
) -> list[Made]:
    """Write a supporter's letters to those who represent them, and record them.

    ``area`` is the code of the area that was chosen where the postcode lies in several; ``name``
    is the file's, without its suffix. Raises NoRecipient where nobody is known, UsageError where
    one name is to do for several letters, CampaignerError where a letter cannot be made.
    """
    language, postcode = supporter.wording.language, supporter.sender.postcode
    recipients = recipients_for(database, postcode, campaign, language, area)
    if name and len(recipients) > 1:
        raise UsageError(f"One file is named, and there are {len(recipients)} recipients.")
    if name:
        _refuse_another_s_file(database, campaign, job, name, supporter, recipients[0])
    names = names_for(database, campaign.slug, job)
    orders = tuple(
        Order(supporter, recipient, name or names.name(supporter, recipient))
        for recipient in recipients
    )
    made = [_made(result) for result in make(job, orders)]
    with transaction(database) as connection:
        made_at = int(clock.now().timestamp())
        save_letters(connection, [record_of(each, job, campaign.slug, made_at) for each in made])
    return made


def _refuse_another_s_file(
    database: Database,
    campaign: Campaign,
    job: Job,
    name: str,
    supporter: Supporter,
    recipient: Representative,
) -> None:
    output = open_output(job.out)
    files = [file for form in job.forms if output.sha256(file := f"{name}.{form}")]
    paths = [output.place(file) for file in files]
    if paths and is_path_of_another(
        database.conn, paths, campaign.slug, supporter.key, recipient.id
    ):
        raise UsageError(
            f"{paths[0]} is the file of another letter.", hint="Name another file, or a folder."
        )


def _made(result: Made | Failed) -> Made:
    if isinstance(result, Failed):
        raise CampaignerError(result.message, hint=result.hint)
    return result
