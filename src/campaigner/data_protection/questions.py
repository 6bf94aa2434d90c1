"""What people are asked to agree to, as a form shows it: express words, a box for each purpose.

Nothing is ticked beforehand. A charity may email news of its work to people who sign unless they
refuse (Privacy and Electronic Communications Regulations 2003, regulation 22(3A), in force since
5 February 2026): then the box is one to refuse. Partners, whom it does not cover, need a yes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from campaigner.campaigns.contact_questions import Asked, asked_by_partners
from campaigner.campaigns.languages import language_meant
from campaigner.campaigns.models import Campaign
from campaigner.errors import UsageError
from campaigner.rendering.templating.words import has_words, words_in
from campaigner.shelf import in_this_moment
from campaigner.store.consents import OWN, Permission, Words
from campaigner.store.letter_consents import LetterConsent
from campaigner.text import in_language
from campaigner.vocabulary.consents import (
    ContactBasis,
    ContactChannel,
    ContactPurpose,
    UpdatesBasis,
)
from campaigner.vocabulary.signatures import CommentUse
from campaigner.workspace import Workspace

_WORDS = "privacy/words.toml"


class QuestionKind(StrEnum):
    """What a question asks.

    The statement about data, a letter, a contact, a name on the page, a comment to be passed on,
    or to refuse news.
    """

    STATEMENT = "statement"
    LETTER = "letter"
    CONTACT = "contact"
    NAME = "name"
    COMMENT = "comment"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Question:
    """A box with its words, never ticked beforehand.

    ``key`` is its name in forms; that of a partner's question is a value of
    ``SigningForm.consents``. ``asker``, ``purpose`` and ``channel`` are those of contact. Only
    the statement is ``required``.
    """

    key: str
    kind: QuestionKind
    words: Words
    asker: str = ""
    purpose: ContactPurpose | None = None
    channel: ContactChannel | None = None

    @property
    def required(self) -> bool:
        """Whether nobody can sign without ticking the box."""
        return self.kind is QuestionKind.STATEMENT

    def allows(self, *, ticked: bool) -> bool:
        """Returns whether what is asked is allowed by a person who saw the box."""
        return ticked is not (self.kind is QuestionKind.REFUSAL)


def questions_for(
    workspace: Workspace,
    campaign: Campaign,
    language: str,
    *,
    recipients: Sequence[str] = (),
    address: str = "",
) -> tuple[Question, ...]:
    """Returns the questions beside a campaign's form.

    Statement, letter, name and comment where the campaign asks, own news, partners.

    ``recipients`` are the names of those who would get the letter (default: “my MP”), ``address``
    is the one that it would show (default: “my postcode”).
    """
    statement = Question("agreed", QuestionKind.STATEMENT, statement_words(workspace, language))
    letter = Question(
        "letter",
        QuestionKind.LETTER,
        letter_words(workspace, campaign, language, recipients=recipients, address=address),
    )
    own = _own_question(workspace, language)
    partners = (
        Question(
            each.key,
            QuestionKind.CONTACT,
            contact_words(workspace, each, language),
            each.partner.name,
            each.question.purpose,
            each.question.channel,
        )
        for each in asked_by_partners(campaign)
    )
    return (statement, letter, *_voice_questions(workspace, campaign, language), *own, *partners)


def _voice_questions(
    workspace: Workspace, campaign: Campaign, language: str
) -> tuple[Question, ...]:
    """The questions about what others can see: a name, a comment."""
    asked, found = campaign.petition, []
    if asked.show_names:
        found.append(Question("named", QuestionKind.NAME, name_words(workspace, language)))
    if asked.comments is not CommentUse.NONE:
        words = comment_words(workspace, campaign, language)
        found.append(Question("pass_on", QuestionKind.COMMENT, words))
    return tuple(found)


def name_words(workspace: Workspace, language: str) -> Words:
    """Returns the question whether a name may be shown on the petition's page."""
    return _said(workspace, language, "named")


def comment_words(workspace: Workspace, campaign: Campaign, language: str) -> Words:
    """Returns the question whether a comment may be passed on, and shown if the campaign does."""
    asked = campaign.petition
    name = "pass_on"
    if asked.comments is CommentUse.SHOWN:
        name = "pass_on_and_show" if asked.show_names else "pass_on_and_show_nameless"
    controller = workspace.settings.data_controller.name
    return _said(workspace, language, name, controller=controller)


def own_question(workspace: Workspace, language: str) -> Question | None:
    """Returns the question whether the organisation may send news of its own; None if not asked."""
    return in_this_moment(
        ("own question", workspace, language),
        lambda: next(iter(_own_question(workspace, language)), None),
    )


def _own_question(workspace: Workspace, language: str) -> tuple[Question, ...]:
    basis = workspace.settings.updates.basis
    if basis is UpdatesBasis.NONE:
        return ()
    soft = basis is UpdatesBasis.SOFT_OPT_IN
    return (
        Question(
            "updates",
            QuestionKind.REFUSAL if soft else QuestionKind.CONTACT,
            _own_words(workspace, language),
            _own_name(workspace),
            ContactPurpose.NEWS,
            ContactChannel.EMAIL,
        ),
    )


