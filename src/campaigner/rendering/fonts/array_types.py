"""Types of arrays for cffi, made directly: reading one with its parser of C takes 2 ms.

WeasyPrint 70 asks for an array of another length for each font of nearly each letter.
"""

from __future__ import annotations

import re
from typing import Any

_ARRAY = re.compile(r"(\w+)\[(\d+)\]")


class ArrayTypes(dict[str, Any]):
    """What cffi keeps of types by their names, in place of its own dictionary."""

    def __init__(self, ffi: Any) -> None:
        super().__init__(ffi._parsed_types)
        self._ffi = ffi

    def __missing__(self, name: str) -> Any:
        """The type of an array of a known length, as cffi keeps it: with False for no function."""
        found = _ARRAY.fullmatch(name)
        if not found:
            raise KeyError(name)
        item, length = self._ffi.typeof(found[1]), int(found[2])
        backend = self._ffi._backend
        made = backend.new_array_type(backend.new_pointer_type(item), length)
        self[name] = made, False
        return self[name]


def make_arrays_quickly(ffi: Any) -> None:
    """Let a cffi interface make types of arrays directly, if it keeps types as cffi 2 does."""
    if type(getattr(ffi, "_parsed_types", None)) is dict and hasattr(ffi, "_backend"):
        ffi._parsed_types = ArrayTypes(ffi)
