"""What is wrong with a form, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from campaigner.problems import Problem
from campaigner.web.pages.spoken import spoken


def in_words(
    problems: Iterable[Problem], words: Mapping[str, str], language: str
) -> dict[str, str]:
    """Returns the first problem of each field in the page's words, or else in the service's."""
    return by_field(problems, lambda each: spoken(each, language, words))


def by_field(problems: Iterable[Problem], say: Callable[[Problem], str]) -> dict[str, str]:
    """Returns the first problem of each field, said as ``say`` does."""
    said: dict[str, str] = {}
    for each in problems:
        if each.path not in said:
            said[each.path] = say(each)
    return said


def listed(said: Mapping[str, str], fields: Iterable[str]) -> list[tuple[str, str]]:
    """Returns the problems as a summary lists them, in the form's order."""
    order = [name for name in dict.fromkeys((*fields, *said)) if name in said]
    return [(name, said[name]) for name in order]
