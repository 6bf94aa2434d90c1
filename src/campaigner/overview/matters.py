"""What needs a look in a campaign: each matter as a value, for those alone who can see to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from shutil import disk_usage

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.overview import problems_kept
from campaigner.errors import CampaignerError
from campaigner.holding import DAY
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acts import OF_TWO_OWNERS, Act
from campaigner.organisers.permissions import may
from campaigner.problems import errors_among
from campaigner.store import overview, proposals
from campaigner.store.mail_server import server_trouble
from campaigner.store.organisers import Account
from campaigner.store.petitions import Petition, find_petition
from campaigner.store.rights_requests import open_ones

_LATE = 60 * 60
_RECENT = 7 * DAY
BACKUP_OLD = 7 * DAY
_SOON_DAYS, _ANSWER_DAYS = 14, 7
_STALE_DAYS = 365
_LEAST_FREE = 1_000_000_000  # bytes


class Matter(StrEnum):
    """What a look is about; each has its sentence where it is shown."""

    DEFINITION = "definition"
    DISK = "disk"
    MAIL_STOPPED = "mail_stopped"
    MAIL_LATE = "mail_late"
    REQUESTS = "requests"
    SUSPECTS = "suspects"
    COMMENTS = "comments"
    TWO_PEOPLE = "two_people"
    UPDATES = "updates"
    REPLIES = "replies"
    JOBS = "jobs"
    FACTS = "facts"
    FACTS_SOON = "facts_soon"
    PAST = "past"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"
    NO_BACKUP = "no_backup"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Look:
    """Something that needs a look: how many, since when (seconds since 1970), in which words.

    With ``is_more`` there are more than ``count``. ``act`` is what sees to it. ``words`` come from
    elsewhere, such as a mail server.
    """

    matter: Matter
    act: Act
    count: int = 0
    since: int | None = None
    words: str = ""

    @property
    def is_more(self) -> bool:
        """Whether it was not counted to the end."""
        return self.count > overview.MOST

    @property
    def shown(self) -> int:
        """The number to show: if there are more, as many as were counted."""
        return min(self.count, overview.MOST)


@dataclass(frozen=True, slots=True)
class _About:
    """What the searches look at."""

    here: OpenWorkspace
    slug: str
    petition: Petition | None
    campaign: Campaign | None
    by: Account


_OF_ALL = frozenset({Act.RECORD_REPLIES})  # the mailbox is one for all campaigns
_Search = Callable[[_About], Iterator[Look]]


def needs_a_look(here: OpenWorkspace, slug: str, by: Account) -> tuple[Look, ...]:
    """Returns what needs a look in a campaign and can be seen to by an account: the gravest first.

    It works for a campaign whose definition cannot be used, too. Raises UnknownName.
    """
    folder = here.workspace.campaign_folder(slug)
    try:
        campaign: Campaign | None = defined_campaign(folder)
    except CampaignerError:
        campaign = None
    about = _About(here, slug, find_petition(here.database.conn, slug), campaign, by)
    found = [
        look
        for act, searches in _SEARCHES.items()
        if may(by, act, campaign="" if act in _OF_ALL else slug)
        for search in searches
        for look in search(about)
    ]
    order = list(Matter)
    return tuple(sorted(found, key=lambda look: order.index(look.matter)))


def _counted(matter: Matter, act: Act, count: int) -> Iterator[Look]:
    if count:
        yield Look(matter, act, count)


def _definition(about: _About) -> Iterator[Look]:
    problems = errors_among(problems_kept(about.here.workspace.campaign_folder(about.slug)))
    yield from _counted(Matter.DEFINITION, Act.EDIT_CAMPAIGN, len(problems))


def _facts(about: _About) -> Iterator[Look]:
    if about.campaign is None:
        return
    today = about.here.today
    left = [
        min((fact.review_by - today).days, (fact.as_of - today).days + _STALE_DAYS)
        for _, _, fact in about.campaign.claims()
    ]
    stale = sum(days < 0 for days in left)
    soon = sum(0 <= days <= _SOON_DAYS for days in left)
    past = sum(ask.is_past(today) for ask in about.campaign.asks)
    yield from _counted(Matter.FACTS, Act.EDIT_CAMPAIGN, stale)
    yield from _counted(Matter.FACTS_SOON, Act.EDIT_CAMPAIGN, soon)
    yield from _counted(Matter.PAST, Act.EDIT_CAMPAIGN, past)


def _suspects(about: _About) -> Iterator[Look]:
    if about.petition:
        count = overview.suspects(about.here.database.conn, about.petition.id)
        yield from _counted(Matter.SUSPECTS, Act.MODERATE_SIGNATURES, count)


def _comments(about: _About) -> Iterator[Look]:
    if about.petition:
        count = overview.comments(about.here.database.conn, about.petition.id)
        yield from _counted(Matter.COMMENTS, Act.MODERATE_COMMENTS, count)


def _mail(about: _About) -> Iterator[Look]:
    connection, now = about.here.database.conn, about.here.moment
    trouble = server_trouble(connection)
    late, since = overview.late_mails(connection, now - _LATE)
    if trouble:
        yield Look(Matter.MAIL_STOPPED, Act.SEE_MAIL, late, trouble.since, trouble.words)
    elif late:
        yield Look(Matter.MAIL_LATE, Act.SEE_MAIL, late, since)
    if about.petition:
        gone = overview.given_up(connection, about.petition.id, now - _RECENT)
        yield from _counted(Matter.BOUNCED, Act.SEE_MAIL, gone.bounced)
        yield from _counted(Matter.GIVEN_UP, Act.SEE_MAIL, gone.others)


def _replies(about: _About) -> Iterator[Look]:
    count = overview.mailed_replies(about.here.database.conn)
    yield from _counted(Matter.REPLIES, Act.RECORD_REPLIES, count)


def _requests(about: _About) -> Iterator[Look]:
    """People's requests about their data whose last day is near, or past."""
    soon = about.here.today + timedelta(days=_ANSWER_DAYS)
    count = sum(each.due_on <= soon for each in open_ones(about.here.database.conn))
    yield from _counted(Matter.REQUESTS, Act.ANSWER_REQUESTS, count)


