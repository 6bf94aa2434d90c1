"""Packs for representatives and for handing in, and the petition as a file, made as jobs."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_PACKS,
    DESK_PACKS_EXPORT,
    DESK_PACKS_HAND_IN,
    DESK_PACKS_JOB,
    DESK_PACKS_MAKE,
)
from campaigner.jobs.asking import start_papers
from campaigner.jobs.listing import list_jobs
from campaigner.jobs.wanted import ExportWanted, HandInWanted, PacksWanted
from campaigner.organisers.acts import Act
from campaigner.outreach.sources import source_counts
from campaigner.vocabulary.papers import NameList, PetitionExport
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.jobs import AT_PACKS

_ROLES = (Role.MP, Role.MS, Role.MSP, Role.MLA, Role.COUNCILLOR)
_WITH_PEOPLE = (PetitionExport.CSV, PetitionExport.JSON_LINES)
_LONGEST = 200


def show(at: AtDesk) -> Response:
    """Show what can be made, and what was."""
    return _shown(at)


def _shown(at: AtDesk, errors: dict[str, str] | None = None) -> Response:
    return at.show(
        "packs",
        errors=errors,
        fields=("signed_by", "to"),
        roles=_ROLES,
        lists=list(NameList),
        typed=dict(at.form),
        exports=list(PetitionExport),
        sources=_sources(at),
        jobs=list_jobs(at.here, at.campaign, AT_PACKS)[:10],
    )


def make(at: AtDesk) -> Response:
    """Have packs for representatives made."""
    role = next((each for each in _ROLES if each == at.form.get("role", "")), Role.MP)
    signed_by = at.form.get("signed_by", "").strip()
    if len(signed_by) > _LONGEST:
        return _shown(at, {"signed_by": at.words["packs"]["errors"]["too_long"]})
    row = start_papers(at.here, PacksWanted(at.campaign, role, signed_by=signed_by))
    return at.go(DESK_PACKS_JOB, job=str(row.id))


def hand_in(at: AtDesk) -> Response:
    """Have a hand-in pack made."""
    shown = next((each for each in NameList if each == at.form.get("shown", "")), NameList.NAMES)
    to = at.form.get("to", "").strip()
    if len(to) > _LONGEST:
        return _shown(at, {"to": at.words["packs"]["errors"]["too_long"]})
    row = start_papers(at.here, HandInWanted(at.campaign, shown, to))
    return at.go(DESK_PACKS_JOB, job=str(row.id))


def export(at: AtDesk) -> Response:
    """Have the petition written as a file."""
    form = at.form
    what = next((each for each in PetitionExport if each == form.get("what", "")), _WITH_PEOPLE[0])
    known = {code for code, _ in _sources(at)}
    source = form.get("source", "") if what in _WITH_PEOPLE else ""
    wanted = ExportWanted(at.campaign, what, source if source in known else "")
    return at.go(DESK_PACKS_JOB, job=str(start_papers(at.here, wanted).id))


def _sources(at: AtDesk) -> list[tuple[str, str]]:
    """The codes under which people of this campaign came, with their names."""
    counts = source_counts(at.here, at.campaign)
    return [("", at.words["packs"]["every_source"]), *((each.code, each.called) for each in counts)]


PAGES = (
    DeskPage(DESK_PACKS, show, Act.MAKE_PAPERS, menu="packs"),
    DeskPage(DESK_PACKS_MAKE, make, Act.MAKE_PAPERS_WITH_NAMES, ("POST",)),
    DeskPage(DESK_PACKS_EXPORT, export, Act.EXPORT_SIGNATURES, ("POST",)),
    DeskPage(DESK_PACKS_HAND_IN, hand_in, Act.MAKE_PAPERS_WITH_NAMES, ("POST",)),
)
