"""``campaigner letter batch``: letters for many supporters, or from the organisation to all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from campaigner.cli.hints import HINTS
from campaigner.cli.letter_closeness import say_spread
from campaigner.cli.letter_options import (
    DateOption,
    FormsOption,
    LanguageOption,
    LayoutOption,
    PdfOption,
    RendererOption,
    forms_in,
    has_no_effect_without_pdf,
    open_for_letters,
    say_if_slow,
)
from campaigner.cli.options import (
    CampaignArgument,
    NoMeansOption,
    SchedulerOption,
    SignedByOption,
    YesMeansOption,
    has_no_effect,
    not_stdout,
)
from campaigner.cli.output import print_json, print_rows, say, say_first, say_if_unreviewed
from campaigner.cli.progress import Progress
from campaigner.cli.tables import MapOption, MemberOption, Seen, SheetOption
from campaigner.errors import UsageError
from campaigner.text import listed, plural
from campaigner.vocabulary.letters import LetterForm, PdfVariant
from campaigner.vocabulary.papers import ListFormat
from campaigner.vocabulary.representatives import Role

if TYPE_CHECKING:
    from campaigner.letters.batch.ahead import Unaddressed
    from campaigner.letters.batch.rehearsal import Rehearsal
    from campaigner.letters.batch.request import BatchRequest, FromSignatures, FromTable, ToAll
    from campaigner.letters.batch.run import BatchResult

_SHOWN_PROBLEMS = 50
_SHOWN_ROWS = 10


def batch(
    context: typer.Context,
    campaign: CampaignArgument,
    supporters: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A table of supporters to write for, or -."),
    ] = None,
    from_signatures: Annotated[
        bool, typer.Option("--from-signatures", help="Write for signatories who agreed to it.")
    ] = False,
    role: Annotated[
        Role | None,
        typer.Option("--to-all", help="The role to write to in the organisation’s own name."),
    ] = None,
    signed_by: SignedByOption = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="FOLDER",
            callback=not_stdout,
            help="The output folder, or a bucket as s3://… (default: the workspace’s folder"
            " letters).",
        ),
    ] = "",
    language: LanguageOption = "",
    mapping: MapOption = None,
    sheet: SheetOption = "",
    member: MemberOption = "",
    yes_means: YesMeansOption = None,
    no_means: NoMeansOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
    ] = False,
    show: Annotated[
        int, typer.Option(min=0, help="The number of letters that a dry run shows.")
    ] = 3,
    limit: Annotated[
        int, typer.Option(min=0, help="The maximum number of letters (0 for all).")
    ] = 0,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help="Write only letters that match. Fields: recipient, area, language.",
        ),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=VALUE", help="Leave out letters that match FIELD=VALUE."),
    ] = None,
    filename: Annotated[
        str,
        typer.Option(
            metavar="PATTERN",
            help="The names of the files, made of {area} {recipient} {supporter} {language} {role}"
            " {row}.",
        ),
    ] = "{area}/{recipient}--{supporter}.pdf",
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", min=0, max=64, help="The number of processes (0: one a core)."
        ),
    ] = 0,
    scheduler: SchedulerOption = "",
    merge: Annotated[
        bool,
        typer.Option("--merge", help="Also join the letters to one PDF with a job sheet to print."),
    ] = False,
    part_sheets: Annotated[
        int,
        typer.Option(
            min=0, help="The maximum number of sheets in a file of --merge (0: no limit)."
        ),
    ] = 0,
    layout: LayoutOption = "",
    forms: FormsOption = "pdf",
    pdf: PdfOption = PdfVariant.UA_1,
    renderer: RendererOption = None,
    date: DateOption = None,
    output: Annotated[
        ListFormat, typer.Option("--format", "-f", help="The format of the summary.")
    ] = ListFormat.TABLE,
) -> int:
    """Write many letters; rows that fail go to rejects.csv.

    Letters are for a table of supporters, for signatories, or from the organisation to everybody
    in a role.
    """
    from campaigner.letters.batch.request import BatchRequest, FromTable
    from campaigner.letters.recipients import conditions
    from campaigner.tables import parse_mapping, received

    answers = (*(yes_means or ()),), (*(no_means or ()),)
    columns = parse_mapping(mapping or ())
    wanted_forms = forms_in(forms)
    _refuse_unused(context, supporters, wanted_forms, dry_run=dry_run, output=output)
    with received(supporters, member, sheet) if supporters else nullcontext() as file:
        table = FromTable(file, columns, *answers) if file else None
        request = BatchRequest(
            campaign=campaign,
            source=_source(table, from_signatures=from_signatures, role=role, signed_by=signed_by),
            language=language,
            limit=limit,
            only=conditions(only or []),
            skip=conditions(skip or []),
            filename=filename,
            jobs=jobs,
            scheduler=scheduler,
            merge=merge,
            part_sheets=part_sheets,
            layout=layout,
            forms=wanted_forms,
            variant=pdf,
            renderer=renderer,
            day=date,
            out=out,
        )
        if dry_run:
            return _rehearse(context, request, show, output)
        return _write(context, request, output)


def _refuse_unused(
    context: typer.Context,
    supporters: Path | None,
    forms: Sequence[LetterForm],
    *,
    dry_run: bool,
    output: ListFormat,
) -> None:
    if supporters is None:
        of_tables = ("mapping", "sheet", "member", "yes_means", "no_means")
        has_no_effect(context, "without --supporters", *of_tables)
    if not dry_run:
        has_no_effect(context, "without --dry-run", "show")
    elif output is not ListFormat.TABLE:
        has_no_effect(context, f"with --format {output}", "show")
    has_no_effect_without_pdf(context, forms)
    if context.params["scheduler"]:
        has_no_effect(context, "with --scheduler", "jobs")


def _source(
    table: FromTable | None, *, from_signatures: bool, role: Role | None, signed_by: str
) -> FromTable | FromSignatures | ToAll:
    from campaigner.letters.batch.request import FromSignatures, ToAll

    if sum((table is not None, from_signatures, role is not None)) != 1:
        raise UsageError("Choose one of --supporters FILE, --from-signatures and --to-all ROLE.")
    if signed_by and not role:
        raise UsageError("--signed-by needs --to-all: supporters sign their own letters.")
    if role:
        return ToAll(role, signed_by)
    return table or FromSignatures()


def _rehearse(context: typer.Context, request: BatchRequest, show: int, output: ListFormat) -> int:
    from campaigner.letters.batch.rehearsal import rehearse

    seen = Seen()
    with open_for_letters(context) as here:
        found = rehearse(here, request, seen)
    seen.show(output, show)
    rows = [asdict(each) | {"known": "made before" if each.known else ""} for each in found.letters]
    columns = ["row", "supporter", "recipient", "area", "language", "file", "known"]
    print_rows(rows[:show] if output is ListFormat.TABLE else rows, columns, output)
    _say_unaddressed(found.unaddressed)
    _say_without_sender(found.without_sender)
    say_first([*found.notes, *found.problems], _SHOWN_PROBLEMS)
    _say_what_came_up(request, found, len(found.letters))
    letters, failing = plural(len(rows), "letter"), plural(len(found.problems), "row")
    say(f"Would make {letters}; {failing} would fail.")
    if found.known:
        say(f"Made before: {found.known:,}. They are made again only if text or place change.")
    return 1 if found.problems else 0


def _write(context: typer.Context, request: BatchRequest, output: ListFormat) -> int:
    from campaigner.letters.batch.ahead import look_ahead
    from campaigner.letters.batch.run import write_batch

    with open_for_letters(context) as here:
        say_if_slow(here, request.renderer, many=True)
        ahead = look_ahead(here, request, Seen())
        _say_unaddressed(ahead.unaddressed)
        _say_without_sender(ahead.without_sender)
        said = [*ahead.notes, *ahead.problems]
        say_first(said, _SHOWN_PROBLEMS)
        with Progress("letters") as progress:
            result = write_batch(here, request, progress.at)
    say_first(
        [each for each in (*result.notes, *result.problems) if each not in {*said}], _SHOWN_PROBLEMS
    )
    if result.parts:
        say(f"For the print house: {', '.join(str(part.path) for part in result.parts)}.")
    say_if_unreviewed(*result.unreviewed)
    _say_what_came_up(request, result, result.ordered)
    summary = result.summary.as_dict()
    if output is ListFormat.JSON:
        print_json(summary)
    else:
        print_rows([summary], ["made", "unchanged", "failed", "seconds", "out"], output)
    say_spread(result.summary.closeness)
    _say_fallbacks(result.summary.fallbacks)
    if result.problems:
        say(f"Rows that failed are in {result.rejects}{_what_to_do(request)}.")
    return 1 if result.problems else 0


def _say_fallbacks(fallbacks: Mapping[str, int]) -> None:
    """Say how many letters were laid out as a whole, and why."""
    if fallbacks:
        letters = plural(sum(fallbacks.values()), "letter")
        reasons = "; ".join(f"{reason}: {count:,}" for reason, count in sorted(fallbacks.items()))
        say(f"Laid out as a whole, because their words could not be put in: {letters} ({reasons}).")


def _say_unaddressed(found: Sequence[Unaddressed]) -> None:
    """Say who has no postal address, and that the other letters are written."""
    if not found:
        return
    names = [f"{each.name}{f' ({each.area})' if each.area else ''}" for each in found]
    letters = plural(sum(each.letters for each in found), "letter")
    named = listed(names, _SHOWN_PROBLEMS)
    say(f"No postal address: {named}. {letters} to them cannot be written as PDF.")
    say(HINTS["no-postal-address"])


def _say_without_sender(rows: Sequence[int]) -> None:
    """Say which letters have no sender's address, and why that matters."""
    if not rows:
        return
    named = listed([*map(str, rows)], _SHOWN_ROWS)
    say(f"No sender’s address: {'row' if len(rows) == 1 else 'rows'} {named}.")
    say("An office cannot answer these letters, nor see that the sender is a constituent.")


def _what_to_do(request: BatchRequest) -> str:
    from campaigner.letters.batch.request import FromTable, ToAll

    if isinstance(request.source, ToAll):
        return ", with the reasons"
    if isinstance(request.source, FromTable):
        return ". Correct them in that file and run again with it"
    return ". Correct them in that file and run again with --supporters"


def _say_what_came_up(request: BatchRequest, found: Rehearsal | BatchResult, letters: int) -> None:
    """Say why there may be fewer letters than somebody expects."""
    if found.left_out:
        say(f"{found.left_out:,} skipped: no consent to a letter.")
    elif not found.read:
        say(_nobody(request))
    if found.read > len(found.problems) and not letters:
        say("No letter matches --only and --skip. An area’s code is the same in all languages.")


def _nobody(request: BatchRequest) -> str:
    from campaigner.letters.batch.request import FromTable
    from campaigner.tables import table_file

    if isinstance(request.source, FromTable):
        return f"{table_file(request.source.file).place} has no rows below its headers."
    return "No confirmed signatory has agreed to a letter in their name."
