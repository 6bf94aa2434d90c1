"""A workspace with a campaign that may open."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.workspace import Workspace, create_workspace

_CONTROLLER = "[data_controller]\nname = 'Sample Rights'\ncontact = 'privacy@example.org'\n"


def workspace_with_campaign(folder: Path) -> tuple[Workspace, Campaign]:
    """Returns a new workspace that says who answers for people's data, and its campaign."""
    made = create_workspace(folder)
    settings = made.root / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\[data_controller\]\n(?:(?!\[).*\n)*", _CONTROLLER, text)
    settings.write_text(text, encoding="utf-8")
    there = made.campaigns_folder / "bread"
    shutil.copytree(Path(__file__).parents[1] / "tests" / "data" / "campaigns" / "bread", there)
    return made, load_campaign(there)
