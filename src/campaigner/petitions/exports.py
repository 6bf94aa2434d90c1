"""A petition as a stream of text: signatures, the public counts, or the ledger.

Contact details are only of those who allowed a partner to write to them. Each export is in the
audit with who made it and how many rows went out.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from campaigner.campaigns.languages import require_language
from campaigner.cells import BYTE_ORDER_MARK, guarded
from campaigner.destinations import Destination, destination
from campaigner.errors import UsageError
from campaigner.issued import EXPORT
from campaigner.petitions.counts.public_json import public_json
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.ledger_export import ledger_lines
from campaigner.petitions.signatures import shown
from campaigner.store import audit, consents
from campaigner.store.database import require_writable, snapshot, transaction
from campaigner.store.signature_search import Conditions, matching
from campaigner.vocabulary.consents import ContactChannel
from campaigner.vocabulary.papers import PetitionExport
from campaigner.vocabulary.signatures import SignatureState

_SIGNED = ("source", "signed_on", "standing", "wording")
PUBLIC = ("name", "district", "area", "country", *_SIGNED)
CONTACT = ("name", "email", "postcode", "area", "country", "language", *_SIGNED)
MEDIA_TYPES = {
    PetitionExport.CSV: "text/csv; charset=utf-8",
    PetitionExport.JSON_LINES: "application/jsonl; charset=utf-8",
    PetitionExport.UK_JSON: "application/json",
    PetitionExport.LEDGER: "application/jsonl; charset=utf-8",
}
_AT_ONCE = 500  # rows in one piece of text

Text = tuple[str, Iterator[str]]  # what goes before the rows, and the rows


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What is to be exported.

    ``partner`` (a name or key), ``area`` (a code, empty for signatures without one) and ``source``
    choose among the signatures of CSV and JSON lines; with a partner they come with addresses.
    ``language`` is that of the words in the public counts (default: the campaign's first).
    """

    what: PetitionExport
    partner: str = ""
    area: str | None = None
    source: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is ready to be streamed; ``columns`` are those of rows, else empty."""

    here: OpenPetition
    request: ExportRequest
    columns: tuple[str, ...]

    @property
    def media_type(self) -> str:
        """What kind of text it is, as the web calls it."""
        return MEDIA_TYPES[self.request.what]

    @property
    def mark(self) -> str:
        """What a file of it begins with, before the text: a byte order mark for CSV, or nothing."""
        return BYTE_ORDER_MARK if self.request.what is PetitionExport.CSV else ""

    def destination(self, path: Path, *, replace: bool = False) -> Destination:
        """Returns the file that it may be written to; one about people is noted as such.

        Raises as ``destinations.destination``.
        """
        kind = f"{EXPORT} {self.request.what.value}"
        about = self.here.campaign.slug if self.names_people else ""
        return destination(self.here, path, kind, replace=replace, campaign=about)

    @property
    def names_people(self) -> bool:
        """Whether it has rows about people; the public counts and the ledger have none."""
        return bool(self.columns)

    def chunks(self) -> Generator[str]:
        """Yields the text in pieces, as it is at one moment while others sign.

        The audit notes it when it begins; and at the end, or when it is closed before, how many
        rows went out: so close it (``contextlib.closing``). Memory does not grow. It belongs to
        the thread of its database. If that is read-only, what names people is refused
        (DatabaseUnusable), and the rest is not noted.
        """
        if self.names_people:
            require_writable(self.here.database)  # it is not given away if that cannot be noted
        noted = self._note_begun()
        sent, complete = 0, False
        try:
            with snapshot(self.here.database) as connection:
                head, rows = _TEXTS[self.request.what](self, connection)
                if head:
                    yield head
                while part := list(islice(rows, _AT_ONCE)):
                    sent += len(part)
                    yield "".join(part)
            complete = True
        finally:
            self._note_ended(noted, sent, complete=complete)

    def _note_begun(self) -> int | None:
        """Note who exports what; of one that is killed, nobody can tell how many rows went out."""
        here = self.here
        if here.database.read_only:
            return None
        with transaction(here.database) as connection:
            return audit.record(
                connection,
                here.now,
                here.actor,
                "export",
                here.campaign.slug,
                **self._noted(None, complete=False),
            )

    def _note_ended(self, noted: int | None, sent: int, *, complete: bool) -> None:
        if noted is not None:
            with transaction(self.here.database) as connection:
                audit.complete(connection, noted, **self._noted(sent, complete=complete))

    def _noted(self, sent: int | None, *, complete: bool) -> dict[str, object]:
        request = self.request
        details: dict[str, object] = {"format": request.what.value, "partner": request.partner}
        if request.area is not None:
            details["area"] = request.area
        if request.source:
            details["source"] = request.source
        return {**details, "rows": sent, "complete": complete}


def export(here: OpenPetition, request: ExportRequest) -> Export:
    """Returns what was asked for, ready to be streamed; nothing is read yet.

    Raises UnknownName for a partner who does not ask for consent, or a language that the campaign
    does not have, UsageError for what has no effect on what is exported, ControllerUnfilled if
    a partner gets addresses, and people could not be told who gave them away.
    """
    with_rows = request.what in (PetitionExport.CSV, PetitionExport.JSON_LINES)
    if not with_rows:
        _check_nobody_chosen(request)
    partner = here.campaign.partner_who_asks(request.partner).key if request.partner else ""
    if partner:
        here.workspace.settings.check_controller()
    language = require_language(here.campaign, request.language or here.campaign.languages[0])
    if request.language and request.what is not PetitionExport.UK_JSON:
        raise UsageError(
            "The language has no effect: only the counts of uk-json have words.", code="no-effect"
        )
    columns = (CONTACT if partner else PUBLIC) if with_rows else ()
    return Export(here, replace(request, partner=partner, language=language), columns)


def _check_nobody_chosen(request: ExportRequest) -> None:
    chosen = {"partner": request.partner, "source": request.source}
    given = [name for name, value in chosen.items() if value]
    given += ["area"] if request.area is not None else []
    if given:
        raise UsageError(
            f"The {given[0]} has no effect: only csv and jsonl have signatures to choose among.",
            code="no-effect",
        )


def _csv(wanted: Export, connection: sqlite3.Connection) -> Text:
    rows = _rows(wanted, connection)
    lines = (_csv_line(_cell(row[name]) for name in wanted.columns) for row in rows)
    return _csv_line(wanted.columns), lines


def _json_lines(wanted: Export, connection: sqlite3.Connection) -> Text:
    rows = _rows(wanted, connection)
    return "", (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _uk_json(wanted: Export, _: sqlite3.Connection) -> Text:
    data = public_json(wanted.here, wanted.request.language)
    return "", iter([json.dumps(data, ensure_ascii=False, indent=2) + "\n"])


def _ledger(wanted: Export, connection: sqlite3.Connection) -> Text:
    lines = ledger_lines(connection, wanted.here.petition.id)
    return f"{next(lines)}\n", (f"{line}\n" for line in lines)


_TEXTS: dict[PetitionExport, Callable[[Export, sqlite3.Connection], Text]] = {
    PetitionExport.CSV: _csv,
    PetitionExport.JSON_LINES: _json_lines,
    PetitionExport.UK_JSON: _uk_json,
    PetitionExport.LEDGER: _ledger,
}


def _rows(wanted: Export, connection: sqlite3.Connection) -> Iterator[dict[str, object]]:
    """The confirmed signatures that meet the conditions, with no more than the columns."""
    request = wanted.request
    conditions = Conditions(
        area=request.area, source=request.source, states=(SignatureState.CONFIRMED,)
    )
    zone = wanted.here.zone
    for signature in matching(connection, wanted.here.petition.id, conditions):
        allowed = not request.partner or _may_email(connection, request.partner, signature.id)
        if allowed:
            row = shown(signature, zone)
            row["signed_on"] = str(row["signed_at"])[:10]
            row["district"] = signature.postcode.rpartition(" ")[0]
            yield {name: row[name] for name in wanted.columns}


def _may_email(connection: sqlite3.Connection, partner: str, signature: int) -> bool:
    given = consents.permissions_of(connection, consents.SIGNATURES, signature)
    return any(each.asker == partner and each.channel is ContactChannel.EMAIL for each in given)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    return "" if value is None else guarded(str(value))
