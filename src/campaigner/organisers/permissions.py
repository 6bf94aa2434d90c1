"""Who may do what: one table of acts and roles, and nothing beside it.

What is not in the table is not allowed. An account that is not active may do nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from campaigner.organisers.acts import Act
from campaigner.store.organisers import Account
from campaigner.vocabulary.desk import AccountRole

_ANYBODY = frozenset(AccountRole)
_OWNER = frozenset({AccountRole.OWNER})
_LEADS = _OWNER | {AccountRole.ORGANISER}
_EDITORS = _LEADS | {AccountRole.MODERATOR}
_TYPISTS = _EDITORS | {AccountRole.TYPIST}
_AMBASSADORS = _LEADS | {AccountRole.AMBASSADOR}
_PARTNERS = _LEADS | {AccountRole.PARTNER}
_AUDITORS = _LEADS | {AccountRole.AUDITOR}


class Reach(Enum):
    """What an act is about: a campaign, the whole workspace, or the person's own account."""

    CAMPAIGN = "campaign"
    WORKSPACE = "workspace"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do an act, and what else it takes.

    ``fresh``: the password was given a short time ago. ``people``: so many have to say yes.
    """

    roles: frozenset[AccountRole]
    reach: Reach = Reach.CAMPAIGN
    fresh: bool = False
    people: int = 1


_W = Reach.WORKSPACE

RULES: Mapping[Act, Rule] = {
    Act.USE_DESK: Rule(_ANYBODY, Reach.SELF),
    Act.CHANGE_OWN_ACCOUNT: Rule(_ANYBODY, Reach.SELF, fresh=True),
    Act.SEE_CAMPAIGN: Rule(_EDITORS | {AccountRole.AUDITOR}),
    Act.EDIT_CAMPAIGN: Rule(_LEADS),
    Act.CLOSE_PETITION: Rule(_LEADS),
    Act.ANSWER_PETITION: Rule(_LEADS),
    Act.REMOVE_CAMPAIGN: Rule(_OWNER, fresh=True, people=2),
    Act.SEARCH_SIGNATURES: Rule(_EDITORS),
    Act.ENTER_SIGNATURES: Rule(_LEADS),
    Act.IMPORT_SIGNATURES: Rule(_LEADS),
    Act.MODERATE_SIGNATURES: Rule(_EDITORS),
    Act.MODERATE_COMMENTS: Rule(_EDITORS),
    Act.EXPORT_SIGNATURES: Rule(_LEADS, fresh=True),
    Act.PRINT_SHEETS: Rule(_TYPISTS),
    Act.TYPE_PAPER: Rule(_TYPISTS),
    Act.MAKE_PICTURES: Rule(_EDITORS),
    Act.MAKE_PAPERS: Rule(_LEADS),
    Act.MAKE_PAPERS_WITH_NAMES: Rule(_LEADS, fresh=True),
    Act.RECORD_DELIVERIES: Rule(_LEADS),
    Act.SEE_LETTERS: Rule(_LEADS),
    Act.WRITE_LETTERS: Rule(_LEADS),
    Act.RECORD_REPLIES: Rule(_LEADS),
    Act.SEE_SOURCE: Rule(_AMBASSADORS),
    Act.MANAGE_SOURCES: Rule(_LEADS, _W),
    Act.SEE_CONSENTS: Rule(_PARTNERS),
    Act.EXPORT_CONSENTS: Rule(_PARTNERS, fresh=True),
    Act.STOP_CONTACT: Rule(_LEADS, _W),
    Act.WRITE_UPDATES: Rule(_LEADS),
    Act.SEND_UPDATES: Rule(_LEADS, fresh=True),
    Act.MANAGE_EVENTS: Rule(_LEADS),
    Act.EXPORT_BOOKINGS: Rule(_LEADS, fresh=True),
    Act.VERIFY_LEDGER: Rule(_AUDITORS),
    Act.PUBLISH_LEDGER: Rule(_LEADS),
    Act.DRAW_SAMPLE: Rule(_AUDITORS, fresh=True),
    Act.WITNESS_OTHERS: Rule(_OWNER, _W),
    Act.SEE_REPRESENTATIVES: Rule(_EDITORS),
    Act.EDIT_REPRESENTATIVES: Rule(_LEADS, _W),
    Act.SEE_MAIL: Rule(_LEADS, _W),
    Act.SEND_MAIL: Rule(_LEADS, _W),
    Act.ANSWER_REQUESTS: Rule(_LEADS, _W),
    Act.EXPORT_PERSON: Rule(_LEADS, _W, fresh=True),
    Act.ERASE_PERSON: Rule(_LEADS, _W, fresh=True),
    Act.REMOVE_OLD_DATA: Rule(_OWNER, _W, fresh=True),
    Act.EXPORT_EVERYTHING: Rule(_OWNER, _W, fresh=True, people=2),
    Act.CHANGE_SETTINGS: Rule(_OWNER, _W, fresh=True),
    Act.MAKE_BACKUP: Rule(_OWNER, _W, fresh=True),
    Act.CARE_FOR_DATABASE: Rule(_OWNER, _W),
    Act.SEE_AUDIT: Rule(_OWNER | {AccountRole.AUDITOR}, _W),
    Act.MANAGE_ORGANISERS: Rule(_OWNER, _W, fresh=True),
}


def may(
    account: Account, act: Act, *, campaign: str = "", source: str = "", partner: str = ""
) -> bool:
    """Returns whether an account may do an act.

    Without a ``campaign`` the act is about all of them. An ambassador may for the account's own
    ``source`` alone, a partner for the account's own ``partner``.
    """
    rule = RULES.get(act)
    if rule is None or not account.active or account.role not in rule.roles:
        return False
    if rule.reach is Reach.SELF:
        return True
    if account.role is AccountRole.AMBASSADOR and not _is_own(account.source, source):
        return False
    if account.role is AccountRole.PARTNER and not _is_own(account.partner, partner):
        return False
    if account.everywhere:
        return True
    return rule.reach is Reach.CAMPAIGN and campaign in account.campaigns


def needs_fresh_login(act: Act) -> bool:
    """Returns whether the password must have been given a short time ago."""
    return RULES[act].fresh


def needs_two_people(act: Act) -> bool:
    """Returns whether a second person has to say yes."""
    return RULES[act].people > 1


def _is_own(own: str, asked: str) -> bool:
    return bool(own) and own == asked
