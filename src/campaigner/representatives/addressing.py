"""Forms of address: the words on the envelope and after ‘Dear’, by role, country and language.

The rules are tables of data (``data/forms-<country>.toml``); what the data says of a person
always wins over them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from campaigner.representatives.names import CIVIL, KNIGHTLY, PersonName

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormOfAddress:
    """How to write to a person: the name for the envelope, the greeting without its comma."""

    envelope_name: str
    salutation: str


def form_of_address(
    name: PersonName,
    role: str,
    *,
    country: str = "GB",
    language: str = "en",
    privy_counsellor: bool = False,
    post: str = "",
    as_minister: bool = False,
) -> FormOfAddress:
    """Derive the form of address from the name, the role and the country.

    No gender is ever read from a name: without a title it is ``Dear Firstname Surname``.
    ``as_minister`` greets by the office in ``post`` (``Dear Secretary of State``).
    Sources: the letter-writing customs of the parliaments; see the tables.
    """
    privy_counsellor = privy_counsellor or name.right_honourable
    rank = _table(country).get(role, {}).get("ranks", {}).get(name.title)
    if rank:
        return _peer_form(name, rank, _table(country)[role], language, privy_counsellor)
    forms = _forms(country, role, language)
    words = _words(name, forms, privy_counsellor)
    greeting = _office_greeting(country, post, language) if as_minister else ""
    if not greeting:
        greeting = _filled(forms[_kind(name)], {**words, "title": _called(name, forms)})
    return FormOfAddress(_filled(forms["envelope"], words), greeting + forms.get("end", ""))


def office_address(role: str, country: str = "GB", language: str = "en") -> tuple[str, ...]:
    """The postal address of the house that a role sits in; empty if none is known."""
    table = _table(country).get(role, {})
    return tuple(table.get(f"address_{language}") or table.get("address", ()))


def schemes_of(role: str, country: str = "GB") -> tuple[str, ...]:
    """The schemes of areas that elect a role, the smallest first; empty if none is known."""
    return tuple(_table(country).get(role, {}).get("schemes", ()))


def schemes_electing(role: str) -> frozenset[str]:
    """The schemes of areas that elect a role in any country that is known."""
    of_countries = (schemes_of(role, country) for country in ("GB", "US", "CA"))
    return frozenset(scheme for found in of_countries for scheme in found)


def known_roles() -> frozenset[str]:
    """All roles that some country's table knows."""
    return frozenset(role for country in ("GB", "US", "CA") for role in _table(country)) - {"any"}


@cache
def _table(country: str) -> Table:
    folder = files("campaigner.representatives") / "data"
    file = folder / f"forms-{country.lower()}.toml"
    if not country.isalpha() or not file.is_file():
        file = folder / "forms-any.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _forms(country: str, role: str, language: str) -> Table:
    """The forms of a role in a language; in English if the country has none in that language."""
    table = _table(country)
    if language not in table["any"]:
        language = "en"
    return {**table["any"][language], **table.get(role, {}).get(language, {})}


def _kind(name: PersonName) -> str:
    if not name.title or not name.family:
        return "plain"
    return "knight" if name.title.split()[-1] in KNIGHTLY else "titled"


def _words(name: PersonName, forms: Table, privy_counsellor: bool) -> dict[str, str]:
    title = "" if privy_counsellor and name.title in CIVIL else name.title
    title = " ".join(forms.get("titles", {}).get(word, word) for word in title.split())
    whole = " ".join(part for part in (title, name.core, name.suffix) if part)
    return {
        "rt_hon": forms.get("rt_hon", "") if privy_counsellor else "",
        "hon": forms.get("hon", "") if name.honourable and not privy_counsellor else "",
        "name": whole,
        "core": name.core,
        "given": name.given,
        "family": name.family,
        "honours": name.honours,
        "suffix": name.suffix,
    }


def _called(name: PersonName, forms: Table) -> str:
    """The title that follows ‘Dear’: the last of several."""
    last = (name.title.split() or [""])[-1]
    called: str = forms.get("called", {}).get(last) or forms.get("titles", {}).get(last, last)
    return called


def _peer_form(
    name: PersonName, rank: Table, table: Table, language: str, privy_counsellor: bool
) -> FormOfAddress:
    words = {
        "of": name.core,
        "place": name.core.removeprefix("of "),
        "honours": name.honours,
        "rt_hon_the": "The Rt Hon. the" if privy_counsellor else "The",
    }
    greeting = table.get(f"{language}_greetings", {}).get(name.title, rank["greeting"])
    return FormOfAddress(_filled(rank["envelope"], words), _filled(greeting, words))


def _office_greeting(country: str, post: str, language: str) -> str:
    for office in _table(country).get("minister", {}).get("offices", ()):
        if post.startswith(office["starts"]):
            return str(office.get(language, office["en"]))
    return ""


def _filled(form: str, words: Mapping[str, str]) -> str:
    return " ".join(form.format_map(words).split())