def statement_words(workspace: Workspace, language: str, *, on_paper: bool = False) -> Words:
    """Returns the express statement by which people agree that their data is used."""
    key = ("statement", workspace, language, on_paper)
    return in_this_moment(key, lambda: _statement(workspace, language, on_paper=on_paper))


def _statement(workspace: Workspace, language: str, *, on_paper: bool) -> Words:
    name = "statement_on_paper" if on_paper else "statement"
    controller = workspace.settings.data_controller.name
    return _said(workspace, language, name, controller=controller)


def statement_of(workspace: Workspace, campaign: Campaign, language: str = "") -> Words:
    """Returns the statement, in a language that is typed (default: the campaign's first)."""
    meant = language_meant(campaign, language) if language else ""
    return statement_words(workspace, meant or campaign.languages[0])


def how_to_stop(workspace: Workspace, language: str) -> Words:
    """Returns the words beside the boxes: how to change one's mind."""
    contact = workspace.settings.data_controller.contact
    return _said(workspace, language, "change", contact=contact)


def contact_words(workspace: Workspace, asked: Asked, language: str) -> Words:
    """Returns the words of a partner's question."""
    if asked.question.text:
        shown = language if language in asked.question.text else "en"
        return Words(shown, in_language(asked.question.text, language))
    reach = _table(workspace, language, "reach")[asked.question.channel]
    name = asked.question.purpose.value
    return _said(workspace, language, name, asker=asked.partner.name, reach=reach)


def letter_words(
    workspace: Workspace,
    campaign: Campaign,
    language: str,
    *,
    recipients: Sequence[str] = (),
    address: str = "",
) -> Words:
    """Returns the question whether a letter goes out in a person's name: which, and to whom."""
    words, roles = _all(workspace, language), _table(workspace, language, "roles")
    names = recipients or [
        name
        for to in campaign.letter.to
        for name in (to.names or [roles.get(to.role, roles["other"])])
    ]
    return _said(
        workspace,
        language,
        "letter",
        subject=in_language(campaign.letter.subject, language),
        recipients=words["and"].join(dict.fromkeys(names)),
        address=address or words["my_postcode"],
    )


def letter_consent(workspace: Workspace, campaign: Campaign, language: str) -> LetterConsent:
    """Returns what somebody agrees to who agrees to a letter in their name now."""
    return in_this_moment(
        ("letter consent", workspace, campaign.folder, language),
        lambda: LetterConsent(
            letter_words(workspace, campaign, language), text_of(campaign, language)
        ),
    )


def text_of(campaign: Campaign, language: str) -> bytes | None:
    """Returns what tells the letter's text in a language from any other: its SHA-256."""
    text = campaign.letter_text(language)
    return hashlib.sha256(text.encode()).digest() if text else None


def permission_of(workspace: Workspace, asked: Asked, language: str) -> Permission:
    """Returns what a yes to a partner's question allows."""
    question, words = asked.question, contact_words(workspace, asked, language)
    return Permission(asked.partner.key, question.purpose, question.channel, words=words)


def own_updates(workspace: Workspace, language: str) -> Permission:
    """Returns what allows the organisation to email people news of its own work.

    Raises UsageError if it does not ask.
    """
    basis = workspace.settings.updates.basis
    if basis is UpdatesBasis.NONE:
        raise UsageError(
            "The organisation does not ask whether it may send news.",
            hint="Set updates.basis first.",
            code="no-updates",
        )
    return Permission(
        OWN,
        ContactPurpose.NEWS,
        basis=ContactBasis(basis.value),
        words=_own_words(workspace, language),
    )


def _own_words(workspace: Workspace, language: str) -> Words:
    if workspace.settings.updates.basis is UpdatesBasis.SOFT_OPT_IN:
        return _said(workspace, language, "refuse", asker=_own_name(workspace))
    reach = _table(workspace, language, "reach")[ContactChannel.EMAIL]
    return _said(workspace, language, "updates", asker=_own_name(workspace), reach=reach)


def _own_name(workspace: Workspace) -> str:
    settings = workspace.settings
    return settings.organisation.name or settings.data_controller.name


def _said(workspace: Workspace, language: str, name: str, **values: str) -> Words:
    shown = language if has_words(workspace.template_folders, _WORDS, language) else "en"
    words: str = _all(workspace, language)[name]
    for key, value in values.items():
        words = words.replace(f"{{{key}}}", value)
    return Words(shown, words)


def _all(workspace: Workspace, language: str) -> dict[str, Any]:
    return words_in(workspace.template_folders, _WORDS, language)


def _table(workspace: Workspace, language: str, name: str) -> dict[str, str]:
    """A table of words; what the workspace's own file leaves out is as shipped."""
    shipped: dict[str, str] = words_in(workspace.template_folders[-1:], _WORDS, language)[name]
    return {**shipped, **_all(workspace, language)[name]}
