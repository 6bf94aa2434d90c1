"""Campaigns ready to be used: each is read once, and again only if one of its files changes."""

from __future__ import annotations

from pathlib import Path

from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.reading import files_of, read_campaign
from campaigner.campaigns.unwritten import still_to_write
from campaigner.errors import ProblemsFound
from campaigner.shelf import Shelf, Stamp, stamp_of


def load_campaign(folder: Path) -> Campaign:
    """The campaign of a folder, to be put to use.

    Raises ProblemsFound, with file and line, if the definition cannot be used, or with the first
    place that is still to write.
    """
    return _finished.get(folder)


def defined_campaign(folder: Path) -> Campaign:
    """The campaign of a folder, which may be unfinished, to be shown or wound up.

    Raises ProblemsFound, with file and line, if the definition cannot be used.
    """
    return _campaign(_defined.get(folder))


def _read_defined(folder: Path) -> Loaded:
    loaded = read_campaign(folder)
    if loaded.campaign is None:
        raise ProblemsFound(f"The campaign “{folder.name}” cannot be used.", loaded.problems)
    return loaded


def _read_finished(folder: Path) -> Campaign:
    loaded = _defined.get(folder)
    if first := next(still_to_write(loaded), None):
        raise ProblemsFound(
            f"The campaign “{folder.name}” is not finished.",
            [first],
            code="campaign-not-finished",
            campaign=folder.name,
        )
    return _campaign(loaded)


def _campaign(loaded: Loaded) -> Campaign:
    assert loaded.campaign is not None
    return loaded.campaign


def _stamp(folder: Path) -> Stamp:
    return stamp_of(files_of(folder))


_defined = Shelf(_read_defined, _stamp)
_finished = Shelf(_read_finished, _stamp)