def _jobs(about: _About) -> Iterator[Look]:
    count = overview.failed_jobs(about.here.database.conn, about.slug)
    yield from _counted(Matter.JOBS, Act.WRITE_LETTERS, count)


def _updates(about: _About) -> Iterator[Look]:
    waiting = proposals.waiting(about.here.database.conn, about.here.moment)
    count = sum(
        each.matter.act == Act.SEND_UPDATES and each.matter.campaign == about.slug
        for each in waiting
    )
    yield from _counted(Matter.UPDATES, Act.SEND_UPDATES, count)


def _two_people(about: _About) -> Iterator[Look]:
    """What another owner asks for: removing this campaign, or what is about all of them."""
    waiting = proposals.waiting(about.here.database.conn, about.here.moment)
    count = sum(
        each.asked_by != about.by.id
        and each.matter.act in OF_TWO_OWNERS
        and each.matter.campaign in ("", about.slug)
        for each in waiting
    )
    yield from _counted(Matter.TWO_PEOPLE, Act.CARE_FOR_DATABASE, count)


def _backup(about: _About) -> Iterator[Look]:
    if about.petition is None or not about.petition.ledger_rows:
        return
    made_at = overview.newest_backup(about.here.database.conn)
    if made_at is None:
        yield Look(Matter.NO_BACKUP, Act.CARE_FOR_DATABASE)
    elif made_at < about.here.moment - BACKUP_OLD:
        yield Look(Matter.BACKUP, Act.CARE_FOR_DATABASE, since=made_at)


def _disk(about: _About) -> Iterator[Look]:
    """Less is free than a copy of the database and its trial need."""
    path = about.here.workspace.database_path
    free = disk_usage(about.here.workspace.root).free
    size = path.stat().st_size if path.exists() else 0
    if free < max(_LEAST_FREE, 2 * size):
        yield Look(Matter.DISK, Act.CARE_FOR_DATABASE, words=f"{free / 1e9:.1f}")


_SEARCHES: Mapping[Act, tuple[_Search, ...]] = {
    Act.EDIT_CAMPAIGN: (_definition, _facts),
    Act.MODERATE_SIGNATURES: (_suspects,),
    Act.MODERATE_COMMENTS: (_comments,),
    Act.SEE_MAIL: (_mail,),
    Act.RECORD_REPLIES: (_replies,),
    Act.WRITE_LETTERS: (_jobs,),
    Act.SEND_UPDATES: (_updates,),
    Act.ANSWER_REQUESTS: (_requests,),
    Act.CARE_FOR_DATABASE: (_two_people, _backup, _disk),
}
