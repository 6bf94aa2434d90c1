"""Whose fault it is that a mail did not go: a table of a server's answers, with its sources.

An answer has a code (RFC 5321, 4.2.3) and often an enhanced status (RFC 3463), whose second and
third number say what it is about. Only an answer about the mailbox itself is a bounce. Whatever the
server says of us, of its own state or of its rules can be put right, and the mail goes then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from campaigner.vocabulary.mail import Blame, Reason


class Step(StrEnum):
    """What was being done with the server."""

    CONNECT = "connecting"
    GREETING = "its greeting"
    HELLO = "EHLO"
    TLS = "STARTTLS"
    LOGIN = "the login"
    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    DATA = "DATA"
    CONTENT = "the mail itself"


ABOUT_A_MAIL = (Step.RECIPIENT, Step.DATA, Step.CONTENT)
_TO_A_MAILBOX = (Step.RECIPIENT, Step.CONTENT)  # later servers answer only after the content
_ANY = tuple(Step)


@dataclass(frozen=True, slots=True)
class Rule:
    """What an answer means: at which steps, with which code and status (patterns).

    An empty ``status`` is for answers with and without one, ``-`` for those without.
    """

    steps: tuple[Step, ...]
    code: str
    status: str
    blame: Blame
    words: str
    source: str
    advice: str = ""
    reason: Reason = Reason.OTHER

    def fits(self, step: Step, code: int, status: str) -> bool:
        """Returns whether an answer is one of these."""
        return (
            step in self.steps
            and re.fullmatch(self.code, str(code)) is not None
            and (not self.status or re.fullmatch(self.status, status[2:] or "-") is not None)
        )


_LOG_IN = "Check username and password under [mail] in campaigner.toml."
_SENDER = "Use an address as sender under [mail] that the server lets you send from."
_ALLOWANCE = "Wait, or ask your mail provider for more mails a day."

# The first that fits counts. A status is written without its class: 1.1 is 5.1.1 and 4.1.1.
RULES = (
    Rule(
        _ANY,
        "421",
        "",
        Blame.SERVER,
        "the server is too busy or is closing",
        "RFC 5321, 4.2.3, 3.8",
        reason=Reason.BUSY,
    ),
    Rule(
        _ANY,
        "530",
        "",
        Blame.SERVER,
        "the server asks for a login",
        "RFC 4954, 6",
        _LOG_IN,
        Reason.LOGIN_WANTED,
    ),
    Rule(
        _ANY,
        "53[458]|432|454",
        "",
        Blame.SERVER,
        "the server refuses the login",
        "RFC 4954, 6",
        _LOG_IN,
        reason=Reason.LOGIN_REFUSED,
    ),
    Rule(
        _ANY,
        "5..",
        r"1\.[78]",
        Blame.SERVER,
        "the server refuses the sender",
        "RFC 3463, 3.2: X.1.7 and X.1.8 are about the sender's address",
        _SENDER,
        reason=Reason.SENDER_REFUSED,
    ),
    Rule(
        (Step.SENDER,),
        "55[0134]|501",
        "",
        Blame.SERVER,
        "the server refuses the sender",
        "RFC 5321, 4.3.2 (MAIL) and 4.2.3",
        _SENDER,
        reason=Reason.SENDER_REFUSED,
    ),
    Rule(
        _ANY,
        "...",
        r"4\.5",
        Blame.SERVER,
        "the server takes no more mails for now",
        "RFC 3463, 3.5: X.4.5, congestion; Google: daily limit of an account",
        _ALLOWANCE,
        reason=Reason.ALLOWANCE,
    ),
    # About the mailbox: a bounce.
    Rule(
        _TO_A_MAILBOX,
        "5..",
        r"1\.([0-46]|10)",
        Blame.ADDRESS,
        "the address does not exist",
        "RFC 3463, 3.2: X.1.0 to X.1.4 and X.1.6; RFC 7505, 4.1: X.1.10",
        reason=Reason.RECIPIENT_REFUSED,
    ),
    Rule(
        _TO_A_MAILBOX,
        "5..",
        r"2\.1",
        Blame.ADDRESS,
        "the mailbox is switched off",
        "RFC 3463, 3.3: X.2.1",
        reason=Reason.RECIPIENT_REFUSED,
    ),
    Rule(
        (Step.RECIPIENT,),
        "55[013]",
        "-",
        Blame.ADDRESS,
        "the server refuses the address",
        "RFC 5321, 4.2.3 and 4.3.2 (RCPT)",
        reason=Reason.RECIPIENT_REFUSED,
    ),
    Rule(
        (Step.RECIPIENT,),
        "556",
        "",
        Blame.ADDRESS,
        "the address takes no mail",
        "RFC 7504, 4",
        reason=Reason.RECIPIENT_REFUSED,
    ),
    # About the mailbox, for now.
    Rule(_TO_A_MAILBOX, "...", r"2\.2", Blame.LATER, "the mailbox is full", "RFC 3463, 3.3: X.2.2"),
    Rule(
        (Step.RECIPIENT,),
        "552",
        "-",
        Blame.LATER,
        "the mailbox or the server is full",
        "RFC 5321, 4.5.3.1.10: 552 to RCPT is treated as 452",
    ),
    Rule(
        ABOUT_A_MAIL,
        "4..",
        r"3\..*",
        Blame.SERVER,
        "the server takes no mail for now",
        "RFC 3463, 3.4: X.3.x, the mail system",
    ),
    Rule(
        ABOUT_A_MAIL,
        "452",
        "-",
        Blame.SERVER,
        "the server is full",
        "RFC 5321, 4.2.3: 452, insufficient system storage",
    ),
    Rule(
        _TO_A_MAILBOX,
        "4..",
        r"2\.[014]|7\..*|-",
        Blame.LATER,
        "the server puts the mail off",
        "RFC 5321, 4.2.1 (4yz) and 4.5.4.1; RFC 6647 (greylisting)",
    ),
    Rule(
        (Step.RECIPIENT,),
        "4..",
        "",
        Blame.LATER,
        "the server puts the mail off",
        "RFC 5321, 4.2.1 (4yz) and 4.5.4.1",
    ),
    # About the content.
    Rule(
        _TO_A_MAILBOX,
        "5..",
        r"2\.3|3\.4",
        Blame.MAIL,
        "the mail is too large",
        "RFC 3463, 3.3: X.2.3, 3.4: X.3.4",
    ),
    Rule(
        (Step.CONTENT,),
        "5..",
        r"6\..*",
        Blame.MAIL,
        "the server cannot take this form of mail",
        "RFC 3463, 3.7: X.6.x",
    ),
    # Everything else is between us and the server.
    Rule(
        ABOUT_A_MAIL,
        "5..",
        r"7\..*",
        Blame.SERVER,
        "the server's rules refuse the mail",
        "RFC 3463, 3.8: X.7.x, security and policy",
        "Ask your mail provider why: the sender's domain may need SPF and DKIM.",
        reason=Reason.RULES,
    ),
    Rule(
        _ANY,
        "4..",
        "",
        Blame.SERVER,
        "the server takes no mail for now",
        "RFC 5321, 4.2.1 (4yz)",
        reason=Reason.BUSY,
    ),
    Rule(
        _ANY,
        "5..",
        "",
        Blame.SERVER,
        "the server refuses the mail",
        "RFC 5321, 4.2.1 (5yz)",
        "Ask your mail provider why.",
        reason=Reason.RULES,
    ),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a mail did not go, in words that name no address, and what to do about it.

    A fault that ``ends`` the work holds for all mails: none is tried until later.
    """

    blame: Blame
    words: str
    step: Step
    advice: str = ""
    ends: bool = False
    reason: Reason = Reason.OTHER


