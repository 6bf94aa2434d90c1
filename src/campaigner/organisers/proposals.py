"""What takes two people: one asks, and another says yes or no while there is time.

A yes is for what was asked for, as it was then: what is changed meanwhile needs a new one. Nobody
says yes to what they asked for themselves. A yes is good once. All of it is in the audit.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3

from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, NotAllowed, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import may
from campaigner.store import audit, organisers, proposals
from campaigner.store.database import snapshot, transaction, within
from campaigner.store.proposals import Matter, Proposal
from campaigner.vocabulary.desk import Verdict

HOUR = 60 * 60  # seconds
_SHOWN = 12  # hexadecimal digits of a hash in the audit


class SecondPersonNeeded(CampaignerError):
    """A second person has not said yes, or not to what it is now."""

    code = "second-person-needed"


class ProposalRefused(CampaignerError):
    """There is nothing to answer.

    Its code is ``proposal-unknown``, ``proposal-over`` or ``proposal-changed``.
    """


def matter_of(act: Act, subject: str, *content: str, campaign: str = "") -> Matter:
    """Returns what two people decide about: ``content`` is all that the yes is for."""
    text = json.dumps(content, ensure_ascii=False).encode()
    return Matter(act.value, campaign, subject, hashlib.sha256(text).digest())


def propose(here: OpenWorkspace, by: Session | Machine, matter: Matter) -> Proposal:
    """Asks a second person; what was asked about the same before is over.

    Raises as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        _check_may(here, by, matter)
        asker = by.account.id if isinstance(by, Session) else None
        expires_at = here.moment + here.workspace.settings.desk.answer_hours * HOUR
        number = proposals.add(connection, matter, asker, here.moment, expires_at)
        _record(here, connection, "second person asked", matter, proposal=number)
        return _known(connection, number)


def proposal_about(here: OpenWorkspace, matter: Matter) -> Proposal | None:
    """Returns what is asked, or agreed to, about a matter as it is now; None if it is over."""
    with snapshot(here.database) as connection:
        found = proposals.open_about(connection, matter)
    if found is None or found.matter.content != matter.content:
        return None
    return found if here.moment < found.expires_at else None


def answer(here: OpenWorkspace, by: Session, number: int, matter: Matter, *, yes: bool) -> Proposal:
    """Says yes or no to a proposal, whose matter is now as given.

    Raises ProposalRefused, NotAllowed for one's own, and as ``acting.check_allowed``.
    """
    with within(here.database) as connection:
        _check_may(here, by, matter)
        found = _answerable(here, connection, number, matter)
        if found.asked_by == by.account.id:
            raise NotAllowed("You asked for this yourself.", hint="Somebody else has to say yes.")
        verdict = Verdict.YES if yes else Verdict.NO
        proposals.answer(connection, number, verdict, by.account.id, here.moment)
        _record(here, connection, f"second person said {verdict}", matter, proposal=number)
        return _known(connection, number)


def withdraw(here: OpenWorkspace, by: Session | Machine, number: int) -> None:
    """Takes back what somebody asked for, answered or not, as long as it was not done.

    Raises ProposalRefused, and NotAllowed for what somebody else asked for.
    """
    with within(here.database) as connection:
        found = proposals.of_number(connection, number)
        if found is None or found.ended_at is not None:
            raise ProposalRefused("Nobody has asked for this.", code="proposal-unknown")
        _check_may(here, by, found.matter)
        if isinstance(by, Session) and found.asked_by != by.account.id:
            raise NotAllowed("Somebody else asked for this.", hint="They can take it back.")
        proposals.end(connection, number, here.moment)
        _record(here, connection, "question taken back", found.matter, proposal=number)


def use_yes(here: OpenWorkspace, by: Session | Machine, matter: Matter) -> Proposal:
    """Uses up the yes to a matter, in the transaction in which it is done.

    Raises SecondPersonNeeded if nobody else said yes to it as it is now, or it was too long ago,
    or one of the two may not do it any more; and as ``acting.check_allowed``.
    """
    with within(here.database) as connection:
        _check_may(here, by, matter)
        found = proposal_about(here, matter)
        if found is None or found.verdict is not Verdict.YES or not _both_may(connection, found):
            raise SecondPersonNeeded(
                "This takes two people.", hint="Ask a second person to say yes."
            )
        proposals.end(connection, found.id, here.moment)
        _record(here, connection, "done by two people", matter, proposal=found.id)
        return found


def _check_may(here: OpenWorkspace, by: Session | Machine, matter: Matter) -> None:
    check_allowed(here, by, Act(matter.act), campaign=matter.campaign)


def _answerable(
    here: OpenWorkspace, connection: sqlite3.Connection, number: int, matter: Matter
) -> Proposal:
    found = proposals.of_number(connection, number)
    if found is None or found.matter[:3] != matter[:3]:
        raise ProposalRefused("Nobody has asked for this.", code="proposal-unknown")
    if found.ended_at is not None or found.verdict or here.moment >= found.expires_at:
        raise ProposalRefused(
            "This was answered, or there was no answer in time.",
            hint="It can be asked for again.",
            code="proposal-over",
        )
    if found.matter.content != matter.content:
        raise ProposalRefused(
            "This was changed after somebody asked for it.",
            hint="Ask for a new yes.",
            code="proposal-changed",
        )
    return found


def _both_may(connection: sqlite3.Connection, found: Proposal) -> bool:
    """Whether both still may; whoever has the machine always may."""
    return all(
        (account := organisers.of_number(connection, number)) is not None
        and may(account, Act(found.matter.act), campaign=found.matter.campaign)
        for number in (found.asked_by, found.answered_by)
        if number is not None
    )


def _known(connection: sqlite3.Connection, number: int) -> Proposal:
    found = proposals.of_number(connection, number)
    assert found is not None
    return found


def _record(
    here: OpenWorkspace,
    connection: sqlite3.Connection,
    action: str,
    matter: Matter,
    **details: object,
) -> None:
    audit.record(
        connection, here.moment, here.actor, action, matter.campaign,
        act=matter.act, subject=matter.subject, content=matter.content.hex()[:_SHOWN], **details,
    )  # fmt: skip
