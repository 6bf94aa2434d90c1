"""Data kept for a shorter time: when that takes a second owner, and when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from account_holders import OMAR, at_work, later
from campaigner.editing.own_settings import settings_form
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Session
from campaigner.organisers.proposals import ProposalRefused
from campaigner.privacy.shorter_retention import change_with_care
from campaigner.privacy.two_people import (
    answer,
    waiting,
)
from campaigner.workspace import Workspace
from petitioners import confirmed_in
from two_owners import closed


@pytest.fixture
def here(represented: Workspace, bread: Path, here: OpenWorkspace) -> OpenWorkspace:
    """Three people have signed the small campaign."""
    confirmed_in(represented, "bread", {"LE93 1AA": 2, "LE93 2AA": 1})
    return here


def typed(here: OpenWorkspace, by: Session, **times: int) -> tuple[dict[str, str], str]:
    wanted = {f"retention.{name}": str(value) for name, value in times.items()}
    return wanted, settings_form(here, by).mark


def long_after(here: OpenWorkspace) -> OpenWorkspace:
    """A month after the petition has closed."""
    closed(here)
    return later(here, days=32)


def test_keeping_names_for_a_shorter_time_takes_a_second_owner_if_names_would_go(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    here = long_after(here)
    olive, omar = at_work(here), at_work(here, OMAR)
    wanted, mark = typed(here, olive, months_after_closing=1)
    changed = change_with_care(here, olive, {**wanted, "organisation.name": "New"}, mark)
    assert (changed.names, changed.people) == (("organisation.name",), 3)
    assert changed.asked is not None
    assert here.workspace.settings.retention.months_after_closing == 6
    (it,) = waiting(here, omar)
    assert (it.wanted, it.people) == (wanted, 3)
    answer(here, omar, it.number, yes=True)
    assert here.workspace.settings.retention.months_after_closing == 1
    assert here.workspace.settings.organisation.name == "New"


def test_one_owner_alone_cannot_have_names_removed_by_the_settings(
    here: OpenWorkspace, olive: Session
) -> None:
    here = long_after(here)
    olive = at_work(here)
    wanted, mark = typed(here, olive, months_after_closing=0)
    changed = change_with_care(here, olive, wanted, mark)
    assert (changed.names, changed.people, changed.asked) == ((), 3, None)
    assert here.workspace.settings.retention.months_after_closing == 6


@pytest.mark.parametrize("months", ["1.0", "+1", "0_1", "-0", "1" * 10, "9" * 5_000])
def test_a_shorter_time_in_another_form_evades_no_second_owner(
    here: OpenWorkspace, olive: Session, months: str
) -> None:
    here = long_after(here)
    olive = at_work(here)
    wanted = {"retention.months_after_closing": months}
    with pytest.raises(FormRefused) as refused:
        change_with_care(here, olive, wanted, settings_form(here, olive).mark)
    assert [each.path for each in refused.value.problems] == [*wanted]
    assert here.workspace.settings.retention.months_after_closing == 6


def test_one_owner_cannot_keep_names_no_time_and_close_the_petition_then(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    wanted, mark = typed(here, olive, months_after_closing=0)
    changed = change_with_care(here, olive, wanted, mark)
    assert (changed.names, changed.people) == ((), 3)
    assert here.workspace.settings.retention.months_after_closing == 6
    (it,) = waiting(here, omar)
    assert it.people == 3


def test_longer_times_and_those_by_which_nothing_is_due_are_free(
    here: OpenWorkspace, olive: Session
) -> None:
    wanted, mark = typed(here, olive, months_after_closing=5, months_after_request=12)
    changed = change_with_care(here, olive, wanted, mark)
    assert set(changed.names) == set(wanted)
    assert here.workspace.settings.retention.months_after_closing == 5


def test_times_that_were_changed_meanwhile_need_a_new_question(
    here: OpenWorkspace, olive: Session, omar: Session
) -> None:
    here = long_after(here)
    olive, omar = at_work(here), at_work(here, OMAR)
    wanted, mark = typed(here, olive, months_after_closing=1)
    change_with_care(here, olive, wanted, mark)
    longer, mark = typed(here, omar, months_after_closing=9)
    change_with_care(here, omar, longer, mark)
    (it,) = waiting(here, omar)
    assert it.changed
    with pytest.raises(ProposalRefused):
        answer(here, omar, it.number, yes=True)
