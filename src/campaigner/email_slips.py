"""What people mistype in an email address, and what they probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# Endings that no domain has, as people mistype those that they mean.
_MISTYPED: Mapping[str, str] = {
    mistyped: ending
    for ending, all_mistyped in {
        "com": "con cmo ocm comm coom ccom cim conm coim comn vom xom dom cpm clm cok c0m comk",
        "org": "ogr orgg orh rog ogrg",
        "net": "nte nett ent ner bnet",
        "uk": "ul uj ku ukk",
        "co.uk": "couk",
    }.items()
    for mistyped in all_mistyped.split()
}
# Providers whose domains are also known without their ending or its dot.
PROVIDERS = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk"),
    *("yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com", "live.com", "msn.com", "me.com"),
    *("aol.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "protonmail.com"),
    *("ymail.com", "outlook.co.uk", "gmx.net", "web.de", "orange.fr", "proton.me"),
)
APOSTROPHES = "’‘ʼ´`′＇"
_STRAIGHT = dict.fromkeys(map(ord, APOSTROPHES[:-1]), "'")
_SPACES = re.compile(r"\s*([@.])\s*")
_AT = re.compile(r"\s*[\[(]at[\])]\s*|@@+", re.IGNORECASE)
_BRACKETED = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_AROUND = " .,;:<>()[]\"“”'"
_WITHOUT_ENDING = {
    key: domain
    for domain in reversed(PROVIDERS)
    for key in (domain.partition(".")[0], domain.replace(".", ""))
}


def without_slips(text: str) -> str:
    """Returns the address that a text probably means; it may not be a valid one."""
    plain = unicodedata.normalize("NFKC", text.translate(_STRAIGHT))
    if bracketed := _BRACKETED.search(plain):
        plain = bracketed[1]
    plain = _SPACES.sub(r"\1", _AT.sub("@", plain)).strip(_AROUND).removeprefix("mailto:")
    local, _, domain = plain.partition("@")
    local = re.sub(r"\.\.+", ".", local).strip(".,;")
    domain = re.sub(r"[.,]+", ".", domain.lower())
    if ending := mistyped_ending(domain):
        domain = domain.removesuffix(ending) + _MISTYPED[ending]
    return f"{local}@{_WITHOUT_ENDING.get(domain, domain)}"


def mistyped_ending(domain: str) -> str:
    """Returns the ending of a domain if it is one that no domain has; otherwise nothing."""
    ending = domain.rpartition(".")[2]
    return ending if ending in _MISTYPED else ""
