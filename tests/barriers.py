"""What axe finds on a page in a browser, for the tests of all pages."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # what passes is not told in full, which takes long
}


def barriers(page: Page) -> list[str]:
    """What breaks a rule of WCAG 2.2 (A and AA), or of good practice, on a page as it is now."""
    found = _AXE.run(page, options=_OPTIONS)
    return [
        f"{violation['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
