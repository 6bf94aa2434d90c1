"""A petition as a file, made as a job: signatures, the public counts, or the ledger."""

from __future__ import annotations

from contextlib import closing

from campaigner.files import make_folder, writing
from campaigner.issued import EXPORT
from campaigner.jobs.finished import Finished, Told
from campaigner.jobs.places import folder_of
from campaigner.jobs.wanted import ExportWanted, wanted_in
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.petitions.exports import ExportRequest, export
from campaigner.petitions.opening import open_petition
from campaigner.store.jobs import JobRow
from campaigner.vocabulary.desk import JobFile
from campaigner.vocabulary.papers import PetitionExport

_NAMES = {
    PetitionExport.CSV: "signatures-{campaign}.csv",
    PetitionExport.JSON_LINES: "signatures-{campaign}.jsonl",
    PetitionExport.UK_JSON: "counts-{campaign}.json",
    PetitionExport.LEDGER: "ledger-{campaign}.jsonl",
}


def write_export(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Writes a petition as a file, as it is at one moment while others sign.

    Raises KeyboardInterrupt if it was stopped between two pieces, and as ``petitions.exports``.
    """
    wanted = wanted_in(row)
    assert isinstance(wanted, ExportWanted)
    what = PetitionExport(wanted.what)
    folder = folder_of(here, row.campaign, row.id)
    make_folder(folder, private=True)
    place = folder / _NAMES[what].format(campaign=row.campaign)
    lines = 0
    # read by a connection of its own: it sees one moment, while this one notes how far it is
    with opened_workspace(here.workspace, here.now, here.actor) as reading:
        petition = open_petition(reading, row.campaign)
        made = export(petition, ExportRequest(what=what, source=wanted.source))
        with writing(place, private=True) as file, closing(made.chunks()) as chunks:
            file.write(made.mark.encode())
            for chunk in chunks:
                file.write(chunk.encode())
                lines += chunk.count("\n")
                tell(lines, max(lines, petition.petition.ledger_rows))
    tell(lines, lines)
    return Finished([(JobFile.RESULT, place)], 0, f"{EXPORT} {what.value}")
