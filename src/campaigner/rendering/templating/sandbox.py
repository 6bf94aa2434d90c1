"""A sandbox for templates of strangers: nothing takes long, fills the memory or reaches outside.

Jinja's own keeps code away from what a template may not see. This one also counts what it does
(``bounds``), and loads no template from outside the folders of templates, whatever links are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as OF_JINJA
from jinja2.filters import do_join, do_replace
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_eval_context

from campaigner.files import read_inside
from campaigner.rendering.templating.bounds import LONGEST_VALUE, check_weight, counted, spend
from campaigner.shelf import Stamp, is_settled, stamp_of

LARGEST_TEMPLATE = 1_000_000  # bytes
_LONGEST_RANGE = 1_000
_LARGEST_PRODUCT = 1_000_000
Finalize = Callable[[Any], Any]

# Filters that make long texts of short ones, and such as nobody needs on a page.
_NO_FILTERS = frozenset(
    (
        *("attr", "batch", "center", "filesizeformat", "format", "indent", "pprint", "random"),
        *("slice", "urlize", "wordwrap", "xmlattr"),
    )
)
# So do these methods of texts: the filters “join” and “replace” are there instead.
_NO_METHODS = frozenset(
    (
        *("center", "expandtabs", "format", "format_map", "join", "ljust", "replace", "rjust"),
        *("translate", "zfill"),
    )
)
_REPEATED = (nodes.Template, nodes.Block, nodes.For, nodes.Macro, nodes.CallBlock)


class _CodeGenerator(CodeGenerator):
    """Makes code that looks at values before they are put together."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's names
        """Join texts."""
        self.write("environment.joined(markup_join, str_join, context.eval_ctx, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        """Make a list."""
        self.write("environment.made(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Make a table."""
        self.write("environment.made(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        """Make a tuple, or take one apart."""
        if node.ctx != "load":
            super().visit_Tuple(node, frame)
            return
        self.write("environment.made(")
        super().visit_Tuple(node, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing takes long or fills the memory."""

    intercepted_binops = frozenset({"**", "*", "%", "+"})
    code_generator_class = _CodeGenerator

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Add what is not too long, multiply and divide small numbers; refuse all else at once."""
        if operator == "+":
            check_weight(left, right)
            return super().call_binop(context, operator, left, right)
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or max(abs(left), abs(right)) > _LARGEST_PRODUCT:
            raise SecurityError(f"“{operator}” is for small numbers alone")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: Any, /, *values: Any, **named: Any) -> Any:
        """Call what may be called, and count it."""
        spend(steps=1)
        return super().call(context, function, *values, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Returns whether an attribute may be used: no method that makes a text much longer."""
        if isinstance(obj, str) and attr in _NO_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Leave it to ``is_safe_attribute`` to refuse the formatting of texts."""
        del value

    def joined(
        self, as_markup: Any, as_text: Any, kept: EvalContext, parts: tuple[Any, ...]
    ) -> Any:
        """Join parts to one text."""
        check_weight(*parts)
        return (as_markup if kept.autoescape else as_text)(parts)

    def made(self, value: Any) -> Any:
        """Returns a list, table or tuple that is not too long, with all that is in it."""
        check_weight(value)
        return value

    def step(self, characters: int) -> bool:
        """Count a turn of a loop, or a call, with the characters that stand in it."""
        return spend(characters=characters)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(_REPEATED):
            _count(node)
        _count(tree)
        return tree


def _count(node: Any) -> None:
    """Let whatever is repeated begin with a step."""
    written = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    place = {"lineno": node.lineno}
    step = nodes.Call(
        nodes.EnvironmentAttribute("step", **place),
        [nodes.Const(written, **place)],
        [],
        None,
        None,
        **place,
    )
    node.body.insert(0, nodes.ExprStmt(step, **place))
    if isinstance(node, nodes.For) and node.test:
        node.test = nodes.And(step, node.test, **place)


class Loader(FileSystemLoader):
    """Loads templates that are regular files in their folder, and not too large."""

    def get_source(self, _environment: Any, template: str) -> Any:
        """The text of a template, from the first folder that has it."""
        folders = [] if ".." in Path(template).parts else [*map(Path, self.searchpath)]
        paths = [folder / template for folder in folders]
        for number, path in enumerate(paths):
            if path.exists():
                looked_at = paths[: number + 1]
                stamp = stamp_of(looked_at)
                kept = partial(_is_as_before, looked_at, stamp, is_settled(stamp))
                return read_inside(path, folders[number], LARGEST_TEMPLATE), str(path), kept
        raise TemplateNotFound(template, f"template '{template}' not found")


def _is_as_before(looked_at: Sequence[Path], stamp: Stamp, settled: bool) -> bool:
    """Whether a template, and the folders before its own, are as they were when it was loaded."""
    return settled and stamp_of(looked_at) == stamp


def finalized(finalize: Finalize | None) -> Finalize:
    """What sees each value before it is written: it is counted."""

    def see(value: Any) -> Any:
        if isinstance(value, str):
            spend(1, len(value))
        else:
            check_weight(value)
            spend(1)
        return finalize(value) if finalize else value

    return see


@pass_eval_context
def _join(kept: EvalContext, value: Any, between: str = "", attribute: Any = None) -> Any:
    members = list(value)
    check_weight(members)
    if len(str(between)) * len(members) > LONGEST_VALUE:
        raise SecurityError("this makes a value that is too long")
    return do_join(kept, members, between, attribute)


@pass_eval_context
def _replace(kept: EvalContext, text: Any, old: str, new: str, count: int | None = None) -> Any:
    if str(text).count(str(old)) * len(str(new)) > LONGEST_VALUE:
        raise SecurityError("this makes a value that is too long")
    return do_replace(kept, text, old, new, count)


def short_range(*bounds: int) -> range:
    """Returns a range that is not too long. Raises OverflowError."""
    if len(numbers := range(*bounds)) > _LONGEST_RANGE:
        raise OverflowError(f"a range has {_LONGEST_RANGE:,} numbers at most")
    spend(steps=len(numbers) // 10)
    return numbers


_USED: Mapping[str, Any] = {
    **{name: each for name, each in OF_JINJA.items() if name not in _NO_FILTERS},
    "join": _join,
    "replace": _replace,
}
FILTERS: Mapping[str, Callable[..., Any]] = {name: counted(each) for name, each in _USED.items()}
"""The filters that a template may use, each counted."""
