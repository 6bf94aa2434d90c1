"""What needs a look in a campaign, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from account_holders import joined
from campaigner.campaigns.loader import defined_campaign
from campaigner.care.backups import back_up
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE
from campaigner.organisers.acts import Act
from campaigner.overview import matters
from campaigner.overview.matters import Look, Matter, needs_a_look
from campaigner.privacy.requests import Typed, add_request
from campaigner.store import comments, outbox
from campaigner.store.consents import Words
from campaigner.store.database import transaction
from campaigner.store.mail_server import note_trouble
from campaigner.store.organisers import Account, Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.mail import Blame, MailKind
from petitioners import NOON, SLUG, application, confirmed, signed, the_petition

ROLES = {
    AccountRole.OWNER: Place(AccountRole.OWNER, everywhere=True),
    AccountRole.AUDITOR: Place(AccountRole.AUDITOR, frozenset({SLUG})),
    AccountRole.MODERATOR: Place(AccountRole.MODERATOR, frozenset({SLUG})),
    AccountRole.ORGANISER: Place(AccountRole.ORGANISER, frozenset({SLUG})),
}


@pytest.fixture
def owner(here: OpenWorkspace) -> Account:
    the_petition(here.database)
    return account(here, AccountRole.OWNER)


def account(here: OpenWorkspace, role: AccountRole) -> Account:
    return joined(here, f"{role}@example.org", ROLES[role], f"{role.title()} Sample")


def found(here: OpenWorkspace, by: Account) -> dict[Matter, Look]:
    return {look.matter: look for look in needs_a_look(here, SLUG, by)}


def suspects(here: OpenWorkspace) -> None:
    for name in ("Eve", "Mallory"):
        wish = application(f"{name} Sample", f"{name.lower()}@example.org")
        signed(here.database, the_petition(here.database), wish, suspect=True)


def a_comment(here: OpenWorkspace) -> None:
    made = confirmed(here.database, the_petition(here.database), application())
    with transaction(here.database) as connection:
        words = Words("en", "Pass my comment on.")
        comments.add(connection, made.id, made.petition, "We queue for bread.", words, NOON)


def trouble(here: OpenWorkspace) -> None:
    with transaction(here.database) as connection:
        note_trouble(connection, "the server refuses the login (535)", NOON)


def late_mail(here: OpenWorkspace) -> None:
    made = confirmed(here.database, the_petition(here.database), application())
    with transaction(here.database) as connection:
        outbox.add_mail(connection, MailKind.CONFIRM, made.id, NOON - 7200)


def mail_given_up(here: OpenWorkspace, blame: Blame) -> None:
    made = confirmed(here.database, the_petition(here.database), application())
    with transaction(here.database) as connection:
        (mail, *_) = outbox.mails_of(connection, made.id)
        outbox.mark_failed(connection, mail.id, blame, "the address does not exist", None, NOON)


@pytest.mark.parametrize(
    ("happens", "matter", "count"),
    [
        (suspects, Matter.SUSPECTS, 2),
        (a_comment, Matter.COMMENTS, 1),
        (trouble, Matter.MAIL_STOPPED, 0),
        (late_mail, Matter.MAIL_LATE, 1),
        (lambda here: mail_given_up(here, Blame.ADDRESS), Matter.BOUNCED, 1),
        (lambda here: mail_given_up(here, Blame.MAIL), Matter.GIVEN_UP, 1),
    ],
    ids=["suspects", "comment", "trouble", "late", "bounced", "given-up"],
)
def test_olive_is_told_of_what_happens(
    here: OpenWorkspace,
    owner: Account,
    happens: Callable[[OpenWorkspace], None],
    matter: Matter,
    count: int,
) -> None:
    assert matter not in found(here, owner)
    happens(here)
    assert found(here, owner)[matter].count == count


def test_olive_reads_what_the_mail_server_said(here: OpenWorkspace, owner: Account) -> None:
    trouble(here)
    late_mail(here)
    look = found(here, owner)[Matter.MAIL_STOPPED]
    assert (look.words, look.since) == ("the server refuses the login (535)", NOON)
    assert Matter.MAIL_LATE not in found(here, owner)  # it is why


def test_what_bounced_long_ago_is_not_told_again(here: OpenWorkspace, owner: Account) -> None:
    mail_given_up(here, Blame.ADDRESS)
    assert Matter.BOUNCED not in found(replace(here, now=here.now + timedelta(days=8)), owner)


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (8, False), (24, True), (60, True)])
def test_requests_are_told_when_their_last_day_is_near(
    here: OpenWorkspace, owner: Account, days: int, is_told: bool
) -> None:
    add_request(here, MACHINE, Typed("access", "email", "2026-12-10", "suzie@example.org"))
    looks = found(replace(here, now=here.now + timedelta(days=days)), owner)
    assert (Matter.REQUESTS in looks) == is_told


def test_comments_of_people_who_do_not_count_wait(here: OpenWorkspace, owner: Account) -> None:
    made = signed(here.database, the_petition(here.database), application())
    with transaction(here.database) as connection:
        words = Words("en", "Pass my comment on.")
        comments.add(connection, made.signature, 1, "We queue for bread.", words, NOON)
    assert Matter.COMMENTS not in found(here, owner)


def test_a_backup_is_asked_for_once_somebody_has_signed(
    here: OpenWorkspace, owner: Account
) -> None:
    assert Matter.NO_BACKUP not in found(here, owner)
    confirmed(here.database, the_petition(here.database), application())
    assert Matter.NO_BACKUP in found(here, owner)
    back_up(here.workspace, here.workspace.root / "copy.db", here.moment)
    assert not {Matter.NO_BACKUP, Matter.BACKUP} & set(found(here, owner))
    look = found(replace(here, now=here.now + timedelta(days=8)), owner)[Matter.BACKUP]
    assert look.since == here.moment


def test_a_disk_with_less_room_than_a_backup_needs_is_told(
    here: OpenWorkspace, owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matters, "_LEAST_FREE", 2**62)
    assert found(here, owner)[Matter.DISK].words.replace(".", "").isdigit()


@pytest.mark.parametrize(
    ("days", "matter"),
    [(-400, None), (-10, Matter.FACTS_SOON), (0, Matter.FACTS_SOON), (1, Matter.FACTS)],
)
def test_facts_are_told_before_and_after_their_day(
    here: OpenWorkspace, owner: Account, days: int, matter: Matter | None
) -> None:
    campaign = defined_campaign(here.workspace.campaign_folder(SLUG))
    first = min(
        min(fact.review_by, fact.as_of + timedelta(days=365)) for _, _, fact in campaign.claims()
    )
    day = datetime.combine(first, time(12), UTC) + timedelta(days=days)
    told = set(found(replace(here, now=day), owner)) & {Matter.FACTS, Matter.FACTS_SOON}
    assert (matter in told) if matter else not told
    assert (Matter.FACTS in told) == (matter is Matter.FACTS)


def test_mistakes_in_a_definition_are_counted_and_the_rest_is_told(
    here: OpenWorkspace, owner: Account
) -> None:
    suspects(here)
    folder = here.workspace.campaigns_folder / SLUG
    folder.mkdir(parents=True)
    (folder / "campaign.toml").write_text("opens = yesterday\n", encoding="utf-8")
    looks = found(here, owner)
    assert looks[Matter.DEFINITION].count >= 1
    assert looks[Matter.SUSPECTS].count == 2
    assert next(iter(looks)) is Matter.DEFINITION  # the gravest first


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (AccountRole.MODERATOR, {Matter.SUSPECTS, Matter.COMMENTS}),
        (AccountRole.AUDITOR, set()),
        (AccountRole.ORGANISER, {Matter.SUSPECTS, Matter.COMMENTS}),
        (
            AccountRole.OWNER,
            {Matter.SUSPECTS, Matter.COMMENTS, Matter.MAIL_STOPPED, Matter.NO_BACKUP},
        ),
    ],
)
def test_each_is_told_what_they_can_see_to(
    here: OpenWorkspace, role: AccountRole, seen: set[Matter]
) -> None:
    the_petition(here.database)
    by = account(here, role)
    for happens in (suspects, a_comment, trouble):
        happens(here)
    told = set(found(here, by)) - {Matter.FACTS, Matter.FACTS_SOON}
    assert told == seen


def test_so_many_are_not_counted_to_the_end() -> None:
    look = Look(Matter.SUSPECTS, Act.MODERATE_SIGNATURES, 1001)
    assert (look.shown, look.is_more) == (1000, True)
