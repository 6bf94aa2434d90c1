"""What a person gives who signs, checked and in the form in which it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial

from campaigner.countries import HOME, country_code
from campaigner.emails import parse_email
from campaigner.forms import check_form, read_field
from campaigner.names import clean_name
from campaigner.problems import Problem
from campaigner.representatives.postcodes import parse_postcode
from campaigner.store.consents import Permission, Words
from campaigner.store.letter_consents import UNSAID, LetterConsent

_ELSEWHERE = "ZZ"  # a country that is not known, so that the rules of none apply


@dataclass(frozen=True, slots=True)
class Application:
    """A wish to sign.

    ``email`` is None on a line of paper without one. ``consents``: who may contact the person.
    ``letter``: they agree to a letter to their representatives in their name, ``letter_as`` to
    which. ``agreed`` are the express words in which they agree that their data is used, ``named``
    those in which their name may be shown, ``comment_as`` those in which ``comment`` may be
    passed on.
    """

    name: str
    email: str | None
    postcode: str
    country: str = HOME
    language: str = "en"
    source: str = "web"
    consents: tuple[Permission, ...] = ()
    letter: bool = False
    letter_as: LetterConsent = UNSAID
    agreed: Words | None = None
    named: Words | None = None
    comment: str = ""
    comment_as: Words | None = None


def checked(application: Application) -> Application:
    """Returns the application in the form in which it is kept.

    Raises FormRefused with everything that is wrong; each problem's path is the field's name.
    """
    problems: list[Problem] = []
    kept = cleaned(application, problems)
    check_form(problems)
    return kept


def cleaned(application: Application, problems: list[Problem]) -> Application:
    """Returns the application in the form in which it is kept, without what is not valid.

    What is wrong is added to ``problems``; each problem's path is the field's name.
    """
    email = application.email
    name = read_field(problems, "name", clean_name, application.name, "")
    if email is not None:
        email = read_field(problems, "email", parse_email, email, "")
    country = read_field(problems, "country", country_code, application.country, _ELSEWHERE)
    in_country = partial(clean_postcode, country=country)
    postcode = read_field(problems, "postcode", in_country, application.postcode, "")
    return replace(application, name=name, email=email, postcode=postcode, country=country)


@lru_cache(maxsize=100_000)
def clean_postcode(text: str, country: str) -> str:
    """Returns a postcode as it is kept; outside the United Kingdom it is optional.

    Raises PostcodeError.
    """
    if country != HOME and not text.strip():
        return ""
    return str(parse_postcode(text, country))
