"""Names and comments on a petition's page: what people write, organisers read, all can see.

A name is shown if its person agreed, a comment if an organiser approved it, and both only while
the signature counts and the campaign shows them. A campaign can also take comments only to pass
them on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from campaigner.errors import CampaignerError, UsageError
from campaigner.names import FLAG, is_hidden
from campaigner.petitions.opening import OpenPetition
from campaigner.store import audit, comments, shown_names
from campaigner.store.comments import Comment
from campaigner.store.database import snapshot, transaction
from campaigner.text import has_pile_of_marks, without_guides
from campaigner.time_zones import local_time
from campaigner.vocabulary.signatures import CommentState, CommentUse

LONGEST = 500  # characters
MOST_LINES = 10
NAMES_SHOWN, COMMENTS_SHOWN = 50, 20


class CommentRefused(CampaignerError):
    """A comment that is too long, or not plain text."""


def clean_comment(text: str) -> str:
    """Returns a comment as it is kept: composed (NFC), its lines without spaces around them.

    Blank lines are one at most. Raises CommentRefused.
    """
    lines = [" ".join(line.split()) for line in without_guides(text).splitlines()]
    kept = unicodedata.normalize("NFC", "\n".join(lines)).strip()
    while "\n\n\n" in kept:
        kept = kept.replace("\n\n\n", "\n\n")
    if len(kept) > LONGEST or kept.count("\n") >= MOST_LINES:
        raise CommentRefused(
            f"A comment can have at most {LONGEST} characters and {MOST_LINES} lines."
        )
    if any(map(is_hidden, FLAG.sub("", kept).replace("\n", ""))):
        raise CommentRefused("A comment cannot contain control characters.")
    if has_pile_of_marks(kept):
        raise CommentRefused("A comment cannot have that many marks on one letter.")
    return kept


@dataclass(frozen=True, slots=True)
class Voice:
    """A comment as all can see it; without the name of somebody who did not agree to that."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """What a petition's page shows of those who signed, the newest first."""

    names: tuple[str, ...] = ()
    comments: tuple[Voice, ...] = ()


def voices(here: OpenPetition) -> Voices:
    """Returns the names and comments that a petition's page shows."""
    wanted, connection = here.campaign.petition, here.database.conn
    named = wanted.show_names
    names = shown_names.newest(connection, here.petition.id, NAMES_SHOWN) if named else []
    shows = wanted.comments is CommentUse.SHOWN
    found = comments.newest_approved(connection, here.petition.id, COMMENTS_SHOWN) if shows else []
    return Voices(
        tuple(names),
        tuple(Voice(each.text, each.name if named and each.is_named else "") for each in found),
    )


def comments_of(here: OpenPetition, state: CommentState) -> list[dict[str, object]]:
    """Returns the comments in a state, as organisers see them: of those who count, in order."""
    with snapshot(here.database) as connection:
        found = comments.of_petition(connection, here.petition.id, state)
    return [_shown(here, each) for each in found]


def _shown(here: OpenPetition, each: Comment) -> dict[str, object]:
    return {
        "comment": each.id,
        "state": each.state.value,
        "signature": each.signature,
        "name": each.name,
        "named": each.is_named,
        "text": each.text,
        "given_at": local_time(each.given_at, here.zone).isoformat(),
    }


def decide(here: OpenPetition, *, approve: Collection[int], refuse: Collection[int]) -> None:
    """Approve and refuse comments, by their numbers: all, or none. It can be decided again.

    The audit notes how many. Raises UsageError for a comment that is not there, as its author has
    changed or removed it, or that is to be both.
    """
    with transaction(here.database) as connection:
        for number in {*approve, *refuse}:
            if not comments.has(connection, here.petition.id, number):
                raise UsageError(
                    f"There is no comment {number}.",
                    hint="Its author may have changed or deleted it: list the comments again.",
                    code="unknown-comment",
                )
            if number in approve and number in refuse:
                raise UsageError(f"Comment {number} cannot be both approved and refused.")
        comments.decide(connection, approve, CommentState.APPROVED, here.now)
        comments.decide(connection, refuse, CommentState.REFUSED, here.now)
        counts = {"approved": len(set(approve)), "refused": len(set(refuse))}
        slug = here.petition.campaign
        audit.record(connection, here.now, here.actor, "comments decided", slug, **counts)
