"""``campaigner campaign remove``."""

from __future__ import annotations

import typer

from campaigner.cli.options import CampaignArgument, YesOption
from campaigner.cli.output import say
from campaigner.cli.workspace import current_workspace, now_in, open_here
from campaigner.text import plural


def remove(context: typer.Context, slug: CampaignArgument, yes: YesOption = False) -> int:
    """Remove a campaign and all that names people in it; the ledger stays.

    If there are accounts of owners, one of them has to say yes at the desk.
    """
    from campaigner.jobs.supervising import work_once
    from campaigner.organisers.acting import MACHINE
    from campaigner.privacy.doing import Hand
    from campaigner.privacy.removing import check_removable, removal_of
    from campaigner.privacy.two_people import remove_by_machine
    from campaigner.vocabulary.desk import JobState

    workspace = current_workspace(context)
    with open_here(context) as here:
        check_removable(here, slug)
        found = removal_of(here, slug)
        say(
            f"“{found.title}”: {plural(found.goes.signatures, 'signature')},"
            f" {plural(found.goes.letters, 'letter')} and {plural(found.goes.bookings, 'place')}"
            f" lose their names; {plural(found.goes.files, 'file')} about people"
            f" {'is' if found.goes.files == 1 else 'are'} deleted."
        )
        say(
            f"The ledger ({plural(found.rows, 'row')}) and the audit stay. The log and the"
            f" definition are kept in removed/{slug}."
        )
        if not yes and not typer.confirm("Remove this campaign?", err=True):
            return 0
        number = remove_by_machine(here, MACHINE, slug)
        if number is None:
            say("An owner has to say yes at the desk, under “What takes two people”.")
            say("It begins as soon as they have.")
            return 0
        while job := work_once(here, clock=lambda: now_in(workspace), begin=Hand):
            if job.id == number:
                say(f"Removed. {plural(job.failed, 'file')} could not be deleted. {job.trouble}")
                return int(job.state is not JobState.DONE)
    say("Another program does it now. To see how far it is, run: campaigner job list")
    return 0
