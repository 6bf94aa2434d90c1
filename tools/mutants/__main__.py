"""Show the small changes to the pure rules that no test notices: ``python -m tools.mutants``.

``targets.toml`` lists the modules with their tests, and the survivors that change nothing, each
with the reason. Ends of module names choose some of them. The exit code is 1 if fewer than 90 % of
the changes are noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from pathlib import Path

from tools.mutants.trials import ROOT, Target, Trial, trials, warm_up

GOAL = 0.9


def main() -> int:
    """Try the changes and print the survivors; returns the exit code."""
    arguments = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    arguments.add_argument("modules", nargs="*", help="the ends of module names; default: all")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = arguments.parse_args()
    os.chdir(ROOT)
    table = tomllib.loads((Path(__file__).parent / "targets.toml").read_text(encoding="utf-8"))
    chosen = [
        Target(each["module"], tuple(each["tests"]))
        for each in table["target"]
        if not asked.modules or each["module"].endswith(tuple(asked.modules))
    ]
    explained: dict[tuple[str, ...], str] = {
        (each["module"], each["place"], was, becomes): each["why"]
        for each in table.get("explained", [])
        for was, becomes in each["changes"]
    }
    warm_up(chosen)
    killed = explained_count = count = 0
    for target in chosen:
        found = []
        for trial in trials(target, asked.jobs):
            found.append(trial)
            sys.stderr.write("." if trial.killed else "S")
            sys.stderr.flush()
        sys.stderr.write("\n")
        alive = [trial for trial in found if not trial.killed]
        count, killed = count + len(found), killed + len(found) - len(alive)
        print(f"{target.module}: {len(found) - len(alive)} of {len(found)} killed")
        for trial in sorted(alive, key=lambda each: each.change.line):
            why = explained.get(_key_of(trial), "")
            explained_count += bool(why)
            path = target.path.relative_to(ROOT)
            print(f"  {path}:{trial.change.line}: {trial.change}" + (f"  ({why})" if why else ""))
    share = killed / count if count else 1.0
    print(
        f"In all {killed} of {count} killed ({share:.1%}); {count - killed} survived, "
        f"{explained_count} of them explained."
    )
    return 0 if share >= GOAL else 1


def _key_of(trial: Trial) -> tuple[str, ...]:
    change = trial.change
    return (trial.target.module, change.place, change.was, change.becomes)


if __name__ == "__main__":
    sys.exit(main())
