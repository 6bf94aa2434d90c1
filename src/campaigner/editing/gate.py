"""The gate that a change passes before it is saved: what would stop pages is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.drafts import drafted
from campaigner.editing.folder import file_now
from campaigner.editing.outcomes import (
    ChangedMeanwhile,
    Defined,
    NewWording,
    Outcome,
    PartForm,
    Refused,
    defined,
)
from campaigner.editing.part_rules import last_day_problems
from campaigner.editing.part_values import key_of, mark_of, shown_values
from campaigner.editing.places import placed
from campaigner.editing.saving import Change, Clash, Saved, save
from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.campaign_states import listed_campaign
from campaigner.petitions.opening import open_petition
from campaigner.petitions.wordings import Versions, versions_of, wording_of
from campaigner.problems import Problem, errors_among
from campaigner.toml import TomlFile, toml_of
from campaigner.vocabulary.campaigns import CampaignState

OPEN = (CampaignState.OPEN, CampaignState.EXTENDED)
_HARMLESS = ("unused-fact", "unused-citation", "unreachable-variant")
"""What is wrong with a campaign, and stops none of its pages and letters."""


def save_texts(
    here: OpenWorkspace,
    slug: str,
    now: Defined,
    texts: Mapping[str, str | None],
    what: str,
    form: PartForm,
) -> Outcome:
    """Save files that belong together, if nothing speaks against it. Raises as ``saving.save``."""
    if found := _stopped(here, slug, now, texts, form):
        return found
    changes = {
        name: Change(now.mark if name == DEFINITION else file_now(now.folder, name).mark, text)
        for name, text in texts.items()
    }
    saved = save(here, slug, changes, what)
    if isinstance(saved, Saved):
        return saved
    return _clashed(here, slug, saved, form)


def _clashed(
    here: OpenWorkspace, slug: str, clashes: Sequence[Clash], form: PartForm
) -> ChangedMeanwhile:
    """Somebody was quicker by less than a second."""
    if clashes[0].name != DEFINITION:
        return ChangedMeanwhile({"text": clashes[0].now.text or ""}, clashes[0].now.mark)
    now = defined(here, slug)
    key = key_of(now.values, form.part, form.name)
    return ChangedMeanwhile(
        shown_values(now.values, form.part, key, now.languages, now.zone), mark_of(now.values, key)
    )


def _stopped(
    here: OpenWorkspace,
    slug: str,
    now: Defined,
    texts: Mapping[str, str | None],
    form: PartForm,
) -> Refused | NewWording | None:
    """What speaks against a change: a definition that is not valid, an open campaign made worse."""
    before = errors_among(check_campaign(now.folder))
    with drafted(here, slug, texts) as draft:
        folder = draft.workspace.campaign_folder(slug)
        after = errors_among(check_campaign(folder))
        usable = _usable(folder)
        words = wording_of(usable) if usable else None
    added = _added(before, after)
    if DEFINITION in texts and not usable and added:
        return Refused(_at_fields(added, texts, now))
    if usable and DEFINITION in texts and (past := last_day_problems(here, slug, usable)):
        return Refused(past)
    state = state_of(here, slug)
    if state in OPEN and added:
        return Refused(_at_fields(added, texts, now), is_open=True)
    if words and not form.sure and state is not None:
        versions = versions_of(open_petition(here, slug)) if state in OPEN else None
        if versions and _is_signed(versions) and versions.current.wording.hash != words.hash:
            return NewWording(_next(versions))
    return None


def check_last_day(here: OpenWorkspace, slug: str, texts: Mapping[str, str | None]) -> None:
    """Raises UsageError if files would put the last day of a campaign into the past."""
    with drafted(here, slug, texts) as draft:
        usable = _usable(draft.workspace.campaign_folder(slug))
    for each in last_day_problems(here, slug, usable) if usable else ():
        raise UsageError(each.message, hint=each.hint, code=each.code)


def _added(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """The problems that a change would add: lines move, so they are told apart by what they say."""
    known = [(Path(each.path).name, each.code, each.message) for each in before]
    return [
        each
        for each in after
        if each.code not in _HARMLESS
        and (Path(each.path).name, each.code, each.message) not in known
    ]


def _at_fields(
    problems: Sequence[Problem], texts: Mapping[str, str | None], now: Defined
) -> tuple[Problem, ...]:
    """Problems of files as problems of fields: the path of each is the name of its field."""
    text = texts.get(DEFINITION)
    file = toml_or_none(text, now.folder) if text else now.file
    found = placed(problems, file, now.languages)
    return tuple(replace(each.problem, path=each.field or "text", line=0) for each in found)


def toml_or_none(text: str, folder: Path) -> TomlFile | None:
    """Returns a definition's values and lines, None if it is not TOML."""
    try:
        return toml_of(text, folder / DEFINITION)
    except CampaignerError:
        return None


def _usable(folder: Path) -> Campaign | None:
    try:
        return defined_campaign(folder)
    except CampaignerError:
        return None


def state_of(here: OpenWorkspace, slug: str) -> CampaignState | None:
    """Returns how a campaign stands; None if its definition cannot be used."""
    try:
        return listed_campaign(here.workspace, slug, here.now).state
    except CampaignerError:
        return None


def next_version(here: OpenWorkspace, slug: str) -> int:
    """Returns the version that other words of a petition would be; 0 if nobody signed its words.

    Raises as ``open_petition``.
    """
    versions = versions_of(open_petition(here, slug))
    return _next(versions) if _is_signed(versions) else 0


def _is_signed(versions: Versions) -> bool:
    """Whether somebody has signed, or was shown, the words as they are now."""
    return versions.has_changed or versions.current.since is not None


def _next(versions: Versions) -> int:
    numbers = [each.number for each in versions.versions if each.number is not None]
    return max(numbers, default=1) + 1
