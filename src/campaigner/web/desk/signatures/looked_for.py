"""Which signatures somebody at the desk asks for: the fields of the form, as a filter and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.moderation.browsing import look_for
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.vocabulary.signatures import CameBy, SignatureStanding, SignatureState
from campaigner.web.desk.frame.desk_page import AtDesk
from campaigner.web.forms import Form, day_in

NO_AREA = "-"
"""What the form sends for signatures without an area."""
FIELDS = (
    *("who", "state", "area", "source", "day", "came", "standing", "domain", "sheet"),
    *("network_of", "numbers"),
)
_MOST_NUMBERS = 10_000
Chosen = TypeVar("Chosen", SignatureState, CameBy, SignatureStanding)


@dataclass(frozen=True)
class Asked:
    """What is asked for: the filter, what was typed by field, and the fields that are not valid."""

    wanted: SignatureFilter
    typed: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_conditions(self) -> bool:
        """Whether there is anything besides a state."""
        return any(name != "state" for name, _ in self.pairs)

    @property
    def has_more(self) -> bool:
        """Whether there is a condition besides a name or an address."""
        return any(name != "who" for name, _ in self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The fields for a form that asks for the same."""
        return tuple((name, text) for name, text in self.typed.items() if text)


def asked_for(form: Form) -> Asked:
    """Returns what a form asks for; ``wrong`` has the code of the message for a field."""
    typed = {name: form.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    since, until = _day(typed["day"], wrong)
    wanted = SignatureFilter(
        states=_one(SignatureState, typed, "state"),
        area=_area(typed["area"]),
        source=typed["source"],
        since=since,
        until=until,
        came=next(iter(_one(CameBy, typed, "came")), None),
        standing=next(iter(_one(SignatureStanding, typed, "standing")), None),
        domain=typed["domain"].removeprefix("@"),
        sheet=typed["sheet"],
        network_of=whole_number(typed["network_of"]) or 0,
        numbers=_numbers(typed["numbers"]),
    )
    return Asked(look_for(typed["who"], wanted), typed, wrong)


def fields_of(wanted: SignatureFilter) -> tuple[tuple[str, str], ...]:
    """Returns the fields of a form that asks for what a group of suspects has in common."""
    said = {
        "domain": wanted.domain,
        "network_of": str(wanted.network_of or ""),
        "numbers": ",".join(map(str, wanted.numbers)),
    }
    return tuple((name, text) for name, text in said.items() if text)


def _one(kind: type[Chosen], typed: Mapping[str, str], name: str) -> tuple[Chosen, ...]:
    return tuple(each for each in kind if each.value == typed[name])


def _area(text: str) -> str | None:
    return None if not text else "" if text == NO_AREA else text


def _day(text: str, wrong: dict[str, str]) -> tuple[datetime | None, datetime | None]:
    if not text:
        return None, None
    day = day_in(text)
    if day is None or day == date.max:
        wrong["day"] = "day"
        return None, None
    start = datetime.combine(day, time())
    return start, start + timedelta(days=1)


def _numbers(text: str) -> tuple[int, ...]:
    found = (whole_number(each.strip()) for each in text.split(",")[:_MOST_NUMBERS])
    return tuple(each for each in found if each)


def tabs_of(at: AtDesk) -> dict[str, Any]:
    """Returns which of the pages about signatures the person may use."""
    return {
        "may_moderate": at.may(Act.MODERATE_SIGNATURES, campaign=at.campaign),
        "may_import": at.may(Act.IMPORT_SIGNATURES, campaign=at.campaign),
    }
