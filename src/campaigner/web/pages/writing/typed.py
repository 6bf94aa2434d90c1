"""What people type on the pages for writing a letter, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from campaigner.addresses import LANGUAGE, SOURCE
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.forms import FormRefused, whole_number
from campaigner.letters.recipients import NoRecipient
from campaigner.letters.request import LetterRequest
from campaigner.problems import Problem
from campaigner.rendering.renderers import DoesNotFit
from campaigner.vocabulary.letters import LetterForm, SupporterKind
from campaigner.web.forms import Form
from campaigner.web.pages.asked_emails import ASKED
from campaigner.web.pages.page import SHOW_IN, Resent

FIELDS = ("personal", "name", "address", "email", "kind", "asks", "facts")
"""The fields of the letter's form, in its order."""

_CARRIED = ("postcode", "area", "to", "again", "first_sent", "source", "counted", "once", ASKED)
_SEVERAL = ("asks", "facts")
_PICKED = "picked"  # the lists that were offered: then nothing ticked means none


@dataclass(frozen=True)
class Typed:
    """What was typed so far: it goes from page to page in hidden fields, and is kept nowhere."""

    language: str
    values: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Form, campaign: Campaign) -> Typed:
        """What a form has; the language is the last that it names, if the campaign has it."""
        named = (*form.getlist(LANGUAGE), *form.getlist(SHOW_IN))
        wanted = [each for each in named if each in campaign.languages]
        names = (*FIELDS, *_CARRIED, _PICKED)
        values = {name: form[name] for name in names if name not in _SEVERAL and name in form}
        several = {name: tuple(form.getlist(name)) for name in _SEVERAL}
        return cls(wanted[-1] if wanted else campaign.languages[0], values, several)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def with_values(self, **values: str) -> Typed:
        """The same with other values."""
        return replace(self, values={**self.values, **values})

    def bare(self, name: str) -> Typed:
        """The letter of somebody of that name who has written and chosen nothing yet."""
        kept = ("postcode", "area", "to", "again", "first_sent", "kind")
        return Typed(self.language, {each: self[each] for each in kept} | {"name": name})

    @property
    def is_again(self) -> bool:
        """Whether it is a second letter, as no reply came to the first."""
        return bool(self["again"])

    def carried(self, names: Iterable[str] = _CARRIED) -> list[tuple[str, str]]:
        """The hidden fields that keep the place and the kind of letter."""
        pairs = [(name, self[name]) for name in names if self[name]]
        return [(LANGUAGE, self.language), *pairs]

    def all_carried(self) -> list[tuple[str, str]]:
        """The hidden fields that keep the whole letter."""
        written = (name for name in (*FIELDS, _PICKED) if name not in _SEVERAL)
        listed = [(name, each) for name in _SEVERAL for each in self.several.get(name, ())]
        return [*self.carried(), *((name, self[name]) for name in written if self[name]), *listed]

    def request(
        self, campaign: Campaign, *, forms: tuple[LetterForm, ...] = (LetterForm.PDF,)
    ) -> LetterRequest:
        """The letter that is asked for. Raises FormRefused if all of a list was unticked."""
        check_picked(self)
        kind = self["kind"]
        return LetterRequest(
            campaign=campaign.slug,
            name=self["name"],
            postcode=self["postcode"],
            address=self["address"],
            email=self["email"],
            language=self.language,
            personal=self["personal"],
            asks=",".join(self.several.get("asks", ())),
            facts=",".join(self.several.get("facts", ())),
            kind=SupporterKind(kind) if kind in [*SupporterKind] else SupporterKind.CONSTITUENT,
            area=self["area"],
            to=whole_number(self["to"]) or 0,
            again=self.is_again,
            first_sent=_day(self["first_sent"]),
            forms=forms,
        )


def resent(form: str, path: str, campaign: Campaign) -> Resent:
    """Returns the form that shows its page in another language, with what was typed."""
    return Resent(form, path.format(campaign=campaign.slug))


def check_picked(typed: Typed) -> None:
    """Raises FormRefused if a list was offered and nothing in it is ticked."""
    problems = [
        Problem(name, 0, f"none-of-{name}", "Nothing is chosen.")
        for name in typed["picked"].split()
        if name in _SEVERAL and not typed.several.get(name)
    ]
    if problems:
        raise FormRefused("Something has to be chosen.", problems)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def problems_in(error: CampaignerError) -> list[Problem]:
    """Returns what is wrong as problems of the form; the path is a field, empty for none."""
    if isinstance(error, FormRefused):
        return list(error.problems)
    path, code = "", error.code
    if isinstance(error, DoesNotFit):
        part = error.details["part"]
        path, code = ("address" if part == "sender" else ""), f"long-address-of-{part}"
    elif isinstance(error, NoRecipient) and error.details.get("vacant"):
        code = "vacant"
    elif error.code == "no-font":
        path = "name"
    return [Problem(path, 0, code, error.message, error.hint)]


def source_of(query: Mapping[str, str]) -> str:
    """Returns the code of the source that a page's address has."""
    return query.get(SOURCE, "")
