"""What was left in a letter's text by oversight: placeholders, a second greeting."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from campaigner.campaigns.texts import SourceText
from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed, only_lines
from campaigner.problems import Problem, Severity, shown_path

_TEMPLATE = Enclosed({**TEMPLATE, **COMMENT})
_PLACEHOLDER = re.compile(
    r"\[[A-Z][A-Z0-9 _’'/-]+\](?!\()|\{\w[\w .-]*\}|«[\w.-][\w .-]*»|<<\w[\w .-]*>>|\bX{3,}\b"
)
_NOTE = re.compile(r"^\[\^([^\]\[\s]+)\]:[ \t]*\S", re.MULTILINE)  # what a footnote says
_CALL = re.compile(r"\[\^([^\]\[\s]+)\]")
_GREETING = re.compile(r"^\s*(Dear|Annwyl)\b(?=.{0,60}[,:]?\s*$)")
_ENDING = re.compile(r"^\s*(Yours (?:sincerely|faithfully|truly)|(?:Yr eiddoch )?yn gywir)\b", re.I)


def left_in(text: SourceText) -> Iterator[Problem]:
    """Returns a warning for each thing that seems to be left in a text by oversight."""
    shown = _TEMPLATE.replace(text.source, only_lines)
    path, notes, called = shown_path(text.path), {*_NOTE.findall(shown)}, {*_calls(shown)}
    for number, line in enumerate(shown.splitlines(), 1):
        found = _in_line(line, is_letter=text.kind == "letter")
        for code, message in (*found, *_footnotes(line, notes, called)):
            yield Problem(path, number, code, message, severity=Severity.WARNING)


def _in_line(line: str, *, is_letter: bool) -> Iterator[tuple[str, str]]:
    for match in _PLACEHOLDER.finditer(line):
        yield "placeholder", f"“{match[0]}” seems to be a placeholder: it is printed as it is."
    if is_letter and (greeting := _GREETING.match(line)):
        yield "second-greeting", f"the letter has a greeting already: remove “{greeting[1]} …”."
    if is_letter and (ending := _ENDING.match(line)):
        yield "second-ending", f"the letter has an ending already: remove “{ending[1]}”."


def _footnotes(
    line: str, notes: Collection[str], called: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The marks of a line without a footnote, and the footnote that it begins without a mark."""
    for name in _calls(line):
        if name not in notes:
            yield (
                "footnote-mark",
                f"the mark “[^{name}]” is printed as it is: there is no footnote “[^{name}]: …”.",
            )
    note = _NOTE.match(line)
    if note and note[1] not in called:
        yield "footnote-mark", f"no mark calls the footnote “[^{note[1]}]”: it is left out."


def _calls(text: str) -> list[str]:
    """The names of the footnotes that a text calls."""
    return _CALL.findall(_NOTE.sub("", text))
