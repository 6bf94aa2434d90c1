"""Who may do what: every role and every act."""

from __future__ import annotations

import pytest

from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import (
    RULES,
    may,
    needs_fresh_login,
    needs_two_people,
)
from campaigner.store.organisers import Account
from campaigner.vocabulary.desk import AccountRole

OWNER, ORGANISER, MODERATOR, TYPIST, AMBASSADOR, PARTNER, AUDITOR = AccountRole

# Beside owners, who may do everything, and organisers, in the second and third tables.
ALSO = {
    MODERATOR: {
        Act.SEE_CAMPAIGN, Act.SEARCH_SIGNATURES, Act.MODERATE_SIGNATURES, Act.MODERATE_COMMENTS,
        Act.PRINT_SHEETS, Act.TYPE_PAPER, Act.MAKE_PICTURES, Act.SEE_REPRESENTATIVES,
    },
    TYPIST: {Act.PRINT_SHEETS, Act.TYPE_PAPER},
    AMBASSADOR: {Act.SEE_SOURCE},
    PARTNER: {Act.SEE_CONSENTS, Act.EXPORT_CONSENTS},
    AUDITOR: {Act.SEE_CAMPAIGN, Act.VERIFY_LEDGER, Act.DRAW_SAMPLE, Act.SEE_AUDIT},
}  # fmt: skip
OWNERS_ALONE = {
    Act.REMOVE_CAMPAIGN, Act.WITNESS_OTHERS, Act.REMOVE_OLD_DATA, Act.EXPORT_EVERYTHING,
    Act.CHANGE_SETTINGS, Act.MAKE_BACKUP, Act.CARE_FOR_DATABASE, Act.MANAGE_ORGANISERS,
}  # fmt: skip
WORKSPACE = {
    Act.MANAGE_SOURCES, Act.STOP_CONTACT, Act.WITNESS_OTHERS, Act.EDIT_REPRESENTATIVES,
    Act.SEE_MAIL, Act.SEND_MAIL, Act.ANSWER_REQUESTS, Act.EXPORT_PERSON,
    Act.ERASE_PERSON, Act.REMOVE_OLD_DATA,
    Act.EXPORT_EVERYTHING, Act.CHANGE_SETTINGS, Act.MAKE_BACKUP, Act.CARE_FOR_DATABASE,
    Act.SEE_AUDIT, Act.MANAGE_ORGANISERS,
}  # fmt: skip
SELF = {Act.USE_DESK, Act.CHANGE_OWN_ACCOUNT}
OWN = {"source": "amira", "partner": "bakers"}


def account(
    role: AccountRole,
    number: int = 1,
    *,
    everywhere: bool = True,
    accepted: int | None = 1,
    removed: int | None = None,
) -> Account:
    campaigns = frozenset() if everywhere else frozenset({"bread"})
    return Account(
        number, "a@example.org", "A", "en", role, everywhere, campaigns,
        "amira" if role is AMBASSADOR else "", "bakers" if role is PARTNER else "",
        0, accepted, removed,
    )  # fmt: skip


def is_for(role: AccountRole, act: Act) -> bool:
    if role is OWNER or act in SELF:
        return True
    if role is ORGANISER:
        return act not in OWNERS_ALONE | {Act.SEE_AUDIT}
    return act in ALSO[role]


def test_every_act_has_a_rule() -> None:
    assert set(RULES) == set(Act)
    assert all(OWNER in rule.roles for rule in RULES.values())


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", AccountRole)
def test_each_role_may_do_what_is_in_the_table_and_nothing_else(
    role: AccountRole, act: Act
) -> None:
    assert may(account(role), act, campaign="bread", **OWN) is is_for(role, act)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", [role for role in AccountRole if role is not OWNER])
def test_an_account_for_one_campaign_reaches_no_other_and_not_the_workspace(
    role: AccountRole, act: Act
) -> None:
    of_bread = account(role, everywhere=False)
    wanted = is_for(role, act) and act not in WORKSPACE
    assert may(of_bread, act, campaign="bread", **OWN) is wanted
    for elsewhere in ("", "cake", "bread ", "BREAD", "*"):
        assert may(of_bread, act, campaign=elsewhere, **OWN) is (act in SELF)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("other", ["", "omar", "Amira", "bakers"])
def test_an_ambassador_sees_their_own_source_alone(act: Act, other: str) -> None:
    assert act in SELF or not may(
        account(AMBASSADOR), act, campaign="bread", source=other, partner="bakers"
    )


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("other", ["", "millers", "Bakers", "amira"])
def test_a_partner_sees_their_own_consents_alone(act: Act, other: str) -> None:
    assert act in SELF or not may(
        account(PARTNER), act, campaign="bread", source="amira", partner=other
    )


@pytest.mark.parametrize("role", AccountRole)
def test_who_has_not_accepted_or_was_removed_may_do_nothing(role: AccountRole) -> None:
    for closed in (account(role, accepted=None), account(role, removed=2)):
        assert not any(may(closed, act, campaign="bread", **OWN) for act in Act)


def test_a_value_that_is_not_an_act_is_not_allowed() -> None:
    assert not may(account(OWNER), "become-owner")  # type: ignore[arg-type]


def test_exports_and_erasure_need_a_fresh_log_in() -> None:
    assert all(needs_fresh_login(act) for act in Act if "export" in act or "erase" in act)
    assert needs_fresh_login(Act.MANAGE_ORGANISERS)
    assert not needs_fresh_login(Act.SEE_CAMPAIGN)


def test_removing_a_campaign_and_exporting_everything_take_two_people() -> None:
    assert {act for act in Act if needs_two_people(act)} == {
        Act.REMOVE_CAMPAIGN,
        Act.EXPORT_EVERYTHING,
    }
