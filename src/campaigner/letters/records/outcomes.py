"""How letters came out: replies added up, as numbers and as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from campaigner.opening import OpenWorkspace
from campaigner.rendering.charts.stacked_bars import Group, Series, StackedBars
from campaigner.store import replies
from campaigner.vocabulary.letters import OutcomeGrouping, ReplyOutcome

# One for each outcome, and the last for letters that wait: neighbours differ in lightness.
COLOURS = ("#86301c", "#b5654f", "#d9a796", "#828c9b", "#1b2430", "#c9ced6", "#f7f2ec")


@dataclass
class Outcomes:
    """How the letters of a group came out; the counts and those waiting add up to ``letters``."""

    group: str
    name: str
    counts: dict[ReplyOutcome, int] = field(default_factory=lambda: dict.fromkeys(ReplyOutcome, 0))
    waiting: int = 0

    @property
    def letters(self) -> int:
        """The number of letters in the group."""
        return self.waiting + self.answered

    @property
    def answered(self) -> int:
        """The number of letters with a reply, or for which none is expected."""
        return sum(self.counts.values())

    def label(self, by: OutcomeGrouping) -> str:
        """The group as people call it, also if it has no name: “no party”."""
        return self.name or self.group or f"no {by}"


def outcomes(here: OpenWorkspace, by: OutcomeGrouping, campaign: str = "") -> list[Outcomes]:
    """Returns how the letters of one campaign, or of all, came out: the largest group first.

    Where a letter has several replies, the latest counts.
    Raises UnknownName for an unknown campaign.
    """
    if campaign:
        here.workspace.campaign_folder(campaign)
    groups: dict[str, Outcomes] = {}
    for group, name, outcome, count in replies.outcomes(here.database.conn, by, campaign):
        found = groups.setdefault(group, Outcomes(group, name))
        if outcome:
            found.counts[ReplyOutcome(outcome)] += count
        else:
            found.waiting += count
    return sorted(groups.values(), key=lambda each: (-each.letters, each.name, each.group))


def outcomes_chart(
    here: OpenWorkspace, found: Sequence[Outcomes], by: OutcomeGrouping, campaign: str = ""
) -> str:
    """Returns the outcomes that were found as bars, in SVG, with every count in words beside."""
    return _chart(found, by, campaign).svg(here.workspace.template_folders)


def _chart(found: Sequence[Outcomes], by: OutcomeGrouping, campaign: str) -> StackedBars:
    names = [*(outcome.words for outcome in ReplyOutcome), "waiting"]
    series = [Series(name, colour) for name, colour in zip(names, COLOURS, strict=True)]
    groups = [
        Group(each.label(by), (*each.counts.values(), each.waiting))
        for each in found
        if each.letters
    ]
    about = f" of {campaign}" if campaign else ""
    return StackedBars(f"Replies to letters{about}, by {by}", series, groups, "letter")
