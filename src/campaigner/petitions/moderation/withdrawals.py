"""Withdrawing signatures for people who ask an organiser, and undoing what was a mistake.

What signatories did themselves, by the link in a mail, stands: nobody undoes it but they, who can
sign again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from campaigner.errors import CampaignerError
from campaigner.forms import check_encoding
from campaigner.petitions.counts.counting import count, keep_state, take_back
from campaigner.petitions.moderation.decisions import PreviewOutdated
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signatures import HIGHEST, shown, signatures_of
from campaigner.petitions.signing.duplicates import free_place, repeated, same_person_name
from campaigner.store import audit, signatures, withdrawals
from campaigner.store.database import transaction
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import LedgerKind, SignatureState

_SHORTEST_TOKEN = 20  # characters


class NobodyFound(CampaignerError):
    """No signature is meant that could be withdrawn, or put back; the message says why.

    Its code is ``no-such-signature``, ``already-withdrawn``, ``not-withdrawn``,
    ``own-withdrawal`` or ``signed-again``.
    """

    code = "no-such-signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose signatures are meant; everything that is given has to hold.

    ``email``: any spelling of the mailbox. ``name``: the whole name; case and accents do not
    matter. ``number``: that of one signature.
    """

    email: str = ""
    name: str = ""
    number: int | None = None


def whose_is(text: str, name: str = "", number: int | None = None) -> Whose | None:
    """Returns whose signature a text means: an email address, or the number of a signature.

    None is for a token or the link with it, which ``confirmation.withdraw`` follows.
    """
    if "@" in text:
        return Whose(email=text, name=name, number=number)
    if text.isascii() and text.isdigit() and len(text) < _SHORTEST_TOKEN:
        return Whose(name=name, number=int(text))
    return None


@dataclass(frozen=True, slots=True)
class Meant:
    """The signatures that are meant, as ``shown``.

    ``token`` stands for them. The act that is given it does nothing if others are meant by then.
    """

    rows: tuple[dict[str, object], ...]
    token: str

    @property
    def is_several(self) -> bool:
        """Whether they are of several people, one of whom may not have asked for it."""
        return len(self.rows) > 1


def to_withdraw(here: OpenPetition, whose: Whose) -> Meant:
    """Returns the signatures that would be withdrawn. Raises NobodyFound, EmailRefused."""
    return _meant(here, _found(here, whose, _withdrawable))


def withdraw_for(here: OpenPetition, whose: Whose, *, token: str = "") -> int:
    """Withdraws signatures for people who asked for it; returns how many.

    Raises NobodyFound, EmailRefused, and PreviewOutdated if ``token`` is that of others.
    """
    with transaction(here.database) as connection:
        found = _checked(_found(here, whose, _withdrawable), token)
        withdrawals.note_withdrawals(connection, found, here.now)
        for each in found:
            take_back(connection, here.petition, each, here.now)
        _record(here, connection, "withdraw", len(found))
    return len(found)


def to_put_back(here: OpenPetition, whose: Whose) -> Meant:
    """Returns the signatures whose withdrawal would be undone. Raises NobodyFound, EmailRefused."""
    return _meant(here, _found(here, whose, _returnable))


def undo_withdrawal(here: OpenPetition, whose: Whose, *, token: str = "") -> int:
    """Puts signatures back that an organiser withdrew by mistake; returns how many.

    Each is again what it was; what was counted is counted again. Raises NobodyFound, also if the
    people withdrew themselves or have signed again, EmailRefused, and PreviewOutdated if ``token``
    is that of others.
    """
    with transaction(here.database) as connection:
        found = _checked(_found(here, whose, _returnable), token)
        for each in found:
            _put_back(here, connection, each)
        _record(here, connection, "withdraw undone", len(found))
    return len(found)


def _put_back(here: OpenPetition, connection: sqlite3.Connection, signature: Signature) -> None:
    state = withdrawals.state_before(connection, signature.id)
    assert state is not None
    there = signatures.of_person(connection, signature.person, signature.petition)
    if repeated(signature, there):
        raise NobodyFound(
            f"Signature {signature.id} cannot be put back: the person has signed again.",
            code="signed-again",
        )
    back = replace(signature, state=state, place=free_place([each.place for each in there]))
    if state is SignatureState.CONFIRMED:
        count(connection, here.petition, [back], LedgerKind.RESTORED, here.now)
    else:
        keep_state(connection, back)
    withdrawals.forget_withdrawal(connection, signature.id)


_Choose = Callable[[sqlite3.Connection, list[Signature]], list[Signature]]


def _found(here: OpenPetition, whose: Whose, choose: _Choose) -> list[Signature]:
    connection = here.database.conn
    check_encoding(whose.email + whose.name)
    if whose.email:
        known = signatures_of(connection, whose.email)
    else:
        number = min(max(whose.number or 0, 0), HIGHEST)
        signature = signatures.signature_of(connection, number)
        known = [signature] if signature else []
    found = [
        each
        for each in known
        if each.petition == here.petition.id
        and whose.number in (None, each.id)
        and (not whose.name or same_person_name(each.name, whose.name))
    ]
    if not found:
        raise NobodyFound(f"Nobody has signed {here.campaign.slug} {_as(whose)}.")
    return choose(connection, found)


def _as(whose: Whose) -> str:
    number = "" if whose.number is None else f"with the number {whose.number}"
    name = f"under the name “{whose.name}”" if whose.name else ""
    return " and ".join(each for each in (number or "with this email address", name) if each)


def _withdrawable(_: sqlite3.Connection, found: list[Signature]) -> list[Signature]:
    left = [each for each in found if each.state is not SignatureState.WITHDRAWN]
    if not left:
        raise NobodyFound("This signature was withdrawn already.", code="already-withdrawn")
    return left


def _returnable(connection: sqlite3.Connection, found: list[Signature]) -> list[Signature]:
    withdrawn = [each for each in found if each.state is SignatureState.WITHDRAWN]
    if not withdrawn:
        raise NobodyFound("This signature is not withdrawn.", code="not-withdrawn")
    left = [each for each in withdrawn if withdrawals.state_before(connection, each.id)]
    if not left:
        raise NobodyFound(
            "This signature was withdrawn by the person, not by an organiser: that stands.",
            hint="They can sign again.",
            code="own-withdrawal",
        )
    return left


def _meant(here: OpenPetition, found: list[Signature]) -> Meant:
    return Meant(tuple(shown(each, here.zone) for each in found), _token(found))


def _checked(found: list[Signature], token: str) -> list[Signature]:
    if token and token != _token(found):
        raise PreviewOutdated("Nothing was done: the signatures have changed since you looked.")
    return found


def _token(found: list[Signature]) -> str:
    text = repr([(each.id, each.state) for each in found])
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _record(here: OpenPetition, connection: sqlite3.Connection, action: str, number: int) -> None:
    slug = here.petition.campaign
    audit.record(connection, here.now, here.actor, action, slug, count=number)
