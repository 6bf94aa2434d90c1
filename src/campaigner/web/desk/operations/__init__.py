"""How the pages are run: what is to do, mail, backups, what the server noted."""

from campaigner.web.desk.operations import backups, email, log, state

PAGES = (*state.PAGES, *backups.PAGES, *email.PAGES, *log.PAGES)
