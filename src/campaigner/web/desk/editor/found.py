"""What the check finds, in the words of the editor: by fields, days and texts, not by files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from campaigner.editing.parts import Part
from campaigner.editing.places import Placed, Section
from campaigner.editing.shapes import SHAPES
from campaigner.problems import Problem, Severity
from campaigner.validation import dotted
from campaigner.web.desk.editor.labels import file_title, label_of, part_name
from campaigner.web.desk.editor.saying import address_of
from campaigner.web.desk.frame.desk_page import AtDesk

_WEB = ("url", "website", "online")
_QUOTED = re.compile(r"“([^“”]*)”")
_TO_WRITE = re.compile(r"\[to write:? ?([^\]]*)\]?")
_WHOLE = re.compile(r"\[to write: the (?:letter|brief) in “")
"""What stands in a text of which nothing is written in its language."""


def said(at: AtDesk, problems: Iterable[Placed], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Returns problems as lists show them, by page, with the address where each is corrected.

    ``languages`` are those of the campaign.
    """
    order = list(Section)
    return [
        {
            "said": _said(at, each, languages),
            "line": each.problem.line if each.part is None else 0,
            "is_error": each.problem.severity is Severity.ERROR,
            "address": address_of(each).replace("{campaign}", at.campaign),
            "where": _where(at, each, languages),
        }
        for each in sorted(problems, key=lambda placed: order.index(placed.section))
    ]


def _where(at: AtDesk, placed: Placed, languages: Sequence[str]) -> str:
    section = str(at.words["editor"]["sections"][placed.section])
    if placed.part is None:
        return file_title(at, placed.name, languages) if placed.name else section
    return f"{section}: {part_name(placed.part, placed.name)}" if placed.name else section


def _said(at: AtDesk, placed: Placed, languages: Sequence[str]) -> str:
    """The words of a problem, marked if they are not in the language of the page."""
    problem = placed.problem
    label = label_of(at, placed.part, placed.field, languages) if placed.part else ""
    code = problem.code if placed.part else f"{problem.code}_text"
    if _WHOLE.search(problem.message):
        code = "missing-translation_text"
    return _in_words(at, problem, label, code)


def _in_words(at: AtDesk, problem: Problem, label: str, code: str) -> str:
    words = at.words["editor"]["finds"]
    own = words.get(code) or words.get(problem.code)
    if own and ("{label}" not in own or label):
        filled = str(own).replace("{label}", label)
        return filled.replace("{quoted}", _quoted(problem.message))
    message = problem.message.replace(f"“{dotted(problem.key)}”", f"“{label}”" if label else "This")
    return at.said(replace(problem, message=message[:1].upper() + message[1:]))


def _quoted(message: str) -> str:
    """What a message is about: what is still to write, or what stands between its first quotes."""
    found = _TO_WRITE.search(message) or _QUOTED.search(message)
    return found[1] if found else ""


def refused_words(
    at: AtDesk, problems: Iterable[Problem], languages: Sequence[str], part: Part | None = None
) -> dict[str, str]:
    """Returns why something was not saved, by the name of the field that each is about."""
    words: dict[str, str] = {}
    for problem in problems:
        words.setdefault(problem.path, _refused(at, problem, languages, part))
    return words


def _refused(at: AtDesk, problem: Problem, languages: Sequence[str], part: Part | None) -> str:
    errors = at.words["editor"]["errors"]
    label = label_of(at, part, problem.path, languages) if part else ""
    fields = SHAPES[part].fields if part else ()
    kind = next((each.kind for each in fields if each.name == problem.path), "")
    if problem.code == "invalid-value" and problem.path in _WEB:
        return str(errors["invalid_web"])
    if own := errors.get(problem.code) or (
        problem.code == f"invalid-{problem.path}" and errors.get(f"invalid_{kind}")
    ):
        return str(own)
    return _in_words(at, problem, label, problem.code if label else f"{problem.code}_text")
