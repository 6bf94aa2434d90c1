"""What waits for a second owner: removing a campaign, exporting everything, keeping data shorter.

One owner asks, and another says yes with their password; then it is done. Who asked may take it
back, and what is changed meanwhile has to be asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigner.errors import UnknownName, UsageError
from campaigner.jobs.asking import NoJob, NotNow, add_job, job_of, start_job
from campaigner.jobs.wanted import EverythingWanted, RemovalWanted
from campaigner.opening import OpenWorkspace
from campaigner.organisers import proposals
from campaigner.organisers.acting import Machine, Session, check_allowed, name_of_account
from campaigner.organisers.acts import OF_TWO_OWNERS, Act
from campaigner.organisers.permissions import may
from campaigner.organisers.proposals import HOUR, ProposalRefused
from campaigner.privacy.others import others_for
from campaigner.privacy.removing import check_removable, removal_matter
from campaigner.privacy.shorter_retention import apply_wanted, people_who_would_go, settings_matter
from campaigner.privacy.whole_export import export_matter
from campaigner.store import petitions, proposed_settings
from campaigner.store import proposals as kept
from campaigner.store.database import transaction
from campaigner.store.jobs import JobRow
from campaigner.store.proposals import Matter, Proposal
from campaigner.vocabulary.desk import JobKind, Verdict


class NobodyElse(UsageError):
    """There is no other account that could say yes."""

    code = "nobody-else"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a second person; ``by`` is empty for whoever has the machine.

    ``changed``: it is not any more what was asked for. ``wanted`` are the times for data that are
    asked for, by the names of the settings, and ``people`` how many records would go at once.
    """

    number: int
    act: Act
    campaign: str
    by: str
    is_own: bool
    asked_at: int
    expires_at: int
    changed: bool
    wanted: Mapping[str, str] = field(default_factory=dict)
    people: int = 0


def waiting(here: OpenWorkspace, by: Session) -> list[Waiting]:
    """Returns what waits for a second person and is for somebody's account, the oldest first."""
    found = [
        each
        for each in kept.waiting(here.database.conn, here.moment)
        if Act(each.matter.act) in OF_TWO_OWNERS
        and may(by.account, Act(each.matter.act), campaign=each.matter.campaign)
    ]
    return [_waiting(here, by, each) for each in found]


def waiting_about(here: OpenWorkspace, by: Session, act: Act, campaign: str) -> Waiting | None:
    """Returns what waits for a second person about a campaign, if there is such a thing."""
    found = [each for each in waiting(here, by) if (each.act, each.campaign) == (act, campaign)]
    return next(iter(found), None)


def ask_to_remove(here: OpenWorkspace, by: Session | Machine, campaign: str) -> Proposal:
    """Asks a second person whether a campaign may be removed as it is now.

    Raises UnknownName, RemovalRefused, NobodyElse, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.REMOVE_CAMPAIGN, campaign=campaign)
    check_removable(here, campaign)
    _check_others(here, by, Act.REMOVE_CAMPAIGN, campaign)
    return proposals.propose(here, by, removal_matter(here, campaign))


def ask_to_export(here: OpenWorkspace, by: Session | Machine, campaign: str = "") -> Proposal:
    """Asks a second person whether all data of a campaign, or of all campaigns, may be exported.

    Raises UnknownName, NobodyElse, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.EXPORT_EVERYTHING)
    if campaign:
        here.workspace.campaign_folder(campaign)
    _check_others(here, by, Act.EXPORT_EVERYTHING, campaign)
    return proposals.propose(here, by, export_matter(campaign))


def answer(here: OpenWorkspace, by: Session, number: int, *, yes: bool) -> Proposal:
    """Says yes or no; with a yes it is done, or begins to be.

    Raises ProposalRefused, also if it was changed meanwhile, RemovalRefused, NotAllowed for one's
    own, and as ``acting.check_allowed`` and ``change_settings``.
    """
    with transaction(here.database):
        found = _asked(here, number)
        matter = _matter_now(here, found)
        done = proposals.answer(here, by, number, matter, yes=yes)
        if not yes:
            return done
        proposals.use_yes(here, by, matter)
        _begin(here, found)
        wanted = proposed_settings.wanted(here.database.conn, number)
        if found.matter.act == Act.CHANGE_SETTINGS:
            apply_wanted(here, by, wanted)
    return done


