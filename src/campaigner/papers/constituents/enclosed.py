"""What constituents have written and agreed to pass on: comments, and letters that were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from campaigner.letters.supporters import supporter_key
from campaigner.papers.constituents.counts import areas_of_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.fonts.scripts import can_be_drawn
from campaigner.representatives.models import Representative
from campaigner.representatives.postcodes import PostcodeError, parse_postcode
from campaigner.store import comments, constituents
from campaigner.store.constituents import WrittenLetter
from campaigner.text import fold, listed, plural
from campaigner.vocabulary.representatives import Role
from campaigner.vocabulary.signatures import CommentState, CommentUse

_PDF = ".pdf"
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A comment that an organiser approved, and whose it is.

    Whoever gives a comment agrees that it is passed on with their name.
    """

    signature: int
    name: str
    text: str

    @property
    def is_drawable(self) -> bool:
        """Whether fonts at hand draw all of the comment and the name below it."""
        return can_be_drawn(self.name + self.text)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A constituent's letter: whose it is, its file, and the SHA-256 that the file has to have."""

    letter: int
    sender: str
    path: str
    sha256: str


@dataclass
class Letters:
    """The letters of a campaign by the numbers of those whom they are to.

    ``elsewhere`` counts by area those to somebody who does not hold the seat; ``not_pdf`` those
    that were made in another form.
    """

    to: Mapping[int, Sequence[Enclosed]] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    not_pdf: int = 0

    def remarks(self, areas: Mapping[str, str]) -> Iterator[str]:
        """Yields what an organiser should know; ``areas`` has the names of areas by code."""
        if self.elsewhere:
            letters = plural(sum(self.elsewhere.values()), "letter")
            named = listed(sorted(areas.get(each, each) for each in self.elsewhere), _MOST_NAMED)
            yield f"{letters} left out: made for somebody who does not hold the seat ({named})."
        if self.not_pdf:
            yield f"{plural(self.not_pdf, 'letter')} left out: not made as PDF."


def comments_by_area(here: OpenPetition, scheme: str) -> dict[str, tuple[PassedOn, ...]]:
    """Returns the approved comments of those who signed, by the code of their area."""
    if here.campaign.petition.comments is CommentUse.NONE:
        return {}
    found = comments.of_petition(here.database.conn, here.petition.id, CommentState.APPROVED)
    areas = areas_of_signatures(here, scheme, (each.signature for each in found))
    sorted_out: dict[str, list[PassedOn]] = defaultdict(list)
    for each in found:
        if code := areas.get(each.signature):
            sorted_out[code].append(PassedOn(each.signature, each.name, each.text))
    return {code: tuple(each) for code, each in sorted_out.items()}


def letters_of(
    here: OpenPetition,
    role: Role,
    people: Sequence[Representative],
    codes: Container[str] | None = None,
) -> Letters:
    """Returns the letters that were made for people who hold a role.

    ``codes`` are those of their areas, if they are not all who hold it.
    Those of people who have withdrawn, do not count or no longer agree are left out, and so is
    what the organisation wrote itself.
    """
    connection, campaign = here.database.conn, here.campaign.slug
    organisation = here.workspace.settings.organisation
    refused = _refused(here)
    refused.add(supporter_key(organisation.name, "", organisation.email))
    holders = {each.id for each in people}
    to: dict[int, list[Enclosed]] = defaultdict(list)
    elsewhere: dict[str, int] = defaultdict(int)
    not_pdf = 0
    for letter in constituents.letters_to(connection, campaign, role):
        if letter.supporter in refused:
            continue
        if letter.recipient not in holders:
            if codes is None or letter.area_code in codes:
                elsewhere[letter.area_code] += 1
        elif not letter.path.endswith(_PDF):
            not_pdf += 1
        else:
            to[letter.recipient].append(_enclosed(letter))
    in_order = {who: sorted(each, key=_by_name) for who, each in to.items()}
    return Letters(in_order, elsewhere, not_pdf)


def _refused(here: OpenPetition) -> set[bytes]:
    """The supporters who have taken back that a letter goes out in their name."""
    refused: set[bytes] = set()
    agreeing: set[bytes] = set()
    for name, postcode, email, agrees in constituents.who_took_back(
        here.database.conn, here.petition.id
    ):
        key = supporter_key(name, _as_written(postcode), email)
        (agreeing if agrees else refused).add(key)
    return refused - agreeing


def _as_written(postcode: str) -> str:
    try:
        return str(parse_postcode(postcode))
    except PostcodeError:
        return postcode


def _enclosed(letter: WrittenLetter) -> Enclosed:
    return Enclosed(letter.id, letter.sender_name, letter.path, letter.sha256)


def _by_name(letter: Enclosed) -> tuple[str, int]:
    return fold(letter.sender), letter.letter
