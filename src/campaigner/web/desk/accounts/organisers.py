"""The accounts of those who run campaigns: to add, change, invite again and remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.responses import Response

from campaigner.desk_addresses import (
    DESK_ORGANISER,
    DESK_ORGANISER_FACTOR,
    DESK_ORGANISER_INVITE,
    DESK_ORGANISER_REMOVE,
    DESK_ORGANISER_ROLE,
    DESK_ORGANISERS,
    DESK_ORGANISERS_ADD,
)
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.organisers import accounts, invitations, second_factor
from campaigner.organisers.accounts import AccountTaken, LastOwner, NewAccount, UnknownAccount
from campaigner.organisers.acting import Account
from campaigner.organisers.acts import Act
from campaigner.organisers.roles import Place, parse_role, place_of
from campaigner.vocabulary.desk import AccountRole
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage, Handler, missing_if
from campaigner.web.pages.campaign import titles_of
from campaigner.web.pages.page import OWN_LANGUAGES
from campaigner.web.pages.statuses import NOT_VALID

_FIELDS = ("name", "email", "role", "source", "partner", "campaigns")
_AT = {
    "account-taken": "email",
    "source-of-ambassadors": "source",
    "partner-of-partners": "partner",
    "owner-everywhere": "campaigns",
    "partner-by-name": "campaigns",
    "campaigns-by-name": "campaigns",
}
"""The field that each refusal is about."""


def show_all(at: AtDesk) -> Response:
    """Show who has an account."""
    found = accounts.accounts(at.here, at.session)
    slugs = {slug for each in found for slug in each.campaigns}
    return at.show(
        "organisers", listed_accounts=found, titles=titles_of(at.request, slugs, at.language)
    )


def ask(at: AtDesk) -> Response:
    """Ask who is to be added."""
    return ask_for(at, {})


def ask_for(at: AtDesk, typed: Mapping[str, str]) -> Response:
    """Ask who is to be added, with what is known of them filled in."""
    return _form(at, {"language": at.language, **typed}, ())


def add(at: AtDesk) -> Response:
    """Add a person, and queue their invitation."""
    form = at.form
    try:
        wish = NewAccount(form.get("name", ""), form.get("email", ""), _place(at), _language(at))
        added = accounts.add_account(at.here, at.session, wish)
    except (UsageError, AccountTaken, FormRefused, UnknownName) as refused:
        return _form(at, dict(form), form.getlist("campaigns"), _said(at, refused))
    return at.go(DESK_ORGANISER, organiser=str(added.id))


def show(at: AtDesk, refused: str = "") -> Response:
    """Show an account, and what can be done with it."""
    found = _account(at)
    status = NOT_VALID if refused else 200
    titles = titles_of(at.request, found.campaigns, at.language)
    return at.show("organiser", status, found=found, refused=refused, titles=titles)


def ask_place(at: AtDesk) -> Response:
    """Ask what an account is to be for."""
    return _form_of(at, _account(at))


def change(at: AtDesk) -> Response:
    """Change what an account is for; its sessions end."""
    found = _account(at)
    try:
        accounts.change_place(at.here, at.session, found.id, _place(at))
    except (UsageError, UnknownName, LastOwner) as refused:
        campaigns = at.form.getlist("campaigns")
        return _form(at, dict(at.form), campaigns, _said(at, refused), found)
    return at.go(DESK_ORGANISER, organiser=str(found.id))


def _done(act: Callable[[AtDesk, int], object], path: str) -> Handler:
    """What does something with an account, and leads on."""

    def handle(at: AtDesk) -> Response:
        found = _account(at)
        try:
            act(at, found.id)
        except LastOwner as refused:
            return show(at, str(at.words["organisers"]["errors"][refused.code]))
        return at.go(path, organiser=str(found.id))

    return handle


def _invite(at: AtDesk, number: int) -> None:
    invitations.invite_again(at.here, at.session, number)


def _lost(at: AtDesk, number: int) -> None:
    second_factor.remove(at.here, at.session, number)
    invitations.invite_again(at.here, at.session, number)


def _remove(at: AtDesk, number: int) -> None:
    accounts.remove_account(at.here, at.session, number)


def _account(at: AtDesk) -> Account:
    """Raises HTTPException (404) if there is no such account."""
    with missing_if(UnknownAccount):
        number = at.number("organiser")
        return accounts.account_numbered(at.here, at.session, number)


def _place(at: AtDesk) -> Place:
    """Raises UsageError for a role that is not one."""
    form = at.form
    role = parse_role(form.get("role", ""))
    return place_of(
        role,
        form.getlist("campaigns"),
        every_campaign="every" in form,
        source=form.get("source", "").strip() if role is AccountRole.AMBASSADOR else "",
        partner=form.get("partner", "").strip() if role is AccountRole.PARTNER else "",
    )


def _language(at: AtDesk) -> str:
    wanted = at.form.get("language", "")
    return wanted if wanted in OWN_LANGUAGES else OWN_LANGUAGES[0]


def _said(at: AtDesk, refused: CampaignerError) -> dict[str, str]:
    """What is wrong, by field, in the page's words."""
    words = at.words["organisers"]["errors"]
    if isinstance(refused, FormRefused):
        return at.errors_in(refused.problems, words)
    name = "role" if refused.code in ("role-wanted", "last-owner") else _AT.get(refused.code, "")
    if not name:  # a source, a partner or a campaign that is not there
        name = "partner" if "partner" in refused.message else "source"
        name = "campaigns" if "campaign" in refused.message else name
    return {name: at.said(refused, words)}


def _form_of(at: AtDesk, found: Account) -> Response:
    typed = {"role": found.role.value, "source": found.source, "partner": found.partner}
    every = {"every": "yes"} if found.everywhere else {}
    return _form(at, typed | every, tuple(found.campaigns), found=found)


def _form(
    at: AtDesk,
    typed: Mapping[str, str],
    campaigns: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
    found: Account | None = None,
) -> Response:
    return at.show(
        "organiser-form",
        errors=errors,
        fields=_FIELDS,
        typed=typed,
        chosen=campaigns,
        titles=titles_of(at.request, at.here.workspace.campaign_slugs(), at.language),
        roles=[role.value for role in AccountRole],
        found=found,
    )


_ACT, _POST = Act.MANAGE_ORGANISERS, ("POST",)
PAGES = (
    DeskPage(DESK_ORGANISERS, show_all, _ACT, menu="organisers"),
    DeskPage(DESK_ORGANISERS_ADD, ask, _ACT),
    DeskPage(DESK_ORGANISERS_ADD, add, _ACT, _POST),
    DeskPage(DESK_ORGANISER, show, _ACT),
    DeskPage(DESK_ORGANISER_ROLE, ask_place, _ACT),
    DeskPage(DESK_ORGANISER_ROLE, change, _ACT, _POST),
    DeskPage(DESK_ORGANISER_INVITE, _done(_invite, DESK_ORGANISER), _ACT, _POST),
    DeskPage(DESK_ORGANISER_FACTOR, _done(_lost, DESK_ORGANISER), _ACT, _POST),
    DeskPage(DESK_ORGANISER_REMOVE, _done(_remove, DESK_ORGANISERS), _ACT, _POST),
)
