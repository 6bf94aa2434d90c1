"""What somebody gives who signs, checked and brought into the form in which it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from campaigner.emails import parse_email
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.names import clean_name
from campaigner.problems import Problem
from campaigner.representatives.postcodes import parse_postcode

HOME = "GB"


@dataclass(frozen=True, slots=True)
class Application:
    """A wish to sign. ``area`` is set where the person chose among several.

    ``letter``: they agree to a letter to their representatives in their name.
    """

    name: str
    email: str | None
    postcode: str
    country: str = HOME
    language: str = "en"
    source: str = "web"
    area: str = ""
    consents: tuple[str, ...] = ()
    letter: bool = False


def checked(application: Application) -> Application:
    """The application in the form in which it is kept.

    Raises ProblemsFound with all that is wrong; each problem's path is the field's name.
    """
    cleaned: dict[str, str] = {}
    problems = []
    for field, clean in _CLEANERS.items():
        try:
            cleaned[field] = clean(application)
        except CampaignerError as error:
            problems.append(Problem(field, 0, f"invalid-{field}", error.message, error.hint))
    if problems:
        raise ProblemsFound("This cannot be signed as it stands.", problems)
    return replace(
        application,
        name=cleaned["name"],
        email=cleaned["email"] or None,
        postcode=cleaned["postcode"],
        country=cleaned["country"],
    )


def _country(application: Application) -> str:
    country = application.country.strip().upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        raise CampaignerError(
            "A country is two letters.", hint="GB for the United Kingdom, IE for Ireland …"
        )
    return country


@lru_cache(maxsize=100_000)
def clean_postcode(text: str, country: str) -> str:
    """A postcode as it is kept; outside the United Kingdom it may be left out.

    Raises PostcodeError where it is none.
    """
    if country != HOME and not text.strip():
        return ""
    return str(parse_postcode(text, country))


def _postcode(application: Application) -> str:
    return clean_postcode(application.postcode, application.country.strip().upper())


def _email(application: Application) -> str:
    return "" if application.email is None else parse_email(application.email)


_CLEANERS: dict[str, Callable[[Application], str]] = {
    "name": lambda application: clean_name(application.name),
    "email": _email,
    "postcode": _postcode,
    "country": _country,
}
