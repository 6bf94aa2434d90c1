"""What all letters of a run share, from what a person asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from campaigner import clock
from campaigner.errors import UnknownName, UsageError
from campaigner.letters.compose import Stationery
from campaigner.rendering.layouts import LAYOUTS
from campaigner.rendering.pdf import Variant
from campaigner.rendering.renderers import PLAIN
from campaigner.workspace import Workspace

FORMS = ("pdf", "txt", "eml")
VARIANTS: tuple[Variant, ...] = get_args(Variant)


@dataclass(frozen=True)
class Job:
    """What all letters of a run share; small, for it travels to the workers.

    ``forms`` are of ``FORMS``; ``out`` is a folder or an address; ``renderer`` is the name of
    what makes the PDFs.
    """

    campaign_folder: Path
    stationery: Stationery
    out: str
    forms: tuple[str, ...] = ("pdf",)
    variant: Variant = "ua-1"
    renderer: str = PLAIN

    @property
    def forms_made(self) -> str:
        """The forms as they are recorded: ``pdf/ua-1,txt``."""
        return ",".join(f"pdf/{self.variant}" if form == "pdf" else form for form in self.forms)


@dataclass(frozen=True)
class Wishes:
    """How letters are to be made, as a person writes it; empty is the usual way."""

    layout: str = ""
    forms: str = "pdf"
    variant: str = "ua-1"
    day: date | None = None


def job_for(workspace: Workspace, campaign: str, out: str, wishes: Wishes) -> Job:
    """The job for a campaign of a workspace.

    Raises UnknownName for a campaign, layout, form or variant that is not there, UsageError for
    an address without a bucket.
    """
    if wishes.layout not in ("", "country", *LAYOUTS):
        raise UnknownName("layout", wishes.layout, (*LAYOUTS, "country"))
    stationery = Stationery(
        template_folders=workspace.template_folders,
        web_address=workspace.settings.web.address,
        day=wishes.day or clock.today(workspace.zone),
        layout=wishes.layout,
    )
    if "://" in out and not out.partition("://")[2].strip("/"):
        raise UsageError(f"“{out}” names no bucket.", hint="Write it like s3://bucket/run.")
    folder = workspace.campaign_folder(campaign)
    place = out if "://" in out else str(Path(out).resolve())
    return Job(folder, stationery, place, _forms(wishes.forms), _variant(wishes.variant))


def _forms(text: str) -> tuple[str, ...]:
    wanted = [form.strip() for form in text.split(",") if form.strip()]
    for form in wanted:
        if form not in FORMS:
            raise UnknownName("form of letter", form, FORMS)
    if not wanted:
        raise UsageError("No form of letter is named.", hint=f"Known: {', '.join(FORMS)}.")
    return tuple(form for form in FORMS if form in wanted)


def _variant(text: str) -> Variant:
    for variant in VARIANTS:
        if variant == text:
            return variant
    raise UnknownName("variant of PDF", text, VARIANTS)
