"""What all letters of a run share, from what a person asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaigner.errors import UnknownName, UsageError
from campaigner.letters.writing.compose import Stationery
from campaigner.opening import OpenWorkspace
from campaigner.rendering.layouts import LAYOUTS
from campaigner.rendering.renderers import AUTOMATIC, name_of
from campaigner.vocabulary.letters import LetterForm, PdfVariant, RendererChoice

BY_COUNTRY = "country"  # instead of a layout: the one that is usual where the recipient is


@dataclass(frozen=True)
class Job:
    """What all letters of a run share; small, because it travels to the workers.

    ``out`` is a folder or the address of a bucket; ``renderer`` is the name of what makes the
    PDFs.
    """

    campaign_folder: Path
    stationery: Stationery
    out: str
    forms: tuple[LetterForm, ...] = (LetterForm.PDF,)
    variant: PdfVariant = PdfVariant.UA_1
    renderer: str = AUTOMATIC

    @property
    def forms_made(self) -> str:
        """The forms as they are recorded: ``pdf/ua-1,txt``."""
        return ",".join(
            f"pdf/{self.variant}" if form is LetterForm.PDF else form for form in self.forms
        )


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How letters are to be made, and where they go.

    ``layout`` is a name, ``country`` for the one usual where the recipient is, or empty for the
    campaign's own. ``renderer`` is None for the one in the settings. ``day`` is the date on the
    letters, None for today. ``out`` is a folder or the address of a bucket (``s3://…``), empty for
    the workspace's own folder.
    """

    layout: str = ""
    forms: tuple[LetterForm, ...] = (LetterForm.PDF,)
    variant: PdfVariant = PdfVariant.UA_1
    renderer: RendererChoice | None = None
    day: date | None = None
    out: str = ""


def job_for(here: OpenWorkspace, campaign: str, wishes: Wishes, *, many: bool = False) -> Job:
    """Returns the job for a campaign of the workspace, for one letter or for ``many``.

    Raises UnknownName for an unknown campaign or layout, UsageError for no form at all and for an
    address without a bucket.
    """
    stationery = stationery_for(here, wishes)
    if not wishes.forms:
        raise UsageError("A letter needs at least one form.", code="no-form")
    out = wishes.out or str(here.workspace.letters_folder(campaign))
    is_address = "://" in out
    if is_address and not out.partition("://")[2].strip("/"):
        raise UsageError(f"“{out}” has no bucket.", hint="Write it like s3://bucket/folder.")
    return Job(
        here.workspace.campaign_folder(campaign),
        stationery,
        out if is_address else str(Path(out).resolve()),
        tuple(form for form in LetterForm if form in wishes.forms),
        wishes.variant,
        renderer_for(here, wishes.renderer, many=many),
    )


def renderer_for(
    here: OpenWorkspace, choice: RendererChoice | None = None, *, many: bool = False
) -> str:
    """Returns the name of the renderer that was chosen, or of the one in the settings.

    ``many`` is whether it is for a batch.
    """
    return name_of(choice or here.workspace.settings.letters.renderer, many=many)


def stationery_for(here: OpenWorkspace, wishes: Wishes) -> Stationery:
    """Returns what the pages of letters have in common.

    Raises UnknownName for an unknown layout.
    """
    if wishes.layout not in ("", BY_COUNTRY, *LAYOUTS):
        raise UnknownName("layout", wishes.layout, (*LAYOUTS, BY_COUNTRY))
    return Stationery(
        template_folders=here.workspace.template_folders,
        web_address=here.workspace.settings.web.address,
        day=wishes.day or here.today,
        layout=wishes.layout,
    )
