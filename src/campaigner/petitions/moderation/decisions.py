"""What organisers decide about signatures: which of them count."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from campaigner.errors import CampaignerError, UsageError
from campaigner.petitions.counts.counting import count, keep_state, uncount
from campaigner.petitions.moderation.filters import SignatureFilter, conditions_of
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signatures import shown
from campaigner.store import audit, moderation_steps, signature_pages
from campaigner.store.database import snapshot, transaction
from campaigner.store.moderation_steps import Step
from campaigner.store.petitions import Petition
from campaigner.store.signature_search import Conditions
from campaigner.store.signatures import Signature
from campaigner.typed_words import clean_line
from campaigner.vocabulary.signatures import LedgerKind, SignatureState

LONGEST_REASON = 500  # characters
LISTED = 20  # signatures that a preview shows
_MANY = 5  # what fewer signatures have in common can name one
GIVEN = "(given)"
"""What is kept of a condition that could tell who was meant."""
# Conditions that the audit does not repeat.
_NAMING = ("name", "words", "network", "numbers", "name_start", "email_start")
LOOKED_AT = 100_000  # signatures that are looked at for one step of somebody who waits
AT_ONCE = 5_000  # signatures of such a step: others wait for it about half a second


class Act(StrEnum):
    """What an organiser can do with the signatures that they look for."""

    INVALIDATE = "invalidate"
    RESTORE = "restore"


_FROM = {
    Act.INVALIDATE: (SignatureState.PENDING, SignatureState.SUSPECT, SignatureState.CONFIRMED),
    Act.RESTORE: (SignatureState.SUSPECT, SignatureState.INVALIDATED),
}


class PreviewOutdated(CampaignerError):
    """The signatures that an act concerns are no longer those that were shown before it."""

    code = "preview-outdated"


class TooWide(UsageError):
    """A filter that finds too many signatures for one step, or has to look at too many."""

    code = "filter-too-wide"


class ReasonMissing(UsageError):
    """A step that has to have a reason, and has none."""

    code = "reason-missing"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many signatures a step may concern, and how many may be looked at for it."""

    most: int
    looked_at: int


NO_BOUNDS = Bounds(2**62, 2**62)
DESK_BOUNDS = Bounds(AT_ONCE, LOOKED_AT)


@dataclass(frozen=True, slots=True)
class Preview:
    """Which signatures an act would concern: how many, and the newest of them (0 for none).

    ``counting`` is how many of them count now. ``rows`` are the first of them, as ``shown``.
    ``token`` stands for this preview: the act that is given it does nothing if it would concern
    other signatures.
    """

    count: int
    newest: int
    token: str
    rows: tuple[dict[str, object], ...] = ()
    counting: int = 0


def preview(
    here: OpenPetition,
    act: Act,
    wanted: SignatureFilter,
    *,
    sample: int = LISTED,
    bounds: Bounds = NO_BOUNDS,
) -> Preview:
    """Returns which signatures an act would concern, and how many.

    Raises UsageError without a condition, TooWide beyond the bounds.
    """
    conditions = _conditions(here, act, wanted)
    with snapshot(here.database) as connection:
        found = _found(connection, here.petition, conditions, bounds)
        first = signature_pages.of_numbers(connection, (number for number, _ in found[:sample]))
    newest = found[-1][0] if found else 0
    rows = tuple(shown(each, here.zone) for each in first)
    counting = sum(state == SignatureState.CONFIRMED for _, state in found)
    return Preview(len(found), newest, _token(act, conditions, len(found), newest), rows, counting)


def _found(
    connection: sqlite3.Connection, petition: Petition, conditions: Conditions, bounds: Bounds
) -> list[tuple[int, str]]:
    """Returns the ids and states of those that are meant, as they came. Raises TooWide."""
    found = signature_pages.matches(
        connection, petition.id, conditions, bounds.most + 1, bounds.looked_at
    )
    if found is None or len(found) > bounds.most:
        raise TooWide(
            f"This finds more than {bounds.most:,} signatures, or looks through more than"
            f" {bounds.looked_at:,}.",
            hint="Add a condition, such as a day or an area.",
        )
    return found


def invalidate(here: OpenPetition, wanted: SignatureFilter, *, token: str = "") -> int:
    """Take signatures out of the count, all or none; returns how many.

    ``token`` is that of a preview. Raises PreviewOutdated if other signatures are concerned now,
    and UsageError without a condition: nobody invalidates everything by leaving words out.
    """
    return moderate(here, Act.INVALIDATE, wanted, token=token)


