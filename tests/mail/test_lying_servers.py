"""A mail server that lies: no mail is lost, and none goes twice but one whose answer was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace
from campaigner.store import outbox
from campaigner.vocabulary.mail import Blame, MailState
from campaigner.workspace import Workspace
from lying_server import STEPS, Lies, LyingServer, lying_server
from petitioners import application, person, signed, the_petition

pytestmark = pytest.mark.slow

PEOPLE = 4
NOBODY = "nobody@example.org"
SETTINGS = """
[organisation]
name = "Sample Rights"
[web]
address = "https://act.example.org"
[data_controller]
name = "Sample Rights"
contact = "privacy@example.org"
[mail]
sender = "act@example.org"
host = "127.0.0.1"
port = {port}
security = "none"
timeout = {timeout}
per_minute = 100000
{more}
"""


@pytest.fixture
def server() -> Iterator[LyingServer]:
    with lying_server() as server:
        yield server


@pytest.fixture
def at_work(here: OpenWorkspace, server: LyingServer) -> Callable[..., OpenWorkspace]:
    """The workspace some hours later, with that server in its settings."""

    def work(hours: float = 0, timeout: float = 5, more: str = "") -> OpenWorkspace:
        text = SETTINGS.format(port=server.port, timeout=timeout, more=more)
        (here.workspace.root / "campaigner.toml").write_text(text, encoding="utf-8")
        workspace = Workspace(here.workspace.root)
        return replace(here, workspace=workspace, now=here.now + timedelta(hours=hours))

    return work


def four_people_sign(here: OpenWorkspace) -> None:
    petition = the_petition(here.database)
    for number in range(PEOPLE):
        signed(here.database, petition, person(number))


def states(here: OpenWorkspace) -> list[MailState]:
    return [each.state for each in outbox.all_mail(here.database.conn)]


def bounces(here: OpenWorkspace) -> int:
    (count,) = here.database.execute("SELECT count(*) FROM bounces").fetchone()
    return int(count)


BREAKS = ("drops", "stalls", "babbles")
LOGIN = 'username = "us"\npassword = "secret"'
# The lies, and what is said of them if they end the work.
LIES: dict[str, tuple[dict[str, Any], str]] = {
    "needs a login": (
        {"answers": {"MAIL": "530 5.7.0 Authentication required"}},
        "the server asks for a login (530 5.7.0)",
    ),
    "refuses the login": (
        {"extensions": ("AUTH PLAIN",), "answers": {"AUTH": "535 5.7.8 wrong"}},
        "the server refuses the login (535 5.7.8)",
    ),
    "knows no login": ({}, "the server takes no login"),
    "wrong sender": (
        {"answers": {"MAIL": "553 5.7.1 not your sender"}},
        "the server refuses the sender (553 5.7.1)",
    ),
    "no sender of that domain": (
        {"answers": {"RCPT": "550 5.1.8 sender's domain unknown"}},
        "the server refuses the sender (550 5.1.8)",
    ),
    "rules": (
        {"answers": {"RCPT": "550 5.7.1 relaying denied"}},
        "the server's rules refuse the mail (550 5.7.1)",
    ),
    "quota at RCPT": (
        {"answers": {"RCPT": "550 5.4.5 Daily user sending limit exceeded"}},
        "the server takes no more mails for now (550 5.4.5)",
    ),
    "quota at DATA": (
        {"answers": {"DATA": "554 5.7.0 daily quota exceeded"}},
        "the server's rules refuse the mail (554 5.7.0)",
    ),
    "refuses the content": (
        {"answers": {"content": "554 no thanks"}},
        "the server refuses the mail (554)",
    ),
    "full mailboxes": ({"answers": {"RCPT": "552 5.2.2 mailbox full"}}, ""),
    "full, without a status": ({"answers": {"RCPT": "552 no room"}}, ""),
    "greylisting": ({"first": {"RCPT": "450 4.7.1 come back later"}}, ""),
    "not now": ({"answers": {"MAIL": "451 later"}}, "the server takes no mail for now (451)"),
    "closes": ({"answers": {"MAIL": "421 too busy"}}, "the server is too busy or is closing (421)"),
    "will not greet": (
        {"answers": {"greeting": "554 go away"}},
        "the server refuses the mail (554)",
    ),
    "nonsense": ({"answers": {"MAIL": "hello?"}}, "the server does not answer as SMTP has it"),
    "no EHLO": ({"answers": {"EHLO": "502 what?"}, "drops": "HELO"}, "the server broke off"),
    **{
        f"stalls at {step}": ({"stalls": step}, f"the server does not answer in time ({said})")
        for step, said in zip(
            STEPS, ("its greeting", "EHLO", "MAIL", "RCPT", "DATA", "the mail itself"), strict=True
        )
    },
    **{
        f"babbles at {step}": ({"babbles": step}, "the server broke off the connection")
        for step in STEPS
    },
    **{f"drops at {step}": ({"drops": step}, "the server broke off") for step in STEPS},
    "drops after a mail": ({"breaks_content": "drop"}, "the server broke off"),
    "stalls after a mail": ({"breaks_content": "stall"}, "the server does not answer in time"),
    "one mail a connection": ({"per_connection": 1}, ""),
    "no 8-bit": ({"only_ascii": True}, ""),
}
HARMLESS = ("one mail a connection", "no 8-bit")
ANSWER_LOST = (
    "drops after a mail",
    "stalls after a mail",
    *(f"{lie} at content" for lie in BREAKS),
)


@pytest.mark.parametrize("lie", LIES)
def test_whatever_the_server_does_every_mail_goes_once_or_waits(
    at_work: Callable[..., OpenWorkspace], server: LyingServer, lie: str
) -> None:
    four_people_sign(at_work())
    signed(at_work().database, the_petition(at_work().database), application("No Sample", NOBODY))
    lies, said = LIES[lie]
    for name, value in lies.items():
        setattr(server.lies, name, value)
    server.lies.unknown = (NOBODY,)
    more = LOGIN if "login" in lie and lie != "needs a login" else ""
    first = send_mail(at_work(0, 0.2, more))
    assert first.stopped is None or first.stopped.fault.words.startswith(said)
    assert (first.stopped is None) == (not said)
    assert (first.sent == PEOPLE) == (lie in HARMLESS)
    send_mail(at_work(0.1, 0.2, more))
    *four, nobody = outbox.all_mail(at_work().database.conn)
    assert all(each.state is not MailState.GIVEN_UP for each in four)
    server.lies = Lies(unknown=(NOBODY,))  # somebody has seen to it
    for hours in (9, 24.5):
        assert send_mail(at_work(hours)).stopped is None
    mails = outbox.all_mail(at_work().database.conn)
    bounced = [each for each in mails if each.state is MailState.GIVEN_UP]
    assert [(each.id, each.blame) for each in bounced] == [(nobody.id, Blame.ADDRESS)]
    assert bounces(at_work()) == 1
    sent = [each for each in mails if each.state is MailState.SENT]
    assert len(sent) == len(mails) - 1
    assert set(server.taken) == {f"<{each.id}.{each.made_at}@act.example.org>" for each in sent}
    assert all(count <= 1 + server.cut[mail] for mail, count in server.taken.items())
    assert bool(server.cut) == (lie in ANSWER_LOST)


def test_of_all_mails_only_the_one_whose_answer_was_lost_comes_twice(
    at_work: Callable[..., OpenWorkspace], server: LyingServer
) -> None:
    four_people_sign(at_work())
    server.lies.breaks_content, server.lies.breaks = "drop", 1
    for hours in (0, 0.5, 9):
        send_mail(at_work(hours, 0.2))
    assert states(at_work()) == [MailState.SENT] * PEOPLE
    assert sorted(server.taken.values()) == [1, 1, 1, 2]
    assert server.cut == Counter(mail for mail, count in server.taken.items() if count == 2)


def test_only_the_address_that_does_not_exist_bounces(
    at_work: Callable[..., OpenWorkspace], server: LyingServer
) -> None:
    here = at_work()
    four_people_sign(here)
    signed(here.database, the_petition(here.database), application("No Sample", NOBODY))
    server.lies.unknown = (NOBODY,)
    done = send_mail(here)
    assert done.sent == PEOPLE
    assert [(each.blame, each.words, each.mails) for each in done.troubles] == [
        (Blame.ADDRESS, "the address does not exist (550 5.1.1)", 1)
    ]
    assert states(here) == [MailState.SENT] * PEOPLE + [MailState.GIVEN_UP]
    assert bounces(here) == 1


def test_many_refusals_in_a_row_end_the_work_and_one_does_not(
    at_work: Callable[..., OpenWorkspace], server: LyingServer
) -> None:
    here = at_work()
    four_people_sign(here)
    server.lies.answers = {"RCPT": "550 5.7.1 relaying denied"}
    done = send_mail(here)
    assert (done.failed, done.stopped is not None) == (3, True)  # the fourth was not even tried
    server.lies.answers, server.lies.first = {}, {"RCPT": "550 5.7.1 not this one"}
    server.asked.update(f"person{number}@example.org" for number in (0, 1, 3))
    done = send_mail(at_work(1))
    assert (done.sent, done.failed, done.stopped) == (3, 1, None)
