"""Articles said to be of an Act: the Human Rights Act gives effect to articles of the Convention.

Schedule 1 repeats them: its Part I those of the Convention, Part II those of Protocol 1, Part III
that of Protocol 13. “Article 8 of the Human Rights Act” means article 8 of the Convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaigner.instruments.grammar import Mention, Provision
from campaigner.instruments.records import PREAMBLE, instrument
from campaigner.instruments.references import Reference

# The articles of the Convention in Schedule 1 to the Act, Part I.
IN_SCHEDULE = frozenset(map(str, (*range(2, 13), 14, 16, 17, 18)))
_PARTS = {"1": "echr", "2": "echr-p1", "3": "echr-p13", "I": "echr", "II": "echr-p1",
          "III": "echr-p13"}  # fmt: skip
_PART = r"(?:Part|Pt\.?)\s*(?P<{}>I{{1,3}}|[123])(?!\w)"
_SCHEDULE = re.compile(
    rf"(?:{_PART.format('before')},?\s+(?:of|to)\s+)?(?:Sch(?:edule)?\b\.?)\s*1(?!\d),?\s+"
    r"(?:(?:to|of)\s+)?(?:the\s+)?"
)
_AFTER = re.compile(
    r",?\s+(?:in\s+)?Sch(?:edule)?\b\.?\s*1(?!\d)" + rf"(?:,?\s+{_PART.format('part')})?"
)
# “Sch 1, Pt II, art 1 HRA”: articles between the Schedule and the Act.
_ACROSS = re.compile(
    rf"Sch(?:edule)?\b\.?\s*1(?!\d),?\s*(?:{_PART.format('part')},?\s+)?"
    r"(?:arts?\b\.?|articles?)\s*[\d(),\s&-]{1,20}(?:(?:of|to|in)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NEXT_PART = re.compile(rf",?\s+{_PART.format('part')}")


def with_schedule(text: str, named: Iterable[Mention]) -> list[Mention]:
    """The mentions in a text, Schedule 1 to the Human Rights Act as what its Parts repeat."""
    return [_scheduled(text, m) if m.instrument in ("hra", "hra-sch1") else m for m in named]


def _scheduled(text: str, mention: Mention) -> Mention:
    found = _SCHEDULE.finditer(text, max(0, mention.start - 60), mention.start)
    if before := next((each for each in found if each.end() == mention.start), None):
        after = _NEXT_PART.match(text, mention.end)
        part = before["before"] or (after["part"] if after else "")
        return Mention(before.start(), after.end() if after else mention.end, _of_part(part))
    if across := _ACROSS.search(text, max(0, mention.start - 80), mention.start):
        return Mention(mention.start, mention.end, _of_part(across["part"]))
    if after := _AFTER.match(text, mention.end):
        return Mention(mention.start, after.end(), _of_part(after["part"]))
    return mention


def _of_part(part: str | None) -> str:
    return _PARTS.get(part or "", "hra-sch1")


def references_of(
    key: str, word: str, provisions: Iterable[Provision], said: bool
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """The references of provisions of an instrument, and what their author should know.

    ``said`` if the text names the instrument beside them.
    """
    places = tuple(provisions)
    if key == "hra-sch1":
        return tuple(map(_in_schedule, places)), ()
    division = instrument(key).division
    if word in ("", division, PREAMBLE):
        return tuple(Reference(key, *place) for place in places), ()
    if key == "hra":
        of_convention = tuple(Reference("echr", *place) for place in places)
        return of_convention, tuple(map(_meant, of_convention)) if said else ()
    references = tuple(Reference(key, *place) for place in places)
    short = instrument(key).short
    return references, (f"{short} has {division}s, not {word}s: read as {references[0]}.",)


def _in_schedule(place: Provision) -> Reference:
    """A place in the Schedule whose Part is not named: its only article 1 is Protocol 1's."""
    return Reference("echr-p1" if place[0] == "1" else "echr", *place)


def _meant(reference: Reference) -> str:
    if reference.article not in IN_SCHEDULE:
        return (
            f"the Human Rights Act has sections, and its Schedule 1 does not repeat {reference}: "
            "read as the Convention’s article."
        )
    return (
        f"the Human Rights Act has sections: this is {reference}, which the Act gives effect to "
        "in its Schedule 1."
    )
