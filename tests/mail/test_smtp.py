"""Mail through a real server on this machine: one that takes it, refuses, stalls or drops."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from campaigner.mail.faults import Step, unable
from campaigner.mail.listing import list_mails
from campaigner.mail.messages import Writer
from campaigner.mail.pace import Pace
from campaigner.mail.reminders import queue_reminders
from campaigner.mail.sending import BACK_OFF, Sent, send_due, send_mail
from campaigner.mail.smtp import (
    MailServerUnavailable,
    NoMailServer,
    SettingsUnfilled,
    Smtp,
)
from campaigner.mail.transports import Claim, ReadyMail
from campaigner.mail.worker import keep_sending, work
from campaigner.opening import OpenWorkspace
from campaigner.setting_tables import Mail
from campaigner.store import outbox
from campaigner.store.database import Database
from campaigner.vocabulary.mail import Blame, MailState
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import NOON, application, confirmed, person, signed, the_petition

pytestmark = pytest.mark.slow

DAY = 86_400


class Server:
    """What the server does with mails; ``taken`` are those that it took."""

    def __init__(self, recipient: str = "250 OK", data: str = "250 OK") -> None:
        self.recipient, self.data = recipient, data
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the server's own name for it
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data == "drop":
            server.transport.close()
        elif self.data.startswith("250"):
            self.taken.append(envelope)
        return self.data


class AnyPort(Controller):
    """Listens on whichever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd has no type for it


