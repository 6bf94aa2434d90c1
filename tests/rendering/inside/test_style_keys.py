"""The key of a style has all that decides how a line of text is broken and drawn."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tinycss2
from weasyprint.css import ComputedStyle, InitialStyle
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.css.validation import preprocess_declarations
from weasyprint.matrix import Matrix
from weasyprint.text import fonts, line_break

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.inside import originals
from campaigner.rendering.inside.styles import OF_TEXT, text_key
from campaigner.rendering.pdf import lay_out

TEXTS = (
    "Extraordinarily\N{SOFT HYPHEN}ly hyphenated words\tfill 1/2 the lines; AV ffi (1st).",
    "One",
    " ",
    "Two\nlines\n",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} 12",
)
WIDTHS = (None, 30.0, 75.5)
# Words and lengths; each property takes those that are valid for it.
VALUES = """
    0 1 2 3 -1 0.5 700 8px -3px 50% 12em none auto normal initial bold italic oblique hidden
    visible red transparent nowrap pre pre-wrap pre-line rtl ltr all avoid always anywhere
    break-word break-all keep-all manual "x" "-" small-caps all-small-caps sub super lining-nums
    oldstyle-nums slashed-zero ordinal diagonal-fractions tabular-nums uppercase lowercase
    full-width justify center right left absolute relative fixed inline block inline-block table
    flex grid list-item condensed expanded underline line-through overline solid dotted both
    serif monospace "Fira_Sans" no-common-ligatures discretionary-ligatures historical-forms
    jis78 "smcp" "liga"_0 "wght"_300 "cy" "TRK" "en" border-box collapse ellipsis separate
    middle top bottom baseline nearest crisp-edges 5_2_2 10_3_3 2px_4px 8 2cm clip discard fill
    contain stretch row column wrap start end balance isolate color url("a.png")
""".split()  # noqa: SIM905 - a table of a hundred words
MOST_VALUES = 5  # of one property

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def font_config(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The fonts of a page, with the program's own."""
    page = lay_out("<!DOCTYPE html><title>A</title><p>A", [tmp_path_factory.mktemp("none")])
    return page.document.font_config


class Watched(ComputedStyle):  # type: ignore[misc]  # WeasyPrint has no types
    """A style that notes what is read of it."""

    read: set[str]

    def __getitem__(self, name: str) -> Any:
        self.__dict__.setdefault("read", set()).add(name)
        return super().__getitem__(name)


def style_with(
    font_config: Any, name: str = "", value: Any = None, kind: Any = ComputedStyle
) -> Any:
    usual = {
        "font_family": ["Spectral"],
        "hyphens": "auto",
        "lang": ("string", "en"),
        "hyphenate_limit_chars": (4, 2, 2),
    }
    cascaded = {key: (each, (3, 0, (0, 0, 0))) for key, each in usual.items()}
    if name:
        cascaded[name] = (value, (3, 0, (0, 0, 1)))
    start = InitialStyle(font_config)
    return kind(None, cascaded, None, start, "", font_config, {"box": None, "area": None})


def set_lines(style: Any) -> list[Any]:
    """What breaking and drawing some lines comes to: sizes, and what is drawn."""
    results, scribe = list[Any](), Scribe()
    for text in TEXTS:
        for width in WIDTHS:
            for start, least in ((True, False), (False, True)):
                context = SimpleNamespace(dictionaries={})
                line, *sizes = originals.split_first_line(
                    text, style, context, width, 1.5, start, least
                )
                values = dict(vars(line))
                if style["font_size"]:
                    line.reactivate(style)
                    box = SimpleNamespace(pango_layout=line, style=style, text=line.text)
                    originals.draw_first_line(scribe, box, "clip", "none", Matrix())
                results.append((sizes, values))
    return [*results, *scribe.steps]


class Scribe:
    """Stands in for a page's stream."""

    def __init__(self) -> None:
        ffi = line_break.ffi
        self.ink_rect, self.logical_rect = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
        self.steps: list[Any] = []
        self.fonts: dict[int, Any] = {}

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        key, description, size = originals.get_pango_font_key(pango_font)
        font = self.fonts.setdefault(key, originals.Font(pango_font, description, size))
        return font, size

    def __getattr__(self, name: str) -> Any:
        return lambda *values: self.steps.append((name, values))


def other_values(name: str) -> Iterator[Any]:
    """Values of a property that WeasyPrint takes, other than its initial one."""
    css = name.replace("_", "-")
    for prefix in ("", "-weasy-"):
        found = False
        for text in VALUES:
            source = f"{prefix}{css}: {text.replace('_', ' ')}"
            declarations = tinycss2.parse_blocks_contents(source)
            for made, value, _ in preprocess_declarations("http://localhost/", declarations):
                if name in ("anchor", "lang") and not isinstance(value, tuple):
                    continue  # these take strings alone, whatever the check lets through
                if made == name and value not in ("initial", INITIAL_VALUES[name]):
                    found = True
                    yield value
        if found:
            return


@pytest.mark.filterwarnings("ignore")
def test_no_property_outside_the_key_changes_a_line(font_config: Any) -> None:
    usual = style_with(font_config)
    expected, key = set_lines(usual), text_key(usual)
    changed = set()
    for name in INITIAL_VALUES:
        for value in islice(other_values(name), MOST_VALUES):
            style = style_with(font_config, name, value)
            if text_key(style) != key:
                changed.add(name)
            else:
                assert set_lines(style) == expected, (name, value)
    assert set(OF_TEXT) <= changed


def test_nothing_is_read_of_a_style_but_what_is_in_its_key(font_config: Any) -> None:
    style = style_with(font_config, kind=Watched)
    set_lines(style)
    assert style.read <= set(OF_TEXT)


# Functions that a line goes through on its way, by module; all they read is in the key.
ON_THE_WAY = {
    line_break: (
        "line_size", "first_line_metrics", "Layout", "create_layout", "split_first_line",
    ),
    fonts: ("font_features", "get_font_description"),
    originals.drawn_text: ("draw_first_line",),
}  # fmt: skip


def test_the_source_of_what_sets_a_line_names_no_other_property() -> None:
    named = set()
    for module, functions in ON_THE_WAY.items():
        source = ast.parse(Path(str(inspect.getsourcefile(module))).read_text(encoding="utf-8"))
        for part in source.body:
            if isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name in functions:
                named |= {
                    node.slice.value
                    for node in ast.walk(part)
                    if isinstance(node, ast.Subscript)
                    and ast.unparse(node.value).endswith("style")
                    and isinstance(node.slice, ast.Constant)
                }
    assert named == set(OF_TEXT), weasyprint.__version__
