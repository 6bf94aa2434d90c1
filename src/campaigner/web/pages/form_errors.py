"""What is wrong with a form, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from campaigner.problems import Problem


def in_words(problems: Iterable[Problem], words: Mapping[str, str]) -> dict[str, str]:
    """Returns the first problem of each field in the page's words, or else in the service's."""
    said: dict[str, str] = {}
    for each in problems:
        said.setdefault(each.path, words.get(each.code) or each.said)
    return said


def listed(said: Mapping[str, str], fields: Iterable[str]) -> list[tuple[str, str]]:
    """Returns the problems as a summary lists them, in the form's order."""
    order = [name for name in dict.fromkeys((*fields, *said)) if name in said]
    return [(name, said[name]) for name in order]
