"""The right to send one mail: taken, kept while it is being sent, and given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaigner.mail.bounces import Bounces
from campaigner.mail.messages import Draft, purpose_of
from campaigner.mail.transports import ClaimLost
from campaigner.mail.updates import may_go
from campaigner.petitions.proof.receipts import recorded
from campaigner.petitions.signing.confirmation import confirmable_until
from campaigner.petitions.signing.tokens import make_token
from campaigner.store import consents, outbox, petitions, signatures, updates
from campaigner.store.database import Database, transaction
from campaigner.store.issued_files import IssuedFile, save_issued_files
from campaigner.store.outbox import Outgoing
from campaigner.vocabulary.mail import Blame, MailKind

_TO_CONFIRM = (MailKind.CONFIRM, MailKind.REMIND)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a mail is not to be sent at all."""

    blame: Blame
    words: str


@dataclass(frozen=True)
class Claimed:
    """A mail that ``claimant`` may send, and nobody else for ``seconds`` from the last renewal.

    It is read from the database together with the claim: as a draft, or why it is not to be sent.
    """

    database: Database
    claimant: str
    seconds: int
    clock: Callable[[], int]
    outgoing: Outgoing
    content: Draft | Refusal

    def renew(self) -> None:
        """Keep the mail for longer. Raises ClaimLost if it is no longer to be sent by this one."""
        with transaction(self.database) as connection:
            until = self.clock() + self.seconds
            is_ours = outbox.renew(connection, self.outgoing.id, self.claimant, until)
            may_be_sent = may_go(connection, self.outgoing)
            if is_ours and not may_be_sent:
                outbox.drop(connection, self.outgoing.id)
        if not (is_ours and may_be_sent):
            raise ClaimLost

    def release(self) -> None:
        """Let others send the mail."""
        with transaction(self.database) as connection:
            outbox.release(connection, self.outgoing.id, self.claimant)

    def note(self, path: str, sha256: str) -> None:
        """Note the file that the mail is about to be in, so that it is deleted with the person."""
        assert isinstance(self.content, Draft)
        signature, campaign = self.content.signature.id, self.content.petition.campaign
        with transaction(self.database) as connection:
            file = IssuedFile(path, campaign, sha256, signature=signature)
            save_issued_files(connection, [file], self.clock())


def claim(
    database: Database,
    claimant: str,
    seconds: int,
    clock: Callable[[], int],
    bounces: Bounces | None = None,
) -> Claimed | None:
    """Returns the mail that has been due the longest, claimed; None if none is due.

    Its link is good from now on. ``bounces`` are the addresses that are known to fail.
    """
    with transaction(database) as connection:
        now = clock()
        while outgoing := outbox.claim(connection, claimant, now, now + seconds):
            if may_go(connection, outgoing):
                break
            outbox.drop(connection, outgoing.id)
        if outgoing is None:
            return None
        content = _content(database, outgoing, now, bounces)
    return Claimed(database, claimant, seconds, clock, outgoing, content)


def _content(
    database: Database, outgoing: Outgoing, now: int, bounces: Bounces | None
) -> Draft | Refusal:
    connection = database.conn
    signature = signatures.signature_of(connection, outgoing.signature)
    assert signature is not None  # mails go with their signature
    if signature.email is None:
        return Refusal(Blame.ADDRESS, "the person has no address any more")
    if bounces and bounces.has(connection, signature.email):
        return Refusal(Blame.ADDRESS, "the address is known to fail")
    petition = petitions.petition_of(connection, signature.petition)
    if outgoing.kind in _TO_CONFIRM and now >= confirmable_until(petition):
        return Refusal(Blame.PETITION, "the petition has closed")
    purpose = purpose_of(outgoing.kind)
    token = make_token(connection, signature.id, purpose, now) if purpose else ""
    has_receipt = outgoing.kind == MailKind.COUNTED and signature.counted is not None
    proof = recorded(connection, signature) if has_receipt else None
    if outgoing.update is not None:
        update = updates.of_number(connection, outgoing.update)
        return Draft(outgoing, signature, petition, token, update=update)
    if outgoing.kind != MailKind.COUNTED:
        return Draft(outgoing, signature, petition, token, proof)
    allowed = consents.words_of_yes(connection, signature.id)
    soft = consents.may_send_news(connection, signature.id)
    return Draft(outgoing, signature, petition, token, proof, allowed, soft)
