"""Trying a change: the module's own tests run in a process of their own, with the module changed.

The parent has everything imported that is not the project's, so that a trial takes no longer than
its tests. The files themselves are never touched.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

from tools.mutants.changes import Change, changes

ROOT = Path(__file__).parents[2]
MEMORY = 4 << 30  # bytes; a changed loop may never end
LEAST_SECONDS = 10


@dataclass(frozen=True)
class Target:
    """A module of pure rules, and the tests that are meant to hold it."""

    module: str
    tests: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The module's file."""
        return ROOT / "src" / Path(*self.module.split(".")).with_suffix(".py")


@dataclass(frozen=True)
class Trial:
    """A change, and whether a test noticed it."""

    target: Target
    change: Change
    killed: bool


class TestsFail(Exception):
    """The tests of a module fail before anything is changed."""


def trials(target: Target, jobs: int) -> Iterator[Trial]:
    """Try every change of a module, ``jobs`` at a time. Raises TestsFail."""
    tree = ast.parse(target.path.read_text(encoding="utf-8"))
    began = time.monotonic()
    if not _passes(_start(target, tree, None, seconds=600)):
        raise TestsFail(f"The tests of {target.module} fail as they are: {' '.join(target.tests)}")
    seconds = int(LEAST_SECONDS + 4 * (time.monotonic() - began))
    waiting = list(reversed(changes(tree)))
    running: dict[int, Change] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            change = waiting.pop()
            running[_start(target, tree, change, seconds)] = change
        process, status = os.wait()
        if process in running:
            change = running.pop(process)
            yield Trial(target, change, killed=status != 0)


def warm_up(targets: Sequence[Target]) -> None:
    """Import what the modules and their tests need, then forget the project's own modules."""
    for target in targets:
        importlib.import_module(target.module)
    importlib.import_module("campaigner.cli.app")
    for name in [name for name in sys.modules if name.partition(".")[0] == "campaigner"]:
        del sys.modules[name]
    quick = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutants", phases=quick, derandomize=True, database=None, deadline=None
    )
    hypothesis.settings.load_profile("mutants")


def _start(target: Target, tree: ast.Module, change: Change | None, seconds: int) -> int:
    """Start a process that runs the tests, with one change made; returns its number."""
    process = os.fork()
    if process:
        return process
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if not os.environ.get("SHOW_TESTS"):
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    if change:
        change.make()
    sys.meta_path.insert(0, _Changed(target, tree))
    folder = tempfile.mkdtemp(prefix="mutant-")
    options = ["-x", "-n", "0", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # imported by the parent
    code = 1
    try:
        code = int(pytest.main([*options, *target.tests]))
    except BaseException:  # noqa: BLE001 - whatever goes wrong, this process ends here
        traceback.print_exc()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.flush()
        os._exit(code)


def _passes(process: int) -> bool:
    return os.waitpid(process, 0)[1] == 0


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the changed module before the file is found."""

    def __init__(self, target: Target, tree: ast.Module) -> None:
        self.target, self.tree = target, tree

    def find_spec(
        self, name: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module, if it is the one that is tried."""
        if name != self.target.module:
            return None
        return importlib.util.spec_from_file_location(name, self.target.path, loader=self)

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As usual."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        code = compile(ast.fix_missing_locations(self.tree), str(self.target.path), "exec")
        exec(code, module.__dict__)
