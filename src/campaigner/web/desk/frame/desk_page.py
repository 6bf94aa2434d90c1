"""What a page of the desk is made of: who may, what it does, and what it has at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from campaigner.forms import whole_number
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import LoginTooOld, NotAllowed, Session, SessionOver
from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import may
from campaigner.problems import Problem
from campaigner.web.desk.frame import view
from campaigner.web.desk.frame.visit import Visit
from campaigner.web.desk.frame.words import Words, desk_words
from campaigner.web.forms import Form
from campaigner.web.pages.form_errors import by_field
from campaigner.web.pages.spoken import Told
from campaigner.web.pages.statuses import NOT_VALID
from campaigner.web.uploads import Upload

if TYPE_CHECKING:
    from campaigner.web.desk.frame.menu import Menu

Handler = Callable[["AtDesk"], Response]

NOT_FOR_PAGES = (NotAllowed, LoginTooOld, SessionOver)
"""Refusals that pages let through: what stands around every page answers them."""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of the desk: its path, what answers, the act that it is, and how it is asked for.

    ``menu`` is its name in the menu (``menu.ORDER``), empty if it is not there. ``upload`` is how
    many bytes of files may be sent to it, 0 for none. ``by_itself``: a page asks for it and not a
    person, so that it keeps no session from ending.
    """

    path: str
    handler: Handler
    act: Act
    methods: tuple[str, ...] = ("GET",)
    menu: str = ""
    upload: int = 0
    by_itself: bool = False


@dataclass(frozen=True)
class AtDesk:
    """Somebody at a page that they may use.

    ``campaign`` is the one in the path, which is there; empty if there is none in it.
    """

    visit: Visit
    campaign: str
    menu: Menu

    @property
    def request(self) -> Request:
        """What was sent."""
        return self.visit.request

    @property
    def here(self) -> OpenWorkspace:
        """The workspace, with the person at work: the audit records their number."""
        return self.visit.here

    @property
    def session(self) -> Session:
        """Who is at work; services that check what they may take it as ``by``."""
        return self.visit.session

    @property
    def form(self) -> Form:
        """The fields that were sent; none if the page is looked at."""
        return self.visit.form

    def file(self, name: str) -> Upload | None:
        """Returns the file that was sent as a field, or the first of several; None if none was."""
        return next(iter(self.files(name)), None)

    def files(self, name: str) -> tuple[Upload, ...]:
        """Returns the files that were sent as a field."""
        return self.visit.files.get(name, ())

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @cached_property
    def words(self) -> Words:
        """The desk's words in the language of the page, by the name of their file."""
        return desk_words(self.request, self.language)

    def said(self, told: Told, words: Mapping[str, str] | None = None) -> str:
        """Returns what an error or a problem says, in the page's words by its code.

        ``words`` are those of the page; then come those that all pages have. In English the
        service's own come before these, as they know more.
        """
        return view.said_in(self.words, self.language, told, words or {})

    def errors_in(
        self, problems: Iterable[Problem], words: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Returns the first problem of each field, as ``said`` has it."""
        return by_field(problems, lambda each: self.said(each, words))

    def part(self, name: str) -> str:
        """Returns a part of the path by its name in braces."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """Returns a part of the path as a number; 0, which nothing has, if it is none."""
        return whole_number(self.part(name)) or 0

    def asked_number(self, name: str) -> int:
        """Returns a number that the query has; 0 if it has none."""
        return whole_number(self.request.query_params.get(name, "")) or 0

    def may(self, act: Act, *, campaign: str = "", source: str = "", partner: str = "") -> bool:
        """Returns whether the person may do an act (apart from a fresh password)."""
        account = self.session.account
        return may(account, act, campaign=campaign, source=source, partner=partner)

    def show(
        self,
        template: str,
        status: int = 200,
        errors: Mapping[str, str] | None = None,
        fields: tuple[str, ...] = (),
        **values: object,
    ) -> Response:
        """Show ``templates/web/desk/TEMPLATE.html.j2``; with ``errors`` by field it is a 422.

        ``fields`` is the order in which the summary lists them.
        """
        more = {**view.errors_of(errors or {}, fields), **values}
        shown = view.Shown(self.language, self.session.account, self.campaign, self.menu)
        return view.show(self.request, template, shown, more, NOT_VALID if errors else status)

    def go(self, path: str, **parts: str) -> Response:
        """Lead on to a page of the desk (303); ``parts`` fill the braces of its path.

        The campaign is that of this page if it is not said.
        """
        filled = {"campaign": self.campaign, **parts}
        quoted = {name: quote(part, safe="") for name, part in filled.items()}
        return RedirectResponse(path.format_map(quoted), 303)


@contextmanager
def missing_if(*unknown: type[Exception]) -> Iterator[None]:
    """Lets a page not be there (404) if what it is about is not.

    It stands around a part of a handler (``with``) or around all of it.
    """
    try:
        yield
    except unknown as error:
        raise HTTPException(404) from error
