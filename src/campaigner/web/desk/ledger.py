"""The ledger: count again, check a receipt, publish how it is, draw a sample."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_LEDGER,
    DESK_LEDGER_CHECKPOINT,
    DESK_LEDGER_COSIGNED,
    DESK_LEDGER_FOUND,
    DESK_LEDGER_SAMPLE,
)
from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.forms import whole_number
from campaigner.organisers.acts import Act
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.aside import verify_aside
from campaigner.petitions.proof.checkpoints import kept_checkpoint, make_checkpoint
from campaigner.petitions.proof.cosigning import Cosigned, add_cosignatures
from campaigner.petitions.proof.sampling import Estimate, draw, record
from campaigner.petitions.proof.verification import Verdict
from campaigner.petitions.proof.worksheets import read_worksheet, worksheet_of
from campaigner.problems import Problem
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.files import attached
from campaigner.web.uploads import as_table

_FIELDS = ("evidence", "cosigned", "checkpoint", "worksheet")
_LARGEST = 2_000_000  # bytes of a worksheet: a thousand rows with room for notes


def show(
    at: AtDesk,
    errors: dict[str, str] | None = None,
    verdict: Verdict | None = None,
    estimate: Estimate | None = None,
    cosigned: Cosigned | None = None,
) -> Response:
    """Show what can be checked, and what came of it."""
    here = open_petition(at.here, at.campaign)
    kept = kept_checkpoint(here)
    return at.show(
        "ledger",
        errors=errors,
        fields=_FIELDS,
        rows=here.petition.ledger_rows,
        verdict=verdict,
        estimate=estimate,
        cosigned=cosigned,
        may_publish=at.may(Act.PUBLISH_LEDGER, campaign=at.campaign),
        typed={"checkpoint": kept} | dict(at.form),
    )


def verify(at: AtDesk) -> Response:
    """Count everything again, and hold against it what was given: a receipt or a checkpoint."""
    given = at.form.get("evidence", "").strip()
    evidence = {_kind(given): f"{given}\n"} if given else {}
    try:
        verdict = verify_aside(open_petition(at.here, at.campaign), **evidence)
    except CampaignerError as refused:
        return show(at, {"evidence": at.said(refused)})
    return show(at, verdict=verdict)


def _kind(given: str) -> str:
    """What a text is, as what it is checked."""
    is_receipt = "\nrecord " in given or '"record"' in given
    return "receipt" if is_receipt else "checkpoint"


def checkpoint(at: AtDesk) -> Response:
    """Sign a statement of how the ledger is now, and give it to be published."""
    made = make_checkpoint(open_petition(at.here, at.campaign))
    return attached(f"{at.campaign}-checkpoint-{made.rows}.txt", made.text)


def cosign(at: AtDesk) -> Response:
    """Keep what a witness has signed: receipts and checkpoints carry it from now on."""
    try:
        kept = add_cosignatures(open_petition(at.here, at.campaign), at.form.get("cosigned", ""))
    except UsageError as refused:
        return show(at, {"cosigned": at.said(refused)})
    return show(at, cosigned=kept)


def sample(at: AtDesk) -> Response:
    """Draw a sample, and give its worksheet."""
    size = whole_number(at.form.get("size", "").strip()) or 0
    try:
        here = open_petition(at.here, at.campaign)
        drawn = draw(here, at.form.get("checkpoint", ""), size, at.form.get("seed", ""))
    except CampaignerError as refused:
        return show(at, {"checkpoint": at.said(refused)})
    return attached(f"{at.campaign}-sample-{drawn.number}.csv", worksheet_of(drawn))


def found(at: AtDesk) -> Response:
    """Take in a worksheet that was filled in, and say what follows."""
    words = at.words["ledger"]
    sent = at.file("worksheet")
    if sent is None:
        return show(at, {"worksheet": str(words["choose_file"])})
    try:
        with as_table(sent) as file:
            filled = read_worksheet(file)
        if filled.problems:
            return show(at, {"worksheet": _few(at, filled.problems)})
        estimate = record(open_petition(at.here, at.campaign), filled.sample, filled.found)
    except ProblemsFound as refused:
        return show(at, {"worksheet": _few(at, refused.problems)})
    except CampaignerError as refused:
        return show(at, {"worksheet": at.said(refused)})
    return show(at, estimate=estimate)


def _few(at: AtDesk, problems: Sequence[Problem]) -> str:
    """The first problems of a worksheet, each with its row."""
    row = at.words["ledger"]["row"]
    said = [Markup("{} {}: {}").format(row, each.line, at.said(each)) for each in problems[:5]]
    return Markup(" ").join(said)


PAGES = (
    DeskPage(DESK_LEDGER, show, Act.VERIFY_LEDGER, menu="ledger"),
    DeskPage(DESK_LEDGER, verify, Act.VERIFY_LEDGER, ("POST",)),
    DeskPage(DESK_LEDGER_CHECKPOINT, checkpoint, Act.PUBLISH_LEDGER, ("POST",)),
    DeskPage(DESK_LEDGER_COSIGNED, cosign, Act.PUBLISH_LEDGER, ("POST",)),
    DeskPage(DESK_LEDGER_SAMPLE, sample, Act.DRAW_SAMPLE, ("POST",)),
    DeskPage(DESK_LEDGER_FOUND, found, Act.DRAW_SAMPLE, ("POST",), upload=_LARGEST),
)
