"""Run the main() of each module beside this one, or of those named."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def modules() -> list[str]:
    """The measurements there are."""
    found = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in found if not name.startswith("_"))


def main(names: list[str]) -> int:
    """Run measurements by name, all where none is named; 2 where one is not there."""
    if unknown := [name for name in names if name not in modules()]:
        print(f"There is no measurement {', '.join(unknown)}. There are: {', '.join(modules())}.")
        return 2
    del sys.argv[1:]  # what a measurement takes when it is run alone
    for name in names or modules():
        print(f"\n## {name}\n")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:].copy()))
