"""A campaign's text together with the people and the choices that it is rendered for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from campaigner.campaigns.models import Campaign
from campaigner.texts.asks import Choice, Occasion
from campaigner.texts.campaign_text import render_text
from campaigner.texts.compiled import compiled

Made = TypeVar("Made")


@dataclass(frozen=True)
class PersonalText:
    """A text of a campaign with all that it is rendered from.

    ``source`` is what the file ``path`` says; ``values`` are the names it can use, ``personal``
    among them: the paragraph in the writer's own words.
    """

    campaign: Campaign = field(repr=False)
    language: str
    path: Path
    source: str = field(repr=False)
    choice: Choice
    occasion: Occasion
    values: Mapping[str, Any] = field(repr=False)

    def html(self) -> Markup:
        """The text as HTML; ProblemsFound, with file and line, if it has a mistake.

        A usual text is rendered once for all letters that it comes out the same in.
        """
        return _usual_html.get(self) if self.is_usual else self._rendered()

    def _rendered(self) -> Markup:
        return render_text(
            self.campaign,
            self.source,
            self.path,
            self.language,
            choice=self.choice,
            occasion=self.occasion,
            values=self.values,
        )

    @property
    def is_usual(self) -> bool:
        """Whether the writer has added and chosen nothing."""
        return not self.values["personal"] and self.choice == Choice()

    @property
    def usual(self) -> PersonalText:
        """The text as it is if its writer adds and chooses nothing."""
        return replace(self, choice=Choice(), values={**self.values, "personal": ""})

    @property
    def depends_on(self) -> tuple[object, ...]:
        """What ``html`` depends on beside campaign and choice: texts that share it are the same."""
        uses = sorted(compiled(self.source, self.path).uses)
        found = (_part_of(self.values.get(name), part) for name, part in uses)
        occasion = self.occasion
        if (_AREA_FACT, "") not in uses:
            occasion = replace(occasion, area="", area_name="")
        return (self.language, self.path, self.source, occasion, *found)


class MadeOfTexts(Generic[Made]):
    """What ``make`` makes of usual texts, kept for the texts that come out the same."""

    def __init__(self, make: Callable[[PersonalText], Made]) -> None:
        self._make = make
        self._kept: dict[tuple[object, ...], tuple[Campaign, Made]] = {}

    def get(self, text: PersonalText) -> Made:
        """What is made of a usual text; raises what ``make`` raises."""
        key = (id(text.campaign), *text.depends_on)
        kept = self._kept.get(key)
        if kept is None or kept[0] is not text.campaign:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            kept = self._kept[key] = (text.campaign, self._make(text))
        return kept[1]


_AREA_FACT = "area_fact"  # the function whose words depend on the area
_MOST = 1_000
_usual_html = MadeOfTexts(PersonalText._rendered)


def _part_of(value: Any, part: str) -> object:
    if isinstance(value, Mapping):
        return value.get(part) if part else tuple(value.items())
    return value
