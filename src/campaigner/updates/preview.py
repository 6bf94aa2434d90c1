"""An update as people will read it, before it goes out."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup

from campaigner.campaigns.loader import defined_campaign
from campaigner.emails import mailed_email, parse_email
from campaigner.mail.messages import Writer
from campaigner.mail.transports import ReadyMail
from campaigner.mail.trial import deliver_now
from campaigner.mail.update_words import UpdateWords, update_words
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session
from campaigner.updates.writing import nothing_written, the_update

_SAMPLE_NAME, _SAMPLE_ADDRESS = "Sam Sample", "sam@example.org"
_OPENS_NOTHING = "preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """An update in a language: what was written as HTML, and the whole mail to a made-up person."""

    language: str
    subject: str
    html: Markup
    text: str
    mail: bytes


def preview(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int, language: str = ""
) -> Preview:
    """Returns an update as somebody of a language gets it (default: the campaign's first).

    Raises UnknownName, ProblemsFound if it has a mistake by now, NothingWritten, and as
    ``acting.check_allowed``.
    """
    words, message = _made(here, by, campaign, number, language, _SAMPLE_ADDRESS)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    whole = message.as_bytes(policy=SMTP)
    return Preview(words.language, words.subject, words.html, text, whole)


def mail_preview(
    here: OpenWorkspace,
    by: Session | Machine,
    campaign: str,
    number: int,
    address: str,
    language: str = "",
) -> None:
    """Mails an update to an organiser now, as people will get it; its link to stop does nothing.

    In a rehearsal it is written to the folder of mails. Raises as ``preview``, and as
    ``mail.trial.try_mail``.
    """
    to = mailed_email(parse_email(address))
    _, message = _made(here, by, campaign, number, language, to)
    deliver_now(here.workspace, ReadyMail(message, to, f"preview-{number}"))


def _made(
    here: OpenWorkspace,
    by: Session | Machine,
    campaign: str,
    number: int,
    language: str,
    to: str,
) -> tuple[UpdateWords, EmailMessage]:
    found = the_update(here, by, campaign, number)
    if not found.texts:
        raise nothing_written()
    defined = defined_campaign(here.workspace.campaign_folder(campaign))
    words = update_words(defined, found, language or defined.languages[0])
    writer, now = Writer(here.workspace), here.moment
    message = writer.update(defined, words, _SAMPLE_NAME, _OPENS_NOTHING, (to, now))
    message["Message-ID"] = f"<preview.{number}.{now}@{writer.host}>"
    return words, message
