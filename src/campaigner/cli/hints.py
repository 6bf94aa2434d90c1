"""What to do next, in the words of the command line: a hint for each code that has one.

The services name no command and no option; their exceptions have a code, which is looked up
here. ``{name}`` in a hint is a detail of the exception.
"""

from __future__ import annotations

from campaigner.errors import CampaignerError

HINTS = {
    "campaign-not-finished": "To see every place, run: campaigner campaign check {campaign}",
    "petition-to-come": "To rehearse, set CAMPAIGNER_NOW={opens}T12:00:00.",
    "preview-outdated": "Run the command again.",
    "no-workspace": "To make a workspace, run: campaigner init FOLDER",
    "no-workspace-folder": "To make it, run: campaigner init {folder}",
}


def hints_for(error: CampaignerError) -> list[str]:
    """Returns what to do about an error: its own hint, then that of the command line."""
    command = HINTS.get(error.code, "").format_map(error.details)
    return [hint for hint in (error.hint, command) if hint]
