"""What can be told of the words of a draft: sentences, and words that somebody should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATION = re.compile(r"\b(?:No|Nos|Mr|Mrs|Ms|Dr|St|Prof|Rev|Hon|vs?|eg|ie|etc|[A-Z])\.")
_END = re.compile(r"[.?!…](?:[”’\")]*)\s+(?=[“‘\"(]?\w)")
_INSULT = re.compile(
    r"\b(?:liars?|lying|scum|traitors?|treason|idiots?|idiotic|stupid|morons?|imbeciles?|evil|"
    r"corrupt|crooks?|thugs?|vermin|bastards?|bloody|damn(?:ed)?|hypocrites?|cowards?|cowardly|"
    r"fascists?|criminals in power|so-called government|filthy|parasites?|tyrants?|"
    r"clowns?|murderers?|disgusting|despicable|vile)\b",
    re.IGNORECASE,
)
_HEATED = re.compile(
    r"\b(?:disgrace(?:ful(?:ly)?)?|shame(?:ful(?:ly)?|less(?:ly)?)?|scandal(?:ous)?|outrage(?:ous)?|"
    r"appalling|cruel(?:ly|ty)?|callous|heartless|barbaric|inhumane|incompetent|incompetence|"
    r"betray(?:al|ed|s)?|sham|farce|farcical|ludicrous|absurd|failed us|refuses? to listen|"
    r"monstrous|obscene|wicked|savage|draconian|abject)\b",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"\b(?:above(?!\s+(?:all|zero|sea|the (?:age|level|limit|poverty)))|above-mentioned|"
    r"aforesaid|aforementioned|foregoing|herein|hereto|"
    r"the said|the same\b(?!\s+\w)|such an? (?:\w+)|as (?:set out|described|stated|listed|"
    r"mentioned|declared)|these|those(?!\s+(?:who|whose|whom|that|of|in|with|without|under|over|"
    r"from|working|living|waiting|seeking))|"
    r"this(?!\s+(?:country|year|Parliament|House|kingdom|nation))|do so|doing so)\b",
    re.IGNORECASE,
)
_DIRECT_MONEY = re.compile(
    r"£\s?\d|\b(?:spend|increase|provide|give|allocate|commit|find|make available)\b[^.;]*?"
    r"\b(?:public money|funding|funds|more money|extra money|the budget|spending|resources)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:fund(?:s|ed|ing)?|spend(?:ing)?|pay|paid|payment|money|invest(?:s|ed|ment)?|budget|"
    r"grants?|subsid(?:y|ies|ise)|compensat\w+|financ\w+)\b",
    re.IGNORECASE,
)
_COURTS = re.compile(
    r"\b(?:courts?|tribunals?|trial|judges?|judgment|lawsuit|prosecut\w+|proceedings|appeal|"
    r"inquest|sub judice|R v\b|accused|defendants?|injunction)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Baron|Professor|Prof|Judge|Justice)\.?"
    r"\s+(?!Justice\b|Chancellor\b|Chief\b|Advocate\b|Speaker\b|Privy\b)[A-Z][\w’'-]+"
)
_PAIR = re.compile(r"(?<![.?!] )(?<!^)\b([A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){1,2})\b")
_INSTITUTIONS = frozenset(
    """
    Act Acts Against Agency Aggression Agreement All Assembly Bill Bills Borders Britain
    Cabinet Chancellor Charter Code Commission Commissioner Committee Commons Convention
    Council Court Courts Covenant Crime Declaration Department Discrimination Election
    Elimination England Europe European Forms Foundation General Government Great Gypsies
    Health High House Human Illegal Immigration Inquiry International Ireland Istanbul Joint
    Kampala Kingdom Law Lords Member Members Migration Minister Ministers Ministry Modern
    National Nationality Nations New Northern Office Order Parliament Police Policing Prime
    Protocol Review Rights Roma Royal Scotland Scottish Secretary Senedd Service Services
    Slavery Social Special State States Statute Supreme Travellers Tribunal Trust Union
    United Universal Wales Welsh Women World
    """.split()  # noqa: SIM905 - words, not a list of strings
)


def words_of(text: str) -> list[str]:
    """Returns the words of a text, as they are counted."""
    return text.split()


def sentences(text: str) -> int:
    """Returns how many sentences a text has; an abbreviation ends none."""
    bare = _ABBREVIATION.sub(lambda found: found[0][:-1], text.strip())
    return len(_END.findall(bare)) + 1 if bare else 0


def without_stop(text: str) -> str:
    """Returns a text without the full stop at its end, for the words of a form to go on."""
    return text.strip().removesuffix(".").rstrip()


def insults(text: str) -> list[str]:
    """Returns the words that no House would call moderate."""
    return _found(_INSULT, text)


def heated(text: str) -> list[str]:
    """Returns the words that may be thought intemperate."""
    return _found(_HEATED, text)


def pointing_back(text: str) -> list[str]:
    """Returns the words by which a text leans on another: “the above”, “these”."""
    return _found(_NOT_ALONE, text)


def asks_for_money(text: str) -> list[str]:
    """Returns the words that ask for public money directly."""
    return _found(_DIRECT_MONEY, text)


def about_money(text: str) -> list[str]:
    """Returns the words that may be a request for public money."""
    return _found(_MONEY, text)


def about_courts(text: str) -> list[str]:
    """Returns the words that may be about a case before a court."""
    return _found(_COURTS, text)


def people(text: str) -> list[str]:
    """Returns what looks like the name of a person."""
    return list(dict.fromkeys(_people(text)))


def _people(text: str) -> Iterator[str]:
    titled = [found[0] for found in _TITLED.finditer(text)]
    yield from titled
    for found in _PAIR.finditer(text):
        name = found[1]
        known = any(word in _INSTITUTIONS for word in name.replace("’s", "").split())
        if not known and not any(name in each or each in name for each in titled):
            yield name


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(found[0] for found in pattern.finditer(text)))
