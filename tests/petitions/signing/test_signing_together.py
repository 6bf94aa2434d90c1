"""Many sign in one transaction: what is done once for all of them is right for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigner.email_doubts import CheckEmail
from campaigner.forms import FormRefused
from campaigner.group_commit import Together, _Waiting, do_together
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import petition_to_sign
from campaigner.petitions.signing.applying import Signed, SigningOutcome
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.together import Came, Sent, apply_together
from campaigner.store.database import rehearsal, within
from petitioners import SLUG

SUZIE = SigningForm("Suzie Sample", "suzie@example.org", "AB10 1AB", agreed=True)
BEN = replace(SUZIE, name="Ben Example", email="ben@example.org")

Signing = Callable[[OpenWorkspace], Any]


def signing(form: SigningForm, network: str = "") -> Signing:
    return Together(_apply, Sent(form, network))


def _apply(here: OpenWorkspace, sent: Sequence[Sent]) -> list[Came]:
    return apply_together(petition_to_sign(here, SLUG), sent)


def failing(form: SigningForm) -> Signing:
    def job(here: OpenWorkspace) -> None:
        _apply(here, [Sent(form)])
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


def test_too_many_from_one_network_are_suspect_whoever_is_written_first(
    here: OpenWorkspace,
) -> None:
    forms = [replace(SUZIE, name=f"Person {each}", email=f"{each}@example.org") for each in "abc"]
    came = together(here, *(signing(form, "203.0.113.7") for form in forms), signing(BEN, "::1"))
    assert sorted(each.outcome for each in came[:3]) == ["pending", "suspect", "suspect"]
    assert came[3].outcome is SigningOutcome.PENDING
    (later,) = together(here, signing(SUZIE, "203.0.113.7"))
    assert later.outcome is SigningOutcome.SUSPECT


def test_mistakes_and_questions_of_some_are_theirs_alone(here: OpenWorkspace) -> None:
    mistake, doubt = replace(SUZIE, name=""), replace(SUZIE, email="suzie@gmial.com", asked="")
    came = together(here, signing(mistake), signing(BEN), signing(doubt))
    assert isinstance(came[0], FormRefused)
    assert came[1].outcome is SigningOutcome.PENDING
    assert isinstance(came[2], CheckEmail)
    assert agreed(here) == ["Ben Example"]


def test_if_all_together_fail_each_is_done_by_itself(here: OpenWorkspace) -> None:
    def do(here: OpenWorkspace, sent: Sequence[Sent]) -> list[Came]:
        came = _apply(here, sent)
        if any(each.form == SUZIE for each in sent):
            raise RuntimeError("it goes wrong for one of them")
        return came

    suzie, ben = together(here, Together(do, Sent(SUZIE)), Together(do, Sent(BEN)))
    assert isinstance(suzie, RuntimeError)
    assert ben.outcome is SigningOutcome.PENDING
    assert agreed(here) == ["Ben Example"]


FORMS = st.builds(
    SigningForm,
    name=st.sampled_from(["Suzie Sample", "SUZIE SAMPLE", "Ben Example", "Asha Test"]),
    email=st.sampled_from(["home@gmail.com", "ho.me@gmail.com", "a@example.org", "b@example.org"]),
    postcode=st.sampled_from(["LE93 1AA", "LE93 2AA"]),
    letter=st.booleans(),
    agreed=st.just(True),
)


def rows(here: OpenWorkspace) -> list[tuple[Any, ...]]:
    """The signatures with what hangs on each, without their numbers."""
    found = here.database.execute(
        "SELECT name, email, postcode, state, place,"
        " (SELECT group_concat(kind) FROM outbox WHERE outbox.signature = signatures.id),"
        " (SELECT count(*) FROM agreements WHERE agreements.signature = signatures.id),"
        " (SELECT count(*) FROM letter_consents AS l WHERE l.signature = signatures.id)"
        " FROM signatures ORDER BY name, email, postcode, place"
    )
    return [tuple(row) for row in found]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(FORMS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_together_is_as_one_by_one(here: OpenWorkspace, batches: list[list[SigningForm]]) -> None:
    found = []
    for at_once in (True, False):
        with rehearsal(here.database):
            outcomes: list[str] = []
            for forms in batches:
                sent = [Sent(form) for form in forms]
                parts = [sent] if at_once else [[each] for each in sent]
                came = [each for part in parts for each in _apply(here, part)]
                outcomes += [each.outcome for each in came if isinstance(each, Signed)]
            found.append((outcomes, rows(here)))
    assert found[0] == found[1]
    assert len(found[0][0]) == sum(map(len, batches))
