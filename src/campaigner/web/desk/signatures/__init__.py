"""Pages about signatures: found, decided about, imported."""

from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.signatures import decisions, finding, imports

PAGES: tuple[DeskPage, ...] = (
    *finding.PAGES,
    *decisions.PAGES,
    *imports.PAGES,
    *finding.ONE,
)