def restore(here: OpenPetition, wanted: SignatureFilter, *, token: str = "") -> int:
    """Put invalidated signatures back, and let suspect ones in; returns how many.

    What was counted is counted again, what was confirmed meanwhile is counted now, the rest
    waits for its confirmation. Raises as ``invalidate`` does.
    """
    return moderate(here, Act.RESTORE, wanted, token=token)


def moderate(
    here: OpenPetition, act: Act, wanted: SignatureFilter, *, token: str = "", reason: str = ""
) -> int:
    """As ``invalidate`` or ``restore``. Raises WordsRefused for a reason that is not kept."""
    kept = clean_line(reason, LONGEST_REASON)
    return take_step(here, act, wanted, token=token, reason=kept).count


def decide(
    here: OpenPetition, act: Act, wanted: SignatureFilter, *, reason: str, token: str
) -> Step:
    """As ``take_step``, by somebody at the desk: with a reason, within bounds, as previewed.

    Raises ReasonMissing, WordsRefused and TooWide besides.
    """
    reason = clean_line(reason, LONGEST_REASON)
    if not reason:
        raise ReasonMissing("Say why.", hint="Others read it beside this step.")
    return take_step(here, act, wanted, reason=reason, token=token, bounds=DESK_BOUNDS)


def take_step(
    here: OpenPetition,
    act: Act,
    wanted: SignatureFilter,
    *,
    reason: str = "",
    token: str = "",
    bounds: Bounds = NO_BOUNDS,
) -> Step:
    """Invalidate or restore signatures as one step, which can be taken back.

    Raises as ``invalidate`` does.
    """
    conditions = _conditions(here, act, wanted)
    with transaction(here.database) as connection:
        meant = _found(connection, here.petition, conditions, bounds)
        found = signature_pages.of_numbers(connection, (number for number, _ in meant))
        newest = found[-1].id if found else 0
        if token and token != _token(act, conditions, len(found), newest):
            raise PreviewOutdated(
                "Nothing was done: the matching signatures have changed since you looked."
            )
        hidden = _NAMING if len(found) >= _MANY else conditions.given()
        details = {
            name: GIVEN if name in hidden else value for name, value in conditions.given().items()
        }
        number = moderation_steps.add_step(
            connection,
            here.petition.id,
            act.value,
            reason,
            {**details, "states": list(wanted.states)} if wanted.states else details,
            here.actor,
            here.now,
            found,
        )
        _ACTS[act](connection, here.petition, found, here.now)
        said = {**details, "step": number, "count": len(found)}
        audit.record(connection, here.now, here.actor, act.value, here.petition.campaign, **said)
        step = moderation_steps.step_of(connection, here.petition.id, number)
    assert step is not None
    return step


def invalidate_these(
    connection: sqlite3.Connection, petition: Petition, found: Sequence[Signature], now: int
) -> None:
    """Invalidate signatures that wait or count; a count goes down once."""
    uncount(connection, petition, found, LedgerKind.INVALIDATED, now)
    for each in found:
        keep_state(connection, replace(each, state=SignatureState.INVALIDATED))


def restore_these(
    connection: sqlite3.Connection, petition: Petition, found: Sequence[Signature], now: int
) -> None:
    """Restore signatures; a count goes up once."""
    again, first = [], []
    for each in found:
        if each.counted is not None:
            again.append(each)
        elif each.confirmed_at is not None:
            first.append(each)
        else:
            keep_state(connection, replace(each, state=SignatureState.PENDING))
    count(connection, petition, again, LedgerKind.RESTORED, now)
    count(connection, petition, first, LedgerKind.CONFIRMED, now)


_ACTS = {Act.INVALIDATE: invalidate_these, Act.RESTORE: restore_these}


def _conditions(here: OpenPetition, act: Act, wanted: SignatureFilter) -> Conditions:
    """Returns the conditions of an act, with the states that it can change."""
    conditions = conditions_of(here, wanted)
    states = tuple(state for state in _FROM[act] if state in (wanted.states or _FROM[act]))
    if not conditions.given():
        raise UsageError("Say which signatures.", hint="Give one condition at least.")
    if not states:
        raise UsageError(f"Signatures that are {' or '.join(wanted.states)} cannot be {act}d.")
    return replace(conditions, states=states)


def _token(act: Act, conditions: Conditions, found: int, newest: int) -> str:
    shown = repr((act.value, conditions, found, newest))
    return hashlib.sha256(shown.encode(errors="backslashreplace")).hexdigest()[:20]
