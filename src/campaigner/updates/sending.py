"""Sending an update: with a second person's yes where the settings say so, stopped, gone on with.

Starting it queues nothing by itself: whoever sends the mail queues what is next, so that it goes
out at the pace of the mail server and can be stopped.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from campaigner.campaigns.loader import defined_campaign
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.mail.update_words import words_of
from campaigner.opening import OpenWorkspace
from campaigner.organisers import proposals
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import matter_of
from campaigner.store import audit, update_mails, updates
from campaigner.store.database import snapshot, transaction
from campaigner.store.proposals import Matter, Proposal
from campaigner.store.updates import Update
from campaigner.updates.audience import count_people
from campaigner.updates.writing import UpdateStarted, changeable, known_update, nothing_written
from campaigner.vocabulary.mail import UpdateState


class NobodyToWriteTo(CampaignerError):
    """An update that nobody would get."""

    code = "nobody-to-write-to"


class SenderNotNamed(CampaignerError):
    """The settings do not say whose update it is."""

    code = "sender-not-named"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update has gone.

    ``expected`` people when it was started; ``sent`` and ``given_up`` mails; ``asked`` is what
    waits for a second person, or has their yes. ``ended`` once nothing waits any more.
    """

    state: UpdateState
    expected: int
    queued: int
    sent: int
    given_up: int
    ended: bool
    asked: Proposal | None = None


class Start(NamedTuple):
    """With what an update starts: for how many people it is, and its words as people read them."""

    people: int
    words: tuple[str, ...]


def needs_second_person(here: OpenWorkspace) -> bool:
    """Returns whether a second person has to say yes before an update is sent."""
    return here.workspace.settings.updates.people > 1


def ask_second_person(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int
) -> Proposal:
    """Asks a second person whether an update may be sent as it is now.

    Raises as ``send_update``.
    """
    check_allowed(here, by, Act.SEND_UPDATES, campaign=campaign)
    _people(here, campaign, number)
    words = _words(here, campaign, number)
    with transaction(here.database) as connection:
        found = changeable(connection, campaign, number)
        _check_sendable(here, found)
        return proposals.propose(here, by, _matter(found, words))


def answer(
    here: OpenWorkspace, by: Session, campaign: str, number: int, proposal: int, *, yes: bool
) -> Progress:
    """Says yes or no to sending an update; with a yes it begins to go out.

    Raises as ``proposals.answer`` and ``send_update``.
    """
    check_allowed(here, by, Act.SEND_UPDATES, campaign=campaign)
    people = _people(here, campaign, number) if yes else 0
    words = _words(here, campaign, number)
    with transaction(here.database) as connection:
        found = changeable(connection, campaign, number)
        proposals.answer(here, by, proposal, _matter(found, words), yes=yes)
        if yes:
            _start(here, by, connection, found, Start(people, words))
    return progress_of(here, by, campaign, number)


