"""The pages on which campaigns are made and changed."""

from campaigner.web.desk.editor import (
    history,
    languages,
    lists,
    overview,
    parts,
    preparing,
    starting,
    texts,
)
from campaigner.web.desk.frame.desk_page import DeskPage

PAGES: tuple[DeskPage, ...] = (
    *starting.PAGES,
    *overview.PAGES,
    *lists.PAGES,
    *parts.PAGES,
    *texts.PAGES,
    *languages.PAGES,
    *preparing.PAGES,
    *history.PAGES,
)
