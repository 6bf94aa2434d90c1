"""The folders that campaigns are in, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from campaigner.addresses import RESERVED
from campaigner.problems import Problem, shown_path
from campaigner.text import is_text, slug
from campaigner.validation import LONGEST_NAME, is_plain_name
from campaigner.workspace import Workspace, campaign_names, can_be_searched


def folder_problems(workspace: Workspace) -> list[Problem]:
    """Returns what is wrong with the workspace's folder of campaigns, and their folders' names."""
    place = workspace.campaigns_folder
    if not can_be_searched(place):
        hint = "You need permission to read it and the folders in it."
        reason = "this folder cannot be read."
        return [Problem(shown_path(place), 0, "unreadable-folder", reason, hint)]
    return sorted(_misnamed(place))


def _misnamed(place: Path) -> Iterator[Problem]:
    for name in campaign_names(place):
        if found := name_problem(place / name):
            yield found


def name_problem(folder: Path) -> Problem | None:
    """Returns what is wrong with the name of a campaign's folder, None if it is valid."""
    if folder.name in RESERVED:
        return Problem(
            shown_path(folder),
            0,
            "folder-name",
            f"a campaign cannot be called “{folder.name}”: another page has that address.",
            f"Rename the folder, for example, to {folder.name}-campaign.",
        )
    if is_plain_name(folder.name):
        return None
    name = folder.name if is_text(folder.name) else ""
    wanted = slug(name, fallback="my-campaign")[:LONGEST_NAME].strip("-")
    return Problem(
        shown_path(folder),
        0,
        "folder-name",
        "the name of this folder is not a valid name for a campaign.",
        "Use small letters, digits and hyphens, and no more than"
        f" {LONGEST_NAME} characters: rename it, for example, to {wanted}.",
    )
