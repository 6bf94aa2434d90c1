"""WeasyPrint, imported without what it does not need: all of rendering takes it from here.

Imported plainly it starts some 80 processes (``ctypes.util.find_library`` asks gcc, ld and
ldconfig for each name that a library may have on some platform), and loads what cuts fonts to
size in Python, for which HarfBuzz is used where that is installed.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from campaigner.rendering.fonts.array_types import make_arrays_quickly

__all__ = ["FontConfiguration", "URLFetcher", "URLFetcherResponse", "ffi", "pydyf", "weasyprint"]

# The files of the libraries that WeasyPrint 70 opens, on Linux, by the first name it gives each.
LIBRARIES = {
    "libgobject-2.0-0": "libgobject-2.0.so.0",
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libharfbuzz-0": "libharfbuzz.so.0",
    "libfontconfig-1": "libfontconfig.so.1",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
}
# Libraries that it can do without: not there if their file, which it tries by itself, is not.
_OPTIONAL = ("harfbuzz-subset", "harfbuzz-vector")
# Modules that it imports at once and may never use, with the functions that it takes from them.
_SELDOM = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}

Finder = Callable[[str], str | None]


def by_file_name(find: Finder) -> Finder:
    """A ``find_library`` that knows the files of WeasyPrint's libraries.

    What it does not know, or what cannot be opened under that name, is left to ``find``.
    """

    def found(name: str) -> str | None:
        if any(library in name for library in _OPTIONAL):
            return None
        file = LIBRARIES.get(name)
        return file if file and _opens(file) else find(name)

    return found


def _opens(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


@contextmanager
def _known_libraries() -> Iterator[None]:
    if sys.platform != "linux":  # elsewhere files have other names, and finding them is cheap
        yield
        return
    finding: Any = ctypes.util
    usual = finding.find_library
    finding.find_library = by_file_name(usual)
    try:
        yield
    finally:
        finding.find_library = usual


@contextmanager
def put_off(modules: dict[str, tuple[str, ...]]) -> Iterator[None]:
    """Modules that are imported when something in them is used, not when they are imported.

    Each comes with the functions that are imported from it by name.
    """
    stand_ins = {
        name: _StandIn(name, functions)
        for name, functions in modules.items()
        if name not in sys.modules
    }
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]


class _StandIn(ModuleType):
    """Looks like a module until something in it is wanted."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, _put_off_call(name, function))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_imported(self.__name__), name)


def _put_off_call(module: str, function: str) -> Callable[..., Any]:
    def call(*values: Any, **named: Any) -> Any:
        return getattr(_imported(module), function)(*values, **named)

    return call


def _imported(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return import_module(name)


with _known_libraries(), put_off(_SELDOM):
    import pydyf
    import weasyprint
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

make_arrays_quickly(ffi.ffi)
# A variable font is written again for each document, with the time of day unless that is kept.
pdf_fonts.TTFont = partial(pdf_fonts.TTFont, recalcTimestamp=False)
