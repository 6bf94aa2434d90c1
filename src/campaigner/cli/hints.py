"""What to do next, in the words of the command line: a hint for each code that has one.

The services name no command and no option; their exceptions and problems have a code, which is
looked up here. ``{name}`` in a hint is a detail of the exception.
"""

from __future__ import annotations

from collections.abc import Iterable

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.problems import Problem

HINTS = {
    "nobody-in-role": "To import some, run: campaigner representative import FILE",
    "parts-without-print-run": "Add --merge, or leave out --part-sheets.",
    "print-run-needs-pdf": "Leave out --merge, or use --as pdf and a folder for --out.",
    "unknown-letter": "For the numbers, run: campaigner letter list CAMPAIGN",
    "file-not-ours": "To replace it, add: --force",
    "campaign-not-finished": "To see every place, run: campaigner campaign check {campaign}",
    "import-petition-closed": "To count signatures that were confirmed elsewhere while it was open,"
    " add: --confirmed",
    "import-petition-to-come": "Import when it is open.",
    "already-closed": "To open it again, run: campaigner petition reopen CAMPAIGN --until DATE",
    "key-unknown": "Add: --key KEY",
    "may-not-open": "To see every reason, run: campaigner campaign check {campaign} --opening",
    "privacy-notice-not-adopted": "To copy it, run: campaigner person adopt-notice",
    "missing-area-codes": "Add: --scheme NAME, and --map area=HEADER if there are several",
    "missing-areas": "Add: --map postcode=HEADER, or --map code=HEADER --map name=HEADER",
    "missing-names": "Add: --map name=HEADER",
    "missing-role": "Add: --role ROLE",
    "no-dates": "For another day, add: --signed-on DATE. If a column has the days, add:"
    " --map signed_at=HEADER",
    "no-day-left": "Add: --until DATE",
    "no-map": "To import a map (HexJSON), run: campaigner area import FILE",
    "no-mail-server": "To write mails into a folder instead, add: --to-dir FOLDER",
    "no-postal-address": "To add addresses, import a table with the columns address, town and"
    " postcode, or run: campaigner representative edit NAME --address TEXT",
    "already-in-office": "To change them, run: campaigner representative edit NAME",
    "nothing-to-change": "Add an option for each field to change.",
    "no-role": "To give everyone in the file a role, add: --role ROLE",
    "no-such-language": "To see all languages, run: campaigner instrument languages",
    "no-workspace": "To make a workspace, run: campaigner init FOLDER",
    "no-workspace-folder": "To make it, run: campaigner init {folder}",
    "not-a-witness": "To become one, run: campaigner witness init NAME",
    "log-key-not-known": "Then add: --key KEY",
    "not-a-members-api": "Add: --base-url URL",
    "not-a-table-of-areas": "Run: campaigner representative import FILE",
    "petition-to-come": "To rehearse, set CAMPAIGNER_NOW={opens}T12:00:00.",
    "preview-outdated": "Run the command again.",
    "step-unknown": "To see the decisions, run: campaigner petition decisions CAMPAIGN",
    "several-members": "Add: --member NAME",
    "several-sheets": "Add: --sheet NAME",
    "settings-unfilled": "To write mails into a folder instead, add: --to-dir FOLDER",
    "unclear-dates": "Add: --day-first or --month-first",
    "unknown-area": "To see the codes, run: campaigner area list",
    "unknown-file-format": "Add: --format FORMAT",
    "unmapped-column": "To say which header has a column, add: --map COLUMN=HEADER",
}


def hints_for(error: CampaignerError) -> list[str]:
    """Returns what to do about an error: its own hint, then those of the command line."""
    problems = error.problems if isinstance(error, ProblemsFound) else ()
    command = HINTS.get(error.code, "").format_map(error.details)
    return [hint for hint in (error.hint, command, *hints_for_problems(problems)) if hint]


def hints_for_problems(problems: Iterable[Problem]) -> list[str]:
    """Returns the hints of the command line for the codes among problems, each once."""
    return hints_for_codes(problem.code for problem in problems)


def hints_for_codes(codes: Iterable[str]) -> list[str]:
    """Returns the hints of the command line for some codes, each once."""
    return [HINTS[code] for code in dict.fromkeys(codes) if code in HINTS]
