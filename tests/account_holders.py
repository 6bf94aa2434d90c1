"""People with accounts, and how they come by them, for the tests of organisers."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import timedelta
from secrets import token_hex

from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import NewAccount, add_account
from campaigner.organisers.acting import MACHINE, Session
from campaigner.organisers.invitations import accept
from campaigner.organisers.sessions import log_in, session_of
from campaigner.petitions.signing.tokens import token_hash
from campaigner.store import invitations
from campaigner.store.database import transaction
from campaigner.store.organisers import Account, Place
from campaigner.vocabulary.desk import AccountRole

PASSWORD = "seven quiet otters juggle"
OLIVE, OMAR = "olive@example.org", "omar@example.org"
OWNER = Place(AccountRole.OWNER, everywhere=True)


def later(here: OpenWorkspace, **time: float) -> OpenWorkspace:
    """The workspace some time later."""
    return replace(here, now=here.now + timedelta(**time))


def mailed_tokens(here: OpenWorkspace) -> list[str]:
    """The tokens of the invitations that have been mailed, the oldest first."""
    folder = here.workspace.root / "mail"
    send_mail(here, folder)
    found = []
    for file in sorted(folder.glob("invitation-*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        (token,) = set(re.findall(r"/desk/invitation/(\w+)", str(body.get_content())))
        found.append(token)
    return found


def invite(
    here: OpenWorkspace, address: str = OLIVE, place: Place = OWNER, name: str = "Olive Sample"
) -> Account:
    """Somebody is added, who has not accepted yet."""
    return add_account(here, MACHINE, NewAccount(name, address, place))


def joined(
    here: OpenWorkspace, address: str = OLIVE, place: Place = OWNER, name: str = "Olive Sample"
) -> Account:
    """Somebody is added, and accepts."""
    invite(here, address, place, name)
    return accept(here, mailed_tokens(here)[-1], PASSWORD)


def let_in(here: OpenWorkspace, address: str, place: Place, name: str) -> Account:
    """Somebody is added, and accepts with a link that no mail was written for."""
    account, token, now = invite(here, address, place, name), token_hex(20), here.moment
    with transaction(here.database) as connection:
        of_account = "SELECT id FROM organiser_invitations WHERE organiser = ?"
        ((invitation,),) = connection.execute(of_account, (account.id,))
        invitations.set_token(connection, invitation, token_hash(token), now + 1)
        invitations.mark_sent(connection, invitation, now)
    return accept(here, token, PASSWORD)


def at_work(here: OpenWorkspace, address: str = OLIVE) -> Session:
    """Somebody logs in."""
    return session_of(here, log_in(here, address, PASSWORD).token)
