"""The page as a tree: read once for all the sizes in which a letter is tried."""

from __future__ import annotations

import copy
import io
import re
from typing import Any

from campaigner.rendering.inside.memory import active
from campaigner.rendering.inside.originals import parse_html

# The start of a page's body, whose classes alone differ from one size to the next.
_BODY = re.compile(r'<body class="([a-z -]*)">')


class Parser:
    """Stands in for the module of WeasyPrint's parser."""

    def parse(self, document: Any, **options: Any) -> Any:
        """The tree of a page: a copy of that of the last page, if but its body's class differs."""
        memory = active()
        page = document.getvalue() if isinstance(document, io.StringIO) else ""
        start = _BODY.search(page)
        if memory is None or start is None:
            return parse_html(document, **options)
        around = (page[: start.start(1)], page[start.end(1) :], tuple(options.items()))
        if memory.page is None or memory.page[0] != around:
            tree = parse_html(document, **options)
            body = tree.find("body")
            if body is None or body.get("class") != start[1]:
                return tree
            memory.page = (around, tree)
        tree = copy.deepcopy(memory.page[1])
        tree.find("body").set("class", start[1])
        return tree
