"""Campaigns' texts, read once: kept to the rules, compiled, with what they use of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from campaigner.campaigns.text_rules import Breach, breaches, parse
from campaigner.enclosed import COMMENT, Enclosed, only_lines
from campaigner.errors import ProblemsFound
from campaigner.problems import Problem, shown_path
from campaigner.rendering.templating.environment import compile_source, environment
from campaigner.rendering.templating.markdown import finalize

_COMMENT = Enclosed(COMMENT)
# Jinja drops the end of a line together with a comment before it, and so joins two paragraphs.
_AT_LINE_END = re.compile(r"(?<=[^\s])[ \t]*\{#(?:(?!#\}).)*#\}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class CompiledText:
    """A text that is ready to be rendered.

    ``uses`` are the values that it names, each with the part of it (``("sender", "name")``), or
    an empty part for the whole value.
    """

    template: Template
    uses: frozenset[tuple[str, str]]


@lru_cache(maxsize=64)
def compiled(source: str, path: Path) -> CompiledText:
    """Returns the text that the file ``path`` holds, compiled: another source is another text.

    Raises ProblemsFound, with file and line, if the text has a mistake or does what it may not.
    """
    plain = _AT_LINE_END.sub("", _COMMENT.replace(source, only_lines))
    _keep_to_the_rules(plain, path)
    return CompiledText(compile_source(_environment(), plain, path), _uses(parse(plain)))


def _keep_to_the_rules(source: str, path: Path) -> None:
    try:
        found = breaches(source)
    except TemplateSyntaxError as error:
        message = f"{(error.message or 'wrong syntax').rstrip('.')}."
        found = (Breach(error.lineno, "template", message),)
    refuse(found, path)


def refuse(found: Sequence[Breach], path: Path) -> None:
    """Raises ProblemsFound if a text, which the file ``path`` holds, does what it may not."""
    if found:
        shown = shown_path(path)
        problems = [Problem(shown, each.line, each.code, each.message, each.hint) for each in found]
        raise ProblemsFound(f"{shown} cannot be used.", problems)


def _uses(tree: nodes.Template) -> frozenset[tuple[str, str]]:
    parts = [
        (node.node, node.attr)
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name)
    ]
    in_part = {id(name) for name, _ in parts}
    whole = (name for name in tree.find_all(nodes.Name) if id(name) not in in_part)
    return frozenset(
        [*((name.name, part) for name, part in parts), *((name.name, "") for name in whole)]
    )


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return environment((), finalize=finalize)
