"""What petitions hold about people: signatures and all that hangs on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from functools import partial

from campaigner.holding import Limits, Person, Removed, time_of
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.signatures import shown, signatures_of
from campaigner.store import letter_consents, outbox, outdated, petitions, signatures
from campaigner.store.database import Database, transaction
from campaigner.store.signatures import Signature

AT_ONCE = 2_000  # signatures removed in one transaction: others wait for it no longer than that


class Signatures:
    """Signatures with their consents, links, networks and the mails about them.

    What was counted stays counted: the ledger and the tally never held the person.
    """

    name = "signatures"
    tables = frozenset(
        (
            "signatures",
            "consents",
            "letter_consents",
            "tokens",
            "networks",
            "organisers_withdrawals",
            "outbox",
        )
    )
    kinds = ("unconfirmed", "closed", "networks", "tokens")

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns a person's signatures, each with its consents, mails and receipt."""
        return [_exported(connection, each) for each in signatures_of(connection, person.mailbox)]

    def erase(self, database: Database, person: Person) -> Removed:
        """Erases a person's signatures; what hangs on them goes with them."""
        with transaction(database) as connection:
            found = signatures_of(connection, person.mailbox)
            signatures.remove(connection, [each.id for each in found])
            numbers = {each.petition for each in found}
            exports = {petitions.petition_of(connection, each).campaign for each in numbers}
        return Removed({"signatures": len(found)}, exports=frozenset(exports))

    def due(self, connection: sqlite3.Connection, limits: Limits) -> Mapping[str, int]:
        """Returns how many signatures, networks and links are past their time."""
        past = limits.past_petitions(connection)
        return {
            "unconfirmed": outdated.count_unconfirmed(connection, limits.unconfirmed),
            "closed": sum(outdated.count_signatures(connection, each.id) for each in past),
            "networks": outdated.count_networks(connection, limits.networks),
            "tokens": outdated.count_tokens(connection, limits.now),
        }

    def remove_due(self, database: Database, limits: Limits) -> Iterator[Removed]:
        """Removes them; area, day, source and the count stay in the ledger and the tally."""
        connection = database.conn
        yield from _in_steps(
            database,
            "unconfirmed",
            partial(outdated.remove_unconfirmed, connection, limits.unconfirmed, AT_ONCE),
        )
        for petition in limits.past_petitions(connection):
            yield from _in_steps(
                database,
                "closed",
                partial(outdated.remove_signatures, connection, petition.id, AT_ONCE),
            )
        with transaction(database):
            networks = outdated.remove_networks(connection, limits.networks)
            tokens = outdated.remove_tokens(connection, limits.now)
        yield Removed({"networks": networks, "tokens": tokens})


HELD = Signatures()


def _exported(connection: sqlite3.Connection, signature: Signature) -> dict[str, object]:
    campaign = petitions.petition_of(connection, signature.petition).campaign
    return {
        "campaign": campaign,
        **shown(signature, UTC),
        "may_write": signatures.consents_of(connection, signature.id),
        "agreed_to_letter": letter_consents.has_agreed(connection, signature.id),
        "mails": [
            {"kind": each.kind, "sent_at": time_of(each.sent_at)}
            for each in outbox.mails_of(connection, signature.id)
        ],
        "receipt": receipt_of(campaign, signature),
    }


def _in_steps(database: Database, kind: str, step: Callable[[], int]) -> Iterator[Removed]:
    while True:
        with transaction(database):
            count = step()
        yield Removed({kind: count})
        if count < AT_ONCE:
            return
