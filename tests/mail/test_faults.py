"""Whose fault a server's answer is: a table, with the sources of its lines."""

from __future__ import annotations

import pytest

from campaigner.mail.faults import RULES, Step, fault_of
from campaigner.vocabulary.mail import Blame

SENDER, RCPT, DATA, CONTENT = Step.SENDER, Step.RECIPIENT, Step.DATA, Step.CONTENT
ADDRESS, LATER, MAIL, SERVER = Blame.ADDRESS, Blame.LATER, Blame.MAIL, Blame.SERVER


@pytest.mark.parametrize(
    ("step", "answer", "blame"),
    [
        # About the mailbox (RFC 3463, 3.2 and 3.3; RFC 5321, 4.2.3; RFC 7504; RFC 7505): bounces.
        (RCPT, "550 5.1.1 The email account that you tried to reach does not exist", ADDRESS),
        (RCPT, "550 5.1.0 Address rejected", ADDRESS),
        (RCPT, "550 5.1.2 Host unknown", ADDRESS),
        (RCPT, "501 5.1.3 Bad recipient address syntax", ADDRESS),
        (RCPT, "553 5.1.3 Bad address", ADDRESS),
        (RCPT, "550 5.1.6 Mailbox has moved", ADDRESS),
        (RCPT, "556 5.1.10 Recipient address has null MX", ADDRESS),
        (RCPT, "550 5.2.1 The email account that you tried to reach is disabled", ADDRESS),
        (RCPT, "550 no such user", ADDRESS),
        (RCPT, "551 User not local", ADDRESS),
        (RCPT, "553 Mailbox name not allowed", ADDRESS),
        (CONTENT, "550 5.1.1 User unknown", ADDRESS),
        # About the mailbox, for now (RFC 5321, 4.5.3.1.10; RFC 3463, 3.3; RFC 6647).
        (RCPT, "450 4.2.0 Greylisted, see http://example.org/greylist", LATER),
        (RCPT, "450 Mailbox busy", LATER),
        (RCPT, "451 4.7.1 Please try again later", LATER),
        (RCPT, "452 4.2.2 The recipient's inbox is out of storage space", LATER),
        (RCPT, "552 5.2.2 Mailbox full", LATER),
        (RCPT, "552 Requested mail action aborted: exceeded storage allocation", LATER),
        (RCPT, "450 4.1.1 unverified address", LATER),
        (CONTENT, "451 4.7.1 Greylisting in action", LATER),
        # About what the mail is (RFC 3463, 3.3, 3.4 and 3.7).
        (CONTENT, "552 5.3.4 Message size exceeds fixed limit", MAIL),
        (RCPT, "552 5.2.3 Message too large for this mailbox", MAIL),
        (CONTENT, "554 5.6.1 Media not supported", MAIL),
        # About us, or the server (RFC 4954, 6; RFC 5321, 4.3.2; RFC 3463, 3.2, 3.4, 3.5 and 3.8).
        (SENDER, "530 5.7.0 Authentication required", SERVER),
        (RCPT, "530 Authentication required", SERVER),
        (Step.LOGIN, "535 5.7.8 Username and Password not accepted", SERVER),
        (Step.LOGIN, "454 4.7.0 Temporary authentication failure", SERVER),
        (SENDER, "553 5.7.1 Sender address rejected: not owned by user", SERVER),
        (SENDER, "550 5.1.0 sender rejected", SERVER),
        (RCPT, "550 5.1.8 Sender address rejected: Domain not found", SERVER),
        (RCPT, "550 5.1.7 Bad sender's mailbox address syntax", SERVER),
        (RCPT, "550 5.7.1 Relaying denied", SERVER),
        (RCPT, "550 5.4.5 Daily user sending limit exceeded", SERVER),
        (RCPT, "554 5.7.1 Service unavailable; client host blocked", SERVER),
        (RCPT, "554 Transaction failed", SERVER),
        (RCPT, "503 5.5.1 Bad sequence of commands", SERVER),
        (RCPT, "452 4.3.1 Insufficient system storage", SERVER),
        (DATA, "554 5.5.1 Error: no valid recipients", SERVER),
        (CONTENT, "554 5.7.0 Daily quota exceeded", SERVER),
        (CONTENT, "554 Message refused", SERVER),
        (CONTENT, "550 5.7.26 Blocked because the sender is unauthenticated", SERVER),
        (CONTENT, "550 5.7.1 Message contains spam", SERVER),
        (CONTENT, "452 Insufficient system storage", SERVER),
        (RCPT, "421 4.7.0 Too many messages, closing connection", SERVER),
        (Step.GREETING, "554 No SMTP service here", SERVER),
        (Step.GREETING, "521 Server does not accept mail", SERVER),
        (Step.HELLO, "502 Command not implemented", SERVER),
        (Step.TLS, "454 TLS not available due to temporary reason", SERVER),
    ],
)  # fmt: skip
def test_whose_fault_an_answer_is(step: Step, answer: str, blame: Blame) -> None:
    code, _, text = answer.partition(" ")
    fault = fault_of(step, int(code), text)
    assert fault.blame is blame
    assert fault.words.endswith(")")
    assert text not in fault.words  # which may name an address


@pytest.mark.parametrize("step", [each for each in Step if each not in (RCPT, CONTENT)])
def test_nothing_but_an_answer_about_the_mailbox_is_a_bounce(step: Step) -> None:
    for code in range(400, 600):
        assert fault_of(step, code, "5.1.1 whatever is said").blame is SERVER


def test_what_holds_for_all_mails_ends_the_work() -> None:
    assert fault_of(SENDER, 550, "5.7.1 no").ends
    assert not fault_of(RCPT, 550, "5.7.1 no").ends
    assert fault_of(SENDER, -1, "hello?").ends


def test_each_line_of_the_table_names_its_source() -> None:
    assert all("RFC " in rule.source for rule in RULES)
