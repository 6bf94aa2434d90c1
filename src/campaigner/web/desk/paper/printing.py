"""Blank sheets: their design is chosen, and they are downloaded to be printed."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_PAPER_PRINT
from campaigner.errors import UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.papers.blank_sheets import make_sheets
from campaigner.papers.sheet_design import SheetDesign, SheetTooLong
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.paper.register import sources_of_sheets
from campaigner.sources import PAPER
from campaigner.vocabulary.papers import SheetLines
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.files import attached
from campaigner.web.desk.frame.languages import language_name

MOST = 100
"""The number of sheets that are made at once at the desk, while somebody waits."""
_KINDS = {
    "ten": SheetDesign(),
    "twenty": SheetDesign(SheetLines.TWENTY),
    "slips": SheetDesign(slips=True),
    "large": SheetDesign(large_type=True),
}
_FIELDS = ("count", "kind", "language", "beside", "source")


def ask(at: AtDesk) -> Response:
    """Ask for the design of the sheets."""
    here = open_petition(at.here, at.campaign)
    return _asked(at, here, {"count": "10", "kind": "ten", "language": "", "source": PAPER})


def _asked(
    at: AtDesk, here: OpenPetition, typed: dict[str, str], errors: dict[str, str] | None = None
) -> Response:
    words = at.words["paper"]
    tongues = [(tag, language_name(at, tag)) for tag in here.campaign.languages]
    sources = [(code, code) for code in sources_of_sheets(here)]
    return at.show(
        "paper-print",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        kinds=list(_KINDS),
        tongues=[("", words["first_language"]), *tongues],
        beside=[("", words["none_beside"]), *tongues],
        sources=[(PAPER, words["nobody"]), *sources],
        most=MOST,
    )


def make(at: AtDesk) -> Response:
    """Make the sheets, and give them as one file."""
    here = open_petition(at.here, at.campaign)
    typed = {name: at.form.get(name, "") for name in _FIELDS}
    said = at.words["paper"]["errors"]
    count, design = whole_number(typed["count"]), _KINDS.get(typed["kind"])
    languages, sources = here.campaign.languages, (PAPER, *sources_of_sheets(here))
    errors: dict[str, str] = {}
    if not count or count > MOST:
        errors["count"] = said["count"].replace("{most}", str(MOST))
    if design is None:
        errors["kind"] = said["kind"]
    if typed["language"] not in ("", *languages) or typed["beside"] not in ("", *languages):
        errors["language"] = said["language"]
    if typed["source"] not in sources:
        errors["source"] = said["source"]
    if errors or not count or design is None:
        return _asked(at, here, typed, errors)
    source, language, beside = typed["source"], typed["language"], typed["beside"]
    try:
        pdf = make_sheets(here, count, source, language, design=design, beside=beside)
    except (UsageError, SheetTooLong) as refused:
        return _asked(at, here, typed, {"kind": at.said(refused)})
    return attached(f"sheets-{at.campaign}.pdf", pdf)


PAGES = (
    DeskPage(DESK_PAPER_PRINT, ask, Act.PRINT_SHEETS),
    DeskPage(DESK_PAPER_PRINT, make, Act.PRINT_SHEETS, ("POST",)),
)
