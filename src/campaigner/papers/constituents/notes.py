"""Short notes to representatives, once a month: who has signed since the last, and what they ask.

A note is a mail in plain text that a person sends. It names nobody who signed, and says no number
that is not published. Where nobody has signed since, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from campaigner.clock import months_after
from campaigner.destinations import DestinationRefused, destination
from campaigner.errors import UsageError
from campaigner.files import make_folder
from campaigner.papers.constituents.mail_text import as_mail, listed_asks
from campaigner.papers.constituents.order import Job, Order
from campaigner.papers.constituents.planning import Plan, nobody_signed, plan_for
from campaigner.papers.constituents.request import NotWritten, PacksRequest
from campaigner.papers.constituents.sentences import Sentences, filled
from campaigner.petitions.opening import OpenPetition
from campaigner.store import tallies
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary import Role

KIND = "note to a representative"


@dataclass(frozen=True, kw_only=True)
class NotesRequest:
    """Notes that are wanted for everybody in a role, written to the folder ``out``.

    ``since`` is the first day that is new (default: a month before ``day``, which is today if it is
    not given). The others are those of ``PacksRequest``.
    """

    role: Role
    out: Path
    since: date | None = None
    day: date | None = None
    language: str = ""
    signed_by: str = ""
    areas: tuple[str, ...] = ()
    replace: bool = False


@dataclass
class NotesResult:
    """What there is after a run: how many notes, and representatives with nothing new."""

    out: Path
    since: date
    notes: int = 0
    nothing_new: int = 0
    failed: list[NotWritten] = field(default_factory=list)
    remarks: tuple[str, ...] = ()
    unreviewed: str = ""


def write_notes(here: OpenPetition, request: NotesRequest) -> NotesResult:
    """Writes a note for everybody in a role in whose area people have signed since a day.

    Raises UsageError if nobody has signed there, the day is not in the past, or the role has other
    areas than those by which the petition is counted; and as ``make_packs``.
    """
    day = request.day or here.today
    since = request.since or months_after(day, -1)
    if since >= day:
        raise UsageError(f"{since} is not before {day}.", hint="Choose an earlier day.")
    plan = _plan(here, request, day)
    new = tallies.added_since(here.database.conn, here.petition.id, _in_utc(here, since))
    make_folder(request.out)
    result = NotesResult(request.out, since, remarks=plan.remarks, unreviewed=plan.unreviewed)
    floor = here.workspace.settings.publication.floor
    for order in plan.orders:
        added = new.get(order.area.code, 0)
        if added <= 0:
            result.nothing_new += 1
            continue
        text = note_text(plan.job, order, added, since, floor)
        _write(here, request, order.name, text, result)
    return result


def note_text(job: Job, order: Order, added: int, since: date, floor: int) -> str:
    """Returns the note for a representative: to whom, the subject, and what it says.

    ``added`` is how many more have signed than on the day before ``since``; fewer than ``floor`` is
    not said.
    """
    said = Sentences(job, order)
    words, is_said = said.words, order.comparison.is_shown and added >= floor
    key = "note_subject" if is_said and added > 1 else "note_subject_some"
    subject = filled(words, key, new=added, area=order.area.name, title=job.title)
    paragraphs = [
        said.salutation(),
        _opening(said, job, order, added, date_in_words(since, job.language), is_said=is_said),
        said.beside(),
        *_comments(said, order),
        *((said.asked(), *listed_asks(order.asks)) if order.asks else ()),
        "".join(said.offer()),
        _stopping(said, job),
        f"{words['sign_off']},",
    ]
    return as_mail(job, order, subject, paragraphs)


def _opening(
    said: Sentences, job: Job, order: Order, added: int, since: str, *, is_said: bool
) -> str:
    found = order.comparison
    key = "note_few" if not found.is_shown else "note_new" if is_said else "note_some"
    if key == "note_new" and added == 1:
        key = "note_new_one"
    return filled(
        said.words, key, new=added, since=since, count=found.count, area=order.area.name,
        title=job.title, floor=found.below,
    )  # fmt: skip


def _comments(said: Sentences, order: Order) -> Iterator[str]:
    if number := len(order.comments):
        key = "note_comments_one" if number == 1 else "note_comments"
        yield filled(said.words, key, number=number)


def _stopping(said: Sentences, job: Job) -> str:
    email = job.organisation.email
    return filled(said.words, "note_stop" if email else "note_stop_nowhere", email=email)


def _plan(here: OpenPetition, request: NotesRequest, day: date) -> Plan:
    plan = plan_for(
        here,
        PacksRequest(
            role=request.role,
            out=request.out,
            language=request.language,
            signed_by=request.signed_by,
            day=day,
            areas=request.areas,
            letters=False,
        ),
    )
    if not plan.orders:
        raise nobody_signed(here, plan)
    if any(each.area.scheme != here.petition.scheme for each in plan.orders):
        raise UsageError(
            "The petition is not counted by the areas of this role, so that nobody knows what is"
            " new in them.",
            hint="Choose a role whose areas the petition is counted by.",
            code="not-counted-by-these-areas",
        )
    return plan


def _in_utc(here: OpenPetition, since: date) -> str:
    """The day in UTC, as the tally keeps days, on which a local day begins."""
    return datetime.combine(since, time(12), here.zone).astimezone(UTC).date().isoformat()


def _write(
    here: OpenPetition, request: NotesRequest, name: str, text: str, result: NotesResult
) -> None:
    path = request.out / f"{name}.txt"
    try:
        destination(here, path, KIND, replace=request.replace, in_folder=True).write(text)
    except DestinationRefused as error:
        result.failed.append(NotWritten(name, error.message, error.hint, error.code))
    else:
        result.notes += 1
