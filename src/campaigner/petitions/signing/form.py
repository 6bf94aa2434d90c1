"""What a person typed in the form of a petition, and what it means there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from campaigner.campaigns.contact_questions import question_meant
from campaigner.campaigns.languages import language_meant, require_language
from campaigner.campaigns.models import Campaign
from campaigner.countries import HOME
from campaigner.data_protection.questions import (
    comment_words,
    letter_consent,
    name_words,
    own_updates,
    permission_of,
    statement_words,
)
from campaigner.forms import check_form, read_field
from campaigner.petitions.counts.areas import area_code, choices, chosen_area, no_area
from campaigner.petitions.moderation.comments import clean_comment
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.applications import Application, cleaned
from campaigner.petitions.wordings import Wording, current_wording, wording_shown
from campaigner.problems import Problem
from campaigner.representatives.models import Area
from campaigner.representatives.no_area import NoArea
from campaigner.sources import WEB
from campaigner.store.consents import Permission, Words
from campaigner.store.letter_consents import UNSAID, LetterConsent
from campaigner.store.sources import known_code
from campaigner.vocabulary.signatures import CommentUse


@dataclass(frozen=True, slots=True)
class SigningForm:
    """What a person typed, or chose from a list.

    ``language`` is the campaign's first if it is empty. ``area`` is the code of the one that
    they live in: None if they were not asked yet, empty if they did not say. ``consents`` are
    the keys of the questions that they said yes to, or the names of partners who ask one.
    ``letter``: they agree to a letter to their representatives in their name. ``updates``: the
    organisation may email them about its own work (``Question.allows``). ``agreed``: they ticked
    the statement about their data; None if they sign under the statement itself. ``asked`` is
    the address that they were asked about as it looks mistyped: empty if there was none yet, None
    if nobody asks. ``named``: their name may be shown. ``pass_on``: so may ``comment``, and it may
    be passed on. ``wording`` is the hash of the petition's words that they were shown: the current
    ones if it is empty.
    """

    name: str
    email: str
    postcode: str
    country: str = HOME
    language: str = ""
    source: str = WEB
    area: str | None = None
    consents: tuple[str, ...] = ()
    letter: bool = False
    updates: bool = False
    agreed: bool | None = None
    asked: str | None = None
    named: bool = False
    comment: str = ""
    pass_on: bool = False
    wording: str = ""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a form means: an application, and the areas that its postcode lies in.

    ``area`` is the code that the signature is tallied under, empty for none; ``no_area`` says
    why the postcode lies in none. ``wording`` are the words that the person was shown.
    """

    application: Application
    areas: tuple[Area, ...]
    area: str
    wording: Wording
    no_area: NoArea | None = None


def read_form(here: OpenPetition, form: SigningForm) -> ReadForm:
    """Returns what a form means on a petition. Raises FormRefused with all of its mistakes."""
    problems: list[Problem] = []
    typed = Application(form.name, form.email, form.postcode, form.country, letter=form.letter)
    typed = cleaned(typed, problems)
    known, source = partial(_language, here.campaign), partial(known_code, here.database.conn)
    language = read_field(problems, "language", known, form.language, "")
    code = read_field(problems, "source", source, form.source, WEB)
    consents = _consents(here, form, language, problems)
    agreed, letter = _words_agreed_to(here, form, language, problems)
    wish = replace(
        typed,
        language=language,
        source=code,
        consents=consents,
        agreed=agreed,
        letter_as=letter,
    )
    wish = _with_voice(here, form, wish, problems)
    scheme = here.petition.scheme
    found = choices(here.database, scheme, wish.postcode, wish.country, wish.language or "en")
    chosen = partial(_area, here, found)
    area = read_field(problems, "area", chosen, form.area or "", "")
    wording = read_field(
        problems, "wording", partial(wording_shown, here), form.wording, current_wording(here)
    )
    check_form(problems)
    if found or area:
        return ReadForm(wish, tuple(found), area, wording)
    nowhere = no_area(here.database, scheme, wish.postcode, wish.country)
    return ReadForm(wish, (), "", wording, nowhere)


def only_asked(campaign: Campaign, form: SigningForm) -> SigningForm:
    """Returns a form without a name and a comment that the campaign does not ask for (any more)."""
    asks = campaign.petition
    if form.named and not asks.show_names:
        form = replace(form, named=False)
    if form.comment and asks.comments is CommentUse.NONE:
        form = replace(form, comment="")
    return form


def _language(campaign: Campaign, text: str) -> str:
    wanted = text.strip()
    if not wanted:
        return campaign.languages[0]
    return require_language(campaign, language_meant(campaign, wanted) or wanted)


def _consents(
    here: OpenPetition, form: SigningForm, language: str, problems: list[Problem]
) -> tuple[Permission, ...]:
    def meant(text: str) -> Permission | None:
        return permission_of(here.workspace, question_meant(here.campaign, text), language)

    said = [read_field(problems, "consents", meant, text, None) for text in form.consents]
    if form.updates:
        own = partial(_own_updates, here, language)
        said.append(read_field(problems, "updates", own, "", None))
    return tuple(dict.fromkeys(each for each in said if each))


def _own_updates(here: OpenPetition, language: str, _: str) -> Permission | None:
    return own_updates(here.workspace, language)


def _words_agreed_to(
    here: OpenPetition, form: SigningForm, language: str, problems: list[Problem]
) -> tuple[Words | None, LetterConsent]:
    """The words of the statement and of the letter that an application agrees to."""
    if form.agreed is False:
        message = "Please agree that we use your data, or do not sign."
        problems.append(Problem("agreed", 0, "not-agreed", message))
    language = language or here.campaign.languages[0]
    agreed = statement_words(here.workspace, language) if form.agreed else None
    letter = letter_consent(here.workspace, here.campaign, language) if form.letter else UNSAID
    return agreed, letter


def _with_voice(
    here: OpenPetition, form: SigningForm, wish: Application, problems: list[Problem]
) -> Application:
    """The application with the name and the comment that may be seen, as far as is asked."""
    if not (form.named or form.comment.strip()):
        return wish
    asks, language = here.campaign.petition, wish.language or here.campaign.languages[0]
    if form.named and asks.show_names:
        wish = replace(wish, named=name_words(here.workspace, language))
    elif form.named:
        problems.append(Problem("named", 0, "not-asked", "This campaign does not show names."))
    comment = read_field(problems, "comment", clean_comment, form.comment, "")
    if comment and asks.comments is CommentUse.NONE:
        problems.append(Problem("comment", 0, "not-asked", "This campaign takes no comments."))
        return wish
    if comment and not form.pass_on:
        message = "A comment needs a yes to passing it on."
        problems.append(Problem("pass_on", 0, "comment-alone", message, "Or leave it empty."))
    if not comment:
        return wish
    words = comment_words(here.workspace, here.campaign, language)
    return replace(wish, comment=comment, comment_as=words)


def _area(here: OpenPetition, found: list[Area], text: str) -> str:
    wanted = text.strip()
    if not wanted:
        return area_code(found)
    return chosen_area(here.database, here.petition.scheme, found, wanted)
