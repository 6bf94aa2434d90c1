"""Roles: the words that files use for them, and those used here."""

from __future__ import annotations

from typing import Final

from campaigner.text import comparison_key, slug

_WORDS: Final = {
    "mp": "mp, member of parliament, member of the house of commons, aelod seneddol",
    "lord": "lord, peer, member of the house of lords",
    "ms": "ms, as, member of the senedd, aelod o'r senedd",
    "msp": "msp, member of the scottish parliament",
    "mla": "mla, member of the legislative assembly",
    "mpp": "mpp, member of provincial parliament",
    "mna": "mna, member of the national assembly",
    "councillor": "councillor, cllr, cr, councilor, council member, ward councillor, cynghorydd",
    "mayor": "mayor",
    "senator": "senator, sen, us senator",
    "representative": "representative, rep, us representative, congressperson",
    "minister": "minister, secretary of state",
}
_ROLES: Final = {
    comparison_key(word): role for role, words in _WORDS.items() for word in words.split(", ")
}
_BY_SCHEME: Final = {
    "uk-constituency": "mp",
    "senedd-constituency": "ms",
    "scottish-constituency": "msp",
    "scottish-region": "msp",
    "ni-constituency": "mla",
    "uk-ward": "councillor",
    "uk-county-division": "councillor",
    "us-state": "senator",
    "us-district": "representative",
}

_ABBREVIATED: Final = frozenset({"mp", "ms", "msp", "mla", "mpp", "mna"})


def read_role(text: str) -> str:
    """The role that a word or title means: ``Cllr`` → councillor; an unknown one as a slug."""
    return _ROLES.get(comparison_key(text)) or slug(text)


def role_named(text: str) -> str:
    """The role that a word in a header means, or empty if it means none."""
    return _ROLES.get(comparison_key(text), "")


def role_name(role: str) -> str:
    """The role as people read it: MP, councillor."""
    return role.upper() if role in _ABBREVIATED else role.replace("-", " ")


def role_of_scheme(scheme: str) -> str:
    """The role that the areas of a scheme elect first; empty if none is known."""
    return _BY_SCHEME.get(scheme, "")


def scheme_of_role(role: str) -> str:
    """The scheme of areas that elects a role; empty if none is known."""
    return next((scheme for scheme, elected in _BY_SCHEME.items() if elected == role), "")
