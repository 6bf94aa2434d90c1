"""Representatives and areas at the desk: found, entered by hand, imported, and where from."""

from __future__ import annotations

from campaigner.web.desk.representatives import entering, finding, importing

PAGES = (*entering.PAGES, *importing.PAGES, *finding.PAGES)  # “add” is not a number

__all__ = ["PAGES"]
