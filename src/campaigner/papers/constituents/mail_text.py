"""The text of a mail that goes with a pack: plain, ready to be sent by a person."""

from __future__ import annotations

from textwrap import wrap

from campaigner.papers.constituents.order import Job, Order
from campaigner.papers.constituents.sentences import Sentences, filled

_WIDTH = 72


def mail_text(job: Job, order: Order) -> str:
    """Returns the mail for a representative: to whom, the subject, and what it says."""
    said = Sentences(job, order)
    words, found = said.words, order.comparison
    key = "mail_subject" if found.is_shown and found.count > 1 else "mail_subject_few"
    subject = filled(words, key, count=found.count, area=order.area.name, title=job.title)
    paragraphs = [said.salutation(), said.opening(), said.beside()]
    if order.asks:
        paragraphs += [said.asked(), *listed_asks(order.asks)]
    paragraphs += [words["mail_pack"], "".join(said.offer()), f"{words['sign_off']},"]
    return as_mail(job, order, subject, paragraphs)


def as_mail(job: Job, order: Order, subject: str, paragraphs: list[str]) -> str:
    """Returns a mail to a representative: its head, its paragraphs, and who signs.

    In a rehearsal it says so, after its first paragraph.
    """
    words = Sentences(job, order).words
    if job.rehearsal:
        subject = f"{words['rehearsal_short']}: {subject}"
        paragraphs = [*paragraphs[:1], words["rehearsal"], *paragraphs[1:]]
    organisation = job.organisation
    signing = [job.signed_by, organisation.name, organisation.website, organisation.telephone]
    to = order.recipient.email or words["mail_no_address"]
    head = f"{words['mail_to']}: {to}\n{words['mail_about']}: {subject}\n"
    body = "\n\n".join("\n".join(wrap(each, _WIDTH)) or each for each in paragraphs)
    end = "\n".join(each for each in signing if each)
    return f"{head}\n{body}\n\n{end}\n{job.link}\n"


def listed_asks(asks: tuple[str, ...]) -> list[str]:
    """Returns what is asked, a paragraph each, numbered if there are several."""
    return [f"{number}. {ask}" for number, ask in enumerate(asks, 1)] if len(asks) > 1 else [*asks]
