"""A campaign with changes that are not saved: a copy, which checks and previews read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from campaigner.editing.folder import check_length, check_name
from campaigner.files import HALF_WRITTEN
from campaigner.opening import OpenWorkspace
from campaigner.shelf import another_moment
from campaigner.workspace import Workspace

_LARGEST = 5_000_000  # bytes of a picture or a table that is copied


@dataclass(frozen=True)
class DraftedWorkspace(Workspace):
    """A workspace whose campaigns are drafts in another folder; all else is its own."""

    drafts: Path = Path()

    @property
    def campaigns_folder(self) -> Path:
        """The folder of drafts."""
        return self.drafts


@contextmanager
def drafted(
    here: OpenWorkspace, slug: str, texts: Mapping[str, str | None]
) -> Iterator[OpenWorkspace]:
    """The workspace with a campaign as it would be, its files as in ``texts``; None removes one.

    Raises UnknownName, UsageError for a name or a text that no campaign can have.
    """
    for name, text in texts.items():
        check_name(name)
        check_length(name, text or "")
    source = here.workspace.campaign_folder(slug)
    with TemporaryDirectory(prefix="campaigner-draft-") as place:
        folder = Path(place) / slug
        shutil.copytree(source, folder, symlinks=True, ignore=_left_out)
        for name, text in texts.items():
            _put(folder / name, text)
        draft = DraftedWorkspace(here.workspace.root, Path(place))
        another_moment()
        try:
            yield replace(here, workspace=draft)
        finally:
            another_moment()


def _put(path: Path, text: str | None) -> None:
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text, encoding="utf-8", newline="")


def _left_out(folder: str, names: list[str]) -> list[str]:
    """What no check and no preview reads: files half written, and what is too large or no file."""
    return [name for name in names if HALF_WRITTEN in name or _is_too_large(Path(folder) / name)]


def _is_too_large(path: Path) -> bool:
    found = path.lstat()
    return not (path.is_dir() or path.is_file()) or (path.is_file() and found.st_size > _LARGEST)
