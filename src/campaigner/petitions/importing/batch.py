"""Signatures that are imported together, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from campaigner.emails import canonical_email
from campaigner.petitions.counts.areas import areas_of_postcodes
from campaigner.petitions.importing.agreed import NOTHING_SAID, Agreed
from campaigner.petitions.importing.rows import Imported
from campaigner.petitions.proof.ledger import (
    Entry,
    append,
    day_and_hour,
    leaf_of,
    new_salts,
    record_of,
)
from campaigner.petitions.signing.duplicates import Signer, free_place, person_key, repeated
from campaigner.petitions.signing.throwaway import is_throwaway
from campaigner.petitions.wordings import Wording, keep_wording, state_wordings
from campaigner.store import (
    consents,
    letter_consents,
    outbox,
    petitions,
    rehearsed_signers,
    signatures,
)
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.store.rehearsed_signers import RehearsedSigner
from campaigner.store.signatures import NewSignature
from campaigner.vocabulary.mail import MailKind
from campaigner.vocabulary.signatures import LedgerKind, SignatureState

# As plain texts, which the database takes in half the time.
_KIND = LedgerKind.CONFIRMED.value
_CONFIRMED, _PENDING, _SUSPECT = (
    SignatureState.CONFIRMED.value,
    SignatureState.PENDING.value,
    SignatureState.SUSPECT.value,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """How rows become signatures of a petition.

    ``confirmed``: another system had them confirmed, so they count at once. If it
    ``suspects_throwaway`` addresses, those count when an organiser restores them. ``agreed`` is
    what a yes in the columns of consent means, ``wording`` the words that were signed; None if they
    are not known.
    """

    database: Database
    petition: int
    source: str
    now: int
    confirmed: bool
    suspects_throwaway: bool = False
    agreed: Agreed = NOTHING_SAID
    wording: Wording | None = None

    def add(self, rows: Sequence[Imported]) -> list[int]:
        """Add the rows that repeat no signature; returns their numbers.

        Belongs inside a transaction that holds the write lock.
        """
        connection = self.database.conn
        petition = petitions.petition_of(connection, self.petition)
        words = keep_wording(connection, petition, self.wording, self.now)
        accepted = self._accepted(rows)
        first = signatures.last_id(connection) + 1
        areas = areas_of_postcodes(
            self.database, petition.scheme, {row.postcode for row, _, _ in accepted if not row.area}
        )
        if self.wording and self.confirmed and accepted:
            state_wordings(connection, petition.id, [self.wording.hash], self.now)
            petition = petitions.petition_of(connection, self.petition)
        made, entries = self._made(petition, accepted, areas, words)
        signatures.add_signatures(connection, made)
        self._add_consents(first, [row for row, _, _ in accepted])
        append(connection, petition.id, entries, self.now)
        if not self.confirmed:
            mails = range(first, first + len(made))
            outbox.add_mails(connection, MailKind.CONFIRM, mails, self.now)
        return [row.line for row, _, _ in accepted]

    def rehearse(self, rows: Sequence[Imported]) -> list[int]:
        """Returns the numbers of the rows that would be added; they are kept aside.

        Nothing is written to the database, and nobody waits. Belongs inside ``rehearsed_signers``.
        """
        connection = self.database.conn
        keys = {person_key(row.email, row.name, row.postcode) for row in rows}
        accepted = self._accepted(rows, rehearsed_signers.of_people(connection, keys))
        rehearsed_signers.keep(
            connection,
            (
                RehearsedSigner(key, place, row.name, row.email, row.postcode)
                for row, key, place in accepted
            ),
        )
        return [row.line for row, _, _ in accepted]

    def _add_consents(self, first: int, rows: Sequence[Imported]) -> None:
        """Record what the people of rows have agreed to; the first row has the number ``first``."""
        connection = self.database.conn
        agreed = [number for number, row in enumerate(rows, first) if row.letter]
        letter_consents.add_letter_consents(connection, agreed, self.now, self.agreed.letter)
        given = [
            (number, self.agreed.contacts[column], row.signed_at)
            for number, row in enumerate(rows, first)
            for column in row.consents
        ]
        consents.add_all(connection, consents.SIGNATURES, given)
        if self.agreed.statement:
            signed = ((number, row.signed_at) for number, row in enumerate(rows, first))
            consents.add_agreements(connection, self.agreed.statement, signed)

    def _accepted(
        self,
        rows: Sequence[Imported],
        rehearsed: Mapping[int, Sequence[RehearsedSigner]] = MappingProxyType({}),
    ) -> list[tuple[Imported, int, int]]:
        """Returns the rows that repeat no signature, each with its person's key and place.

        ``rehearsed`` are those who would have signed by then.
        """
        keys = [person_key(row.email, row.name, row.postcode) for row in rows]
        there = signatures.of_people(self.database.conn, keys, self.petition)
        known: dict[int, list[tuple[int | None, Signer]]] = {
            key: [(each.place, each) for each in signed] for key, signed in there.items()
        }
        for key, would in rehearsed.items():
            known.setdefault(key, []).extend((each.place, each) for each in would)
        accepted = []
        for row, key in zip(rows, keys, strict=True):
            earlier = known.get(key)
            if earlier is None:
                known[key] = [(1, row)]
                accepted.append((row, key, 1))
            elif not repeated(row, _same_mailbox(row, [signer for _, signer in earlier])):
                place = free_place([place for place, _ in earlier])
                earlier.append((place, row))
                accepted.append((row, key, place))
        return accepted

    def _made(
        self,
        petition: Petition,
        accepted: Sequence[tuple[Imported, int, int]],
        areas: Mapping[str, str],
        words: int | None,
    ) -> tuple[list[NewSignature], list[Entry]]:
        """Returns the signatures of rows, and the entries of those that count at once."""
        made, entries = list[NewSignature](), list[Entry]()
        number, source, campaign = petition.id, self.source, petition.campaign
        before = petition.ledger_rows
        digest = self.wording.hash if self.wording else None
        salts = new_salts(len(accepted))
        for (row, person, place), salt in zip(accepted, salts, strict=True):
            _, name, email, postcode, country, language, area, signed_at, _, _ = row
            area = area or areas.get(postcode, "")
            state, counted = self._state(email), None
            if state == _CONFIRMED:
                record = record_of(campaign, name, email, postcode, country, signed_at, digest)
                leaf, (day, hour) = leaf_of(salt, record), day_and_hour(signed_at)
                entries.append(Entry(_KIND, area, day, hour, source, country, language, leaf))
                counted = before + len(entries)
            made.append(
                NewSignature(number, state, name, email, postcode, country, language, area, source,
                             signed_at, person, place, salt,
                             signed_at if self.confirmed else None, counted, words)
            )  # fmt: skip
        return made, entries

    def _state(self, email: str) -> str:
        if self.suspects_throwaway and is_throwaway(email):
            return _SUSPECT
        return _CONFIRMED if self.confirmed else _PENDING


def _same_mailbox(row: Imported, known: Iterable[Signer]) -> list[Signer]:
    mailbox = canonical_email(row.email)
    return [each for each in known if each.email and canonical_email(each.email) == mailbox]
