"""Trying whether the mailbox for replies can be read; nothing in it is read or marked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaigner.letters.mailed_replies.mailbox import Mailbox, MailboxUnavailable, opened_mailbox
from campaigner.opening import OpenWorkspace
from campaigner.vocabulary.mail import Reason, TrialStep

if TYPE_CHECKING:
    from campaigner.setting_tables import Replies

_SECONDS = 10.0
Open = Callable[["Replies", float], AbstractContextManager[Mailbox]]


@dataclass(frozen=True, slots=True)
class MailboxTrial:
    """How far a mailbox was tried: its steps in order, at which one it ended, and why.

    ``failed`` is None if all went well. ``words`` are what came of it, in English.
    """

    steps: tuple[TrialStep, ...]
    failed: TrialStep | None = None
    reason: Reason = Reason.OTHER
    words: str = ""


def try_mailbox(here: OpenWorkspace, opened: Open = opened_mailbox) -> MailboxTrial:
    """Opens the mailbox of the settings, for somebody who waits; says how far it came.

    No answer is waited for longer than ten seconds. Raises NoReplyMailbox.
    """
    settings = here.workspace.settings.replies
    is_plain = settings.imap_security == "none"
    steps = (
        TrialStep.NAME,
        TrialStep.CONNECTION,
        *(() if is_plain else (TrialStep.ENCRYPTION,)),
        TrialStep.LOGIN,
        TrialStep.FOLDER,
    )
    try:
        with opened(settings, _SECONDS):
            return MailboxTrial(steps)
    except MailboxUnavailable as error:
        return MailboxTrial(steps, error.step, error.reason, error.message)
