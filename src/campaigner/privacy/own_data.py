"""What people see and do with all that is held about them, through a link that was mailed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from campaigner.opening import OpenWorkspace
from campaigner.outreach import stopping
from campaigner.outreach.stopping import Allowed
from campaigner.petitions import own_changes
from campaigner.petitions.own_changes import is_correctable
from campaigner.petitions.signatures import signatures_of
from campaigner.privacy.data_links import session_of
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.people import Erased, erase_person, export_person, person_of
from campaigner.store.database import snapshot
from campaigner.vocabulary.signatures import CommentState, SignatureStanding, SignatureState


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """A signature as its person sees it; ``mails`` is how many emails were sent about it.

    One that is not ``correctable`` was counted: its ledger row proves what was signed.
    ``is_named`` if the name may be shown on the petition's page. ``wording`` is the hash of the
    words that were signed, empty if that is not known, and ``version`` which they are, None if no
    signature under them counts yet.
    """

    number: int
    campaign: str
    state: SignatureState
    name: str
    postcode: str
    country: str
    signed: date
    mails: int
    correctable: bool
    standing: SignatureStanding
    wording: str = ""
    version: int | None = None
    is_named: bool = False
    comment: str = ""
    comment_state: CommentState | None = None

    @property
    def withdrawable(self) -> bool:
        """Whether it can still be withdrawn."""
        return self.state is not SignatureState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A letter or a place at an event: of which campaign, to whom or at what, and when."""

    campaign: str
    about: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is held for an address, as it is shown; the export has every detail."""

    email: str
    language: str
    signatures: tuple[OwnSignature, ...]
    allowed: tuple[Allowed, ...]
    letters: tuple[OwnRecord, ...]
    bookings: tuple[OwnRecord, ...]

    @property
    def campaigns(self) -> frozenset[str]:
        """The campaigns that something is held of."""
        records = (*self.letters, *self.bookings)
        found = {each.campaign for each in self.signatures} | {each.campaign for each in records}
        return frozenset(found | {each.campaign for each in self.allowed})


def own_data(here: OpenWorkspace, secret: str) -> OwnData:
    """Returns what is held for the address of an open link; changes nothing. Raises LinkRefused."""
    session = session_of(here, secret)
    person, zone = person_of(here, session.email), here.zone
    with snapshot(here.database) as connection:
        found = {each.name: each.export(connection, person) for each in HOLDINGS}
        held = signatures_of(connection, session.email)
    correctable = {each.id for each in held if is_correctable(each)}

    def day(record: Mapping[str, object], name: str) -> date:
        return datetime.fromisoformat(str(record[name])).astimezone(zone).date()

    return OwnData(
        session.email,
        session.language,
        tuple(
            OwnSignature(
                number=int(str(each["signature"])),
                campaign=str(each["campaign"]),
                state=SignatureState(str(each["state"])),
                name=str(each["name"]),
                postcode=str(each["postcode"]),
                country=str(each["country"]),
                signed=day(each, "signed_at"),
                mails=_sent(each["mails"]),
                correctable=each["signature"] in correctable,
                standing=SignatureStanding(str(each["standing"])),
                wording=str(each["wording_sha256"] or ""),
                version=_number(each["wording"]),
                is_named=bool(each["name_shown"]),
                **_comment(each["comment"]),
            )
            for each in found["signatures"]
        ),
        tuple(stopping.allowed_by(here, session.email)),
        tuple(
            OwnRecord(
                str(each["campaign"]),
                str(each["recipient_name"]),
                str(each["sender_name"]),
                day(each, "made_at"),
            )
            for each in found["letters"]
        ),
        tuple(
            OwnRecord(
                str(each["campaign"]), str(each["event"]), str(each["name"]), day(each, "booked_at")
            )
            for each in found["bookings"]
        ),
    )


def _comment(record: object) -> dict[str, Any]:
    if not isinstance(record, Mapping):
        return {}
    return {"comment": record["text"], "comment_state": CommentState(record["state"])}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _sent(mails: object) -> int:
    return sum(bool(each["sent_at"]) for each in mails) if isinstance(mails, list) else 0


def download(here: OpenWorkspace, secret: str) -> str:
    """Returns all that is held for the address of an open link, as JSON. Raises LinkRefused."""
    found = export_person(here, session_of(here, secret).email)
    return json.dumps(found, ensure_ascii=False, indent=2, default=_as_text) + "\n"


def _as_text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def correct(here: OpenWorkspace, secret: str, number: int, name: str, postcode: str) -> None:
    """Correct a signature of the address of an open link.

    Raises LinkRefused, and as ``own_changes.correct_own``.
    """
    own_changes.correct_own(here, session_of(here, secret).email, number, name, postcode)


def change_comment(here: OpenWorkspace, secret: str, number: int, text: str) -> None:
    """Change or delete a comment of the address of an open link.

    Raises LinkRefused, and as ``own_changes.change_comment``.
    """
    own_changes.change_comment(here, session_of(here, secret).email, number, text)


def withdraw(here: OpenWorkspace, secret: str, number: int) -> None:
    """Withdraw a signature of the address of an open link. Raises LinkRefused, NotTheirs."""
    own_changes.withdraw_own(here, session_of(here, secret).email, number)


def stop(here: OpenWorkspace, secret: str, keys: Collection[str] | None = None) -> int:
    """Stop what the person allows (default: everything); returns how much. Raises LinkRefused."""
    return len(stopping.stop(here, session_of(here, secret).email, keys))


def erase(here: OpenWorkspace, secret: str) -> Erased:
    """Erase all that is held for the address of an open link, and close it. Raises LinkRefused."""
    return erase_person(here, session_of(here, secret).email, soon=True)
