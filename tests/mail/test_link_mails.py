"""Mails that bring a link: one sender each, with a token of its own, and none that was ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from account_holders import OLIVE, invite, later
from campaigner.holding import DAY
from campaigner.mail.attempts import CLAIM_SECONDS
from campaigner.mail.data_links import DATA_LINKS
from campaigner.mail.faults import Fault, Step
from campaigner.mail.invitations import INVITATIONS
from campaigner.mail.link_mails import LinkMails
from campaigner.mail.messages import Writer
from campaigner.mail.smtp import MailServerUnavailable
from campaigner.mail.transports import Claim, ReadyMail
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import remove_account
from campaigner.organisers.acting import MACHINE
from campaigner.organisers.invitations import InvitationRefused, invite_again, invited
from campaigner.privacy.data_links import LinkRefused, ask_for_link, open_link
from campaigner.vocabulary.mail import Blame
from petitioners import application, confirmed, link_in, the_petition

WHERE = "(?:desk/invitation|my-data)"


@dataclass
class Server:
    """A mail server that takes everything; ``before`` happens once, before a mail is taken."""

    before: Callable[[], object] = lambda: None
    taken: list[str] = field(default_factory=list)
    longest = 30.0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        happens, self.before = self.before, lambda: None
        happens()
        claim.renew()
        self.taken.append(link_in(mail.message, WHERE))

    def close(self) -> None:
        pass


def send(mails: LinkMails[Any], here: OpenWorkspace, server: Server) -> int:
    return mails.send(here.database, Writer(here.workspace), server, lambda: here.moment)


def asks_for_a_link(here: OpenWorkspace) -> None:
    made = confirmed(here.database, the_petition(here.database), application(email=OLIVE))
    here.database.execute("DELETE FROM outbox")
    assert made.email == OLIVE
    ask_for_link(here, OLIVE, "en")


BOTH = pytest.mark.parametrize(
    ("mails", "ask", "use", "refusal"),
    [
        (INVITATIONS, invite, invited, InvitationRefused),
        (DATA_LINKS, asks_for_a_link, open_link, LinkRefused),
    ],
    ids=["invitations", "links to one's data"],
)
Ask = Callable[[OpenWorkspace], object]
Use = Callable[[OpenWorkspace, str], object]


@BOTH
def test_a_link_is_mailed_once_and_opens(
    here: OpenWorkspace, mails: LinkMails[Any], ask: Ask, use: Use, refusal: type[Exception]
) -> None:
    ask(here)
    server = Server()
    assert (send(mails, here, server), send(mails, here, server)) == (1, 0)
    (link,) = server.taken
    with pytest.raises(refusal):
        use(here, f"{link[:-1]}{'0' if link[-1] != '0' else '1'}")
    use(here, link)


@BOTH
def test_another_sender_leaves_a_link_alone_while_its_mail_goes(
    here: OpenWorkspace, mails: LinkMails[Any], ask: Ask, use: Use, refusal: type[Exception]
) -> None:
    ask(here)
    other = Server()
    server = Server(lambda: send(mails, here, other))
    assert send(mails, here, server) == 1
    assert other.taken == []


@BOTH
def test_a_sender_that_died_is_followed_by_another_whose_link_alone_opens(
    here: OpenWorkspace, mails: LinkMails[Any], ask: Ask, use: Use, refusal: type[Exception]
) -> None:
    ask(here)
    lost: list[str] = []

    class Dying(Server):
        def deliver(self, mail: ReadyMail, claim: Claim) -> None:
            lost.append(link_in(mail.message, WHERE))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(mails, here, Dying())
    server = Server()
    assert send(mails, here, server) == 0
    after = later(here, seconds=CLAIM_SECONDS)
    assert send(mails, after, server) == 1
    with pytest.raises(refusal):
        use(after, lost[0])
    use(after, server.taken[0])


@BOTH
def test_a_server_that_takes_nothing_delays_no_link(
    here: OpenWorkspace, mails: LinkMails[Any], ask: Ask, use: Use, refusal: type[Exception]
) -> None:
    def fails() -> None:
        raise MailServerUnavailable(Fault(Blame.SERVER, "it is away", Step.CONNECT))

    ask(here)
    server = Server(fails)
    with pytest.raises(MailServerUnavailable):
        send(mails, here, server)
    assert send(mails, here, server) == 1


def test_an_invitation_that_ends_while_its_mail_is_written_is_not_sent(
    here: OpenWorkspace,
) -> None:
    olive = invite(here)
    server = Server(lambda: remove_account(here, MACHINE, olive.id))
    assert send(INVITATIONS, here, server) == 0
    assert server.taken == []


def test_an_invitation_that_is_asked_for_again_meanwhile_goes_as_the_new_one(
    here: OpenWorkspace,
) -> None:
    olive = invite(here)
    server = Server(lambda: invite_again(here, MACHINE, olive.id))
    assert send(INVITATIONS, here, server) == 1
    (link,) = server.taken
    assert invited(here, link).id == olive.id


def test_a_link_is_good_from_when_its_mail_is_written(here: OpenWorkspace) -> None:
    invite(here)
    server, written = Server(), later(here, days=30)
    send(INVITATIONS, written, server)
    days = here.workspace.settings.desk.invitation_days
    invited(later(written, seconds=days * DAY - 1), server.taken[0])
    with pytest.raises(InvitationRefused):
        invited(later(written, seconds=days * DAY), server.taken[0])
