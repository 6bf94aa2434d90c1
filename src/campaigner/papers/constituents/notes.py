"""Short notes to representatives, once a month: who has signed since the last, and what they ask.

A note is a mail in plain text that a person sends. It names nobody who signed, and says no number
that is not published. Where nobody has signed since, there is none.
"""

from __future__ import annotations

import io
import zipfile
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
from campaigner.vocabulary.representatives import Role

KIND = "note to a representative"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class NotesRequest:
    """Notes that are wanted for everybody in a role.

    ``since`` is the first day that is new (default: a month before ``day``, which is today if it is
    not given). The others are those of ``PacksRequest``.
    """

    role: Role
    since: date | None = None
    day: date | None = None
    language: str = ""
    signed_by: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the name of its file, without an ending, to whom it is, and the mail."""

    name: str
    recipient: str
    area: str
    email: str
    text: str


@dataclass(frozen=True)
class Notes:
    """All notes, and how many representatives get none because nothing is new."""

    since: date
    notes: tuple[Note, ...]
    nothing_new: int
    unreviewed: str

    def packed(self) -> bytes:
        """Returns the notes as text files in a ZIP file: the same notes, the same bytes."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
            for each in self.notes:
                file.writestr(zipfile.ZipInfo(f"{each.name}.txt", _EPOCH), each.text)
        return held.getvalue()


@dataclass
class NotesWritten:
    """What there is in a folder after a run: how many notes, and which could not be written."""

    out: Path
    since: date
    notes: int = 0
    nothing_new: int = 0
    failed: list[NotWritten] = field(default_factory=list)
    unreviewed: str = ""


def notes_for(here: OpenPetition, request: NotesRequest) -> Notes:
    """Returns a note for everybody in a role in whose area people have signed since a day.

    Raises UsageError if nobody has signed there, the day is not in the past, or the role has other
    areas than those by which the petition is counted; and as ``make_packs``.
    """
    day = request.day or here.today
    since = request.since or months_after(day, -1)
    if since >= day:
        raise UsageError(
            f"{since} is not before {day}.", hint="Choose an earlier day.", code="not-in-the-past"
        )
    plan = _plan(here, request, day)
    new = tallies.added_since(here.database.conn, here.petition.id, _in_utc(here, since))
    floor = here.workspace.settings.publication.floor
    wanted = [each for each in plan.orders if new.get(each.area.code, 0) > 0]
    notes = tuple(
        Note(
            each.name,
            each.recipient.name,
            each.area.name,
            each.recipient.email,
            note_text(plan.job, each, new[each.area.code], since, floor),
        )
        for each in wanted
    )
    return Notes(since, notes, len(plan.orders) - len(wanted), plan.unreviewed)


def write_notes(
    here: OpenPetition, request: NotesRequest, out: Path, *, replace: bool = False
) -> NotesWritten:
    """Writes the notes as text files into a folder.

    ``replace`` is that files there may be replaced whatever they are. Raises as ``notes_for``.
    """
    found = notes_for(here, request)
    make_folder(out)
    done = NotesWritten(out, found.since, 0, found.nothing_new, unreviewed=found.unreviewed)
    for each in found.notes:
        path = out / f"{each.name}.txt"
        try:
            destination(here, path, KIND, replace=replace, in_folder=True).write(each.text)
        except DestinationRefused as error:
            done.failed.append(NotWritten(each.name, error.message, error.hint, error.code))
        else:
            done.notes += 1
    return done


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
            out=Path(),
            language=request.language,
            signed_by=request.signed_by,
            day=day,
            areas=request.areas,
            letters=False,
        ),
        brief=False,
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
