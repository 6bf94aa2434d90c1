"""What takes two people: two different ones, for the very thing, in time, and once."""

from __future__ import annotations

import pytest

from account_holders import OLIVE, OMAR, at_work, joined, later
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import change_place, remove_account
from campaigner.organisers.acting import MACHINE, LoginTooOld, NotAllowed, Session
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import (
    ProposalRefused,
    SecondPersonNeeded,
    answer,
    matter_of,
    proposal_about,
    propose,
    use_yes,
)
from campaigner.store import audit
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole

LEILA = "leila@example.org"
EXPORT = matter_of(Act.EXPORT_EVERYTHING, "the database")
BREAD = matter_of(Act.REMOVE_CAMPAIGN, "the campaign", "bread as it is", campaign="bread")


def test_what_one_asks_and_another_agrees_to_is_done_once(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    answer(here, omar, asked.id, BREAD, yes=True)
    done = use_yes(here, olive, BREAD)
    assert (done.asked_by, done.answered_by) == (olive.account.id, omar.account.id)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)


def test_nobody_says_yes_to_what_they_asked_for(here: OpenWorkspace, olive: Session) -> None:
    asked = propose(here, olive, BREAD)
    with pytest.raises(NotAllowed, match="yourself"):
        answer(here, olive, asked.id, BREAD, yes=True)
    another_window = at_work(here)
    with pytest.raises(NotAllowed, match="yourself"):
        answer(here, another_window, asked.id, BREAD, yes=True)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)


def test_nothing_is_done_without_a_yes(here: OpenWorkspace, olive: Session, omar: Session) -> None:
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)
    asked = propose(here, olive, BREAD)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, omar, BREAD)
    answer(here, omar, asked.id, BREAD, yes=False)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)
    with pytest.raises(ProposalRefused, match="answered"):
        answer(here, omar, asked.id, BREAD, yes=True)


def test_what_was_changed_needs_a_new_yes(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    changed = matter_of(Act.REMOVE_CAMPAIGN, "the campaign", "one word more", campaign="bread")
    with pytest.raises(ProposalRefused) as refused:
        answer(here, omar, asked.id, changed, yes=True)
    assert refused.value.code == "proposal-changed"
    answer(here, omar, asked.id, BREAD, yes=True)
    assert proposal_about(here, changed) is None
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, changed)
    use_yes(here, olive, BREAD)


def test_a_yes_to_one_thing_is_none_to_another(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    with pytest.raises(ProposalRefused, match="Nobody has asked"):
        answer(here, omar, asked.id, EXPORT, yes=True)
    answer(here, omar, asked.id, BREAD, yes=True)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, EXPORT)


@pytest.mark.parametrize("hours", [72, 1000])
def test_an_answer_comes_in_time_or_not_at_all(
    here: OpenWorkspace, olive: Session, omar: Session, hours: int
) -> None:
    asked = propose(here, olive, BREAD)
    at_that_time = later(here, hours=hours)
    with pytest.raises(ProposalRefused, match="in time"):
        answer(at_that_time, at_work(at_that_time, OMAR), asked.id, BREAD, yes=True)
    answer(here, omar, asked.id, BREAD, yes=True)
    with pytest.raises(SecondPersonNeeded):
        use_yes(at_that_time, at_work(at_that_time), BREAD)


def test_asking_again_ends_the_first_question(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    first = propose(here, olive, BREAD)
    second = propose(here, olive, BREAD)
    with pytest.raises(ProposalRefused):
        answer(here, omar, first.id, BREAD, yes=True)
    assert proposal_about(here, BREAD) == second


def test_both_have_to_be_allowed_when_it_is_done(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    answer(here, omar, asked.id, BREAD, yes=True)
    change_place(here, MACHINE, omar.account.id, Place(AccountRole.MODERATOR, everywhere=True))
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)


def test_who_was_removed_meanwhile_does_not_count(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, omar, BREAD)
    answer(here, olive, asked.id, BREAD, yes=True)
    remove_account(here, MACHINE, omar.account.id)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, olive, BREAD)


def test_who_is_removed_and_added_again_is_no_second_person(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    remove_account(here, MACHINE, olive.account.id)
    joined(here)  # the same mailbox, and another account
    again = at_work(here)
    assert again.account.id not in (olive.account.id, omar.account.id)
    answer(here, again, asked.id, BREAD, yes=True)
    for by in (again, omar):
        with pytest.raises(SecondPersonNeeded):
            use_yes(here, by, BREAD)


def test_an_account_that_is_not_for_it_neither_asks_nor_answers(
    here: OpenWorkspace, olive: Session
) -> None:
    joined(here, LEILA, Place(AccountRole.ORGANISER, everywhere=True), "Leila Sample")
    leila = at_work(here, LEILA)
    with pytest.raises(NotAllowed):
        propose(here, leila, BREAD)
    asked = propose(here, olive, BREAD)
    with pytest.raises(NotAllowed):
        answer(here, leila, asked.id, BREAD, yes=True)


def test_a_yes_takes_the_password_where_the_act_does(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    with pytest.raises(LoginTooOld):
        answer(later(here, minutes=20), omar, asked.id, BREAD, yes=True)


def test_who_has_the_machine_needs_somebody_with_an_account(
    here: OpenWorkspace, omar: Session
) -> None:
    asked = propose(here, MACHINE, BREAD)
    with pytest.raises(SecondPersonNeeded):
        use_yes(here, MACHINE, BREAD)
    answer(here, omar, asked.id, BREAD, yes=True)
    use_yes(here, MACHINE, BREAD)


def test_the_audit_says_who_and_what_without_names(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    asked = propose(here, olive, BREAD)
    answer(here, omar, asked.id, BREAD, yes=True)
    use_yes(here, olive, BREAD)
    said = [each for each in audit.deeds(here.database.conn) if "second" in each.action]
    assert [each.action for each in said] == ["second person asked", "second person said yes"]
    last = audit.deeds(here.database.conn)[-1]
    assert last.action == "done by two people"
    assert BREAD.content.hex()[:12] in last.details
    assert not any(OLIVE in each.details or "Olive" in each.details for each in said)
