"""What people ask about their data: by when, what is done, and what is kept of it."""

from __future__ import annotations

from datetime import date

import pytest

from account_holders import at_work, joined, later
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE, LoginTooOld, NotAllowed
from campaigner.privacy.answering import NobodyKnown, erase_for, export_for, found_for, stop_for
from campaigner.privacy.deadlines import due_after
from campaigner.privacy.people import erase_person, export_person
from campaigner.privacy.requests import (
    RequestClosed,
    RightsRequest,
    TooLate,
    Typed,
    UnknownRequest,
    add_request,
    can_be_extended,
    close,
    extend,
    queue_of,
    reopen,
    request_numbered,
)
from campaigner.privacy.retention import anonymise, what_is_due
from campaigner.store import audit
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.requests import RequestOutcome, RequestStep

SUZIE = "suzie@example.org"
TEXTS = ("rights_requests", "rights_steps")


def asked(
    here: OpenWorkspace, asked_for: str = "access", email: str = SUZIE, **more: str
) -> RightsRequest:
    """Somebody asks today."""
    day = more.pop("received_on", here.today.isoformat())
    return add_request(here, MACHINE, Typed(asked_for, "email", day, email, **more))


# (came on, due on, due on if it is extended): the guidance's own 3 September and 31 January, and
# the ends of months.
@pytest.mark.parametrize(
    ("received", "due", "longer"),
    [
        ("2026-09-03", "2026-10-03", "2026-12-03"),
        ("2026-01-31", "2026-02-28", "2026-04-30"),
        ("2028-01-31", "2028-02-29", "2028-04-30"),
        ("2028-01-29", "2028-02-29", "2028-04-29"),
        ("2026-01-29", "2026-02-28", "2026-04-29"),
        ("2026-02-28", "2026-03-28", "2026-05-28"),
        ("2026-03-31", "2026-04-30", "2026-06-30"),
        ("2026-11-30", "2026-12-30", "2027-02-28"),
        ("2026-12-31", "2027-01-31", "2027-03-31"),
        ("2026-12-01", "2027-01-01", "2027-03-01"),
    ],
)
def test_a_request_is_due_on_the_same_date_of_a_later_month_or_its_last_day(
    received: str, due: str, longer: str
) -> None:
    day = date.fromisoformat(received)
    assert due_after(day).isoformat() == due
    assert due_after(day, extended=True).isoformat() == longer


def test_what_came_first_is_answered_first(here: OpenWorkspace) -> None:
    newer = asked(here, received_on="2026-11-20")
    older = asked(here, "erasure", "omar@example.org", received_on="2026-09-03")
    assert [each.id for each in queue_of(here, MACHINE).waiting] == [older.id, newer.id]
    assert older.due_on == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (Typed("access", "email", "2026-11-20"), {"nobody"}),
        (Typed("everything", "pigeon", "soon", "x"),
         {"invalid-asked_for", "invalid-way", "invalid-received_on", "invalid-email"}),
        (Typed("access", "post", "2096-01-01", name="Suzie Sample"), {"day-to-come"}),
        (Typed("access", "post", "2026-11-20", name="Suzie Sample", postcode="nowhere"),
         {"invalid-postcode"}),
    ],
)  # fmt: skip
def test_a_request_is_refused_with_all_that_is_not_valid(
    here: OpenWorkspace, typed: Typed, codes: set[str]
) -> None:
    with pytest.raises(FormRefused) as refused:
        add_request(here, MACHINE, typed)
    assert {each.code for each in refused.value.problems} == codes
    assert queue_of(here, MACHINE).waiting == ()


def test_two_months_more_with_a_reason_and_once(here: OpenWorkspace) -> None:
    found = asked(here, received_on=here.today.isoformat())
    with pytest.raises(FormRefused):
        extend(here, MACHINE, found.id, " ")
    longer = extend(here, MACHINE, found.id, "Sheets of five years have to be read.")
    assert longer.due_on == due_after(found.received_on, extended=True)
    assert longer.reason.startswith("Sheets")
    with pytest.raises(TooLate):
        extend(here, MACHINE, found.id, "And more.")


def test_after_the_first_month_nobody_can_be_told_that_it_takes_longer(here: OpenWorkspace) -> None:
    found = asked(here, received_on="2026-01-31")
    assert not can_be_extended(found, here.today)
    with pytest.raises(TooLate):
        extend(here, MACHINE, found.id, "It is a lot.")


