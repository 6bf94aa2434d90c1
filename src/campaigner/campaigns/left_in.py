"""What was left in a letter's text by oversight: placeholders, a second greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaigner.campaigns.texts import SourceText
from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed, only_lines
from campaigner.problems import Problem, Severity, shown_path

_TEMPLATE = Enclosed({**TEMPLATE, **COMMENT})
_PLACEHOLDER = re.compile(
    r"\[[A-Z][A-Z0-9 _’'/-]+\](?!\()|\{\w[\w .-]*\}|«[\w.-][\w .-]*»|<<\w[\w .-]*>>|\bX{3,}\b"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]+\]")
_GREETING = re.compile(r"^\s*(Dear|Annwyl)\b(?=.{0,60}[,:]?\s*$)")
_ENDING = re.compile(r"^\s*(Yours (?:sincerely|faithfully|truly)|(?:Yr eiddoch )?yn gywir)\b", re.I)


def left_in(text: SourceText) -> Iterator[Problem]:
    """Returns a warning for each thing that seems to be left in a text by oversight."""
    shown = _TEMPLATE.replace(text.source, only_lines)
    for number, line in enumerate(shown.splitlines(), 1):
        for code, message in _in_line(line, is_letter=text.kind == "letter"):
            path = shown_path(text.path)
            yield Problem(path, number, code, message, severity=Severity.WARNING)


def _in_line(line: str, *, is_letter: bool) -> Iterator[tuple[str, str]]:
    for match in _PLACEHOLDER.finditer(line):
        yield "placeholder", f"“{match[0]}” seems to be a placeholder: it is printed as it is."
    for match in _FOOTNOTE.finditer(line):
        yield "footnote-mark", f"the footnote mark “{match[0]}” is printed as it is."
    if is_letter and (greeting := _GREETING.match(line)):
        yield "second-greeting", f"the letter has a greeting already: remove “{greeting[1]} …”."
    if is_letter and (ending := _ENDING.match(line)):
        yield "second-ending", f"the letter has an ending already: remove “{ending[1]}”."
