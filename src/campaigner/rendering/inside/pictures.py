"""Paths of pictures, such as those of QR codes: their operators."""

from __future__ import annotations

from typing import Any

from campaigner.rendering.inside.memory import active
from campaigner.rendering.inside.originals import draw_path

_ENTRY, _OPERATOR = 500, 60  # bytes


def path(svg: Any, node: Any, font_size: float) -> None:
    """WeasyPrint's ``svg.path.path``, remembered by the path and what its lengths count in."""
    memory = active()
    if memory is None or node.vertices:
        draw_path(svg, node, font_size)
        return
    drawn = node.get("d", "")
    key = ("path", drawn, font_size, svg.inner_width, svg.inner_height)
    found = memory.get(key)
    operators = svg.stream.stream
    if found is None:
        before = len(operators)
        draw_path(svg, node, font_size)
        found = (tuple(operators[before:]), tuple(node.vertices))
        memory.keep(key, found, _ENTRY + 2 * len(drawn) + _OPERATOR * len(found[0]))
        return
    operators.extend(found[0])
    node.vertices.extend(found[1])
