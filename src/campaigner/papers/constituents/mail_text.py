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
    if job.rehearsal:
        subject = f"{words['rehearsal_short']}: {subject}"
    paragraphs = [said.salutation(), said.opening(), said.beside()]
    if job.rehearsal:
        paragraphs.insert(1, words["rehearsal"])
    if order.asks:
        paragraphs += [said.asked(), *_listed(order.asks)]
    paragraphs += [words["mail_pack"], "".join(said.offer()), f"{words['sign_off']},"]
    organisation = job.organisation
    signing = [job.signed_by, organisation.name, organisation.website, organisation.telephone]
    to = order.recipient.email or words["mail_no_address"]
    head = f"{words['mail_to']}: {to}\n{words['mail_about']}: {subject}\n"
    body = "\n\n".join("\n".join(wrap(each, _WIDTH)) or each for each in paragraphs)
    end = "\n".join(each for each in signing if each)
    return f"{head}\n{body}\n\n{end}\n{job.link}\n"


def _listed(asks: tuple[str, ...]) -> list[str]:
    return [f"{number}. {ask}" for number, ask in enumerate(asks, 1)] if len(asks) > 1 else [*asks]
