"""Pages about accounts: invited, logged in, one's own, and everybody's."""

from campaigner.web.desk.accounts import invitation, logging_in, organisers, own, passkeys
from campaigner.web.desk.frame.desk_page import DeskPage

PAGES: tuple[DeskPage, ...] = (
    *own.PAGES,
    *passkeys.PAGES,
    *organisers.PAGES,
)

OPEN = (*logging_in.ROUTES, *passkeys.ROUTES, *invitation.ROUTES)
"""What is there for everybody: to log in, or accept an invitation."""