def may_go_on(here: OpenWorkspace, row: JobRow) -> bool:
    """Returns whether a job that two people decided may go on after it failed or was stopped.

    A yes is good for a time, and for what was asked for: a removal that has not begun is asked for
    again, and so is an export that nobody has gone on with in that time. A removal that has begun
    goes on at any time, as what is left names people.
    """
    if not row.can_start:
        return False
    if row.kind is JobKind.REMOVAL:
        known = petitions.find_petition(here.database.conn, row.campaign)
        return known is not None and known.removed_at is not None
    return here.moment < row.asked_at + here.workspace.settings.desk.answer_hours * HOUR


def go_on(here: OpenWorkspace, by: Session, number: int) -> JobRow:
    """Goes on with what two people decided, and was not done.

    Raises NoJob, NotNow if it has to be asked for again, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.EXPORT_EVERYTHING)
    row = job_of(here, number)
    if row.kind not in (JobKind.REMOVAL, JobKind.EVERYTHING):
        raise NoJob(number)
    if not may_go_on(here, row):
        raise NotNow(f"Job {number} cannot go on.", hint="Ask for it again.", state=row.state)
    return start_job(here, number)


def remove_by_machine(here: OpenWorkspace, by: Machine, campaign: str) -> int | None:
    """Has a campaign removed if somebody with an account said yes to it, or nobody has one.

    Returns the number of the job, None if somebody was asked now. Raises UnknownName,
    RemovalRefused.
    """
    check_removable(here, campaign)
    matter = removal_matter(here, campaign)
    with transaction(here.database) as connection:
        if others_for(here, by, Act.REMOVE_CAMPAIGN, campaign):
            asked = proposals.proposal_about(here, matter)
            if asked is None or asked.verdict is not Verdict.YES:
                proposals.propose(here, by, matter)
                return None
            proposals.use_yes(here, by, matter)
        return add_job(here, connection, RemovalWanted(campaign))


def _begin(here: OpenWorkspace, found: Proposal) -> None:
    campaign, connection = found.matter.campaign, here.database.conn
    if found.matter.act == Act.REMOVE_CAMPAIGN:
        check_removable(here, campaign)
        add_job(here, connection, RemovalWanted(campaign))
    elif found.matter.act == Act.EXPORT_EVERYTHING:
        add_job(here, connection, EverythingWanted(campaign))


def _asked(here: OpenWorkspace, number: int) -> Proposal:
    found = kept.of_number(here.database.conn, number)
    if found is None or found.matter.act not in OF_TWO_OWNERS:
        raise ProposalRefused("Nobody has asked for this.", code="proposal-unknown")
    return found


def _matter_now(here: OpenWorkspace, found: Proposal) -> Matter:
    """What a proposal is about, as it is now. Raises ProposalRefused if it is gone."""
    act, campaign = Act(found.matter.act), found.matter.campaign
    if act is Act.EXPORT_EVERYTHING:
        return export_matter(campaign)
    if act is Act.CHANGE_SETTINGS:
        return settings_matter(here, proposed_settings.wanted(here.database.conn, found.id))
    try:
        return removal_matter(here, campaign)
    except UnknownName as gone:
        raise ProposalRefused("This campaign is gone.", code="proposal-over") from gone


def _waiting(here: OpenWorkspace, by: Session, found: Proposal) -> Waiting:
    act = Act(found.matter.act)
    wanted = proposed_settings.wanted(here.database.conn, found.id)
    try:
        changed = _matter_now(here, found).content != found.matter.content
    except ProposalRefused:
        changed = True
    return Waiting(
        found.id, act, found.matter.campaign,
        name_of_account(here, found.asked_by) if found.asked_by is not None else "",
        found.asked_by == by.account.id, found.asked_at, found.expires_at, changed,
        wanted, people_who_would_go(here, wanted) if wanted else 0,
    )  # fmt: skip


def _check_others(here: OpenWorkspace, by: Session | Machine, act: Act, campaign: str) -> None:
    if not others_for(here, by, act, campaign):
        raise NobodyElse(
            "There is nobody else who could say yes.", hint="Add a second owner first."
        )
