"""Pages of plain text: a template of Markdown, with a heading and what stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from campaigner.rendering.templating.environment import environment, render
from campaigner.rendering.templating.markdown import to_html


@dataclass(frozen=True)
class Notice:
    """A text for a page: the words of its heading, and the rest as HTML."""

    heading: str
    html: str


def notice(folders: Sequence[Path], name: str, **values: Any) -> Notice:
    """Returns the text of a template, whose first line is its heading (``# How we count``).

    Raises ProblemsFound, with file and line, where it has a mistake.
    """
    written = Markup(render(environment(folders), name, **values)).unescape()  # noqa: S704 - text
    heading, _, rest = written.partition("\n")
    return Notice(heading.lstrip("# ").strip(), to_html(rest))
