"""Jinja as this project uses it: sandboxed, strict about names, escaping what it is given.

A template cannot run for ever or fill the memory (``bounds``), and none is loaded from outside the
folders of templates, whatever links are in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import check_inside
from campaigner.problems import Problem, shown_path
from campaigner.rendering.fonts.scripts import direction
from campaigner.rendering.templating.bounds import bounded
from campaigner.rendering.templating.kept_code import kept_code
from campaigner.rendering.templating.sandbox import (
    FILTERS,
    LARGEST_TEMPLATE,
    Finalize,
    Loader,
    Sandbox,
    finalized,
    short_range,
)
from campaigner.shelf import Stamp, in_this_moment, stamp_of

# What an expression in a template can raise; programs' own mistakes do not come this way.
_MISTAKES = (
    *(TemplateError, CampaignerError, ArithmeticError, LookupError, TypeError, ValueError),
    *(RecursionError, MemoryError, SyntaxError),
)


def environment(
    folders: Sequence[Path], *, finalize: Finalize | None = None
) -> ImmutableSandboxedEnvironment:
    """An environment that loads templates from ``folders``; the first that has one wins.

    Values are escaped for HTML unless they are ``markupsafe.Markup``; an undefined name is an
    error; nothing outside the values given can be reached. ``finalize`` sees each value before
    it is written.
    """
    made = Sandbox(
        loader=Loader(list(folders)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalized(finalize),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # what is not carried out cannot take long
        bytecode_cache=kept_code(finalize),
    )
    made.globals = {"range": short_range, "direction": direction}
    made.filters = {**FILTERS}
    return made


@lru_cache(maxsize=32)
def kept_environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """As ``environment``, the same one for the same folders, which nobody may change.

    Its templates stay loaded while their files, and the folders before theirs, stay as they are.
    """
    return environment(folders)


def render(made: ImmutableSandboxedEnvironment, name: str, **values: Any) -> str:
    """Render the template of that name.

    Raises ProblemsFound, with file and line, where the template has a mistake.
    """
    with _mistakes_of(name), bounded():
        return made.get_template(name).render(**values)


def render_source(
    made: ImmutableSandboxedEnvironment, source: str, path: Path, **values: Any
) -> str:
    """Render the text of a file that is no template of the folders, such as a campaign's letter.

    Raises ProblemsFound, with file and line, where the text has a mistake.
    """
    return render_compiled(compile_source(made, source, path), path, **values)


def compile_source(made: ImmutableSandboxedEnvironment, source: str, path: Path) -> Template:
    """The text of a file that is no template of the folders, compiled.

    Raises ProblemsFound, with file and line, where the text has a mistake.
    """
    with _mistakes_of(path):
        return made.from_string(source)


def render_compiled(template: Template, path: Path, **values: Any) -> str:
    """Render what ``compile_source`` made of the file ``path``, and raise as it does."""
    with _mistakes_of(path), bounded():
        return template.render(**values)


@contextmanager
def _mistakes_of(place: str | Path) -> Iterator[None]:
    """Whatever a template does wrong, as a problem in the place where it does it."""
    try:
        yield
    except _MISTAKES as error:
        path = shown_path(place) if isinstance(place, Path) else place
        raise ProblemsFound(f"{path} cannot be used.", [_problem(error, path)]) from error


def _problem(error: Exception, path: str) -> Problem:
    place, line = _place(error, path)
    message = str(error.message if isinstance(error, TemplateError) else error)
    if isinstance(error, RecursionError | MemoryError | SyntaxError):
        message = "this is too large or too deep"
    hint = error.hint if isinstance(error, CampaignerError) else ""
    return Problem(place, line, "template", f"{message.rstrip('.')}.", hint)


def _place(error: Exception, path: str) -> tuple[str, int]:
    """File and line of the innermost template that the error went through."""
    if isinstance(error, TemplateSyntaxError):
        return _name(error.filename, path), error.lineno
    place, line, trace = path, 0, error.__traceback__
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place, line = _name(trace.tb_frame.f_code.co_filename, path), trace.tb_lineno
        trace = trace.tb_next
    return place, line


def _name(filename: str | None, path: str) -> str:
    return path if filename in (None, "<template>", "<unknown>") else shown_path(Path(filename))


def find_template(folders: Sequence[Path], name: str) -> Path:
    """The file of a template, or of what lies beside one, in the first folder that has it.

    Raises CampaignerError where none has, and for one that cannot be looked at, is outside its
    folder or too large.
    """
    return in_this_moment(("template", *folders, name), lambda: _find_template(folders, name))


def _find_template(folders: Sequence[Path], name: str) -> Path:
    for folder in folders:
        path = folder / name
        try:
            is_there = path.is_file()
        except OSError as error:
            raise CampaignerError(f"{path} cannot be read: {error.strerror}.") from error
        if is_there:
            _check_once(path, folder, stamp_of([path]))
            return path
    raise CampaignerError(
        f"There is no template {name}.",
        hint=f"Looked in: {', '.join(map(str, folders))}.",
        code="no-template",
    )


@lru_cache(maxsize=256)
def _check_once(path: Path, folder: Path, stamp: Stamp) -> None:
    """As ``check_inside``, while the file stays as its stamp says: each letter asks for several."""
    del stamp
    check_inside(path, folder, LARGEST_TEMPLATE)
