"""Which signatures are suspect together, by rule, and what Olive is told about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.moderation import suspect_rules
from campaigner.petitions.moderation.decisions import Act, invalidate, preview
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.moderation.suspect_rules import Seen, Why, groups_of
from campaigner.petitions.moderation.suspects import suspect_groups
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.store.signatures import add_networks
from petitioners import NOON, SLUG, application, confirmed, person

HOME, OTHER = b"home", b"other"


def seen(
    number: int, at: int, *, name: str = "", email: str = "", network: bytes = b"", source: str = ""
) -> Seen:
    """One of many who have nothing in common unless it is said."""
    who = chr(97 + number // 26) + chr(97 + number % 26)
    address = email or f"{who}@{who}.example"
    return Seen(number, name or f"person{who}", address, network, source, at)


def some(times: Iterable[int], **common: object) -> list[Seen]:
    return [seen(number, at, **common) for number, at in enumerate(times)]  # type: ignore[arg-type]


def irregular(number: int, step: int = 100) -> list[int]:
    """Times that have no rhythm."""
    return [place * step + place * place * 7 % step for place in range(number)]


@pytest.mark.parametrize(
    ("signatures", "why"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param(some(irregular(60)), [], id="people"),
        pytest.param(some(irregular(5), network=HOME), [], id="a family"),
        pytest.param(some(irregular(6), network=HOME), ["network"], id="one network"),
        pytest.param(some(irregular(2), email="a@mailinator.com"), [], id="two thrown away"),
        pytest.param(some(irregular(3), email="a@mailinator.com"), ["throwaway"], id="three"),
        pytest.param(some(irregular(3), email="a@x.mailinator.com"), ["throwaway"], id="below it"),
        pytest.param(some(irregular(9), email="a@example.org"), [], id="one domain"),
        pytest.param(some(irregular(4), name="janesmith"), [], id="four of a name"),
        pytest.param(some(irregular(5), name="janesmith"), ["names"], id="five of a name"),
        pytest.param(some(irregular(5, 3000), name="janesmith"), [], id="over hours"),
        pytest.param(
            [seen(n, at, name=f"bot{n}") for n, at in enumerate(irregular(5))], ["names"],
            id="numbered names",
        ),
        pytest.param(
            [seen(n, at, email=f"jo.{n}@a.example") for n, at in enumerate(irregular(5))],
            ["addresses"], id="numbered addresses",
        ),
        pytest.param(
            [seen(n, at, email=f"jo.{n}@{n}.example") for n, at in enumerate(irregular(9))], [],
            id="of many domains",
        ),
        pytest.param(some([7] * 20), ["burst"], id="twenty at once"),
        pytest.param(some([7] * 19), [], id="nineteen"),
        pytest.param(some(place // 30 for place in range(600)), [], id="a busy day"),
        pytest.param(some(range(0, 90, 10), network=HOME), ["network", "gaps"], id="every ten"),
        pytest.param(some(range(0, 80, 10), source="amira"), [], id="eight"),
        pytest.param(some(range(0, 270, 30), source="amira"), ["gaps"], id="of a source"),
        pytest.param(some(range(0, 18, 2), source="amira"), [], id="too quick to tell"),
        pytest.param(
            some([0, 31, 61, 90, 121, 151, 181, 210, 240], source="amira"), ["gaps"], id="jitter"
        ),
        pytest.param(
            some([0, 5, 10, 15, 21, 26, 31, 36, 41], source="amira"), [], id="short and uneven"
        ),
    ],
)  # fmt: skip
def test_a_rule_says_why(signatures: list[Seen], why: list[str]) -> None:
    found = groups_of(signatures)
    assert [each for group in found for each in group.why] == why


def test_the_same_people_are_one_group_with_every_reason() -> None:
    bot = [seen(n, n * 30, email=f"b{n}@mailinator.com", network=HOME) for n in range(40)]
    (group,) = groups_of([*bot, *some([5, 99, 1234])])[:1]
    assert group.why == (Why.NETWORK, Why.THROWAWAY, Why.GAPS, Why.ADDRESSES)
    assert (group.count, group.first, group.last, group.seconds) == (40, 0, 39 * 30, 30)
    assert group.what == "mailinator.com"


def test_the_largest_group_is_first() -> None:
    small = [seen(n, at, network=HOME) for n, at in enumerate(irregular(6))]
    large = [seen(50 + n, at, network=OTHER) for n, at in enumerate(irregular(9))]
    assert [each.count for each in groups_of([*small, *large])] == [9, 6]


def test_each_of_a_busy_second_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = list[int]()

    def noted(gaps: Sequence[int], start: int) -> int:
        end = end_of_regular(gaps, start)
        looked_at.append(end - start)
        return end

    end_of_regular = suspect_rules._end_of_regular
    monkeypatch.setattr(suspect_rules, "_end_of_regular", noted)
    groups_of(some([7] * 600 + [8] * 600 + list(range(9, 400, 5)), source="web", network=HOME))
    assert 0 < sum(looked_at) < 3 * 1_280


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    """Three people, and seven of a bot from one network."""
    opened = open_petition(here, SLUG)
    for number in range(3):
        confirmed(here.database, opened.petition, person(number), NOON + 77 * number * number)
    for number in range(7):
        who = application(f"Bot {'abcdefg'[number]}", f"bot{number}@mailinator.com")
        made = confirmed(here.database, opened.petition, who, NOON + 20 * number)
        add_networks(here.database.conn, opened.petition.id, [(made.id, HOME)], NOON)
    return opened


def test_olive_finds_the_bot_and_all_of_it(petition: OpenPetition) -> None:
    (group,) = suspect_groups(petition).groups
    assert group.why == (Why.NETWORK, Why.THROWAWAY, Why.ADDRESSES)
    assert (group.count, f"{group.first:%H:%M:%S}", f"{group.last:%H:%M:%S}") == (
        7, "12:00:00", "12:02:00")  # fmt: skip
    assert preview(petition, Act.INVALIDATE, group.wanted).count == 7
    assert invalidate(petition, group.wanted) == 7
    assert suspect_groups(petition).groups == ()


def test_a_filter_of_a_domain_finds_those_of_other_networks(petition: OpenPetition) -> None:
    petition.database.execute("DELETE FROM networks")
    (group,) = suspect_groups(petition).groups
    assert group.wanted == SignatureFilter(domain="mailinator.com")


def test_olive_is_told_how_many_were_looked_at(petition: OpenPetition) -> None:
    found = suspect_groups(petition)
    assert (found.looked_at, found.since) == (10, None)