def test_closing_can_be_taken_back(here: OpenWorkspace) -> None:
    found = asked(here, note="Please send me everything.")
    close(here, MACHINE, found.id, RequestOutcome.DONE)
    with pytest.raises(RequestClosed):
        close(here, MACHINE, found.id, RequestOutcome.REFUSED)
    with pytest.raises(RequestClosed):
        export_for(here, MACHINE, found.id)
    reopened = reopen(here, MACHINE, found.id)
    assert (reopened.closed_at, reopened.outcome) == (None, None)
    assert reopened.asker.note == "Please send me everything."
    _, steps = request_numbered(here, MACHINE, found.id)
    wanted = [RequestStep.ADDED, RequestStep.CLOSED, RequestStep.REOPENED]
    assert [each.step for each in steps] == wanted


def test_there_is_no_other_request(here: OpenWorkspace) -> None:
    for act in (lambda: request_numbered(here, MACHINE, 7), lambda: reopen(here, MACHINE, 7)):
        with pytest.raises(UnknownRequest):
            act()


def test_who_asked_is_given_all_that_is_held_of_them(here: OpenWorkspace) -> None:
    found = asked(here, note="All of it, please.")
    text = export_for(here, MACHINE, found.id)
    assert "All of it, please." in text
    _, steps = request_numbered(here, MACHINE, found.id)
    assert (steps[-1].step, steps[-1].records) == (RequestStep.EXPORTED, 1)


def test_who_is_erased_leaves_what_they_asked_and_nothing_of_themselves(
    here: OpenWorkspace,
) -> None:
    found = asked(here, "erasure", note="I signed at a stall.", name="Suzie Sample")
    done = erase_for(here, MACHINE, found.id)
    assert (done.counts["requests"], done.complete) == (1, True)
    for table in TEXTS:
        rows = [tuple(row) for row in here.database.execute(f"SELECT * FROM {table}")]
        assert rows
        assert not any(word in str(rows) for word in ("uzie", "stall"))
    request, steps = request_numbered(here, MACHINE, found.id)
    assert not request.asker.is_known
    assert steps[-1].step is RequestStep.ERASED
    close(here, MACHINE, found.id, RequestOutcome.DONE)
    with pytest.raises(NobodyKnown):
        found_for(here, MACHINE, found.id)


def test_somebody_without_an_address_is_found_by_name_and_postcode(here: OpenWorkspace) -> None:
    sam = asked(here, "erasure", "", name="Sam O'Sample", postcode="ls1 1aa")
    other = asked(here, "erasure", "", name="Sam O'Sample", postcode="LS2 2BB")
    nobody = asked(here, "erasure", "", name="Sam O'Sample")
    assert found_for(here, MACHINE, sam.id).held.counts == {"requests": 1}
    with pytest.raises(NobodyKnown):
        found_for(here, MACHINE, nobody.id)
    with pytest.raises(NobodyKnown):
        stop_for(here, MACHINE, sam.id)
    erase_for(here, MACHINE, sam.id)
    assert not request_numbered(here, MACHINE, sam.id)[0].asker.is_known
    assert request_numbered(here, MACHINE, other.id)[0].asker.is_known


def test_erasure_by_any_other_way_reaches_requests_too(here: OpenWorkspace) -> None:
    asked(here)
    assert len(export_person(here, "Suzie@Example.org")["requests"]) == 1
    erase_person(here, SUZIE)
    assert export_person(here, SUZIE)["requests"] == []


def test_who_asked_is_removed_six_months_after_the_answer(here: OpenWorkspace) -> None:
    answered, waiting = asked(here), asked(here, "objection")
    close(here, MACHINE, answered.id, RequestOutcome.NOTHING_HELD)
    assert what_is_due(later(here, days=150)).counts["requests"] == 0
    much_later = later(here, days=190)
    assert anonymise(much_later).counts["requests"] == 1
    assert not request_numbered(here, MACHINE, answered.id)[0].asker.is_known
    assert request_numbered(here, MACHINE, waiting.id)[0].asker.email == SUZIE
    assert anonymise(much_later).counts["requests"] == 0


@pytest.mark.usefixtures("bread")
def test_requests_are_for_those_who_lead_everywhere(here: OpenWorkspace) -> None:
    joined(here)
    place = Place(AccountRole.ORGANISER, frozenset({"bread"}))
    joined(here, "omar@example.org", place, "Omar Sample")
    omar = at_work(here, "omar@example.org")
    found = asked(here)
    with pytest.raises(NotAllowed):
        queue_of(here, omar)
    with pytest.raises(NotAllowed):
        erase_for(here, omar, found.id)
    with pytest.raises(LoginTooOld):
        export_for(later(here, minutes=15), at_work(here), found.id)


def test_the_audit_says_what_was_done_and_not_for_whom(here: OpenWorkspace) -> None:
    found = asked(here, name="Suzie Sample", note="Everything")
    export_for(here, MACHINE, found.id)
    erase_for(here, MACHINE, found.id)
    deeds = audit.deeds(here.database.conn)
    assert {"request added", "request exported", "request erased"} <= {x.action for x in deeds}
    assert not any(word in str(deeds) for word in ("uzie", "Everything"))
