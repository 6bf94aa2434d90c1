"""Packs for representatives and for handing in, as jobs: each comes as a zip."""

from __future__ import annotations

from pathlib import Path

from campaigner.files import make_folder
from campaigner.issued import EXPORT, remove_noted_under
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.places import folder_of, papers_folder
from campaigner.jobs.process import most_processes
from campaigner.jobs.wanted import HandInWanted, PacksWanted, day_in, wanted_in
from campaigner.jobs.zips import write_zip
from campaigner.opening import OpenWorkspace
from campaigner.papers.constituents.request import PacksRequest
from campaigner.papers.constituents.run import make_packs
from campaigner.papers.handin.making import make_handin
from campaigner.papers.handin.request import HandInRequest
from campaigner.petitions.opening import open_petition
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobFile
from campaigner.vocabulary.papers import NameList
from campaigner.vocabulary.representatives import Role

_ABOUT = f"{EXPORT} to fetch"


def write_packs(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Makes a pack for everybody in a role, or what is left of them, as a zip.

    Raises KeyboardInterrupt if it was stopped between two packs, and as ``make_packs``.
    """
    wanted = wanted_in(row)
    assert isinstance(wanted, PacksWanted)
    folder = papers_folder(here, row)
    request = PacksRequest(
        role=Role(wanted.role),
        out=folder,
        language=wanted.language,
        signed_by=wanted.signed_by,
        day=day_in(wanted),
        jobs=most_processes(),
        replace=True,
    )
    make_folder(folder, private=True)
    made = make_packs(open_petition(here, row.campaign), request, tell)
    return _zipped(here, row, folder, f"packs-{row.campaign}-{wanted.role}.zip", len(made.failed))


def write_handin(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Makes a hand-in pack as a zip. Raises as ``make_handin``."""
    wanted = wanted_in(row)
    assert isinstance(wanted, HandInWanted)
    folder = papers_folder(here, row)
    make_folder(folder, private=True)
    request = HandInRequest(shown=NameList(wanted.shown), to=wanted.to, language=wanted.language)
    make_handin(open_petition(here, row.campaign), request, folder, replace=True, progress=tell)
    return _zipped(here, row, folder, f"hand-in-{row.campaign}.zip", 0)


def _zipped(here: OpenWorkspace, row: JobRow, folder: Path, name: str, failed: int) -> Finished:
    """Put the files of a folder into a zip, and remove them."""
    place = folder_of(here, row.campaign, row.id) / name
    write_zip(place, folder, "*")
    remove_noted_under(here.database, folder)
    return Finished([(JobFile.RESULT, place)], failed, _ABOUT)
