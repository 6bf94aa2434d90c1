"""The files that pages load: styles, scripts and fonts, each under a name with its hash.

A browser may keep them for ever, since a changed file has another name. The workspace's own
``templates/web/assets`` come before the shipped ones.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servestatic import ServeStaticASGI
from servestatic.compress import Compressor
from starlette.types import ASGIApp

from campaigner.addresses import STATIC
from campaigner.rendering.fonts.for_browsers import web_fonts

_PLACE = Path("web", "assets")
_LOADED = re.compile(r"url\((?P<name>[\w.-]+)\)")
_HASHED = re.compile(r"^.+\.[0-9a-f]{12}\.\w+$")


@dataclass(frozen=True)
class Assets:
    """The files as they are served: a folder, and the name that each has there."""

    folder: Path
    names: Mapping[str, str]

    def address(self, name: str) -> str:
        """Returns the path under which a file is served. Raises KeyError if there is none."""
        return f"{STATIC}/{self.names[name]}"

    def served_by(self, app: ASGIApp) -> Any:
        """The application with the files in front of it."""
        return ServeStaticASGI(
            app,
            root=self.folder,
            prefix=STATIC,
            immutable_file_test=_HASHED.pattern,
            allow_all_origins=False,
        )


@contextmanager
def gathered(template_folders: Sequence[Path]) -> Iterator[Assets]:
    """The files of the template folders (the first has its way) and the fonts.

    They are in a folder of their own for the length of a ``with`` block.
    Raises CampaignerError where a font is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="campaigner-pages-") as place:
        yield _gather(template_folders, Path(place))


def _gather(template_folders: Sequence[Path], place: Path) -> Assets:
    files: dict[str, bytes] = dict(web_fonts())
    for folder in reversed(template_folders):
        for path in sorted((folder / _PLACE).glob("*.*")):
            files[path.name] = path.read_bytes()
    names: dict[str, str] = {}
    for name in sorted(files, key=lambda each: each.endswith(".css")):
        content = _with_hashed_names(files[name], names) if name.endswith(".css") else files[name]
        names[name] = _hashed(name, content)
        Path(place, names[name]).write_bytes(content)
    compressor = Compressor(quiet=True)
    for name in names.values():
        if compressor.should_compress(name):
            for _ in compressor.compress(str(Path(place, name))):
                pass
    return Assets(place, names)


def _with_hashed_names(style: bytes, names: Mapping[str, str]) -> bytes:
    return _LOADED.sub(lambda match: f"url({names[match['name']]})", style.decode()).encode()


def _hashed(name: str, content: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{kind}"
