"""A petition and a simple model of it go through the same life; they have to agree throughout."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from campaigner.petitions.counts.milestones import record_answer
from campaigner.petitions.moderation.decisions import (
    invalidate_these,
    restore_these,
)
from campaigner.petitions.moderation.withdrawals import (
    NobodyFound,
    Whose,
    undo_withdrawal,
    withdraw_for,
)
from campaigner.petitions.paper.lines import PaperLine, add_paper
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.applying import SigningOutcome
from campaigner.petitions.signing.confirmation import confirm, withdraw
from campaigner.privacy.people import erase_person
from campaigner.store import petitions, tallies
from campaigner.store.database import open_database, transaction
from campaigner.store.signatures import signature_of
from examples import examples
from petitioners import (
    NOON,
    SLUG,
    WITHDRAW,
    application,
    new_token,
    signed,
    the_petition,
    work_on,
    workspace_of,
)

pytestmark = pytest.mark.slow

AREAS = ("", "E14001063", "W07000081")
THRESHOLDS = (2, 4, 7)


class PetitionMachine(RuleBasedStateMachine):
    """Random lives of signatures; ``counted`` is what the model says counts, by area."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = NOON
        self.states: dict[int, str] = {}
        self.areas: dict[int, str] = {}
        self.suspects: set[int] = set()
        self.by_olive: dict[int, str] = {}  # withdrawn by an organiser: what they were before
        self.total = dict.fromkeys(AREAS, 0)
        self.answered: set[int] = set()
        self.reached: dict[int, int | None] = dict.fromkeys(THRESHOLDS)
        self.lines = 0

    @initialize()
    def open(self) -> None:
        self.database = open_database(Path(self.folder.name) / "campaigner.db")
        self.petition = the_petition(self.database, THRESHOLDS)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def _change(self, area: str, change: int) -> None:
        self.total[area] += change
        count = sum(self.total.values())
        for at in THRESHOLDS:
            if count >= at and self.reached[at] is None:
                self.reached[at] = self.now
            elif count < at and at not in self.answered:
                self.reached[at] = None

    def _any(self, data: st.DataObject, *states: str) -> int | None:
        found = [number for number, state in self.states.items() if state in states]
        return data.draw(st.sampled_from(found)) if found else None

    @rule(number=st.integers(0, 12), area=st.sampled_from(AREAS), suspect=st.integers(0, 5))
    def sign(self, number: int, area: str, suspect: int) -> None:
        wish = application(f"Person {'abcdefghijklm'[number]}", f"person{number % 9}@example.org")
        done = signed(self.database, self.petition, wish, self.now, area, suspect=suspect == 0)
        if done.outcome is not SigningOutcome.DUPLICATE:
            assert done.signature not in self.states
            self.states[done.signature] = "pending"
            self.areas[done.signature] = area
            if done.outcome is SigningOutcome.SUSPECT:
                self.suspects.add(done.signature)

    @rule(data=st.data(), twice=st.booleans())
    def confirm(self, data: st.DataObject, twice: bool) -> None:
        number = self._any(data, "pending", "confirmed")
        if number is None:
            return
        token = new_token(self.database, number, self.now)
        for _ in range(1 + twice):
            confirm(workspace_of(self.database, self.now), token)
        if self.states[number] == "pending" and number not in self.suspects:
            self._change(self.areas[number], 1)
        if self.states[number] == "pending":
            self.states[number] = "unheard" if number in self.suspects else "confirmed"

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number = self._any(data, "confirmed", "pending", "withdrawn")
        if number is None:
            return
        withdraw(
            workspace_of(self.database, self.now),
            new_token(self.database, number, self.now, WITHDRAW),
        )
        if self.states[number] == "confirmed":
            self._change(self.areas[number], -1)
        self.states[number] = "withdrawn"
        self.by_olive.pop(number, None)

    @rule(data=st.data())
    def withdraw_for_somebody(self, data: st.DataObject) -> None:
        number = self._any(data, "confirmed", "pending", "unheard", "out, confirmed")
        if number is None:
            return
        here = work_on(self.database, self.petition, self.now)
        assert withdraw_for(here, Whose(number=number)) == 1
        if self.states[number] == "confirmed":
            self._change(self.areas[number], -1)
        self.by_olive[number], self.states[number] = self.states[number], "withdrawn"

    @precondition(lambda self: self.by_olive)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.by_olive)))
        try:
            undo_withdrawal(work_on(self.database, self.petition, self.now), Whose(number=number))
        except NobodyFound as refused:
            assert refused.code == "signed-again"  # noqa: PT017
            return
        self.states[number] = self.by_olive.pop(number)
        if self.states[number] == "confirmed":
            self._change(self.areas[number], 1)

    @rule(data=st.data())
    def invalidate(self, data: st.DataObject) -> None:
        number = self._any(data, "confirmed", "pending", "unheard")
        if number is None:
            return
        with transaction(self.database) as connection:
            signature = signature_of(connection, number)
            assert signature is not None
            invalidate_these(connection, self.petition, [signature], self.now)
        if self.states[number] == "confirmed":
            self._change(self.areas[number], -1)
            self.suspects.discard(number)
        self.states[number] = "out, " + self.states[number]

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        number = self._any(data, "out, confirmed", "out, pending", "out, unheard", "unheard")
        if number is None:
            return
        with transaction(self.database) as connection:
            signature = signature_of(connection, number)
            assert signature is not None
            restore_these(connection, self.petition, [signature], self.now)
        self.suspects.discard(number)
        if self.states[number] == "out, pending":
            self.states[number] = "pending"
        else:
            self._change(self.areas[number], 1)
            self.states[number] = "confirmed"

    @rule(number=st.integers(0, 9), area=st.sampled_from(AREAS))
    def paper(self, number: int, area: str) -> None:
        self.lines += 1
        wish = application(f"Writer {'abcdefghij'[number]}", None)
        line = PaperLine("SHEET", self.lines, wish, area)
        with transaction(self.database) as connection:
            made = add_paper(connection, self.petition, line, self.now)
        if made is not None:
            assert made not in self.states
            self.states[made], self.areas[made] = "confirmed", area
            self._change(area, 1)

    @rule(number=st.integers(0, 8))
    def erase(self, number: int) -> None:
        erase_person(workspace_of(self.database, self.now), f"person{number}@example.org")
        there = {row[0] for row in self.database.execute("SELECT id FROM signatures")}
        for gone in self.states.keys() - there:
            del self.states[gone], self.areas[gone]
            self.suspects.discard(gone)
            self.by_olive.pop(gone, None)

    @precondition(lambda self: any(self.reached.values()))
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        at = data.draw(st.sampled_from([at for at in THRESHOLDS if self.reached[at] is not None]))
        here = work_on(self.database, self.petition, self.now)
        record_answer(here, at, "A response")
        self.answered.add(at)

    @rule(seconds=st.integers(1, 100_000))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @invariant()
    def all_agree(self) -> None:
        connection = self.database.conn
        expected = {area: count for area, count in self.total.items() if count}
        assert dict(tallies.sums(connection, self.petition.id, "area")) == expected
        assert tallies.total(connection, self.petition.id) == sum(expected.values())
        there = petitions.thresholds_of(connection, self.petition.id)
        assert {each.at: each.reached_at for each in there} == self.reached
        verdict = verify(self.database, SLUG)
        assert verdict.misfit is None
        assert verdict.total == sum(expected.values())
        assert min(self.total.values()) >= 0


PetitionMachine.TestCase.settings = settings(
    max_examples=examples(25),
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow],
)
TestPetition = PetitionMachine.TestCase
