"""The guide, tried exactly as it is written, from an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

pytestmark = pytest.mark.slow

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
SOURCES = Path(__file__).parents[2] / "src"
_BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: commands to run, or a file to write."""

    language: str
    file: str
    text: str


def blocks() -> Iterator[Block]:
    for found in _BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        yield Block(found[1], found[2] or "", found[3])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell's environment in which ``campaigner`` is this checkout's command."""
    command = tmp_path / "bin" / "campaigner"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m campaigner "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if "CAMPAIGNER" not in name}
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONPATH": str(SOURCES)}


def test_the_guide_gives_a_letter_and_a_counted_signature(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    folder, output = tmp_path / "empty", ""
    folder.mkdir()
    for block in blocks():
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
            continue
        assert block.language == "sh", block
        script = f"set -e\n{block.text}"
        done = subprocess.run(
            ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{block.text}\n{done.stdout}{done.stderr}"
        output += done.stdout + done.stderr
        for entered in re.findall(r"^cd (\S+)$", block.text, re.MULTILINE):
            folder = folder / entered
    with pymupdf.open(folder / "letter.pdf") as letter:
        assert "Ms Ada Specimen MP" in letter[0].get_text()
    assert "Checked 1 campaign: no problems." in output
    assert "1 signature in all." in output
    assert (folder / "brief.pdf").is_file()
    assert len(list((folder / "amira-pack").iterdir())) >= 4


def test_what_the_guide_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parent / target).is_file(), target
