"""A guide, followed as it is written: its files are made, its commands are run in a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
SOURCES = Path(__file__).parents[1] / "src"
_BLOCK = re.compile(r"^```(\w+)(?: (file|exit)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: commands to run, a file to write, or what the commands before it say.

    ``exit`` is the exit code of the commands.
    """

    language: str
    text: str
    file: str = ""
    exit: int = 0


def blocks(text: str) -> Iterator[Block]:
    """Yields the fenced blocks of a guide."""
    for found in _BLOCK.finditer(text):
        language, key, value, content = found.groups()
        yield Block(
            language,
            content,
            file=value if key == "file" else "",
            exit=int(value) if key == "exit" else 0,
        )


@dataclass
class Reader:
    """Somebody who follows a guide in a folder, with ``campaigner`` on their path.

    ``output`` is all that the commands have said; ``said`` what the last ones have.
    """

    folder: Path
    environment: dict[str, str]
    output: str = ""
    said: str = ""

    def follow(self, text: str) -> None:
        """Write the files and run the commands of a guide; what it shows has to come."""
        for block in blocks(text):
            if block.file:
                (self.folder / block.file).write_text(block.text, encoding="utf-8")
            elif block.language == "text":
                assert _shown(self.said) == _shown(block.text)
            else:
                assert block.language == "sh", block
                self.run(block.text, block.exit)

    def run(self, commands: str, expected: int = 0) -> None:
        """Run commands; they have to end with this exit code."""
        done = subprocess.run(
            ["sh", "-c", f"set -e\n{commands}"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = done.stdout
        self.output += done.stdout
        assert done.returncode == expected, f"{commands}\n{done.stdout}"
        for entered in re.findall(r"^cd (\S+)$", commands, re.MULTILINE):
            self.folder = self.folder / entered


def reader_in(folder: Path, **environment: str) -> Reader:
    """Returns a reader in a new folder, whose ``campaigner`` is this checkout's."""
    command = folder / "bin" / "campaigner"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m campaigner "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if "CAMPAIGNER" not in name}
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "PYTHONPATH": str(SOURCES), "PYTHONUNBUFFERED": "1", **environment}
    home = folder / "home"
    home.mkdir()
    return Reader(home, {**kept, **own})


def _shown(text: str) -> list[str]:
    """Returns what a terminal shows of a text: lines without blanks at their ends."""
    lines = [line.rstrip() for line in text.splitlines()]
    return [line for line in lines if line]
