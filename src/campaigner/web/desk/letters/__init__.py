"""Pages about letters: written for many, counted, answered."""

from campaigner.web.desk.frame.desk_page import DeskPage
from campaigner.web.desk.letters import came_back, mailed_replies, replies, writing

PAGES: tuple[DeskPage, ...] = (
    *came_back.PAGES,
    *writing.PAGES,
    *replies.PAGES,
    *mailed_replies.PAGES,
)
