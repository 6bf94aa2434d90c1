"""Pages about paper: sheets printed, typed up, compared, and their pictures."""

from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.paper import pictures, printing, settling, sheets, typing

PAGES: tuple[DeskPage, ...] = (
    *sheets.PAGES,
    *printing.PAGES,
    *typing.PAGES,
    *pictures.PAGES,
    *settling.PAGES,
)
