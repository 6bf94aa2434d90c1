"""A campaign's letters and briefs, and the names that their Jinja text can use.

``letter.en.md`` is the letter in English, ``letter.minister.en.md`` its variant “minister”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.text_rules import FUNCTIONS, parse

_FILE = re.compile(r"^(letter|brief)(?:\.([a-z0-9-]+))?\.([A-Za-z0-9-]+)\.md$")

RECORDS = {
    "sender": frozenset({"name", "area_name", "nation", "postcode", "joint"}),
    "recipient": frozenset({"name", "salutation", "role", "party", "area_name"}),
    "signatures": frozenset({"area", "total"}),
}
NAMES = {
    "letter": FUNCTIONS | RECORDS.keys() | {"personal", "range", "single_ask"},
    "brief": FUNCTIONS - {"area_fact"} | {"range"},
}


@dataclass(frozen=True)
class SourceText:
    """A text file of a campaign, parsed as far as it can be.

    ``tree`` is None if it is not a template; ``error`` then says why.
    """

    path: Path
    kind: str
    variant: str
    language: str
    source: str
    tree: nodes.Template | None
    error: TemplateSyntaxError | None = None

    def calls(self, function: str) -> Iterator[tuple[str, int]]:
        """The constant first argument of each call of a function, with its line."""
        if self.tree is None:
            return
        for call in self.tree.find_all(nodes.Call):
            named = isinstance(call.node, nodes.Name) and call.node.name == function
            if named and call.args and isinstance(call.args[0], nodes.Const):
                yield str(call.args[0].value), call.lineno


def source_texts(loaded: Loaded, only: str = "") -> list[SourceText]:
    """The letter and brief texts of a campaign's folder, or the one in the file ``only``."""
    texts = []
    for name, source in loaded.texts.items():
        if only not in ("", name) or not (match := _FILE.match(name)):
            continue
        tree, error = None, None
        try:
            tree = parse(source)
        except TemplateSyntaxError as mistake:
            error = mistake
        kind, variant, language = match[1], match[2] or "", match[3]
        path = loaded.folder / name
        texts.append(SourceText(path, kind, variant, language, source, tree, error))
    return texts
