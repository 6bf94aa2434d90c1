"""Files that were issued, wherever they are: removed when their time or their person's is up.

Those of a letter are that letter's alone; print runs and rejected rows are about many people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigner.errors import CampaignerError
from campaigner.outputs import Output, open_output
from campaigner.store.batch_files import (
    BatchFile,
    all_batch_files,
    forget_batch_files,
    save_batch_files,
)
from campaigner.store.database import Database, transaction
from campaigner.store.letters import SentLetter

Tell = Callable[[str], None]
_ADDRESS_LIKE = re.compile(r"[^\s,;\"'<>]+@[^\s,;\"'<>]+")


def remove_files_of(letter: SentLetter, left: Tell) -> list[str]:
    """Remove every file that was issued of a letter, and those of its replies.

    One that holds something else by now, or cannot be reached, stays, and ``left`` is told its
    path; also of one whose folder is not there: it may be on another disk.
    Gives the paths of the letter's files that are gone.
    """
    gone = [path for path, sha256 in letter.issued.items() if _is_gone(path, sha256, left)]
    for file in letter.files:
        try:
            Path(file).unlink(missing_ok=True)
        except OSError:
            left(file)
    return gone


def note_batch_files(database: Database, files: Iterable[BatchFile], made_at: int) -> None:
    """Note files about many people, so that they can be found."""
    with transaction(database) as connection:
        save_batch_files(connection, files, made_at)


@contextmanager
def noted_until_finished(
    database: Database, campaign: str, out: str, made_at: int
) -> Iterator[None]:
    """Note that a batch writes to a place, until it is over.

    Of a batch that was killed letters may be there that nobody knows of: the note stays, until
    a batch is finished there.
    """
    note_batch_files(database, [BatchFile(out, campaign)], made_at)
    yield
    with transaction(database) as connection:
        forget_batch_files(connection, [out])


def batch_files_about(
    database: Database, campaigns: Collection[str], is_theirs: Callable[[str], bool]
) -> list[BatchFile]:
    """The files about many people in which somebody may be, wherever they still are.

    They are the print runs of the campaigns for which the person has letters, and rows that hold
    an address of theirs; a file that cannot be reached may be about anybody, and so may the
    place of a batch that was not finished.
    """
    return [
        each
        for each in all_batch_files(database.conn)
        if each.is_begun or _may_hold(each.path, is_theirs, each.campaign in campaigns)
    ]


def remove_batch_files(database: Database, campaigns: Collection[str], left: Tell) -> int:
    """Remove the files about many people that batches of campaigns wrote; gives how many.

    One that was changed since, or cannot be reached, stays, and ``left`` is told its path: it
    stays noted, to be looked for again.
    """
    due = [each for each in all_batch_files(database.conn) if each.campaign in campaigns]
    for each in due:
        if each.is_begun:
            left(each.path)
    files = (each for each in due if not each.is_begun)
    gone = [each.path for each in files if _is_gone(each.path, each.sha256, left)]
    with transaction(database) as connection:
        forget_batch_files(connection, gone)
    return len(gone)


def count_batch_files(database: Database, campaigns: Collection[str]) -> int:
    """How many files about many people are noted for campaigns."""
    return sum(each.campaign in campaigns for each in all_batch_files(database.conn))


def _may_hold(path: str, is_theirs: Callable[[str], bool], in_campaign: bool) -> bool:
    try:
        output, name = _output_of(path)
        content = output.read(name)
    except CampaignerError:
        return True
    if content is None:
        return False
    if content.startswith(b"%PDF"):
        return in_campaign
    return any(map(is_theirs, _ADDRESS_LIKE.findall(content.decode(errors="replace"))))


def _is_gone(path: str, sha256: str, left: Tell) -> bool:
    """Whether a file that was issued is there no more: removed now, or before."""
    try:
        output, name = _output_of(path)
        held = output.sha256(name)
        if held == sha256:
            output.remove(name)
        elif held or not output.is_there():
            left(path)
    except CampaignerError:
        left(path)
        return False
    return held in ("", sha256)


def _output_of(path: str) -> tuple[Output, str]:
    folder, _, name = path.replace("\\", "/").rpartition("/")
    return open_output(folder or "."), name
