"""What the rules of stylesheets can see of a page: not its words."""

from __future__ import annotations

from types import CodeType
from typing import Any

# What is looked at whatever the rules say: by WeasyPrint itself, or to find the rules to try.
_ALWAYS = frozenset(
    {
        "class",
        "height",
        "id",
        "lang",
        "name",
        "style",
        "width",
        "{http://www.w3.org/XML/1998/namespace}lang",
    }
)

_OF_XHTML = "{http://www.w3.org/1999/xhtml}"  # its languages may hang on other elements


class Seen:
    """The attributes that the rules of some stylesheets look at.

    ``values`` are those whose value matters, ``names`` those that have only to be there.
    """

    def __init__(self, sheets: list[Any]) -> None:
        self.values, self.names = set(_ALWAYS), set[str]()
        for sheet in sheets:
            for test in _tests(sheet.matcher):
                self._note(test.__code__)

    def _note(self, code: CodeType) -> None:
        """Note the strings of a rule's test: one that compares a value asks for it or for ""."""
        texts = set[str]()
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._note(constant)
            elif isinstance(constant, str):
                texts.add(constant)
        if "" in texts:
            self.values |= texts
        else:
            self.names |= texts

    def of(self, root: Any) -> tuple[Any, ...] | None:
        """What can be seen of a tree, as a key; None if it has more than elements."""
        found = list[Any]()
        for element in root.iter():
            if not isinstance(element.tag, str) or element.tag.startswith(_OF_XHTML):
                return None
            found += (element.tag, len(element), bool(element.text))
            for name, value in element.attrib.items():
                if name in self.values:
                    found += (name, value)
                elif name in self.names:
                    found.append(name)
        return tuple(found)


def _tests(matcher: Any) -> list[Any]:
    lists = [
        matcher.lang_attr_selectors,
        matcher.other_selectors,
        *matcher.id_selectors.values(),
        *matcher.class_selectors.values(),
        *matcher.lower_local_name_selectors.values(),
        *matcher.namespace_selectors.values(),
    ]
    return [selector[0] for selectors in lists for selector in selectors]
