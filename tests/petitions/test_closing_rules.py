"""When a petition opens and closes, and how long a mailed link works: to the second."""

from __future__ import annotations

import pytest

from campaigner.petitions.signing.applying import NotOpen
from campaigner.petitions.signing.confirmation import LinkRefused, LinkResult, confirm, withdraw
from campaigner.petitions.signing.tokens import DAYS_GOOD
from campaigner.store.database import Database
from petitioners import (
    WITHDRAW,
    confirmed,
    new_token,
    person,
    seconds,
    signed,
    the_petition,
    workspace_of,
)

# Open from 10 December 2026 to 10 June 2027; summer time begins in between.
OPENS, CLOSES = seconds("2026-12-10 00:00"), seconds("2027-06-10 23:00")
DAY = 86_400


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (OPENS - 1, False),
        (OPENS, True),
        (OPENS + 1, True),
        (CLOSES - 1, True),
        (CLOSES, False),
        (CLOSES + 1, False),
    ],
)
def test_a_petition_takes_signatures_from_one_midnight_to_another(
    database: Database, moment: int, taken: bool
) -> None:
    petition = the_petition(database)
    assert (petition.opens_at, petition.closes_at) == (OPENS, CLOSES)
    if taken:
        assert signed(database, petition, person(1), moment).signature
    else:
        with pytest.raises(NotOpen):
            signed(database, petition, person(1), moment)


# The domain rules, "Confirmation": after closing, links sent before still work for 24 hours.
@pytest.mark.parametrize(
    ("moment", "works"),
    [(CLOSES, True), (CLOSES + DAY - 1, True), (CLOSES + DAY, False), (CLOSES + DAY + 1, False)],
)
def test_a_link_sent_before_closing_works_for_a_day_after_it(
    database: Database, moment: int, works: bool
) -> None:
    made = signed(database, the_petition(database), person(1), CLOSES - 1)
    link = new_token(database, made.signature, CLOSES - 1)
    if works:
        assert confirm(workspace_of(database, moment), link).result is LinkResult.CONFIRMED
    else:
        with pytest.raises(LinkRefused) as refused:
            confirm(workspace_of(database, moment), link)
        assert refused.value.code == "petition-closed"


@pytest.mark.parametrize(("second", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_to_confirm_works_for_thirty_days(
    database: Database, second: int, works: bool
) -> None:
    made = signed(database, the_petition(database), person(1), OPENS)
    link = new_token(database, made.signature, OPENS)
    moment = OPENS + 30 * DAY + second
    if works:
        assert confirm(workspace_of(database, moment), link).result is LinkResult.CONFIRMED
    else:
        with pytest.raises(LinkRefused) as refused:
            confirm(workspace_of(database, moment), link)
        assert refused.value.code == "link-expired"


@pytest.mark.parametrize(("second", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_to_withdraw_works_until_it_expires(
    database: Database, second: int, works: bool
) -> None:
    made = confirmed(database, the_petition(database), person(1), OPENS)
    link = new_token(database, made.id, OPENS, purpose=WITHDRAW)
    moment = OPENS + DAYS_GOOD[WITHDRAW] * DAY + second
    if works:
        assert withdraw(workspace_of(database, moment), link).result is LinkResult.WITHDRAWN
    else:
        with pytest.raises(LinkRefused) as refused:
            withdraw(workspace_of(database, moment), link)
        assert refused.value.code == "link-expired"
