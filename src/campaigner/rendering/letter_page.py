"""A letter's page: what its campaign fixes, what its sender and recipient fix, and the text."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from campaigner.files import read_text
from campaigner.rendering.layouts import Layout
from campaigner.rendering.templating.environment import find_template, kept_environment, render

PAGE, _STYLE = "letter/letter.html.j2", "letter/letter.css"
_DATE = "{{ date }}"
_DATE_ELSEWHERE = re.compile(
    r"\bdate\b|\bself\b|\{%[-+]?(?!\s*(?:for|endfor|if|elif|else|endif)\b)"
)
_CLASS_OF_DATE = re.compile(r'\bclass="date"|\bdata-date\b')
_MARK = f"\x02{secrets.token_hex(12)}\x02"  # nobody can have written it


@dataclass(frozen=True)
class OfCampaign:
    """What a page has of its campaign: the same for all who write in one language and choose alike.

    ``variant`` is the id of the text's variant, empty for the usual text; ``asks`` and ``facts``
    are the ids that were chosen, None for all. ``link`` is the address of the campaign's page,
    ``qr`` a picture of it; both are empty on a letter that does not show them. ``words`` are those
    of ``letter/words.toml``.
    """

    campaign: str
    variant: str
    language: str
    asks: tuple[str, ...] | None
    facts: tuple[str, ...] | None
    layout: Layout
    subject: str
    link: str
    qr: Markup = field(repr=False)
    words: Mapping[str, Any] = field(repr=False, hash=False)


@dataclass(frozen=True)
class Letterhead:
    """What an organisation's own letter shows of it.

    ``logo`` is the address of a picture below the page's folders, empty for none; ``line`` stands
    at the foot of the first page.
    """

    logo: str
    line: str


@dataclass(frozen=True)
class Party:
    """A sender or a recipient as the page shows them: a name, and the lines of an address.

    ``lines`` begin with a recipient's name, and leave a sender's out; ``signed_by`` is who signs
    for an organisation, ``people`` are those who write together.
    """

    name: str
    lines: tuple[str, ...]
    email: str = ""
    postcode: str = ""
    area_name: str = ""
    signed_by: str = ""
    people: tuple[str, ...] = ()

    @property
    def signing(self) -> tuple[str, ...]:
        """The names at the end of a sender's letter, each on its line."""
        return (self.signed_by, self.name) if self.signed_by else self.people or (self.name,)


@dataclass(frozen=True)
class OfPerson:
    """What a page has of the two people: who writes to whom, and what is the writer's own.

    ``date`` is in the words of the page's language.
    """

    sender: Party
    recipient: Party
    salutation: str
    personal: str
    date: str


@dataclass(frozen=True)
class LetterPage:
    """A letter as a renderer takes it.

    ``body`` is the campaign's text with the people's words in it; an organisation's own letter has
    a ``letterhead``. The page may load files from
    ``folders`` alone; its template and style come from the first that has them.
    """

    of_campaign: OfCampaign
    of_person: OfPerson
    body: Markup = field(repr=False)
    folders: tuple[Path, ...] = field(repr=False)
    letterhead: Letterhead | None = None

    def html(self, sizes: Sequence[str] = ()) -> str:
        """The page as HTML; ``sizes`` are the parts set a step smaller (see ``letter.css``)."""
        date = self.of_person.date
        return self._rendered(date, sizes) if sizes else self._of_day(date)

    @property
    def undated(self) -> str:
        """The page as HTML, as if it had no date."""
        return self._of_day("")

    def _of_day(self, date: str) -> str:
        around = self._around_date
        return self._rendered(date) if around is None else around.replace(_MARK, escape(date))

    @cached_property
    def _around_date(self) -> str | None:
        """The page with a mark in place of its date; None if a date decides more than that."""
        path = find_template(self.folders, PAGE)
        return self._rendered(_MARK) if shows_date_alone(path, path.stat().st_mtime_ns) else None

    def _rendered(self, date: str, sizes: Sequence[str] = ()) -> str:
        campaign, person = self.of_campaign, self.of_person
        kind = ("organisation",) if self.letterhead else ()
        lined = ("lined",) if campaign.qr else ()
        return render(
            kept_environment(self.folders),
            PAGE,
            language=campaign.language,
            title=f"{campaign.subject}: {person.recipient.name}",
            sender=person.sender,
            recipient=person.recipient,
            salutation=person.salutation,
            subject=campaign.subject,
            body=self.body,
            date=date,
            layout=campaign.layout,
            words=campaign.words,
            address=campaign.link,
            qr=campaign.qr,
            letterhead=self.letterhead,
            classes=(*kind, *lined, *sizes),
        )

    @property
    def stylesheet(self) -> Path:
        """The file that says how the page looks."""
        return find_template(self.folders, _STYLE)


@lru_cache(maxsize=64)
def shows_date_alone(path: Path, changed: int) -> bool:
    """Whether a template does nothing with a date but show it; ``changed`` is when it was."""
    del changed
    return not _DATE_ELSEWHERE.search(_CLASS_OF_DATE.sub("", read_text(path).replace(_DATE, "")))
