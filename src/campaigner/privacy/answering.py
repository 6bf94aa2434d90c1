"""Doing what somebody asks for: their data is looked at, given, corrected, stopped or erased."""

from __future__ import annotations

import json
from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.outreach import stopping
from campaigner.petitions import own_changes
from campaigner.petitions.own_changes import is_correctable
from campaigner.petitions.signatures import signatures_of
from campaigner.privacy.people import (
    Erased,
    Held,
    Named,
    Whom,
    erase_person,
    export_person,
    held_about,
)
from campaigner.privacy.requests import (
    RightsRequest,
    UnknownRequest,
    known_request,
    note_step,
    open_request,
)
from campaigner.store.database import snapshot, transaction
from campaigner.store.petitions import petition_of
from campaigner.store.rights_requests import Asker
from campaigner.vocabulary.requests import RequestStep


class NobodyKnown(UnknownRequest):
    """A request does not say who asked, or not so that anything could be found."""

    code = "nobody-known"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature of who asked; name and postcode can be corrected until it is counted."""

    number: int
    campaign: str
    name: str
    postcode: str
    correctable: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What is held about who asked, besides requests themselves."""

    request: RightsRequest
    held: Held
    signatures: tuple[Signed, ...]


def can_be_found(asker: Asker) -> bool:
    """Returns whether somebody's data can be looked for: by an address, or name and postcode."""
    return bool(asker.email or (asker.name and asker.postcode))


def found_for(here: OpenWorkspace, by: Session | Machine, number: int) -> Found:
    """Returns what is held about who asked; changes nothing.

    Raises UnknownRequest, NobodyKnown, and as ``acting.check_allowed``.
    """
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.EXPORT_PERSON)
        request = known_request(connection, number)
        held = held_about(here, _whom(request))
        email = request.asker.email
        signed = signatures_of(connection, email) if email else []
        signatures = tuple(
            Signed(
                each.id,
                petition_of(connection, each.petition).campaign,
                each.name,
                each.postcode or "",
                is_correctable(each),
            )
            for each in signed
        )
    return Found(request, held, signatures)


def export_for(here: OpenWorkspace, by: Session | Machine, number: int) -> str:
    """Returns all that is held about who asked, as JSON.

    Raises UnknownRequest, NobodyKnown, RequestClosed, and as ``acting.check_allowed``.
    """
    request = _open(here, by, number, Act.EXPORT_PERSON)
    found = export_person(here, _whom(request))
    records = sum(len(each) for each in found.values() if isinstance(each, list))
    _note(here, number, RequestStep.EXPORTED, records)
    return json.dumps(found, ensure_ascii=False, indent=2, default=_as_text) + "\n"


def correct_for(
    here: OpenWorkspace,
    by: Session | Machine,
    number: int,
    signature: int,
    name: str,
    postcode: str,
) -> None:
    """Corrects name and postcode of a signature of who asked.

    Raises UnknownRequest, NobodyKnown, RequestClosed, as ``own_changes.correct_own``, and as
    ``acting.check_allowed``.
    """
    request = _open(here, by, number, Act.EXPORT_PERSON)
    if not request.asker.email:
        raise _nobody()
    own_changes.correct_own(here, request.asker.email, signature, name, postcode)
    _note(here, number, RequestStep.CORRECTED, 1)


def stop_for(here: OpenWorkspace, by: Session | Machine, number: int) -> int:
    """Stops all that who asked allows others to do; returns how much.

    Raises UnknownRequest, NobodyKnown, RequestClosed, and as ``acting.check_allowed``.
    """
    request = _open(here, by, number, Act.STOP_CONTACT)
    if not request.asker.email:
        raise _nobody()
    stopped = len(stopping.stop(here, request.asker.email))
    _note(here, number, RequestStep.STOPPED, stopped)
    return stopped


def erase_for(here: OpenWorkspace, by: Session | Machine, number: int) -> Erased:
    """Erases all that names who asked, also from the request itself.

    Raises UnknownRequest, NobodyKnown, RequestClosed, and as ``acting.check_allowed``.
    """
    request = _open(here, by, number, Act.ERASE_PERSON)
    done = erase_person(here, _whom(request), soon=True)
    with transaction(here.database) as connection:
        note_step(here, connection, number, RequestStep.ERASED, done.total)
    return done


def _open(here: OpenWorkspace, by: Session | Machine, number: int, act: Act) -> RightsRequest:
    with snapshot(here.database) as connection:
        check_allowed(here, by, act)
        return open_request(connection, number)


def _note(here: OpenWorkspace, number: int, step: RequestStep, records: int) -> None:
    with transaction(here.database) as connection:
        note_step(here, connection, number, step, records)


def _whom(request: RightsRequest) -> Whom:
    """Raises NobodyKnown."""
    asker = request.asker
    if not can_be_found(asker):
        raise _nobody()
    return asker.email or Named(asker.name, asker.postcode)


def _nobody() -> NobodyKnown:
    return NobodyKnown(
        "The request does not say whose data it is about.",
        hint="An email address is needed, or a name and a postcode.",
    )


def _as_text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
