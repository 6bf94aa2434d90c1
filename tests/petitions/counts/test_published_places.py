"""Where people signed, and which milestones were passed, as the page of a campaign shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.petitions.counts.milestones import milestones, record_answer
from campaigner.petitions.counts.places import published_places
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.representatives import Nation
from campaigner.workspace import Workspace
from petitioners import confirmed_in
from web_visitors import OPEN


def test_busy_areas_are_named_and_the_rest_is_elsewhere(
    represented: Workspace, bread: Path
) -> None:
    confirmed_in(represented, "bread", {"LE93 1AA": 7, "LL93 5AA": 5, "PH93 4AA": 4})
    with opened_workspace(represented, OPEN, "olive") as here:
        found = published_places(open_petition(here, "bread"))
    assert [(row.label, row.count) for row in found.areas] == [
        ("Sampleton North", 7),
        ("Tre Enghraifft", 5),
    ]
    assert found.elsewhere == 4  # fewer than are published
    assert found.total == 16
    assert found.nations == ((Nation.ENGLAND, 7), (Nation.WALES, 5))


def test_one_nation_alone_is_not_said(represented: Workspace, bread: Path) -> None:
    confirmed_in(represented, "bread", {"LE93 1AA": 7})
    with opened_workspace(represented, OPEN, "olive") as here:
        assert published_places(open_petition(here, "bread")).nations == ()


def test_nothing_signed_is_nowhere(here: OpenWorkspace, bread: Path) -> None:
    found = published_places(open_petition(here, "bread"))
    assert (found.areas, found.elsewhere, found.nations) == ((), 0, ())


def test_a_milestone_that_was_reached_has_its_day_and_its_answer(
    represented: Workspace, bread: Path
) -> None:
    confirmed_in(represented, "bread", {"LE93 1AA": 10})
    with opened_workspace(represented, OPEN, "olive") as here:
        petition = open_petition(here, "bread")
        (reached,) = milestones(petition, "cy")
        assert (reached.at, reached.name, reached.answer) == (10, "Deg", "")
        assert reached.reached == date(2026, 12, 11)
        record_answer(petition, 10, "We met the Minister.")
        (answered,) = milestones(open_petition(here, "bread"))
        assert (answered.answer, answered.answered) == ("We met the Minister.", OPEN.date())
