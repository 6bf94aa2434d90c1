"""What letters hold about people: who sent them, their files, and what came back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain

from campaigner.holding import Limits, Person, Removed, time_of
from campaigner.issued import FilesRemoved, LeftFile, remove_files
from campaigner.letters.supporters import supporter_key
from campaigner.store import letters, replies
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.letters import SentLetter

AT_ONCE = 2_000  # letters blanked in one transaction


class Letters:
    """Letters with their files and replies; files about many people are not among them."""

    name = "letters"
    tables = frozenset(("letters", "letter_files", "letter_replies"))
    kinds = ("letters",)

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns the letters that a person has sent, each with the replies to it."""
        return [_exported(connection, each) for each in letters_of_person(connection, person)]

    def erase(self, database: Database, person: Person) -> Removed:
        """Erases a person's letters, with every file that was issued of them."""
        found = letters_of_person(database.conn, person)
        left = [each for letter in found for each in _remove_files(letter).left]
        with transaction(database) as connection:
            letters.remove_letters(connection, [each.id for each in found])
            save_issued_files(connection, _noted(found, left), max(_times(found), default=0))
        campaigns = frozenset(each.campaign for each in found)
        return Removed({"letters": len(found)}, tuple(left), campaigns)

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many letters of campaigns that are long over still say who sent them."""
        return {"letters": len(_past(connection, limits))}

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Blanks who sent them and what came back; whom they went to, and when, stays.

        A file that was not removed stays recorded, and is looked for again next time.
        """
        found = _past(database.conn, limits)
        for start in range(0, len(found), AT_ONCE):
            some = found[start : start + AT_ONCE]
            done = {letter.id: _remove_files(letter) for letter in some}
            with transaction(database) as connection:
                letters.blank_letters(
                    connection, {number: each.gone for number, each in done.items()}
                )
            left = tuple(file for each in done.values() for file in each.left)
            yield Removed({"letters": len(some)}, left)


HELD = Letters()


def letters_of_person(connection: sqlite3.Connection, person: Person) -> list[SentLetter]:
    """Returns the letters that a person has sent."""
    if person.mailbox:
        found = letters.letters_with_address(connection)
        return [each for each in found if person.has(each.sender_email)]
    return letters.letters_of(connection, supporter_key(person.name, person.postcode, ""))


def _past(connection: sqlite3.Connection, limits: Limits) -> list[SentLetter]:
    campaigns = sorted(limits.past_campaigns(connection))
    return [each for name in campaigns for each in letters.letters_with_names(connection, name)]


def _remove_files(letter: SentLetter) -> FilesRemoved:
    """Removes a letter's own files, and those of replies, which nobody else is to change."""
    return remove_files({**dict.fromkeys(letter.files, ""), **letter.issued})


def _times(found: Iterable[SentLetter]) -> Iterator[int]:
    return (letter.made_at for letter in found)


def _noted(found: Iterable[SentLetter], left: Iterable[LeftFile]) -> Iterator[IssuedFile]:
    """The files that stay, as files of their campaign, to be named and looked for again."""
    campaigns = {path: letter.campaign for letter in found for path in _paths(letter)}
    return (IssuedFile(each.path, campaigns[each.path], "?") for each in left)


def _paths(letter: SentLetter) -> Iterator[str]:
    return chain(letter.files, letter.issued)


def _exported(connection: sqlite3.Connection, letter: SentLetter) -> dict[str, object]:
    came = [
        asdict(each) | {"received_at": time_of(each.received_at)}
        for each in replies.replies_to(connection, letter.id)
    ]
    times = {"made_at": time_of(letter.made_at), "voided_at": time_of(letter.voided_at)}
    return asdict(letter) | times | {"replies": came}
