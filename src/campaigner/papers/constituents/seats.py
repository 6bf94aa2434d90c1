"""The seats of a role: who holds them, which are vacant, and how many have signed in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from campaigner.campaigns.models import NAMED_ROLES
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.papers.constituents.counts import AreaCounts, counts_in
from campaigner.petitions.counts.areas import known_areas
from campaigner.petitions.opening import OpenPetition
from campaigner.representatives import lookup
from campaigner.representatives.models import Area, Representative, Vacancy
from campaigner.representatives.names import name_key
from campaigner.representatives.schemes import has_one_seat
from campaigner.text import listed
from campaigner.vocabulary.representatives import Role

MOST_NAMED = 12


@dataclass(frozen=True)
class Seats:
    """The seats in the areas of one scheme.

    ``counts`` has the signatures of each area, ``held`` who holds seats there. ``vacant`` are
    seats that nobody holds, ``unknown`` areas where people signed and nobody is known.
    """

    counts: AreaCounts
    held: tuple[Representative, ...]
    vacant: tuple[Vacancy, ...] = ()
    unknown: tuple[Area, ...] = ()

    def within(self, codes: Container[str]) -> Seats:
        """Returns the seats of some areas alone."""
        counts = {code: count for code, count in self.counts.by_code.items() if code in codes}
        return Seats(
            AreaCounts(self.counts.scheme, counts),
            tuple(each for each in self.held if each.area and each.area.code in codes),
            tuple(each for each in self.vacant if each.area.code in codes),
            tuple(each for each in self.unknown if each.code in codes),
        )

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all areas that there are."""
        return frozenset({area.code for area in self.areas} | self.counts.by_code.keys())

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that have somebody or a vacant seat, each as often."""
        held = (each.area for each in self.held if each.area)
        return (*held, *(each.area for each in self.vacant))

    def count_of(self, area: Area | None) -> int:
        """Returns how many signatures count in an area."""
        return self.counts.by_code.get(area.code, 0) if area else 0

    @property
    def signed(self) -> tuple[Representative, ...]:
        """Those who represent areas where people have signed, by area and name."""
        found = [each for each in self.held if self.count_of(each.area)]
        return tuple(sorted(found, key=_in_order))

    @property
    def unsigned(self) -> tuple[Representative, ...]:
        """Those who represent areas where nobody has signed yet."""
        return tuple(each for each in self.held if not self.count_of(each.area))


def seats_of(here: OpenPetition, role: Role, language: str) -> tuple[Seats, ...]:
    """Returns the seats of a role today, those of each scheme of areas together.

    Raises UsageError for a role that represents no area, CampaignerError if nobody is known to hold
    the role for an area.
    """
    if role in NAMED_ROLES:
        raise UsageError(
            f"The role {role} represents no area: nobody is a constituent of theirs.",
            hint="Choose a role that represents areas, such as mp.",
            code="role-without-areas",
        )
    held = lookup.representatives(here.database, role=role, language=language, today=here.today)
    vacant = lookup.vacant_seats(here.database, role, language)
    schemes = sorted(
        {each.area.scheme for each in held if each.area} | {each.area.scheme for each in vacant}
    )
    if not any(each.area for each in held):
        raise CampaignerError(
            f"Nobody is known in the role {role} who represents an area.", code="nobody-in-role"
        )
    return tuple(_seats_in(here, scheme, held, vacant, language) for scheme in schemes)


def seats_in(seats: Iterable[Seats], codes: Iterable[str]) -> tuple[Seats, ...]:
    """Returns the seats of some areas alone. Raises UnknownName for a code that no area has."""
    seats = tuple(seats)
    known = {code.casefold(): code for each in seats for code in each.codes}
    wanted = set()
    for code in codes:
        if code.strip().casefold() not in known:
            raise UnknownName("area", code, known.values())
        wanted.add(known[code.strip().casefold()])
    return tuple(each.within(wanted) for each in seats)


def _seats_in(
    here: OpenPetition,
    scheme: str,
    held: Sequence[Representative],
    vacant: Sequence[Vacancy],
    language: str,
) -> Seats:
    counts = counts_in(here, scheme)
    sitting = tuple(each for each in held if each.area and each.area.scheme == scheme)
    empty = tuple(each for each in vacant if each.area.scheme == scheme)
    seen = {area.code for area in Seats(counts, sitting, empty).areas}
    known = known_areas(here.database, scheme, language=language, today=here.today)
    unknown = (
        Area(scheme, code, known[code].name if code in known else code)
        for code in sorted(counts.by_code.keys() - seen)
    )
    return Seats(counts, sitting, empty, tuple(unknown))


def remarks_on(seats: Sequence[Seats], role: Role) -> Iterator[str]:
    """Yields what an organiser should know of the seats, a sentence each."""
    for each in seats:
        yield from (_of_vacancy(vacancy, each) for vacancy in each.vacant)
        if each.unknown:
            names = listed([area.name for area in each.unknown], MOST_NAMED)
            count = sum(map(each.count_of, each.unknown))
            yield f"No representative is known for {names}, where {count:,} signed."
        yield from _of_crowded(each, role)
    yield from _of_namesakes([person for each in seats for person in each.signed])


def _of_vacancy(vacancy: Vacancy, seats: Seats) -> str:
    count = seats.count_of(vacancy.area)
    return f"{vacancy.sentence.removesuffix('.')}: {count:,} signed there."


def _of_crowded(seats: Seats, role: Role) -> Iterator[str]:
    """Several who sit for an area that has one seat."""
    if not has_one_seat(role, seats.counts.scheme):
        return
    sitting = Counter(each.area.code for each in seats.signed if each.area)
    for code in sorted(code for code, number in sitting.items() if number > 1):
        people = [each for each in seats.signed if each.area and each.area.code == code]
        names = " and ".join(each.name for each in people)
        area = people[0].area.name if people[0].area else code
        yield f"{names} are both listed for {area}, which has one seat: each has a pack."


def _of_namesakes(people: Sequence[Representative]) -> Iterator[str]:
    by_name: dict[str, list[Representative]] = defaultdict(list)
    for person in people:
        by_name[name_key(person.name)].append(person)
    for alike in by_name.values():
        areas = sorted({each.area.name for each in alike if each.area})
        if len(areas) > 1:
            yield f"{alike[0].name} is the name of {len(alike)}: of {' and of '.join(areas)}."


def _in_order(person: Representative) -> tuple[str, str, int]:
    return person.area.name if person.area else "", name_key(person.name), person.membership
