"""Styles shared between documents: elements that the same rules match below the same parent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from campaigner.rendering.inside.memory import Memory, active, new_number, number_of
from campaigner.rendering.inside.originals import (
    copy_of_style,
    css,
    style_for_document,
    styles_of_page_type,
)
from campaigner.rendering.inside.skeleton import Seen
from campaigner.rendering.inside.styles import share

_ELEMENT, _STYLE, _PSEUDO = 300, 16_000, 2_000  # bytes, with the values that are worked out later
# What of an element WeasyPrint itself makes declarations of.
_STYLED_BY = ("style", "lang", "id", "name", "width", "height")

_Rule = tuple[int, Any]


class NotShared(BaseException):
    """A style that depends on more than is known here; its document is made without sharing.

    No library takes it for a mistake of its own, and goes on.
    """


class _PageSizes(dict[str, Any]):
    """The size of the first page: lengths that count in it cannot be shared."""

    def __getitem__(self, name: str) -> Any:
        raise NotShared


@dataclass(slots=True)
class Sheets:
    """Some stylesheets with the address that they count from: what styles are shared by."""

    sheets: list[Any]
    key: tuple[Any, ...]
    number: int
    seen: Seen
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Styled:
    """The styles of an element and of what stands before, after or beside it; their anchors."""

    style: Any
    pseudo: dict[str, Any]
    anchor: Any
    anchors: list[Any]


def refuse(memory: Memory) -> None:
    """Share no styles of documents like the one that was just given up."""
    if (sheets := memory.sheets) is not None:
        sheets.refused = True
        memory.keep(sheets.key, sheets, _STYLE)


def style_document(
    style_for: Any, html: Any, sheets: Any, hints: Any, font_config: Any, targets: Any
) -> None:
    """WeasyPrint's ``StyleFor.__init__``, with styles shared between documents.

    Raises NotShared if that would not be right; the next time it is not tried.
    """
    memory, known = active(), None
    if memory is not None and not hints and all(origin != "author" for _, origin, _ in sheets):
        known = memory.sheets = _known_sheets(memory, html, sheets, font_config)
    if memory is None or known is None or known.refused:
        style_for_document(style_for, html, sheets, hints, font_config, targets)
        return
    style_for._cascaded_styles, style_for._computed_styles = {}, {}
    style_for.initial_page_sizes = _PageSizes(box=None, area=None)
    style_for._sheets, style_for.font_config = sheets, font_config
    style_for.campaigner_sheets = known
    for anchor in _style_tree(style_for, html, memory, known):
        targets.collect_anchor(anchor)


def _known_sheets(memory: Memory, html: Any, sheets: Any, font_config: Any) -> Sheets:
    which = tuple((id(sheet), origin, weight) for sheet, origin, weight in sheets)
    key = ("sheets", number_of(font_config), html.base_url, which)
    found: Sheets | None = memory.get(key)
    if found is None:
        found = Sheets(list(sheets), key, new_number(), Seen([sheet for sheet, _, _ in sheets]))
        memory.keep(key, found, _STYLE)
    return found


def _style_tree(style_for: Any, html: Any, memory: Memory, known: Sheets) -> list[Any]:
    """Give each element its styles; returns the anchors in the order WeasyPrint finds them in."""
    computed, root = style_for._computed_styles, html.etree_element
    if (seen := known.seen.of(root)) is None:
        return _style_elements(style_for, html, memory, known)[1]
    key = ("tree", known.number, seen)
    found: tuple[list[_Styled], list[Any]] | None = memory.get(key)
    if found is None:
        found = _style_elements(style_for, html, memory, known)
        memory.keep(key, found, _ELEMENT * len(found[0]))
        return found[1]
    for element, styled in zip(root.iter(), found[0], strict=True):
        computed[element, None] = styled.style
        for pseudo, style in styled.pseudo.items():
            computed[element, pseudo] = style
    return found[1]


def _style_elements(
    style_for: Any, html: Any, memory: Memory, known: Sheets
) -> tuple[list[_Styled], list[Any]]:
    """Give each element its styles one by one; returns them, and the anchors."""
    computed = style_for._computed_styles
    all_styled = list[_Styled]()
    matchers = [(place, sheet.matcher.match) for place, (sheet, _, _) in enumerate(known.sheets)]
    seen: set[Any] = set()
    anchors, of_pseudo = list[Any](), list[Any]()
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = None if wrapper.parent is None else wrapper.parent.etree_element
        above = 0 if parent is None else computed[parent, None].campaigner_facts.number
        own = _own(element)
        rules = [(place, rule) for place, match in matchers for rule in match(wrapper)]
        key = ("style", known.number, above, own, *((place, rule[1]) for place, rule in rules))
        styled: _Styled | None = memory.get(key)
        if styled is None:
            styled = _styled(style_for, html, (element, parent), rules, known)
            memory.keep(key, styled, _STYLE + _PSEUDO * len(styled.pseudo))
        all_styled.append(styled)
        computed[element, None] = styled.style
        for pseudo, style in styled.pseudo.items():
            computed[element, pseudo] = style
        of_pseudo += styled.anchors
        if own or key not in seen:
            seen.add(key)
            anchors.append(styled.anchor)
    return all_styled, [anchor for anchor in (*anchors, *of_pseudo) if anchor]


def _own(element: Any) -> tuple[Any, ...]:
    """What declares something for an element alone."""
    attributes = element.attrib
    found = tuple((name, attributes[name]) for name in _STYLED_BY if name in attributes)
    return (element.tag, *found) if found else ()


class _Only:
    """A tree of one element, for functions that go through a tree."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def iter(self) -> tuple[Any]:
        return (self._element,)


