"""Forms that are filled in by options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from campaigner.cli.output import say
from campaigner.errors import UsageError

if TYPE_CHECKING:
    from campaigner.problems import Problem

_OPTIONS = {"consents": "--consent"}  # of the fields that are called otherwise than their option


@contextmanager
def naming_options() -> Iterator[None]:
    """A line for each mistake in a form, with the option that it is in."""
    from campaigner.forms import FormRefused

    try:
        yield
    except FormRefused as refused:
        for problem in refused.problems:
            say(f"Error: {_in_option(problem)}")
        unknown = any(problem.code.startswith("unknown-") for problem in refused.problems)
        raise typer.Exit(UsageError.exit_code if unknown else refused.exit_code) from None


def _in_option(problem: Problem) -> str:
    option = _OPTIONS.get(problem.path, f"--{problem.path.replace('_', '-')}")
    return f"{option}: {problem.said}"
