"""What makes a group of signatures suspect. Pure: values in, groups out.

===============  ===================================================================
why              rule
===============  ===================================================================
same network     6 or more from one household's network
throw-away       3 or more with addresses at one domain of throw-away mailboxes
burst            20 or more within 10 seconds, ten times as many as otherwise
regular gaps     9 or more of one network, domain or source one after the other, with
                 gaps that are the same: to the second from 3 seconds on, within a
                 second from 10 seconds on
names alike      5 or more of one name within an hour, numbers aside
addresses alike  5 or more whose addresses differ in numbers alone
===============  ===================================================================

None of it proves anything: a school has one network, too. A person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from campaigner.petitions.signing.throwaway import is_throwaway

NETWORK, THROWAWAY, NAMES, ADDRESSES = 6, 3, 5, 5
BURST, BURST_SECONDS, TIMES_USUAL = 20, 10, 10
REGULAR, SHORTEST_GAP, LONG_GAP = 9, 3, 10
HOUR = 3600
_Key = Callable[["Seen"], str | bytes]
_NUMBERS = re.compile(r"[\d._+-]+")


class Why(StrEnum):
    """Why a group is suspect."""

    NETWORK = "network"
    THROWAWAY = "throwaway"
    BURST = "burst"
    GAPS = "gaps"
    NAMES = "names"
    ADDRESSES = "addresses"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at of a signature; ``network`` is a keyed hash, empty if it is not known."""

    number: int
    name_key: str
    email: str
    network: bytes
    source: str
    signed_at: int

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.email.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Group:
    """Signatures with something in common, the first of them first.

    ``why`` has every reason for which just these are a group. ``seconds`` is how far apart they
    are, if the gaps are regular, or within how many seconds they came. ``what`` is the domain.
    """

    why: tuple[Why, ...]
    numbers: tuple[int, ...]
    first: int
    last: int
    seconds: int = 0
    what: str = ""

    @property
    def count(self) -> int:
        """How many signatures are in it."""
        return len(self.numbers)


def groups_of(seen: Iterable[Seen]) -> list[Group]:
    """Returns the groups among signatures, the largest first; the same people are one group."""
    in_order = sorted(seen, key=lambda each: (each.signed_at, each.number))
    found: dict[tuple[int, ...], Group] = {}
    for rule in (_networks, _throwaway, _gaps, _names, _addresses, _bursts):
        for group in rule(in_order):
            known = found.get(group.numbers)
            found[group.numbers] = _both(known, group) if known else group
    return sorted(found.values(), key=lambda each: (-each.count, each.numbers))


def _both(one: Group, other: Group) -> Group:
    why = tuple(dict.fromkeys((*one.why, *other.why)))
    seconds, what = one.seconds or other.seconds, one.what or other.what
    return Group(why, one.numbers, one.first, one.last, seconds, what)


def _group(why: Why, members: Sequence[Seen], seconds: int = 0, what: str = "") -> Group:
    numbers = tuple(each.number for each in members)
    return Group((why,), numbers, members[0].signed_at, members[-1].signed_at, seconds, what)


def _by(seen: Sequence[Seen], key: _Key) -> Iterator[tuple[str, list[Seen]]]:
    """Yields those that have a value in common; an empty value is none."""
    found: defaultdict[str | bytes, list[Seen]] = defaultdict(list)
    for each in seen:
        if value := key(each):
            found[value].append(each)
    return ((str(value), members) for value, members in found.items())


def _networks(seen: Sequence[Seen]) -> Iterator[Group]:
    for _, members in _by(seen, lambda each: each.network):
        if len(members) >= NETWORK:
            yield _group(Why.NETWORK, members)


def _throwaway(seen: Sequence[Seen]) -> Iterator[Group]:
    for domain, members in _by(seen, lambda each: each.domain):
        if len(members) >= THROWAWAY and is_throwaway(f"x@{domain}"):
            yield _group(Why.THROWAWAY, members, what=domain)


def _names(seen: Sequence[Seen]) -> Iterator[Group]:
    for _, members in _by(seen, lambda each: _without_numbers(each.name_key)):
        yield from (_group(Why.NAMES, run) for run in _within(members, HOUR, NAMES))


def _addresses(seen: Sequence[Seen]) -> Iterator[Group]:
    for _, members in _by(seen, lambda each: _stem(each.email)):
        if len(members) >= ADDRESSES:
            yield _group(Why.ADDRESSES, members)


def _without_numbers(name_key: str) -> str:
    return name_key if name_key.isalpha() else "".join(filter(str.isalpha, name_key))


def _stem(email: str) -> str:
    """Returns an address without numbers; empty if it has none, or nothing else."""
    local, _, domain = email.lower().partition("@")
    stem = _NUMBERS.sub("", local)
    return f"{stem}@{domain}" if stem and any(map(str.isdigit, local)) else ""


def _within(members: Sequence[Seen], seconds: int, at_least: int) -> Iterator[list[Seen]]:
    """Yields the longest runs in which each is so close to the first that they are a group."""
    start = 0
    while start <= len(members) - at_least:
        end = start
        while end < len(members) and members[end].signed_at - members[start].signed_at < seconds:
            end += 1
        if end - start >= at_least:
            yield list(members[start:end])
            start = end
        else:
            start += 1


def _bursts(seen: Sequence[Seen]) -> Iterator[Group]:
    """Yields bursts among all signatures, beside what is usual in the rest of the time."""
    if not seen:
        return
    span = seen[-1].signed_at - seen[0].signed_at
    for run in _within(seen, BURST_SECONDS, BURST):
        usual = (len(seen) - len(run)) / max(span / BURST_SECONDS - 1, 1)
        if len(run) >= TIMES_USUAL * usual:
            yield _group(Why.BURST, run, BURST_SECONDS)


def _gaps(seen: Sequence[Seen]) -> Iterator[Group]:
    """Yields runs with regular gaps, each in the narrowest of what its members have in common."""
    told = set[int]()
    keys: tuple[_Key, ...] = (
        lambda each: each.network,
        lambda each: each.domain,
        lambda each: each.source,
    )
    for key in keys:
        for _, members in _by(seen, key):
            for run, gap in _regular(members):
                if told.isdisjoint(each.number for each in run):
                    told.update(each.number for each in run)
                    yield _group(Why.GAPS, run, gap)


def _regular(members: Sequence[Seen]) -> Iterator[tuple[Sequence[Seen], int]]:
    """Yields runs whose gaps are the same, with the first of them in seconds."""
    times = [each.signed_at for each in members]
    gaps = [after - before for before, after in pairwise(times)]
    start = 0
    while start + REGULAR <= len(times):
        if gaps[start] < SHORTEST_GAP:  # thousands may sign in one second
            start += 1
            continue
        end = _end_of_regular(gaps, start)
        if end - start >= REGULAR - 1:
            yield members[start : end + 1], gaps[start]
            start = end
        else:
            start += 1


def _end_of_regular(gaps: Sequence[int], start: int) -> int:
    """Returns the place after the last of the gaps that are the same from there on."""
    low = high = gaps[start]
    slack = 2 if low >= LONG_GAP else 0  # a second more or less than the middle
    end = start + 1
    while end < len(gaps):
        low, high = min(low, gaps[end]), max(high, gaps[end])
        if high - low > slack:
            break
        end += 1
    return end