def fault_of(step: Step, code: int, answer: str) -> Fault:
    """Returns what an answer of the server means; ``answer`` is its text."""
    status = _status(answer)
    shown = f"{code} {status}".strip()
    ends = step not in ABOUT_A_MAIL
    for rule in RULES:
        if rule.fits(step, code, status):
            words = f"{rule.words} ({shown})"
            return Fault(rule.blame, words, step, rule.advice, ends, rule.reason)
    return unable(step, "the server does not answer as SMTP has it")


def stalled(step: Step) -> Fault:
    """Returns what it means that the server does not answer in time."""
    words = f"the server does not answer in time ({step})"
    return unable(step, words, reason=Reason.SILENT)


def lost(step: Step) -> Fault:
    """Returns what it means that the server ends the connection."""
    words = f"the server broke off the connection ({step})"
    ends = step not in ABOUT_A_MAIL
    return Fault(Blame.SERVER, words, step, ends=ends, reason=Reason.LOST)


def unable(step: Step, words: str, advice: str = "", reason: Reason = Reason.OTHER) -> Fault:
    """Returns a fault of the server as a whole."""
    return Fault(Blame.SERVER, words, step, advice, ends=True, reason=reason)


def _status(answer: str) -> str:
    """The enhanced status at the start of an answer, empty if there is none."""
    found = re.match(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)", answer)
    return found[0] if found else ""
