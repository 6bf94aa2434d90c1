"""What was done, in sentences of the page's language: the audit, and the history of a campaign.

The words are in ``words/deeds.toml``. What has none there, as another version of the program
recorded it, is shown as it was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigner.editing.history import BACK
from campaigner.organisers.acting import NUMBERED
from campaigner.organisers.audit_trail import Entry
from campaigner.petitions.moderation.decisions import GIVEN
from campaigner.web.desk.frame.desk_page import AtDesk
from campaigner.web.desk.frame.view import moments_of
from campaigner.web.desk.frame.words import Words
from campaigner.web.pages.page import Wording, wording_of
from campaigner.web.site import ACTOR, site_of

_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_ELSEWHERE = {
    "role": ("common", "roles"),
    "before": ("common", "roles"),
    "outcome": ("letters", "outcomes"),
}
"""The details whose words are another page's."""
_MOMENTS = frozenset({"closes_at", "since", "until"})
_UNSAID = frozenset(
    {"account", "confirmed", "content", "delivery", "file", "job", "mail", "number", "passkey"}
    | {"proposal", "request", "sample", "step", "update"}
)
"""What nobody reads beside a sentence: numbers of rows, and marks of contents."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry of the audit says, and what else is known about it.

    ``sentence`` is empty if there are no words for it. ``more`` are names and values in the
    language of the page, ``as_is`` those that are shown as they were recorded.
    """

    sentence: str
    more: tuple[tuple[str, str], ...]
    as_is: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """How deeds are said in a language."""

    desk: Words
    wording: Wording
    moment: Any

    @classmethod
    def at(cls, at: AtDesk) -> Speech:
        """The speech of a page of the desk."""
        wording = wording_of(site_of(at.request), at.language)
        return cls(at.words, wording, moments_of(site_of(at.request), wording))

    @property
    def words(self) -> Mapping[str, Any]:
        """The words for deeds."""
        return self.desk["deeds"]

    def who(self, name: str) -> str:
        """Returns a person's name; words for a supporter, and for an account without a name."""
        if name == ACTOR:
            return str(self.words["supporter"])
        number = name.removeprefix(NUMBERED)
        is_nameless = number != name and number.isdecimal()
        return str(self.words["former"]).replace("{number}", number) if is_nameless else name

    def said(self, entry: Entry) -> Said:
        """Returns an entry of the audit in words."""
        details = dict(entry.details)
        pattern = str(self.words["sentences"].get(entry.action, ""))
        wanted = {place[1] for place in _PLACE.finditer(pattern)} - {"who"}
        if not pattern or any(details.get(name) is None for name in wanted):
            return Said("", (), tuple((name, _plain(v)) for name, v in details.items()))
        sentence = _PLACE.sub(lambda place: self._filled(place, entry, details), pattern)
        left = {name: v for name, v in details.items() if name not in wanted | _UNSAID}
        known = {name: v for name, v in left.items() if name in self.words["details"]}
        as_is = ((name, _plain(v)) for name, v in left.items() if name not in known)
        return Said(sentence, tuple(self._more(known)), tuple(each for each in as_is if each[1]))

    def change(self, what: str) -> str:
        """Returns which part of a campaign was changed, as its history has it, in words."""
        part, _, name = what.partition(" ")
        words = self.words["changes"]
        if what.startswith(BACK):
            return str(words["back"])
        if part in words:
            return f"{words[part]} {name}".strip()
        stem, _, rest = what.partition(".")
        texts = self.words["texts"]
        if stem in texts and rest:
            inner = rest.rpartition(".")[0]
            return f"{texts[stem]} ({inner})" if inner else str(texts[stem])
        return what

    def _filled(self, place: re.Match[str], entry: Entry, details: Mapping[str, object]) -> str:
        name, noun = place[1], place[2]
        if name == "who":
            return self.who(entry.who)
        return self._counted(noun, details[name]) if noun else self._value(name, details[name])

    def _counted(self, noun: str, count: object) -> str:
        one = self.words["counted"].get(f"{noun}_one") if count == 1 else None
        return str(one or self.words["counted"][noun]).replace("{number}", self._value("", count))

    def _more(self, details: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        for name, value in details.items():
            label = str(self.words["details"][name])
            if value is False:
                yield label, ""
            elif value is not True and value != 0 and (said := self._value(name, value)):
                yield label, said

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.moment(value) if name in _MOMENTS else self.wording.number(value)
        if isinstance(value, list):
            return ", ".join(self._value(name, each) for each in value)
        return self._text(name, _plain(value)) if value else self._nothing(name, value)

    def _nothing(self, name: str, value: object) -> str:
        return str(self.words["no_area"]) if (name, value) == ("area", "") else ""

    def _text(self, name: str, text: str) -> str:
        if name == "what":
            return self.change(text)
        if name == "account":
            return self.who(text)
        if text == GIVEN:
            return str(self.words["given"])
        file, table = _ELSEWHERE.get(name, ("deeds", ""))
        words = {**self.words["said"].get(name, {}), **(self.desk[file][table] if table else {})}
        return str(words[text]) if text in words else self._day(text)

    def _day(self, text: str) -> str:
        try:
            return self.wording.day(date.fromisoformat(text))
        except ValueError:
            return text


def _plain(value: object) -> str:
    """A value as it was recorded; nothing for what is not there."""
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
