"""What a yes in an imported table means: which questions people were asked, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigner.campaigns.contact_questions import question_meant
from campaigner.campaigns.models import Campaign
from campaigner.data_protection.questions import letter_consent, permission_of
from campaigner.errors import UnknownName
from campaigner.petitions.importing.columns import consent_columns, question_of_column
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.opening import OpenPetition
from campaigner.store.consents import Permission, Words
from campaigner.store.letter_consents import UNSAID, LetterConsent

STATEMENT, LETTER = "statement", "letter"


@dataclass(frozen=True)
class Agreed:
    """What people of a table agreed to: by letter, by column of consent, and by signing.

    ``statement`` has the express words about their data, None if they are not known.
    """

    letter: LetterConsent = UNSAID
    contacts: Mapping[str, Permission] = field(default_factory=dict)
    statement: Words | None = None


NOTHING_SAID = Agreed()


def agreed_to(here: OpenPetition, request: ImportRequest) -> Agreed:
    """Returns what a yes means in each column, in the words of the request or the campaign's own.

    Raises UnknownName for words of a column that asks nothing.
    """
    workspace, campaign, language = here.workspace, here.campaign, request.language
    given = {
        name if name in (STATEMENT, LETTER) else column_meant(campaign, name): Words(language, text)
        for name, text in (request.words or {}).items()
    }
    columns = {column.name: asked for column, asked in consent_columns(campaign).items()}
    if unknown := given.keys() - {STATEMENT, LETTER, *columns}:
        raise UnknownName("question", min(unknown), [STATEMENT, LETTER, *columns])
    letter = letter_consent(workspace, campaign, language)
    contacts = {name: permission_of(workspace, asked, language) for name, asked in columns.items()}
    return Agreed(
        LetterConsent(given[LETTER]) if LETTER in given else letter,
        {name: _in_words(permission, given.get(name)) for name, permission in contacts.items()},
        given.get(STATEMENT),
    )


def _in_words(permission: Permission, words: Words | None) -> Permission:
    return permission._replace(words=words) if words else permission


def words_asked(here: OpenPetition) -> tuple[str, ...]:
    """Returns of what an import can be given the words: all signing, a letter, each consent."""
    columns = consent_columns(here.campaign)
    return (STATEMENT, LETTER, *(column.name for column in columns))


def column_meant(campaign: Campaign, name: str) -> str:
    """Returns the name of a column, of one with consents also if the partner is called otherwise.

    Raises UnknownName or UsageError for a question that no partner asks, or several.
    """
    text = question_of_column(name)
    if not text:
        return name
    asked = question_meant(campaign, text)
    return next(column.name for column, each in consent_columns(campaign).items() if each == asked)
