"""What people change of their own signatures, once they have shown that a mailbox is theirs."""

from __future__ import annotations

import sqlite3

from campaigner.errors import CampaignerError
from campaigner.forms import check_form, read_field
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.areas import area_code, choices
from campaigner.petitions.counts.counting import take_back
from campaigner.petitions.moderation.comments import clean_comment
from campaigner.petitions.signatures import signatures_of
from campaigner.petitions.signing.applications import Application, cleaned
from campaigner.petitions.signing.duplicates import same_person_name
from campaigner.problems import Problem
from campaigner.store import audit, comments, petitions, signatures, withdrawals
from campaigner.store.database import transaction
from campaigner.store.signatures import Signature
from campaigner.vocabulary.signatures import SignatureState

_BEFORE_COUNTING = (SignatureState.PENDING, SignatureState.SUSPECT)


class NotTheirs(CampaignerError):
    """A mailbox has no signature of that number."""

    code = "not-theirs"


class RecordedAlready(CampaignerError):
    """A signature that is in the ledger: its receipt proves the name and postcode as signed."""

    code = "recorded-already"


def is_correctable(signature: Signature) -> bool:
    """Returns whether name and postcode can be corrected: only before a signature is counted.

    The ledger has a mark of what was signed. If that changed later, the receipt would prove
    something else than what is held, and the ledger could not be checked.
    """
    return signature.counted is None and signature.state in _BEFORE_COUNTING


def correct_own(here: OpenWorkspace, email: str, number: int, name: str, postcode: str) -> None:
    """Correct name and postcode of a mailbox's own signature.

    Raises NotTheirs, RecordedAlready, FormRefused, EmailRefused.
    """
    with transaction(here.database) as connection:
        signature = _own(connection, email, number)
        if not is_correctable(signature):
            raise RecordedAlready("A signature that was counted cannot be changed.")
        problems: list[Problem] = []
        typed = Application(name, signature.email, postcode, signature.country)
        wish = cleaned(typed, problems)
        if _is_another(connection, signature, wish.name):
            message = "Somebody of this name has signed with this address already."
            problems.append(Problem("name", 0, "signed-already", message))
        check_form(problems)
        area = signature.area
        if wish.postcode != signature.postcode:
            scheme = petitions.petition_of(connection, signature.petition).scheme
            area = area_code(choices(here.database, scheme, wish.postcode, wish.country))
        signatures.correct(connection, number, wish.name, wish.postcode, area)
        audit.record(connection, here.moment, here.actor, "signature corrected")


def change_comment(here: OpenWorkspace, email: str, number: int, text: str) -> None:
    """Change the comment of a mailbox's own signature, or delete it if the text is empty.

    It waits to be read again. Raises NotTheirs, also if there is no comment, FormRefused,
    EmailRefused.
    """
    with transaction(here.database) as connection:
        signature = _own(connection, email, number)
        there = comments.of_signature(connection, signature.id)
        if there is None:
            raise NotTheirs("There is no comment of this address with that signature.")
        problems: list[Problem] = []
        kept = read_field(problems, "comment", clean_comment, text, "")
        check_form(problems)
        if kept == there.text:
            return
        if kept:
            about = (signature.id, signature.petition)
            comments.add(connection, *about, kept, there.words, here.moment)
        else:
            comments.remove(connection, signature.id)
        audit.record(connection, here.moment, here.actor, "comment changed")


def withdraw_own(here: OpenWorkspace, email: str, number: int) -> None:
    """Withdraw a mailbox's own signature; again changes nothing. Raises NotTheirs, EmailRefused."""
    with transaction(here.database) as connection:
        signature = _own(connection, email, number)
        petition = petitions.petition_of(connection, signature.petition)
        take_back(connection, petition, signature, here.moment)
        withdrawals.forget_withdrawal(connection, signature.id)  # now it is the person's own wish


def _own(connection: sqlite3.Connection, email: str, number: int) -> Signature:
    for each in signatures_of(connection, email):
        if each.id == number:
            return each
    raise NotTheirs("There is no such signature of this address.")


def _is_another(connection: sqlite3.Connection, signature: Signature, name: str) -> bool:
    there = signatures.of_person(connection, signature.person, signature.petition)
    return any(each.id != signature.id and same_person_name(each.name, name) for each in there)
