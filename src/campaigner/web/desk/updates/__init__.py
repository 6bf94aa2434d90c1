"""Updates to people who signed: written, read, agreed to by somebody else, sent, published."""

from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.updates import people, sending, showing, texts

PAGES: tuple[DeskPage, ...] = (
    *texts.PAGES,  # first: where a new one is written is not the number of one
    *showing.PAGES,
    *people.PAGES,
    *sending.PAGES,
)