@contextmanager
def running(handler: Server, **options: Any) -> Iterator[Controller]:
    controller = AnyPort(handler, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def settings(controller: Controller, **values: Any) -> Mail:
    defaults: dict[str, Any] = {"sender": "us@example.org", "security": "none", "timeout": 5}
    return Mail(host="127.0.0.1", port=controller.port, **(defaults | values))


@pytest.fixture
def send(database: Database, workspace: Workspace) -> Callable[..., tuple[int, int]]:
    def now(mail: Mail, moment: int = NOON, **options: Any) -> tuple[int, int]:
        transport = Smtp(mail, **options)
        try:
            done = send_due(database, Writer(workspace), transport, lambda: moment)
        finally:
            transport.close()
        if done.stopped:
            raise done.stopped
        return done.sent, done.failed

    return now


def test_many_mails_go_over_one_connection(
    database: Database, send: Callable[..., tuple[int, int]]
) -> None:
    for number in range(5):
        signed(database, the_petition(database), person(number))
    with running(handler := Server()) as controller:
        assert send(settings(controller)) == (5, 0)
    assert handler.taken[0].rcpt_tos == ["person0@example.org"]
    assert {mail.state for mail in outbox.all_mail(database.conn)} == {"sent"}


def test_a_refused_address_is_given_up_and_remembered(
    database: Database, send: Callable[..., tuple[int, int]]
) -> None:
    petition = the_petition(database)
    signed(database, petition, application())
    with running(Server(recipient="550 no such user")) as controller:
        assert send(settings(controller)) == (0, 1)
        assert outbox.all_mail(database.conn)[0].state == "given up"
    signed(database, petition, application())  # again: another mail, but nobody is there
    with running(handler := Server()) as controller:
        assert send(settings(controller)) == (0, 1)
    assert handler.taken == []
    troubles = [mail.trouble for mail in outbox.all_mail(database.conn)]
    assert troubles == ["the server refuses the address (550)", "the address is known to fail"]


@pytest.mark.parametrize(
    ("server", "blame", "longest"),
    [
        pytest.param(Server(recipient="451 greylisted"), Blame.LATER, DAY, id="not yet"),
        pytest.param(Server(data="452 too much"), Blame.SERVER, DAY // 3, id="full"),
        pytest.param(Server(recipient="550 5.7.1 no relay"), Blame.SERVER, DAY // 3, id="rules"),
        pytest.param(Server(data="drop"), Blame.SERVER, DAY // 3, id="drops the connection"),
    ],
)
def test_what_fails_for_now_is_tried_again_later_and_later(
    database: Database,
    send: Callable[..., tuple[int, int]],
    server: Server,
    blame: Blame,
    longest: int,
) -> None:
    signed(database, the_petition(database), application())
    moment = NOON
    with running(server) as controller:
        for tries, wait in enumerate((min(wait, longest) for wait in BACK_OFF), 1):
            assert send(settings(controller), moment) == (0, 1)
            assert send(settings(controller), moment + wait - 1) == (0, 0)
            moment += wait
            (mail,) = outbox.all_mail(database.conn)
            assert (mail.tries, mail.blame, mail.state) == (tries, blame, MailState.WAITING)
        send(settings(controller), moment)
    (mail,) = outbox.all_mail(database.conn)
    # What somebody has to see to is never given up: it goes when that is done.
    given_up = blame is Blame.LATER
    assert mail.state is (MailState.GIVEN_UP if given_up else MailState.WAITING)


def test_a_server_that_stalls_does_not_hold_us_for_ever(
    database: Database, send: Callable[..., tuple[int, int]]
) -> None:
    import socket

    signed(database, the_petition(database), application())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        mail = Mail(
            host="127.0.0.1", port=port, sender="us@example.org", security="none", timeout=0.2
        )
        with pytest.raises(MailServerUnavailable):
            send(mail)
    with running(handler := Server()) as controller:  # nothing was lost, and it goes out once
        assert send(settings(controller)) == (1, 0)
        assert send(settings(controller), NOON + DAY) == (0, 0)
    assert len(handler.taken) == 1


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that this machine has signed itself."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "server.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"us", b"secret"), handled=False)


def test_login_goes_over_tls_alone(
    database: Database, send: Callable[..., tuple[int, int]], tmp_path: Path
) -> None:
    pem = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    trusting = ssl.create_default_context(cafile=str(pem))
    signed(database, the_petition(database), application())
    options = {"tls_context": context, "authenticator": authenticate, "auth_required": True}
    with running(handler := Server(), **options) as controller:
        login = {"security": "starttls", "username": "us"}
        with pytest.raises(MailServerUnavailable, match="refuses the login"):
            send(settings(controller, **login, password="wrong"), context=trusting)
        with pytest.raises(MailServerUnavailable):  # a certificate that nobody knows
            send(settings(controller, **login, password="secret"))
        mail = settings(controller, **login, password="secret")
        assert send(mail, context=trusting) == (1, 0)
    assert len(handler.taken) == 1


def test_reminders_go_once_after_a_day_to_those_who_wait(database: Database) -> None:
    petition = the_petition(database)
    for number in range(3):
        signed(database, petition, person(number))
    confirmed(database, petition, person(9))
    for mail in outbox.all_mail(database.conn)[:2]:  # the third has not had its first mail
        outbox.mark_sent(database.conn, mail.id, NOON)
    database.conn.commit()
    assert queue_reminders(database, NOON + DAY - 1) == 0
    assert queue_reminders(database, NOON + DAY) == 2
    assert queue_reminders(database, NOON + 2 * DAY) == 0
    assert queue_reminders(database, petition.closes_at) == 0


def test_no_more_in_a_minute_than_is_allowed() -> None:
    times, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        times[0] += seconds

    pace = Pace(3, clock=lambda: times[0], sleep=sleep)
    for _ in range(7):
        pace.wait()
        times[0] += 1
    assert slept == [57, 57]


class Away:
    """A server that is away twice, then takes everything."""

    longest = 30.0

    def __init__(self) -> None:
        self.calls = 0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        self.calls += 1
        if self.calls <= 2:
            raise MailServerUnavailable(unable(Step.CONNECT, "it is away"))

    def close(self) -> None:
        pass


def test_the_worker_waits_for_a_server_that_is_away(
    database: Database, workspace: Workspace
) -> None:
    signed(database, the_petition(database), application())
    rests: list[float] = []

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return len(rests) == 4

    rounds = list(
        work(database, Writer(workspace), Away(), Pace(1000), clock=lambda: NOON, rest=rest)
    )
    assert rests == [10, 20, 5, 5]
    stopped = [each.stopped.message for each in rounds if each.stopped]
    assert stopped == ["No mail can be sent now: it is away."] * 2
    assert rounds[2:] == [Sent(1)]


def test_mail_is_kept_being_sent_into_a_folder_as_it_becomes_due(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    petition, waits = the_petition(here.database), iter([False, True])

    def rest(_: float) -> bool:
        signed(here.database, petition, application())
        return next(waits)

    rounds = list(keep_sending(here, tmp_path / "out", clock=lambda: NOON, rest=rest))
    assert rounds == [Sent(1)]
    assert [(each.to, each.mail.state) for each in list_mails(here)][:1] == [
        ("ana@example.org", MailState.SENT)
    ]


def test_mail_needs_a_server_and_links_that_lead_home(here: OpenWorkspace) -> None:
    with pytest.raises(NoMailServer):
        send_mail(here)
    toml = here.workspace.root / "campaigner.toml"
    server = '[mail]\nhost = "mail.example.org"\nsender = "us@example.org"\n'
    toml.write_text(server, encoding="utf-8")
    with pytest.raises(SettingsUnfilled, match=r"web\.address"):
        send_mail(replace(here, workspace=Workspace(here.workspace.root)))


def test_without_a_server_the_command_says_what_to_fill_in(
    campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner("mail", "send")
    assert called.code == 2
    assert "[mail]" in called.stderr
