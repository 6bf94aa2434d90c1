"""A batch that somebody asks for: for whom letters are written, which of them, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigner.errors import UsageError
from campaigner.letters.filenames import DEFAULT_PATTERN
from campaigner.letters.jobs import Wishes
from campaigner.tables import AnyFile
from campaigner.vocabulary.letters import LetterForm
from campaigner.vocabulary.representatives import Role


@dataclass(frozen=True)
class FromTable:
    """Letters from the supporters of a table; ``mapping`` has the headers of columns.

    ``yes_means`` and ``no_means`` are answers to the question of consent that begin with neither
    yes nor no.
    """

    file: AnyFile
    mapping: Mapping[str, str] = field(default_factory=dict)
    yes_means: tuple[str, ...] = ()
    no_means: tuple[str, ...] = ()


@dataclass(frozen=True)
class FromSignatures:
    """Letters from the confirmed signatories who agreed to one in their name."""


@dataclass(frozen=True)
class ToAll:
    """Letters from the organisation to everybody in a role; ``signed_by`` signs for it."""

    role: Role
    signed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class BatchRequest(Wishes):
    """Many letters for a campaign.

    ``language`` is that of letters whose sender named none, empty for the campaign's first.
    ``limit`` is the largest number of letters, ``most_senders`` that of senders who are gone
    through, 0 for all. ``only`` and ``skip`` are conditions
    (see ``recipients.Selection``). ``jobs`` is the number of processes, 0 for one a core;
    ``scheduler`` is the address of a Dask scheduler that does the work instead. With ``merge``
    the letters are joined for a print house as well, into files of at most ``part_sheets``
    sheets of paper, 0 for one file.
    """

    campaign: str
    source: FromTable | FromSignatures | ToAll
    language: str = ""
    limit: int = 0
    most_senders: int = 0
    only: tuple[tuple[str, str], ...] = ()
    skip: tuple[tuple[str, str], ...] = ()
    filename: str = DEFAULT_PATTERN
    jobs: int = 0
    scheduler: str = ""
    merge: bool = False
    part_sheets: int = 0


def check_print_run(request: BatchRequest) -> None:
    """Check that the letters asked for can be joined for a print house.

    Raises UsageError.
    """
    if request.part_sheets and not request.merge:
        raise UsageError(
            "Only a print run can be divided into parts.", code="parts-without-print-run"
        )
    if request.merge and ("://" in request.out or LetterForm.PDF not in request.forms):
        raise UsageError(
            "A print run needs PDF letters in a folder on this machine.", code="print-run-needs-pdf"
        )
