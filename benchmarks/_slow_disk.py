"""A disk that is slower than this machine's: each wait for it takes some milliseconds longer.

A small library in front of the C library's own does it: ``fsync`` and ``fdatasync`` sleep before
they do what they do. That lengthens each commit, and leaves how much can be written in a second as
it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

MILLISECONDS = "CAMPAIGNER_BENCH_DISK_MS"

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_for_the_disk(void) {
    const char *said = getenv("SLOW_DISK_MICROSECONDS");
    long microseconds = said ? atol(said) : 0;
    struct timespec rest = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&rest, NULL);
}

#define SLOW(name)                                                        \
    int name(int file) {                                                  \
        static int (*own)(int);                                           \
        if (!own) own = (int (*)(int))dlsym(RTLD_NEXT, #name);            \
        wait_for_the_disk();                                              \
        return own(file);                                                 \
    }

SLOW(fsync)
SLOW(fdatasync)
"""
_MEASURE = """
import os, sys, time
file = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)
took = []
for _ in range(20):
    os.write(file, b"x" * 4096)
    began = time.perf_counter()
    os.fdatasync(file)
    took.append(time.perf_counter() - began)
print(sorted(took)[10])
"""


def slow_disk(folder: Path, milliseconds: float) -> dict[str, str] | str:
    """Returns the environment of a program on a slow disk, or why there cannot be one."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not sys.platform.startswith("linux"):
        return "only Linux lets a library be put in front of another like that"
    if compiler is None:
        return "there is no C compiler"
    source, library = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(_SOURCE, encoding="ascii")
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"],
        check=False, capture_output=True,
    )  # fmt: skip
    if made.returncode:
        return "the C compiler could not make the library"
    slow = {
        "LD_PRELOAD": str(library),
        "SLOW_DISK_MICROSECONDS": str(round(milliseconds * 1000)),
    }
    if commit_seconds(folder, slow) < milliseconds / 1000:
        return "the library has no effect here"
    return slow


def commit_seconds(folder: Path, environment: dict[str, str] | None = None) -> float:
    """Seconds for which a program waits until 4 KB are on the disk: the median of twenty."""
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(folder / "measured")],
        check=True, capture_output=True, text=True, env={**os.environ, **(environment or {})},
    )  # fmt: skip
    return float(measured.stdout)
