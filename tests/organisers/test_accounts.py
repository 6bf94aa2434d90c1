"""Organisers are added, invited, changed and removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from account_holders import OLIVE, OWNER, PASSWORD, at_work, invite, joined, later, mailed_tokens
from campaigner.errors import UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.organisers import passwords
from campaigner.organisers.accounts import (
    AccountTaken,
    LastOwner,
    NewAccount,
    UnknownAccount,
    account_of,
    accounts,
    add_account,
    change_place,
    remove_account,
)
from campaigner.organisers.acting import (
    MACHINE,
    LoginTooOld,
    NotAllowed,
    SessionOver,
    as_account,
    check_allowed,
    name_of_actor,
)
from campaigner.organisers.acts import Act
from campaigner.organisers.invitations import InvitationRefused, accept, invite_again, invited
from campaigner.organisers.passwords import PasswordRefused
from campaigner.organisers.roles import parse_role
from campaigner.organisers.sessions import LoginRefused, log_in, prove_again, session_of
from campaigner.outreach.sources import add_source
from campaigner.store import audit
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from conftest import Command

OMAR = "omar@example.org"
MODERATOR = Place(AccountRole.MODERATOR, everywhere=True)


def test_who_is_invited_chooses_a_password_and_logs_in(here: OpenWorkspace) -> None:
    added = invite(here)
    assert not added.active
    (token,) = mailed_tokens(here)
    assert invited(here, token).email == OLIVE
    accepted = accept(here, f"https://example.org/desk/invitation/{token}", PASSWORD)
    assert accepted.active
    assert log_in(here, "Olive@Example.org", PASSWORD).account.id == added.id


def test_the_database_has_neither_token_nor_password(here: OpenWorkspace) -> None:
    joined(here)
    session = log_in(here, OLIVE, PASSWORD).token
    secrets = [PASSWORD, *mailed_tokens(here), session]
    for table in ("organisers", "organiser_invitations", "organiser_sessions", "audit"):
        rows = str([tuple(row) for row in here.database.execute(f"SELECT * FROM {table}")])
        assert not any(secret in rows for secret in secrets)


@pytest.mark.parametrize(
    "name", ["", " ", "Olive\x07", "=Olive", "olive@example.org", "www.example.org", "x" * 151]
)
def test_a_name_is_read_as_those_of_supporters_are(here: OpenWorkspace, name: str) -> None:
    with pytest.raises(FormRefused) as refused:
        invite(here, name=name)
    assert [each.code for each in refused.value.problems] == ["invalid-name"]


def test_marks_that_turn_a_name_round_are_left_out(here: OpenWorkspace) -> None:
    assert invite(here, name="Olive \u202eSample\u202c").name == "Olive Sample"


def test_an_invitation_opens_once(here: OpenWorkspace) -> None:
    joined(here)
    (token,) = mailed_tokens(here)
    with pytest.raises(InvitationRefused, match="accepted before"):
        accept(here, token, "another long password of mine")
    log_in(here, OLIVE, PASSWORD)


def test_of_two_who_accept_at_once_one_does(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(here)
    (token,) = mailed_tokens(here)

    def overtaken(password: str) -> str:
        monkeypatch.undo()
        accept(here, token, PASSWORD)
        return passwords.hash_password(password)

    monkeypatch.setattr("campaigner.organisers.invitations.hash_password", overtaken)
    with pytest.raises(InvitationRefused, match="accepted before"):
        accept(here, token, "four loud badgers whistle")
    log_in(here, OLIVE, PASSWORD)


def test_an_invitation_expires(here: OpenWorkspace) -> None:
    invite(here)
    (token,) = mailed_tokens(here)
    invited(later(here, days=6.99), token)
    with pytest.raises(InvitationRefused, match="expired"):
        accept(later(here, days=7), token, PASSWORD)


@pytest.mark.parametrize("token", ["", "0" * 40, "../..", "é", "' OR 1=1 --"])
def test_a_made_up_invitation_opens_nothing(here: OpenWorkspace, token: str) -> None:
    invite(here)
    mailed_tokens(here)
    with pytest.raises(InvitationRefused, match="no such"):
        accept(here, token, PASSWORD)


def test_a_new_invitation_ends_the_one_before(here: OpenWorkspace) -> None:
    added = invite(here)
    (first,) = mailed_tokens(here)
    invite_again(here, MACHINE, added.id)
    second = mailed_tokens(here)[-1]
    with pytest.raises(InvitationRefused, match="no such"):
        accept(here, first, PASSWORD)
    assert accept(here, second, PASSWORD).id == added.id


def test_an_invitation_is_good_for_its_own_account_alone(here: OpenWorkspace) -> None:
    joined(here)
    invite(here, OMAR, MODERATOR, "Omar Sample")
    accepted = accept(here, mailed_tokens(here)[-1], "four loud badgers whistle")
    assert (accepted.email, accepted.role) == (OMAR, AccountRole.MODERATOR)
    log_in(here, OLIVE, PASSWORD)
    with pytest.raises(LoginRefused):
        log_in(here, OLIVE, "four loud badgers whistle")


def test_a_weak_password_does_not_use_up_the_invitation(here: OpenWorkspace) -> None:
    invite(here)
    (token,) = mailed_tokens(here)
    with pytest.raises(PasswordRefused):
        accept(here, token, "OliveSample2026")
    accept(here, token, PASSWORD)


def test_a_new_password_ends_the_sessions_of_the_old_one(here: OpenWorkspace) -> None:
    olive = joined(here)
    stolen = log_in(here, OLIVE, PASSWORD).token
    invite_again(here, MACHINE, olive.id)
    session_of(here, stolen)
    accept(here, mailed_tokens(here)[-1], "four loud badgers whistle")
    with pytest.raises(SessionOver):
        session_of(here, stolen)


def test_the_invitation_of_a_removed_account_opens_nothing(here: OpenWorkspace) -> None:
    added = invite(here)
    (token,) = mailed_tokens(here)
    remove_account(here, MACHINE, added.id)
    with pytest.raises(InvitationRefused, match="no such"):
        accept(here, token, PASSWORD)


def test_one_mailbox_has_one_account_until_it_is_removed(here: OpenWorkspace) -> None:
    added = invite(here)
    with pytest.raises(AccountTaken):
        invite(here, "OLIVE+again@example.org", MODERATOR)
    remove_account(here, MACHINE, added.id)
    assert invite(here, place=MODERATOR).id != added.id


def test_mistakes_in_a_form_are_told_together(here: OpenWorkspace) -> None:
    with pytest.raises(FormRefused) as raised:
        add_account(here, MACHINE, NewAccount("  ", "olive", OWNER))
    assert [each.path for each in raised.value.problems] == ["email", "name"]


@pytest.mark.parametrize(
    "place",
    [
        Place(AccountRole.OWNER, frozenset({"bread"})),
        Place(AccountRole.OWNER, frozenset({"bread"}), everywhere=True),
        Place(AccountRole.MODERATOR),
        Place(AccountRole.TYPIST, frozenset({"cake"})),
        Place(AccountRole.TYPIST, everywhere=True, source="amira"),
        Place(AccountRole.AMBASSADOR, everywhere=True),
        Place(AccountRole.AMBASSADOR, everywhere=True, source="nobody"),
        Place(AccountRole.PARTNER, frozenset({"bread"})),
        Place(AccountRole.PARTNER, frozenset({"bread"}), partner="nobody"),
        Place(AccountRole.PARTNER, everywhere=True, partner="bakers"),
        Place(AccountRole.ORGANISER, everywhere=True, partner="bakers"),
    ],
)
@pytest.mark.usefixtures("bread")
def test_what_no_account_can_be_for_is_refused(here: OpenWorkspace, place: Place) -> None:
    with pytest.raises((UsageError, UnknownName)):
        invite(here, place=place)
    assert accounts(here, MACHINE) == []


def test_ambassadors_and_partners_are_tied_to_their_own(here: OpenWorkspace, bread: Path) -> None:
    definition = bread / "campaign.toml"
    asked = '\n[[partners]]\nname = "Sample Bakers"\nconsents = [{ purpose = "news" }]\n'
    definition.write_text(definition.read_text("utf-8") + asked, encoding="utf-8")
    add_source(here, "amira", SourceKind.AMBASSADOR, "Amira Sample")
    amira = invite(here, place=Place(AccountRole.AMBASSADOR, everywhere=True, source=" Amira"))
    assert amira.source == "amira"
    baker = Place(AccountRole.PARTNER, frozenset({"bread"}), partner="Sample Bakers")
    added = invite(here, OMAR, baker, "Omar Sample")
    assert (added.campaigns, bool(added.partner)) == (frozenset({"bread"}), True)


def test_the_last_owner_stays(here: OpenWorkspace) -> None:
    olive = joined(here)
    omar = invite(here, OMAR, OWNER, "Omar Sample")
    with pytest.raises(LastOwner):
        remove_account(here, MACHINE, olive.id)
    with pytest.raises(LastOwner):
        change_place(here, MACHINE, olive.id, MODERATOR)
    accept(here, mailed_tokens(here)[-1], PASSWORD)
    remove_account(here, MACHINE, olive.id)
    with pytest.raises(LastOwner):
        remove_account(here, MACHINE, omar.id)


def test_who_is_removed_is_logged_out_at_once_and_cannot_log_in(here: OpenWorkspace) -> None:
    joined(here)
    omar = joined(here, OMAR, MODERATOR, "Omar Sample")
    token = log_in(here, OMAR, PASSWORD).token
    remove_account(here, at_work(here), omar.id)
    with pytest.raises(SessionOver):
        session_of(here, token)
    with pytest.raises(LoginRefused):
        log_in(here, OMAR, PASSWORD)
    with pytest.raises(UnknownAccount):
        account_of(here, OMAR)


def test_only_owners_with_a_fresh_log_in_manage_accounts(here: OpenWorkspace) -> None:
    olive = joined(here)
    joined(here, OMAR, Place(AccountRole.ORGANISER, everywhere=True), "Omar Sample")
    omar = at_work(here, OMAR)
    managing: tuple[Callable[[], object], ...] = (
        lambda: add_account(here, omar, NewAccount("X", "x@example.org", OWNER)),
        lambda: change_place(here, omar, omar.account.id, OWNER),
        lambda: remove_account(here, omar, olive.id),
        lambda: invite_again(here, omar, olive.id),
        lambda: accounts(here, omar),
    )
    for forbidden in managing:
        with pytest.raises(NotAllowed):
            forbidden()
    owner = log_in(here, OLIVE, PASSWORD).token
    soon = later(here, minutes=11)
    with pytest.raises(LoginTooOld):
        accounts(soon, session_of(soon, owner))
    proved = prove_again(soon, owner, PASSWORD)
    assert len(accounts(soon, session_of(soon, proved.token))) == 2


def test_a_forged_session_value_raises_nobody(here: OpenWorkspace) -> None:
    """The account is read again: what a session value says of its role counts for nothing."""
    joined(here)
    joined(here, OMAR, MODERATOR, "Omar Sample")
    omar = at_work(here, OMAR)
    forged = replace(omar, account=replace(omar.account, role=AccountRole.OWNER))
    with pytest.raises(NotAllowed):
        check_allowed(here, forged, Act.MANAGE_ORGANISERS)
    of_olive = replace(omar, account=account_of(here, OLIVE))
    with pytest.raises(SessionOver):
        check_allowed(here, of_olive, Act.MANAGE_ORGANISERS)


@pytest.mark.parametrize(
    "text", ["", "Owner", "owner ", "owner\0", "admin", "owner,typist", "ownеr"]
)
def test_a_forged_role_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_role(text)
    assert parse_role("typist") is AccountRole.TYPIST


def test_a_role_takes_effect_at_once(here: OpenWorkspace) -> None:
    joined(here)
    omar = joined(here, OMAR, Place(AccountRole.ORGANISER, everywhere=True), "Omar Sample")
    session = at_work(here, OMAR)
    check_allowed(here, session, Act.EDIT_CAMPAIGN, campaign="bread")
    change_place(here, MACHINE, omar.id, Place(AccountRole.TYPIST, everywhere=True))
    with pytest.raises(SessionOver):
        check_allowed(here, session, Act.EDIT_CAMPAIGN, campaign="bread")
    with pytest.raises(NotAllowed):
        check_allowed(here, at_work(here, OMAR), Act.EDIT_CAMPAIGN, campaign="bread")


def test_the_audit_says_who_did_what_by_number(here: OpenWorkspace) -> None:
    olive = joined(here)
    acting = as_account(here, olive)
    omar = add_account(acting, at_work(here), NewAccount("Omar Sample", OMAR, MODERATOR))
    deed = audit.deeds(here.database.conn)[-1]
    assert (deed.actor, deed.action) == (f"organiser {olive.id}", "organiser added")
    assert json.loads(deed.details) == {"account": omar.id, "role": "moderator"}
    assert name_of_actor(here, deed.actor) == "Olive Sample"
    assert name_of_actor(here, "olive") == "olive"
    assert name_of_actor(here, "organiser 99") == "organiser 99"
    everything = str(audit.deeds(here.database.conn))
    assert "Omar" not in everything
    assert "example.org" not in everything


def test_accounts_from_the_command_line(campaigner: Command, here: OpenWorkspace) -> None:
    added = campaigner("organiser", "add", OLIVE, "--name", "Olive Sample", "--role", "owner")
    assert (added.code, added.stdout) == (0, "")
    (row,) = campaigner("organiser", "list", "--format", "json").json
    assert (row["email"], row["role"], row["campaigns"], row["state"]) == (
        OLIVE, "owner", ["all"], "invited",
    )  # fmt: skip
    assert campaigner("organiser", "invite-again", OLIVE, "--lost-second-factor").code == 0
    assert campaigner("organiser", "remove", OLIVE, "--yes").code == 0
    assert campaigner("organiser", "list", "--format", "json").json == []
    missing = campaigner("organiser", "remove", OLIVE, "--yes")
    assert (missing.code, OLIVE in missing.stderr) == (2, False)
    assert campaigner("organiser", "add", OLIVE, "--name", "O", "--role", "admin").code == 2
