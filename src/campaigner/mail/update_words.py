"""What an update says, worked out once for all who get it in a language."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from campaigner.campaigns.models import Campaign
from campaigner.mail.bodies import Paragraph
from campaigner.mail.plain_text import as_paragraphs
from campaigner.store.updates import Update, UpdateText
from campaigner.texts.update_text import update_html


@dataclass(frozen=True, slots=True)
class UpdateWords:
    """An update in a language: its subject, and what it says as HTML and as plain text."""

    language: str
    subject: str
    html: Markup
    paragraphs: tuple[Paragraph, ...]


def update_words(campaign: Campaign, update: Update, language: str) -> UpdateWords:
    """Returns what an update says to somebody of a language. Raises ProblemsFound."""
    spoken, text = update.text_for(language)
    return words_of(campaign, text, spoken)


def words_of(campaign: Campaign, text: UpdateText, language: str) -> UpdateWords:
    """Returns what a text of an update says. Raises ProblemsFound if it has a mistake."""
    html = update_html(campaign, text.body, language)
    return UpdateWords(language, text.subject, html, as_paragraphs(html))
