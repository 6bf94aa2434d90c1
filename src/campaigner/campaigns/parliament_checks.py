"""Checks of what a campaign says to parliaments: each finding once, at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from campaigner.parliament.draft_checks import check_draft
from campaigner.parliament.findings import Finding, undecided
from campaigner.parliament.motion_checks import check_motion, check_question
from campaigner.parliament.online_checks import check_e_petition, check_scottish
from campaigner.problems import Problem, shown_path
from campaigner.vocabulary.houses import Venue

if TYPE_CHECKING:
    from campaigner.campaigns.loaded import Loaded
    from campaigner.campaigns.models import Campaign
    from campaigner.campaigns.parliament_models import FormalPetition, MotionDraft
    from campaigner.toml import Key


def for_parliaments(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Yields what Houses would refuse, and what a person has not decided yet."""
    formal, motion = campaign.petition.formal, campaign.petition.motion
    if formal:
        yield from _once(loaded, formal_findings(formal))
    if motion:
        yield from _once(loaded, motion_findings(motion))


def formal_findings(formal: FormalPetition) -> Iterator[tuple[Key, Finding]]:
    """Yields the findings about a formal petition in every House that it has a request for."""
    base: Key = ("petition", "formal")
    draft = formal.draft()
    for venue in Venue:
        if venue is not Venue.SENEDD or formal.senedd_request:
            for finding in undecided(check_draft(draft, venue), formal.decided):
                yield base, finding
    if formal.e_petition:
        for finding in undecided(check_e_petition(formal.e_petition.texts()), formal.decided):
            yield (*base, "e_petition"), finding
    if formal.scotland:
        for finding in undecided(check_scottish(formal.scotland.texts()), formal.decided):
            yield (*base, "scotland"), finding


def motion_findings(motion: MotionDraft) -> Iterator[tuple[Key, Finding]]:
    """Yields the findings about a draft motion and its questions."""
    base: Key = ("petition", "motion")
    for finding in undecided(check_motion(motion.title, motion.text), motion.decided):
        yield base, finding
    for position, each in enumerate(motion.questions):
        for finding in undecided(check_question(each.question()), motion.decided):
            yield (*base, "questions", position), finding


def _once(loaded: Loaded, found: Iterable[tuple[Key, Finding]]) -> Iterator[Problem]:
    path = shown_path(loaded.file.path)
    yield from dict.fromkeys(
        finding.problem(path, loaded.file.line_of((*base, *finding.key))) for base, finding in found
    )
