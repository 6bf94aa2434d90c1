"""The campaigns of a workspace: which there are, how they stand, what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.folders import folder_problems
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign, Definition
from campaigner.campaigns.reading import files_of, read_campaign
from campaigner.campaigns.variants import preview
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.problems import Problem, errors_among
from campaigner.shelf import Shelf, stamp_of
from campaigner.validation import is_plain_name
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace


@dataclass(frozen=True)
class Campaigns:
    """The campaigns of a workspace: those that can be read, and the names of the others.

    ``problems`` are those of the folders: one that cannot be read, or has a wrong name.
    """

    readable: tuple[Campaign, ...]
    broken: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What a check found: the number of campaigns, the problems, and their letters' variants.

    ``variants`` has a campaign that has some by its name: a row for each kind of recipient, with
    the text that each kind of supporter sends them.
    """

    campaigns: int
    problems: tuple[Problem, ...]
    variants: dict[str, list[dict[str, str]]]

    @property
    def failed(self) -> bool:
        """Whether a campaign has an error; warnings alone do not fail."""
        return bool(errors_among(self.problems))


def campaigns_in(workspace: Workspace, role: Role | None = None) -> Campaigns:
    """Returns the campaigns of a workspace and the shipped ones, by name.

    With ``role`` it is those whose letters go to that role.
    """
    readable, broken = [], []
    for slug, folder in sorted(_usable_folders(workspace).items()):
        try:
            readable.append(defined_campaign(folder))
        except (CampaignerError, OSError):
            broken.append(slug)
    wanted = (each for each in readable if role is None or role in each.roles)
    return Campaigns(tuple(wanted), tuple(broken), tuple(folder_problems(workspace)))


def check_campaigns(
    workspace: Workspace, slugs: Sequence[str] = (), today: date | None = None
) -> Checked:
    """Finds every problem of the campaigns named, or of all, and of the settings.

    With ``today``, facts that are due for review on that day are warnings.
    Raises UnknownName for a campaign that is not there.
    """
    named = {slug: workspace.campaign_folder(slug) for slug in slugs}
    folders = [folder for _, folder in sorted((named or _usable_folders(workspace)).items())]
    problems = [*_settings_problems(workspace)]
    problems += [] if slugs else folder_problems(workspace)
    problems += [problem for folder in folders for problem in check_campaign(folder, today)]
    variants = {folder.name: _variants(folder) for folder in folders}
    return Checked(
        len(folders),
        tuple(problems),
        {name: rows for name, rows in variants.items() if rows},
    )


def problems_kept(folder: Path) -> list[Problem]:
    """Returns the problems of a campaign's folder; looked for again only if its files changed."""
    return _checked.get(folder)


_checked = Shelf(check_campaign, lambda folder: stamp_of(files_of(folder)))


def _settings_problems(workspace: Workspace) -> Sequence[Problem]:
    try:
        _ = workspace.settings
    except ProblemsFound as found:
        return found.problems
    return ()


def _usable_folders(workspace: Workspace) -> dict[str, Path]:
    """The folders of campaigns by name; those with a name that is not valid are problems."""
    folders = workspace.campaign_folders()
    return {name: folder for name, folder in folders.items() if is_plain_name(name)}


def _variants(folder: Path) -> list[dict[str, str]]:
    try:
        campaign = read_campaign(folder).campaign
    except (CampaignerError, OSError):  # one of the problems already
        return []
    return preview(campaign) if campaign and campaign.letter.variants else []


def definition_schema() -> dict[str, Any]:
    """Returns the JSON Schema of ``campaign.toml``, for editors."""
    return Definition.model_json_schema()
