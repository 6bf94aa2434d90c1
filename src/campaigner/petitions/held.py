"""What petitions hold about people: signatures and all that hangs on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from functools import partial

from campaigner.data_protection.permissions import shown_permissions
from campaigner.holding import Limits, Person, Removed, time_of
from campaigner.petitions.proof.receipts import record_with_salt
from campaigner.petitions.signatures import shown, signatures_of_person
from campaigner.store import (
    audit,
    comments,
    consents,
    issued_files,
    letter_consents,
    moderation_steps,
    outbox,
    outdated,
    paper_sheets,
    petitions,
    shown_names,
    signatures,
    tokens,
)
from campaigner.store.consents import Words
from campaigner.store.database import Database, transaction
from campaigner.store.moderation_steps import Step
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature
from campaigner.store.tokens import Token

AT_ONCE = 2_000  # signatures removed in one transaction: others wait for it no longer than that


class Signatures:
    """Signatures with their consents, links, networks and the mails about them.

    What was counted stays counted: the ledger and the tally never held the person. Of somebody who
    signed on paper it is kept which line that was, so that it is not counted again.
    """

    name = "signatures"
    tables = frozenset(
        (
            "signatures",
            "contacts",
            "agreements",
            "shown_names",
            "comments",
            "letter_consents",
            "tokens",
            "networks",
            "organisers_withdrawals",
            "moderation_steps",
            "moderated_signatures",
            "sheet_lines",
            "outbox",
        )
    )
    kinds = ("unconfirmed", "closed", "networks", "tokens")

    def export(self, connection: sqlite3.Connection, person: Person) -> list[dict[str, object]]:
        """Returns a person's signatures, each with its consents, mails and receipt."""
        return [_exported(connection, each) for each in signatures_of_person(connection, person)]

    def erase(self, database: Database, person: Person) -> Removed:
        """Erases a person's signatures; what hangs on them goes with them."""
        with transaction(database) as connection:
            found = signatures_of_person(connection, person)
            signatures.remove(connection, [each.id for each in found])
            numbers = {each.petition for each in found}
            moderation_steps.forget_reasons(connection, numbers)
            campaigns = {each: petitions.petition_of(connection, each).campaign for each in numbers}
            for number, campaign in sorted(campaigns.items()):
                counted = sum(
                    each.petition == number and each.counted is not None for each in found
                )
                audit.record_removed(connection, person.now, person.actor, campaign, counted)
        return Removed({"signatures": len(found)}, exports=frozenset(campaigns.values()))

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
                partial(_remove_signatures, connection, petition, limits),
            )
        with transaction(database):
            networks = outdated.remove_networks(connection, limits.networks)
            links = outdated.remove_tokens(connection, limits.now)
        yield Removed({"networks": networks, "tokens": links})


HELD = Signatures()


def _exported(connection: sqlite3.Connection, signature: Signature) -> dict[str, object]:
    campaign = petitions.petition_of(connection, signature.petition).campaign
    return {
        "campaign": campaign,
        **shown(signature, UTC),
        "may_contact": shown_permissions(
            consents.permissions_of(connection, consents.SIGNATURES, signature.id)
        ),
        "agreed_to_letter": letter_consents.has_agreed(connection, signature.id),
        "agreed_to": _agreement(connection, signature.id),
        "name_shown": _said(shown_names.given(connection, signature.id)),
        "comment": _comment(connection, signature.id),
        "lines_on_paper": [
            {"sheet": sheet, "line": line}
            for sheet, line in paper_sheets.lines_of(connection, signature.id)
        ],
        "mails": [
            {"kind": each.kind, "update": each.update, "sent_at": time_of(each.sent_at)}
            for each in outbox.mails_of(connection, signature.id)
        ],
        "links": [_link(each) for each in tokens.tokens_of(connection, signature.id)],
        "network": _network(connection, signature.id),
        "decisions": [
            _decision(each) for each in moderation_steps.steps_about(connection, signature.id)
        ],
        "files": [each.path for each in issued_files.files_about(connection, [signature.id])],
        "receipt": record_with_salt(campaign, signature),
    }


def _agreement(connection: sqlite3.Connection, signature: int) -> dict[str, object] | None:
    """The words in which somebody agreed that their data is used."""
    return _said(consents.agreement_of(connection, signature))


def _said(found: tuple[Words, int] | None) -> dict[str, object] | None:
    return found and {"words": found[0].words, "at": time_of(found[1])}


def _comment(connection: sqlite3.Connection, signature: int) -> dict[str, object] | None:
    found = comments.of_signature(connection, signature)
    if found is None:
        return None
    return {
        "text": found.text,
        "state": found.state.value,
        "words": found.words.words,
        "given_at": time_of(found.given_at),
        "decided_at": time_of(found.decided_at),
    }


def _decision(step: Step) -> dict[str, object]:
    """What organisers decided about a signature, and whether they took it back."""
    return {
        "act": step.act,
        "reason": step.reason,
        "at": time_of(step.at),
        "undone_at": time_of(step.undone_at),
    }


def _link(token: Token) -> dict[str, object]:
    """A link that was mailed: the database has a hash of it."""
    return {
        "purpose": token.purpose,
        "made_at": time_of(token.made_at),
        "expires_at": time_of(token.expires_at),
        "used_at": time_of(token.used_at),
    }


def _network(connection: sqlite3.Connection, signature: int) -> dict[str, object] | None:
    """The keyed hash of the IP address that somebody signed from, while it is kept."""
    found = signatures.network_of(connection, signature)
    return found and {"hash": found[0].hex(), "seen_at": time_of(found[1])}


def _remove_signatures(connection: sqlite3.Connection, petition: Petition, limits: Limits) -> int:
    """Removes the next signatures of a petition, and records how many of them were counted."""
    count, counted = outdated.remove_signatures(connection, petition.id, AT_ONCE)
    moderation_steps.forget_reasons(connection, [petition.id])
    audit.record_removed(connection, limits.now, limits.actor, petition.campaign, counted)
    return count


def _in_steps(database: Database, kind: str, step: Callable[[], int]) -> Iterator[Removed]:
    while True:
        with transaction(database):
            count = step()
        yield Removed({kind: count})
        if count < AT_ONCE:
            return