def _styled(
    style_for: Any, html: Any, place: tuple[Any, Any], rules: list[_Rule], known: Sheets
) -> _Styled:
    """The styles of an element with this parent, worked out as WeasyPrint does."""
    element, parent = place
    cascaded: dict[str | None, dict[str, Any]] = {None: {}}
    for specificity, _, declarations, base in css.find_style_attributes(
        _Only(element), False, html.base_url
    ):
        found = css.preprocess_declarations(base, declarations)
        _add(cascaded[None], found, "author", (css.inf, specificity))
    for number, (specificity, _, pseudo, (declarations, layer)) in rules:
        sheet, origin, weight = known.sheets[number]
        order = css.inf if layer is None else sheet.layers.index(layer)
        _add(cascaded.setdefault(pseudo, {}), declarations, origin, (order, weight or specificity))
    root = html.etree_element
    computed = style_for._computed_styles
    for pseudo, style in cascaded.items():
        style_for._cascaded_styles[element, pseudo] = style
        above = element if pseudo else parent
        style_for.set_computed_styles(element, above, root, pseudo, html.base_url)
        share(computed[element, pseudo])
    style_for._cascaded_styles.clear()
    style = computed[element, None]
    _check(style, stands_for_page=element is root or str(element.tag).lower() == "body")
    styles = {pseudo: computed[element, pseudo] for pseudo in cascaded if pseudo}
    return _Styled(style, styles, style["anchor"], [each["anchor"] for each in styles.values()])


def _add(style: dict[str, Any], declarations: Any, origin: str, order: tuple[Any, Any]) -> None:
    """Add declarations to a style, as far as those that are there do not go before them."""
    for name, values, importance in declarations:
        weight = (css.declaration_precedence(origin, importance), *order)
        before = style.get(name, (None, None))[1]
        if before is None or before <= weight:
            style[name] = values, weight


def _check(style: Any, *, stands_for_page: bool) -> None:
    """Raise NotShared for styles that WeasyPrint changes while it lays a document out."""
    if style["position"][0] == "note()":
        raise NotShared
    if stands_for_page and (style["overflow"] != "visible" or style["display"] == ("none",)):
        raise NotShared


def style_page_type(page_type: Any, html: Any, style_for: Any) -> None:
    """WeasyPrint's ``set_page_type_computed_styles``, remembered."""
    memory = active()
    known: Sheets | None = getattr(style_for, "campaigner_sheets", None)
    if memory is None or known is None:
        styles_of_page_type(page_type, html, style_for)
        return
    computed = style_for._computed_styles
    root = computed[html.etree_element, None].campaigner_facts.number
    key = ("page", known.number, root, page_type)
    styles = memory.get(key)
    if styles is None:
        styles_of_page_type(page_type, html, style_for)
        styles = {place: style for place, style in computed.items() if place[0] == page_type}
        for style in styles.values():
            share(style)
        memory.keep(key, styles, _STYLE * len(styles))
    computed.update(styles)


def copy_style(style: Any) -> Any:
    """WeasyPrint's ``ComputedStyle.copy``: the copy knows what it is one of."""
    made = copy_of_style(style)
    made.campaigner_copied = style.__dict__.get("campaigner_facts")
    return made
