"""What axe finds on a page in a browser, for the tests of all pages."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_ALL = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def barriers(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What breaks a rule of WCAG 2.2 (A and AA), or of good practice, on a page as it is now.

    ``only`` has axe's names of the rules to look at, if not all.
    """
    options = {
        "runOnly": {"type": "rule", "values": [*only]} if only else _ALL,
        "resultTypes": ["violations"],  # what passes is not told in full, which takes long
    }
    found = _AXE.run(page, options=options)
    return [
        f"{violation['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
