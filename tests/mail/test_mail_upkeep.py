"""What an organiser sees of the mail, and does about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from campaigner.emails import EmailRefused
from campaigner.errors import UnknownName
from campaigner.mail.listing import failed_mails
from campaigner.mail.sending import Trouble, send_mail
from campaigner.mail.smtp import MailServerUnavailable, NoMailServer
from campaigner.mail.trial import TrialRefused, Tried, try_mail, try_server
from campaigner.mail.upkeep import (
    Retried,
    bounces,
    mail_now,
    mail_status,
    mail_troubles,
    retry,
)
from campaigner.opening import OpenWorkspace
from campaigner.store import audit
from campaigner.vocabulary.mail import Blame, Reason, TrialStep
from campaigner.workspace import Workspace
from conftest import Command
from lying_server import Lies, LyingServer, lying_server
from petitioners import NOON, application, person, signed, the_petition

SETTINGS = """
[organisation]
name = "Sample Rights"
email = "hello@example.org"
[web]
address = "https://act.example.org"
[data_controller]
name = "Sample Rights"
contact = "privacy@example.org"
[mail]
sender = "act@example.org"
host = "127.0.0.1"
security = "none"
per_minute = 100000
timeout = 5
port = """
REFUSED = "the server asks for a login (530 5.7.0)"


@pytest.fixture
def server() -> Iterator[LyingServer]:
    with lying_server(unknown=("nobody@example.org",)) as server:
        yield server


@pytest.fixture
def here(here: OpenWorkspace, server: LyingServer) -> OpenWorkspace:
    """A workspace with a server, three people who signed, and one whose address does not exist."""
    toml = here.workspace.root / "campaigner.toml"
    toml.write_text(f"{SETTINGS}{server.port}\n", encoding="utf-8")
    for number in range(3):
        signed(here.database, the_petition(here.database), person(number))
    wish = application("No Sample", "nobody@example.org")
    signed(here.database, the_petition(here.database), wish)
    return replace(here, workspace=Workspace(here.workspace.root))


def later(here: OpenWorkspace, minutes: float) -> OpenWorkspace:
    return replace(here, now=here.now + timedelta(minutes=minutes))


def test_olive_sees_what_was_sent_and_what_bounced(here: OpenWorkspace) -> None:
    send_mail(here)
    status = mail_status(here)
    assert (status.sent, status.waiting, status.given_up) == (3, 0, 1)
    assert status.troubles == (Trouble(Blame.ADDRESS, "the address does not exist (550 5.1.1)", 1),)
    (bounce,) = bounces(here)
    assert (bounce.to, bounce.mail.id) == ("nobody@example.org", 4)


def test_olive_sees_what_keeps_all_mail_and_since_when(
    here: OpenWorkspace, server: LyingServer
) -> None:
    server.lies.answers = {"MAIL": "530 5.7.0 Authentication required"}
    send_mail(here)
    send_mail(later(here, 10))
    status = mail_status(later(here, 10))
    assert (status.due, status.waiting) == (4, 4)  # no mail is the worse for it
    assert status.server is not None
    assert (status.server.words, status.server.since) == (REFUSED, NOON)
    server.lies.answers = {}
    send_mail(later(here, 20))
    assert mail_status(here).server is None


def test_what_failed_is_due_again_at_once_when_olive_says_so(
    here: OpenWorkspace, server: LyingServer
) -> None:
    server.lies.answers = {"RCPT": "550 5.7.1 relaying denied"}
    send_mail(here)
    server.lies = Lies(unknown=server.lies.unknown)
    assert mail_status(here).due == 1
    assert mail_status(here).next_due == NOON + 60
    assert retry(here) == Retried(due=3, too_late=0)
    assert send_mail(here).sent == 3


def test_a_bounce_is_tried_again_if_it_is_named(here: OpenWorkspace, server: LyingServer) -> None:
    send_mail(here)
    assert retry(here) == Retried(due=0, too_late=0)
    server.lies.unknown = ()  # the mailbox is there now
    assert retry(here, [4]) == Retried(due=1, too_late=0)
    assert send_mail(here).sent == 1
    assert bounces(here) == []
    with pytest.raises(UnknownName):
        retry(here, [17])


def test_what_comes_too_late_is_not_tried_again(here: OpenWorkspace) -> None:
    late = later(here, 190 * 24 * 60)
    assert send_mail(late).failed == 4
    assert retry(late) == Retried(due=0, too_late=4)


def test_a_test_mail_says_that_the_server_took_it(here: OpenWorkspace, server: LyingServer) -> None:
    assert try_mail(here, "olive@example.org") == Tried(lacking=("organisation.address",))
    assert server.recipients == ["olive@example.org"]
    assert b"This is a test" in server.mails[0]


@pytest.mark.parametrize(
    ("lies", "said"),
    [
        ({"answers": {"MAIL": "530 5.7.0 Authentication required"}}, REFUSED),
        ({"answers": {"MAIL": "553 5.7.1 not yours"}}, "refuses the sender (553 5.7.1)"),
        ({"drops": "greeting"}, "broke off the connection (its greeting)"),
    ],
)
def test_a_test_mail_says_in_one_line_what_is_wrong_with_the_server(
    here: OpenWorkspace, server: LyingServer, lies: dict[str, object], said: str
) -> None:
    server.lies = Lies(**lies)  # type: ignore[arg-type]  # each by its name
    with pytest.raises(MailServerUnavailable) as unavailable:
        try_mail(here, "olive@example.org")
    assert said in unavailable.value.message
    assert "\n" not in unavailable.value.message + unavailable.value.hint


def test_a_test_mail_says_what_is_wrong_with_the_address_or_the_settings(
    here: OpenWorkspace, server: LyingServer
) -> None:
    with pytest.raises(TrialRefused, match="the address does not exist"):
        try_mail(here, "nobody@example.org")
    with pytest.raises(EmailRefused):
        try_mail(here, "olive")
    toml = here.workspace.root / "campaigner.toml"
    toml.write_text("", encoding="utf-8")
    with pytest.raises(NoMailServer):
        try_mail(replace(here, workspace=Workspace(here.workspace.root)), "olive@example.org")


@pytest.mark.parametrize(
    ("lies", "failed", "reason"),
    [
        ({}, None, Reason.OTHER),
        ({"drops": "greeting"}, TrialStep.GREETING, Reason.LOST),
        ({"answers": {"MAIL": "530 5.7.0 no"}}, TrialStep.SENDER, Reason.LOGIN_WANTED),
        ({"answers": {"MAIL": "553 5.7.1 no"}}, TrialStep.SENDER, Reason.SENDER_REFUSED),
        ({"answers": {"MAIL": "421 4.7.0 no"}}, TrialStep.SENDER, Reason.BUSY),
        ({"answers": {"RCPT": "550 5.1.1 no"}}, TrialStep.RECIPIENT, Reason.RECIPIENT_REFUSED),
        ({"answers": {"RCPT": "550 5.7.1 no"}}, TrialStep.RECIPIENT, Reason.RULES),
        ({"answers": {"DATA": "452 4.5.3 no"}}, TrialStep.MAIL, Reason.BUSY),
    ],
)
def test_somebody_who_tries_the_server_sees_how_far_it_came(
    here: OpenWorkspace,
    server: LyingServer,
    lies: dict[str, object],
    failed: TrialStep | None,
    reason: Reason,
) -> None:
    server.lies = Lies(**lies)  # type: ignore[arg-type]  # each by its name
    trial = try_server(here, "olive@example.org")
    assert (trial.failed, trial.reason) == (failed, reason)
    assert trial.steps[:3] == (TrialStep.NAME, TrialStep.CONNECTION, TrialStep.GREETING)


@pytest.mark.parametrize(
    ("setting", "failed", "reason"),
    [
        ("HOST=nowhere.invalid", TrialStep.NAME, Reason.NO_NAME),
        ("PORT=1", TrialStep.CONNECTION, Reason.REFUSED),
        ("SECURITY=starttls", TrialStep.ENCRYPTION, Reason.NO_TLS),
        ("SECURITY=tls", TrialStep.ENCRYPTION, Reason.NOT_TLS),
        ("USERNAME=olive", TrialStep.LOGIN, Reason.NO_LOGIN),
    ],
)
def test_what_is_wrong_with_the_settings_of_the_server_is_told_apart(
    here: OpenWorkspace,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    failed: TrialStep,
    reason: Reason,
) -> None:
    key, _, value = setting.partition("=")
    monkeypatch.setenv(f"CAMPAIGNER_MAIL__{key}", value)
    trial = try_server(here, "olive@example.org")
    assert (trial.failed, trial.reason) == (failed, reason)
    assert failed in trial.steps


def test_the_commands_for_mail(
    here: OpenWorkspace, server: LyingServer, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00Z")
    assert campaigner("mail", "status", "--format", "json").json[1]["mails"] == 4
    sent = campaigner("mail", "send")
    assert (sent.code, "1 mail not sent: the address does not exist" in sent.stderr) == (1, True)
    assert campaigner("mail", "bounces", "--format", "json").json[0]["to"] == "nobody@example.org"
    assert "1 mail to be sent again" in campaigner("mail", "retry", "4").stderr
    assert "took the test mail" in campaigner("mail", "test", "olive@example.org").stderr
    server.lies.answers = {"MAIL": "530 5.7.0 Authentication required"}
    assert campaigner("mail", "send").code == 1
    status = campaigner("mail", "status")
    assert (status.code, REFUSED in status.stderr) == (1, True)
    refused = campaigner("mail", "test", "olive@example.org")
    assert (refused.code, len(refused.stderr.splitlines())) == (1, 1)


def test_what_did_not_go_is_listed_page_by_page_with_its_address(
    here: OpenWorkspace, server: LyingServer
) -> None:
    server.lies.answers = {"DATA": "554 5.7.1 Spam"}
    send_mail(here)
    everything = failed_mails(here).mails
    first = failed_mails(here, most=len(everything) - 1)
    rest = failed_mails(here, first.older, most=3)
    assert (*first.mails, *rest.mails) == everything
    assert (len(rest.mails), rest.older) == (1, 0)
    assert all(each.to for each in everything)
    assert sum(each.mails for each in mail_troubles(here)) == len(everything)
    assert mail_now(here).given_up + mail_now(here).waiting == 4


def test_the_audit_says_how_many_mails_were_tried_again(here: OpenWorkspace) -> None:
    send_mail(here)
    retry(here)
    retry(here, [4])
    (deed,) = audit.deeds(here.database.conn)
    assert (deed.action, deed.details) == ("mail retried", '{"mails": 1}')
