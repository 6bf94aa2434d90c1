"""Representatives and areas at the desk: found, entered by hand, imported, and where from."""

from __future__ import annotations

from campaigner.web.desk.representatives import entering, finding, importing, maps

PAGES = (*entering.PAGES, *importing.PAGES, *maps.PAGES, *finding.PAGES)  # “add” is not a number

__all__ = ["PAGES"]
