"""A hand-in pack, made from one moment of a petition: the PDF, and files for programs beside it.

All of it is read in one transaction of its own: a signature that comes in meanwhile, or is
withdrawn, changes nothing in it. Each file is whole or not there. Interrupted and run again, with
nobody having signed since, it makes the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from campaigner.campaigns.loader import load_campaign
from campaigner.destinations import Destination, destination, destinations
from campaigner.errors import UsageError
from campaigner.files import clear_half_written
from campaigner.issued import EXPORT
from campaigner.papers.edition import Edition
from campaigner.papers.handin.beside import areas_csv, as_json
from campaigner.papers.handin.drawn import drawn_of
from campaigner.papers.handin.facts import facts_of
from campaigner.papers.handin.front import Front
from campaigner.papers.handin.name_pages import NamePages
from campaigner.papers.handin.promises import WORDS, promises_of
from campaigner.papers.handin.receiver import receiver_of
from campaigner.papers.handin.request import HandIn, HandInRequest
from campaigner.papers.handin.signatories import Counted, NameLines, Side
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.joining.tagged import TaggedJoined
from campaigner.rendering.templating.words import words_in
from campaigner.store import audit, petitions
from campaigner.store.checkpoints import keep_checkpoint
from campaigner.store.database import opened, require_writable, snapshot, transaction
from campaigner.store.listed_signatories import signatories
from campaigner.vocabulary.letters import PdfVariant
from campaigner.vocabulary.papers import NameList

PACK, AREAS, NUMBERS, CHECKPOINT = "handin.pdf", "areas.csv", "handin.json", "checkpoint"

Progress = Callable[[int, int], None]


class MoreThanPromised(UsageError):
    """A list of signatories would say more of them than they were promised."""

    code = "more-than-promised"


def make_handin(
    here: OpenPetition,
    request: HandInRequest,
    folder: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> HandIn:
    """Writes the hand-in pack of a petition to a folder, and returns what it is.

    ``replace`` is that files there may be replaced whatever they are; ``progress`` is given how
    many sides of the list are done, of how many.
    Raises ProblemsFound if the campaign is not finished, UnknownName for a language that it does
    not have, ControllerUnfilled if the settings do not say who answers for people's data,
    MoreThanPromised if nobody may be named, UsageError if nobody has signed or the receiver is not
    clear, DestinationRefused for a file that is not replaced, LedgerRewritten.
    """
    here.workspace.settings.check_controller()
    require_writable(here.database)
    edition = _edition(here, request.language)
    files = _Files.of(here, folder, replace=replace)
    if folder.is_dir():
        clear_half_written(folder, below=False)  # by one that was killed
    with _one_moment(here) as still:
        return _Making(here, still, edition, request, files, progress).made()


def _edition(here: OpenPetition, language: str) -> Edition:
    campaign = load_campaign(here.campaign.folder)
    return Edition(
        campaign,
        language or campaign.languages[0],
        here.today,
        here.workspace.settings,
        here.workspace.template_folders,
    )


@contextmanager
def _one_moment(here: OpenPetition) -> Iterator[OpenPetition]:
    """The petition as it is now, whatever comes in meanwhile."""
    with opened(here.workspace.database_path) as database, snapshot(database) as connection:
        petition = petitions.petition_of(connection, here.petition.id)
        yield replace(here, database=database, petition=petition)


@dataclass(frozen=True)
class _Files:
    """Where the files of a pack go; the one with people's names is noted as about them."""

    pack: Destination
    areas: Destination
    numbers: Destination
    checkpoint: Destination

    @classmethod
    def of(cls, here: OpenPetition, folder: Path, *, replace: bool) -> _Files:
        pack = destination(
            here,
            folder / PACK,
            f"{EXPORT} hand-in pack",
            replace=replace,
            campaign=here.campaign.slug,
            in_folder=True,
        )
        names = (AREAS, NUMBERS, CHECKPOINT)
        others = destinations(here, folder, names, "hand-in", replace=replace)
        return cls(pack, *others.values())

    def paths(self) -> tuple[Path, ...]:
        return (self.pack.path, self.areas.path, self.numbers.path, self.checkpoint.path)


