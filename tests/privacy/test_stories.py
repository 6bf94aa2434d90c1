"""Olive reads one person's whole story: what came, what went, and who decided what."""

from __future__ import annotations

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation.decisions import invalidate
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.undoing import steps, undo
from campaigner.petitions.moderation.withdrawals import Whose, withdraw_for
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.privacy.story import Happened, NoSignature, story_of
from petitioners import NOON, SLUG, application, confirmed, work_on


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    return open_petition(here, SLUG)


def later(petition: OpenPetition, minutes: int) -> OpenPetition:
    return work_on(petition.database, petition.petition, NOON + 60 * minutes)


def what(petition: OpenPetition, number: int = 1) -> list[str]:
    return [each.what.value for each in story_of(petition, number).events]


def test_a_signature_that_was_decided_about_says_by_whom_and_why(petition: OpenPetition) -> None:
    confirmed(petition.database, petition.petition, application())
    invalidate(later(petition, 1), SignatureFilter(numbers=(1,)))
    undo(later(petition, 2), steps(petition)[0].id)
    withdraw_for(later(petition, 3), Whose(number=1))
    story = story_of(petition, 1)
    told = ["signed", "confirmed", "invalidate", "invalidate-undone", "withdrawn-for"]
    assert [each.what.value for each in story.events] == told
    assert {each.actor for each in story.events} == {"", "olive"}
    assert story.row["name"] == "Ana Sample"


def test_what_somebody_agreed_to_is_told_in_the_words_that_they_read(
    petition: OpenPetition,
) -> None:
    form = SigningForm("Hal Sample", "hal@example.org", "AB10 1AB", letter=True)
    apply(petition, form, network="203.0.113.7")
    story = story_of(petition, 1)
    assert story.has_network
    assert what(petition)[0] == "signed"
    assert "agreed" in what(petition)
    assert all(each.detail for each in story.events if each.what is Happened.AGREED)


@pytest.mark.parametrize("number", [0, 99, 2**70])
def test_a_number_that_is_not_there_has_no_story(petition: OpenPetition, number: int) -> None:
    with pytest.raises(NoSignature):
        story_of(petition, number)