def send_update(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Progress:
    """Lets an update go out to those who agreed by now.

    Raises SecondPersonNeeded where the settings ask for one who has not said yes, UpdateStarted if
    it goes out already, NothingWritten, NobodyToWriteTo, SenderNotNamed, ControllerUnfilled,
    ProblemsFound, UnknownName, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.SEND_UPDATES, campaign=campaign)
    people, words = _people(here, campaign, number), _words(here, campaign, number)
    with transaction(here.database) as connection:
        found = changeable(connection, campaign, number)
        _start(here, by, connection, found, Start(people, words))
    return progress_of(here, by, campaign, number)


def stop_sending(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int
) -> Progress:
    """Stops an update: what has not gone waits. Again changes nothing.

    Raises UnknownName, and as ``acting.check_allowed``.
    """
    return _set_stopped(here, by, campaign, number, stopped=True)


def go_on_sending(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int
) -> Progress:
    """Lets an update that was stopped go on. Raises as ``stop_sending``."""
    return _set_stopped(here, by, campaign, number, stopped=False)


def progress_of(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Progress:
    """Returns how far an update has gone. Raises UnknownName, and as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        found = known_update(connection, campaign, number)
        gone = update_mails.gone(connection, number)
        asked = None
        if found.state is UpdateState.DRAFT and found.texts:
            asked = _asked(here, found)
    ended = found.state is UpdateState.QUEUED and not gone.waiting
    return Progress(
        found.state, found.expected, gone.queued, gone.sent, gone.given_up, ended, asked
    )


def _start(
    here: OpenWorkspace,
    by: Session | Machine,
    connection: sqlite3.Connection,
    found: Update,
    start: Start,
) -> None:
    check_allowed(here, by, Act.SEND_UPDATES, campaign=found.campaign)
    _check_sendable(here, found)
    if needs_second_person(here):
        proposals.use_yes(here, by, _matter(found, start.words))
    updates.start(connection, found.id, start.people, here.moment)
    audit.record(
        connection, here.moment, here.actor, "update sent", found.campaign,
        update=found.id, people=start.people,
    )  # fmt: skip


def _people(here: OpenWorkspace, campaign: str, number: int) -> int:
    """Returns for how many people an update is; counted before the lock that others wait for.

    Raises what prevents sending it.
    """
    with snapshot(here.database) as connection:
        found = changeable(connection, campaign, number)
        _check_sendable(here, found)
        people = count_people(here, found).count
    if not people:
        raise NobodyToWriteTo(
            "Nobody would get this update.",
            hint="Only people who agreed to news get it, and only so many a month.",
        )
    return people


def _check_sendable(here: OpenWorkspace, found: Update) -> None:
    settings = here.workspace.settings
    settings.check_controller()
    organisation = settings.organisation
    if not (organisation.name and organisation.address):
        raise SenderNotNamed(
            "campaigner.toml does not say who sends the update, and their address.",
            hint="Fill in name and address under [organisation].",
        )
    if not found.texts:
        raise nothing_written()


def _set_stopped(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int, *, stopped: bool
) -> Progress:
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.SEND_UPDATES, campaign=campaign)
        found = known_update(connection, campaign, number)
        if found.started_at is None:
            raise UpdateStarted("This update has not been sent.", code="update-not-started")
        if (found.stopped_at is not None) != stopped:
            updates.set_stopped(connection, number, here.moment if stopped else None)
            action = "update stopped" if stopped else "update goes on"
            audit.record(connection, here.moment, here.actor, action, campaign, update=number)
    return progress_of(here, by, campaign, number)


def _words(here: OpenWorkspace, campaign: str, number: int) -> tuple[str, ...]:
    """Returns what an update says; worked out before the lock that others wait for.

    Raises ProblemsFound if it has a mistake by now.
    """
    with snapshot(here.database) as connection:
        return _words_of(here, known_update(connection, campaign, number))


def _words_of(here: OpenWorkspace, found: Update) -> tuple[str, ...]:
    """Returns what people would read in each language. Raises ProblemsFound for a mistake."""
    campaign = defined_campaign(here.workspace.campaign_folder(found.campaign))
    said = (words_of(campaign, text, each) for each, text in sorted(found.texts.items()))
    return tuple(str(each.html) for each in said)


def _asked(here: OpenWorkspace, found: Update) -> Proposal | None:
    """What waits for a second person, or has their yes; with a mistake, nothing any more."""
    try:
        return proposals.proposal_about(here, _matter(found, _words_of(here, found)))
    except ProblemsFound:
        return None


def _matter(found: Update, words: tuple[str, ...]) -> Matter:
    """What a second person says yes to: every word, and whom it is for.

    ``words`` is what people read: a fact that an update quotes stands in its campaign's files.
    """
    said = [part for each in sorted(found.texts.items()) for part in (each[0], *each[1])]
    audience = [",".join(each) for each in found.audience]
    subject = f"update {found.id}"
    content = (*said, *audience, *words)
    return matter_of(Act.SEND_UPDATES, subject, *content, campaign=found.campaign)
