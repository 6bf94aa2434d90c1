"""What a campaign's letter and brief may do: a short list; anything else is refused.

The check of a campaign and the rendering of its texts use the same rules, so that a text without
problems can be rendered. No text can run for ever or fill the memory: what is read has a size
(``reading``), what Markdown takes long for is refused here, and what loops write has an end
(``rendering.bounds``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed, only_lines
from campaigner.text import start_of

FUNCTIONS = frozenset({"quote", "cite", "fact", "facts", "area_fact", "asks"})
FILTERS = frozenset(
    {"capitalize", "default", "first", "last", "length", "lower", "title", "trim", "upper"}
)
DEEPEST = 40
_DEEPEST_TREE = 200  # what looks through a tree goes down with it, and must come back
SHOWN = 60  # characters of what a text may not have
LONGEST = 100_000  # characters of a text, as written and as rendered
MOST_BRACKETS = (
    500  # between two blank lines: Markdown's time grows with the square of their number
)

_OUTER = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
_VALUES = (nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr)
_DEEDS = (nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Concat)
_LOGIC = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand)
_SUMS = (nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Neg, nodes.Pos)
_ALLOWED: tuple[type[nodes.Node], ...] = _OUTER + _VALUES + _DEEDS + _LOGIC + _SUMS

_PARSER_MISTAKES = (ValueError, OverflowError, RecursionError, MemoryError)
_COMMENT, _TEMPLATE = Enclosed(COMMENT), Enclosed(TEMPLATE)
_HTML = ("html_block", "html_inline")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_WRITTEN = {"Mul": "*", "Pow": "**", "Mod": "%", "Getitem": "[ ]"} | {
    "Assign": "set",
    "AssignBlock": "set",
    "FromImport": "import",
}


@dataclass(frozen=True)
class Breach:
    """Something that a text may not do, and its line."""

    line: int
    code: str
    message: str
    hint: str = ""


def parse(source: str) -> nodes.Template:
    """The syntax tree of a text.

    Raises TemplateSyntaxError if it has none, also if the parser gives up or it is far too deep.
    """
    try:
        tree = SandboxedEnvironment().parse(source)
    except _PARSER_MISTAKES as error:
        raise TemplateSyntaxError("it is too large or too deep", 1) from error
    if _is_too_deep(tree):
        raise TemplateSyntaxError("it is too large or too deep", 1)
    return tree


def _is_too_deep(tree: nodes.Template) -> bool:
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST_TREE):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)


@lru_cache(maxsize=64)
def breaches(source: str) -> tuple[Breach, ...]:
    """Returns what a text may not do. Raises TemplateSyntaxError if it is not a template."""
    return (*_of_template(parse(source)), *costs(source))


def costs(text: str) -> tuple[Breach, ...]:
    """Returns why a text, as written or as rendered, would take too long or too much memory."""
    if len(text) > LONGEST:
        message = f"this text has more than {LONGEST:,} characters."
        return (Breach(1, "text-too-long", message, "Make it shorter."),)
    return tuple(_costly_blocks(text))


def _costly_blocks(text: str) -> Iterator[Breach]:
    start = 0
    for end in (*(gap.end() for gap in _BLANK_LINE.finditer(text)), len(text)):
        if text.count("[", start, end) > MOST_BRACKETS:
            line = text.count("\n", 0, start) + 1
            message = f"this paragraph has more than {MOST_BRACKETS} square brackets."
            yield Breach(line, "too-many-brackets", message, "Put blank lines between its parts.")
        start = end


def _of_template(tree: nodes.Template) -> Iterator[Breach]:
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, loops = waiting.pop()
        loops += isinstance(node, nodes.For)
        if message := _refusal(node, depth, loops):
            yield Breach(node.lineno, "template", message)
        else:
            inner = [(child, depth + 1, loops) for child in node.iter_child_nodes()]
            waiting += reversed(inner)  # the first in the text is found first


def _refusal(node: nodes.Node, depth: int, loops: int) -> str:
    """Why a text may not have this part; empty if it may."""
    message = ""
    if depth > DEEPEST:
        message = "this is nested too deeply."
    elif not isinstance(node, _ALLOWED):
        message = f"a campaign's text cannot use “{_tag(node)}”."
    elif isinstance(node, nodes.For) and (loops > 1 or node.recursive):
        message = "a loop cannot contain another loop."
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        message = f"unknown filter “{node.name}”. Choose from: {', '.join(sorted(FILTERS))}."
    elif isinstance(node, nodes.Call) and not _is_known_call(node):
        message = f"a text can only call {', '.join(sorted(FUNCTIONS | {'range'}))}."
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        message = f"“{node.attr}” is unsafe: a text cannot use names that start with “_”."
    return message


def _tag(node: nodes.Node) -> str:
    """The part's name as people write it: ``macro``, ``include``, ``**``."""
    name = type(node).__name__
    return _WRITTEN.get(name, name.removesuffix("Block").lower())


def _is_known_call(node: nodes.Call) -> bool:
    if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
        return False
    return node.node.name in FUNCTIONS | {"range"}


class _EveryAddress(MarkdownIt):
    """Markdown that reads every image as one, whatever its address."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether a link or image has an address."""
        return bool(url)


def markdown_breaches(source: str) -> Iterator[Breach]:
    """Raw HTML, which would be printed as characters, and images from outside the campaign."""
    if next(_costly_blocks(source), None):
        return
    shown = _TEMPLATE.replace(_COMMENT.replace(source, _blank), _blank)
    for block in _EveryAddress("commonmark").parse(shown):
        for token in (block, *(block.children or ())):
            if token.type in _HTML and not token.content.startswith("</"):
                tag = start_of(token.content.strip().splitlines()[0], SHOWN)
                yield Breach(
                    _line(shown, block, token.content),
                    "raw-html",
                    f"HTML is printed as plain characters: {tag}",
                    "Use Markdown.",
                )
            elif token.type == "image" and _is_outside(address := str(token.attrs["src"])):
                yield Breach(
                    _line(shown, block, address),
                    "image-outside",
                    f"the image {address} is not in the campaign's folder.",
                    "Put the file there and give its name without a path.",
                )


def _blank(part: str) -> str:
    """The same number of lines, without Markdown."""
    return only_lines(part) or "x"


def _line(source: str, block: Token, words: str) -> int:
    """The line of ``words`` in a block, or its first line if they are written differently."""
    start, end = block.map or (0, 0)
    first = words.strip().splitlines()[0]
    lines = source.splitlines()[start:end]
    return start + 1 + next((n for n, line in enumerate(lines) if first in line), 0)


def _is_outside(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc or address.startswith("/") or ".." in parts.path)
