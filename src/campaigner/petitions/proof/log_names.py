"""The name of a petition's log (its origin), which stays as it was when something was signed first.

It is the address of the petition's page. If the pages move, the log keeps its name: under another
one it would be another log, to which no key, receipt or witness speaks. It is kept beside the key.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from campaigner.addresses import campaign_page, without_scheme
from campaigner.errors import CampaignerError
from campaigner.files import read_text, write_text
from campaigner.setting_tables import SAMPLE_ADDRESS
from campaigner.workspace import Workspace


def page_name(workspace: Workspace, campaign: str) -> str:
    """Returns the address of a petition's page as it is now, without ``https://``."""
    return page_name_at(workspace.settings.web.address, campaign)


def page_name_at(address: str, campaign: str) -> str:
    """As ``page_name``, for pages at that address."""
    return without_scheme(campaign_page(address, campaign)).replace("+", "%2B")


def origin_of(workspace: Workspace, campaign: str) -> str:
    """Returns the name of a petition's log: that which was kept, or the address of its page.

    Raises CampaignerError if what was kept cannot be read.
    """
    path = _path(workspace, campaign)
    kept = read_text(path).strip() if path.exists() else ""
    return kept or page_name(workspace, campaign)


def keep_origin(workspace: Workspace, campaign: str, published: str = "") -> str:
    """Returns the name of a petition's log, and keeps it now that something is signed under it.

    ``published`` is the name of what was published of it before, which wins. An address that is
    only an example is not kept, and nothing is in a folder that is read-only.
    """
    examples = page_name_at(SAMPLE_ADDRESS, campaign)
    known = origin_of(workspace, campaign)
    name = known if published in ("", examples) else published
    path = _path(workspace, campaign)
    if name != examples and not (path.exists() and name == known):
        with suppress(CampaignerError):
            write_text(path, name + "\n", private=True)
    return name


def _path(workspace: Workspace, campaign: str) -> Path:
    return workspace.keys_folder / f"{campaign}.log-name"
