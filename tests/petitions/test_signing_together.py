"""Many sign in one transaction: what is read once for all of them is right for each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from campaigner.email_doubts import CheckEmail
from campaigner.forms import FormRefused
from campaigner.group_commit import _Waiting, do_together
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import petition_to_sign
from campaigner.petitions.signing import ChooseArea, Signed, SigningOutcome, apply
from campaigner.petitions.signing_form import SigningForm
from campaigner.petitions.tally import standing
from campaigner.store.database import within
from petitioners import SLUG

SUZIE = SigningForm("Suzie Sample", "suzie@example.org", "AB10 1AB", agreed=True)
BEN = replace(SUZIE, name="Ben Example", email="ben@example.org")

Came = Signed | ChooseArea | CheckEmail
Signing = Callable[[OpenWorkspace], Came]


def signing(form: SigningForm) -> Signing:
    return lambda here: apply(petition_to_sign(here, SLUG), form)


def failing(form: SigningForm) -> Signing:
    def job(here: OpenWorkspace) -> Came:
        signing(form)(here)
        raise RuntimeError("the last step goes wrong")

    return job


def together(here: OpenWorkspace, *jobs: Signing) -> list[Any]:
    """What came of each: its result, or its error."""
    waiting: list[_Waiting[Future[Any]]] = [_Waiting(job, Future()) for job in jobs]
    do_together(here, waiting)
    return [each.promise.exception() or each.promise.result() for each in waiting]


def agreed(here: OpenWorkspace) -> list[str]:
    """The names of those whose words of agreement are kept."""
    rows = here.database.execute(
        "SELECT name FROM signatures JOIN agreements ON signature = signatures.id"
        " JOIN consent_words ON consent_words.id = agreements.words ORDER BY name"
    )
    return [name for (name,) in rows]


def test_all_who_sign_together_are_there_with_the_words_they_agreed_to(here: OpenWorkspace) -> None:
    forms = [replace(SUZIE, name=f"Person {letter}", email=f"{letter}@example.org")
             for letter in "abcdefgh"]  # fmt: skip
    came = together(here, *map(signing, forms))
    assert [each.outcome for each in came] == [SigningOutcome.PENDING] * 8
    assert agreed(here) == [form.name for form in forms]


def test_who_signs_twice_at_the_same_moment_is_there_once(here: OpenWorkspace) -> None:
    first, again = together(here, signing(SUZIE), signing(SUZIE))
    assert again == replace(first, outcome=SigningOutcome.DUPLICATE)
    assert agreed(here) == ["Suzie Sample"]


@pytest.mark.parametrize("job", [signing(replace(SUZIE, email="suzie")), failing(SUZIE)])
def test_a_first_signature_that_fails_takes_nothing_from_the_next(
    here: OpenWorkspace, job: Signing
) -> None:
    # The petition and the words of agreement were added by the first, and went with it.
    failed, came = together(here, job, signing(BEN))
    assert isinstance(failed, FormRefused | RuntimeError)
    assert came.outcome is SigningOutcome.PENDING
    assert agreed(here) == ["Ben Example"]
    assert standing(petition_to_sign(here, SLUG)).total == 0


def test_an_error_undoes_what_the_transaction_around_it_is_for(here: OpenWorkspace) -> None:
    with pytest.raises(RuntimeError), within(here.database):
        failing(SUZIE)(here)
    assert agreed(here) == []