@dataclass(frozen=True)
class _Making:
    """A pack in the making: ``here`` is where things are noted, ``still`` the moment it shows."""

    here: OpenPetition
    still: OpenPetition
    edition: Edition
    request: HandInRequest
    files: _Files
    progress: Progress

    def made(self) -> HandIn:
        connection = self.still.database.conn
        facts = facts_of(self.still, self.edition.language, connection)
        if not facts.total:
            raise UsageError("Nobody has signed the petition yet.", code="nobody-signed")
        words = words_in(self.edition.folders, WORDS, self.edition.language)
        receiver = receiver_of(self.still, self.request.to, self.edition.language, words)
        settings = self.edition.settings
        front = Front(
            self.edition,
            facts,
            drawn_of(self.still, self.edition.language),
            receiver,
            self._counted(words, connection),
            self.request.shown,
            settings.rehearsal.on,
        )
        self._note(facts.checkpoint.rows, facts.checkpoint.text, front.counted)
        sides = self._write_pack(front, connection)
        made = HandIn(
            self.files.paths(),
            facts.total,
            front.counted.lines,
            front.counted.withheld,
            front.counted.bracketed,
            tuple(sorted(front.counted.packages)),
            facts.undrawn_comments,
            sides,
            settings.rehearsal.on,
            self.edition.unreviewed,
        )
        self.files.areas.write(areas_csv(front))
        self.files.numbers.write(as_json(front, made))
        self.files.checkpoint.write(facts.checkpoint.text)
        return made

    def _sides(
        self, words: Mapping[str, str], connection: sqlite3.Connection, counted: Counted
    ) -> Iterator[Side]:
        """The sides of the list, which are counted as they come."""
        promises = promises_of(self.still, self.edition, connection)
        lines = NameLines(self.request.shown, promises, words["withheld"], counted)
        return lines.sides(signatories(connection, self.still.petition.id))

    def _counted(self, words: Mapping[str, str], connection: sqlite3.Connection) -> Counted:
        """How long the list will be. Raises MoreThanPromised."""
        counted = Counted()
        if self.request.shown is not NameList.NONE:
            for _ in self._sides(words, connection, counted):
                pass
        if counted.lines and counted.withheld == counted.lines:
            raise MoreThanPromised(
                "Nobody who signed has agreed on record that their name is passed on.",
                hint="Choose a list of initials, or none.",
            )
        return counted

    def _note(self, rows: int, checkpoint: str, counted: Counted) -> None:
        """Keep the checkpoint that is given away, and who makes the pack."""
        here = self.here
        with transaction(here.database) as connection:
            keep_checkpoint(connection, here.petition.id, rows, checkpoint, here.now)
            audit.record(
                connection,
                here.now,
                here.actor,
                "hand-in pack",
                here.campaign.slug,
                list=self.request.shown.value,
                lines=counted.lines,
            )

    def _write_pack(self, front: Front, connection: sqlite3.Connection) -> int:
        """Write the PDF; returns how many pages it has.

        The list begins on the front of a sheet, after an empty side if need be.
        """
        first = front.laid_out(0)
        length, places = first.pages, front.places_in(first)
        gap = length % 2 if front.counted.sides else 0
        pages = length + gap + front.counted.sides
        laid_out = front.laid_out(pages, places)
        with self.files.pack.writing() as file:
            joined = TaggedJoined(file, f"{front.title}: {front.words['pack']}", front.language)
            joined.add_part(laid_out.pdf(PdfVariant.A_2U), _bookmarks(front, places))
            if gap:
                joined.add_blank()
            if front.counted.sides:
                list_pages = NamePages(front, length + gap + 1, pages)
                for part in list_pages.parts(self._sides(front.words, connection, Counted())):
                    joined.add_part(part)
                    self.progress(joined.pages - length - gap, front.counted.sides)
            joined.finish()
        return joined.pages


def _bookmarks(front: Front, places: Mapping[str, int]) -> list[tuple[str, int]]:
    """The headings of the sections with their pages, from 0 on."""
    return [(heading, places[name] - 1) for name, heading in front.sections()]
