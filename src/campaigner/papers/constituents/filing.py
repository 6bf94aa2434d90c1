"""Writing packs and what is beside them: only what is new or has changed, and all of it noted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from campaigner.destinations import Destination, DestinationRefused
from campaigner.errors import UsageError
from campaigner.files import sha256_of
from campaigner.issued import PACK, remove_files
from campaigner.papers.constituents.order import Job, Made, Order
from campaigner.papers.constituents.request import PacksRequest
from campaigner.petitions.opening import OpenPetition
from campaigner.store import constituent_packs, memberships
from campaigner.store.constituent_packs import PackRecord
from campaigner.store.database import transaction
from campaigner.store.issued_files import (
    IssuedFile,
    files_about_many,
    forget_issued_files,
    is_noted,
)

MAILS = "mails"


@dataclass
class Filing:
    """The folder of a run, and the packs that are known from earlier runs, by path."""

    here: OpenPetition
    request: PacksRequest
    job: Job
    known: dict[str, PackRecord] = field(init=False)

    def __post_init__(self) -> None:
        self.known = constituent_packs.of_role(
            self.here.database.conn, self.job.campaign, self.job.role
        )

    def check_folder(self, others: Collection[Order]) -> None:
        """Refuse a folder that has packs of areas that are not wanted: its index would lack them.

        ``others`` are those packs as they would be made now. Raises UsageError.
        """
        folder = self.request.out.resolve()
        areas = {each.area.code for each in others}
        for path, pack in self.known.items():
            row = memberships.get(self.here.database.conn, pack.membership)
            is_here = Path(path).parent == folder and Path(path).exists()
            if is_here and row is not None and row["code"] in areas:
                raise UsageError(
                    f"{self.request.out} has packs of other areas.",
                    hint="Choose another folder, or make the packs of all areas.",
                    code="packs-of-other-areas",
                )

    @property
    def has_packs(self) -> bool:
        """Whether packs of earlier runs are noted in the folder."""
        folder = self.request.out.resolve()
        return any(Path(path).parent == folder for path in self.known)

    def path_of(self, order: Order) -> str:
        """Returns where a pack's file is, in full."""
        return str((self.request.out / f"{order.name}.pdf").resolve())

    def unchanged(self, order: Order) -> PackRecord | None:
        """Returns the pack as it was made before, if that is what would be made now."""
        path = self.path_of(order)
        known = self.known.get(path)
        if not known or known.identity != order.identity(self.job):
            return None
        noted = IssuedFile(path, self.job.campaign, known.sha256, self._kind("pdf"))
        is_there = _sha256(Path(path)) == known.sha256
        return known if is_there and is_noted(self.here.database.conn, noted) else None

    def check(self, order: Order) -> None:
        """Raises DestinationRefused for a pack that would replace a file of the user's."""
        self._destination(f"{order.name}.pdf", "pdf").check()

    def write(self, made: Made) -> PackRecord:
        """Writes a pack and records it; whose comments and letters it has is noted before.

        Without a letter that was to be in it, it is made again next time.
        """
        order, path = made.order, self.path_of(made.order)
        record = PackRecord(
            path,
            self.job.campaign,
            self.job.role,
            order.recipient.membership,
            "" if made.missing else order.identity(self.job),
            hashlib.sha256(made.pdf).hexdigest(),
            made.pages,
            len(made.letters),
        )
        file = self._destination(f"{order.name}.pdf", "pdf")
        file.check()
        with transaction(self.here.database) as connection:
            constituent_packs.begin(
                connection,
                record,
                (each.signature for each in order.comments),
                (each.letter for each in made.letters),
            )
        file.write(made.pdf)
        with transaction(self.here.database) as connection:
            constituent_packs.finish(connection, path, record.identity)
        return record

    def write_beside(self, name: str, kind: str, content: bytes | str) -> None:
        """Writes a file that goes with the packs, if it is not there as it is to be."""
        file = self._destination(name, kind)
        data = content.encode() if isinstance(content, str) else content
        target = file.check()
        if _sha256(target.path) != hashlib.sha256(data).hexdigest():
            file.write(data)

    def remove_others(self, wanted: Iterable[Order]) -> tuple[list[str], list[str]]:
        """Removes the packs and mails of earlier runs in this folder that are wanted no more.

        Returns what is said of those that are gone, and the paths of those that were changed,
        which stay.
        """
        keep, folder = {self.path_of(each) for each in wanted}, self.request.out.resolve()
        old = {
            path: pack
            for path, pack in self.known.items()
            if path not in keep and Path(path).parent == folder
        }
        done = remove_files({path: pack.sha256 for path, pack in old.items()})
        mails = {self._mail_beside(path): "" for path in done.gone}
        noted = self._noted(mails)
        gone_mails = remove_files(noted).gone
        with transaction(self.here.database) as connection:
            forget_issued_files(connection, (*done.gone, *gone_mails))
            constituent_packs.forget(connection, done.gone)
        said = [self._said_of(old[path]) for path in done.gone]
        return said, [each.path for each in done.left]

    def _noted(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of the paths that are noted, each with the SHA-256 of what was written."""
        wanted = set(paths)
        return {
            each.path: each.sha256
            for each in files_about_many(self.here.database.conn)
            if each.path in wanted and each.about == self._kind("mail")
        }

    def _mail_beside(self, path: str) -> str:
        found = Path(path)
        return str(found.parent / MAILS / f"{found.stem}.txt")

    def _said_of(self, pack: PackRecord) -> str:
        row = memberships.get(self.here.database.conn, pack.membership)
        if row is None:
            return f"{Path(pack.path).name}: removed, because nobody is listed there."
        return f"{row['name']} ({row['area_name'] or row['code']}): the earlier pack was removed."

    def _destination(self, name: str, kind: str) -> Destination:
        return Destination(
            self.here,
            self.request.out / name,
            self._kind(kind),
            self.request.replace,
            self.job.campaign,
            in_folder=True,
        )

    def _kind(self, kind: str) -> str:
        return f"{PACK} {self.job.campaign} {self.job.role} {kind}"


def refused(write: Callable[[], object]) -> DestinationRefused | None:
    """Returns why something was not written, None if it was."""
    try:
        write()
    except DestinationRefused as error:
        return error
    return None


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
