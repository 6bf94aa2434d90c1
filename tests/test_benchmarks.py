"""The measurements can be made: what each of them imports is there."""

from __future__ import annotations

import importlib

import pytest
from benchmarks.__main__ import modules


@pytest.mark.slow
@pytest.mark.parametrize("name", modules())
def test_a_measurement_imports_what_there_is(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").main)
