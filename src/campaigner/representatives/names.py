"""A person's name taken apart: titles in front, the name itself, honours behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from campaigner.text import comparison_key

KNIGHTLY: Final = frozenset({"Sir", "Dame"})
CIVIL: Final = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx"})
PEERAGE: Final = frozenset(
    {"Lord", "Lady", "Baroness", "Baron", "Viscount", "Viscountess", "Earl", "Countess"}
    | {"Marquess", "Marchioness", "Duke", "Duchess", "Bishop", "Archbishop"}
)
# Prefixes as they are met, folded, and how they are written here.
_TITLES: Final = {
    comparison_key(title): title
    for title in (*KNIGHTLY, *CIVIL, "Dr", "Prof", "Professor", "Rev", "Reverend", "Cllr")
} | {"doctor": "Dr", "prof": "Professor", "revd": "Rev", "reverend": "Rev", "councillor": "Cllr"}
_RIGHT_HONOURABLE = re.compile(
    r"^(?:the\s+)?(?:rt\.?|right)\s*\.?\s*hon(?:ou?rable)?\b\.?,?\s+", re.IGNORECASE
)
_HONOURABLE = re.compile(r"^(?:the\s+)?hon(?:ou?rable)?\b\.?\s+", re.IGNORECASE)
_PARTICLE_WORDS = "van von der den de del della di da dos du la le ap ab al bin ibn"
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_HONOUR_WORDS = (
    "VC GC KG KT OM CH GCB KCB DCB CB GCMG KCMG DCMG CMG GCVO KCVO DCVO CVO LVO MVO GBE KBE DBE "
    "CBE OBE MBE BEM ISO TD RD VRD DL JP KC QC SC PC FRS FBA FRSE FRCS FRCP FRSA PhD MD ONZ OC"
)
_HONOURS: Final = frozenset(_HONOUR_WORDS.split())
_SEATS: Final = frozenset({"MP", "MS", "AS", "MSP", "MLA", "MPP", "MNA"})
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name. ``core`` is the name without titles and honours, as it is written.

    ``honours`` follow it on an envelope (``KC OBE``), without the seat's own letters.
    """

    core: str
    title: str = ""
    given: str = ""
    family: str = ""
    honours: str = ""
    suffix: str = ""
    right_honourable: bool = False
    honourable: bool = False

    @property
    def whole(self) -> str:
        """Title, name and suffix: ``Dr Martin Luther King Jr.``."""
        return " ".join(part for part in (self.title, self.core, self.suffix) if part)


def read_name(
    text: str, *, title: str = "", given: str = "", family: str = "", country: str = "GB"
) -> PersonName:
    """Takes a name apart; parts that the data has win over those read from the text.

    ``Sir Iain Duncan Smith`` has the title Sir; without a given ``family`` the last word and
    the particles before it are the family name. A title is never guessed.
    """
    text = " ".join(text.split())
    rest = _RIGHT_HONOURABLE.sub("", text)
    right_honourable = rest != text
    plain = _HONOURABLE.sub("", rest)
    honourable = plain != rest
    found, rest = _leading_titles(plain)
    words, honours, suffix = _trailing(rest.replace(",", " ").split())
    core = " ".join(words)
    name = PersonName(
        core=core,
        title=_written(title) or found,
        given=given or (words[0] if words else ""),
        family=family or _family(words),
        honours=" ".join(honours),
        suffix=suffix,
        right_honourable=right_honourable,
        honourable=honourable,
    )
    return _peer(name, plain) if country == "GB" else name


def name_key(text: str) -> str:
    """The name as it is compared: without titles, honours, case, accents and spaces."""
    return comparison_key(read_name(text).core)


def title_in(text: str) -> str:
    """Returns the title that a text is, as it is written here; empty if it is not one."""
    if _RIGHT_HONOURABLE.fullmatch(f"{text} "):
        return ""
    return " ".join(found) if all(found := [_title(word) for word in text.split()]) else ""


def without_titles(text: str) -> str:
    """Returns a name without the titles in front of it."""
    words = text.split()
    while len(words) > 1 and _title(words[0]):
        words = words[1:]
    return " ".join(words)


def is_after_name(text: str) -> bool:
    """Whether a text is nothing but what follows a name: honours, a seat's letters, Jr."""
    words = [word.replace(".", "") for word in text.split()]
    return bool(words) and all(
        word in _HONOURS or word in _SEATS or _SUFFIX.fullmatch(word) for word in words
    )


def is_particle(word: str) -> bool:
    """Whether a word belongs to the family name that follows it: ``van``, ``de``, ``ap``."""
    return word.casefold() in _PARTICLES


def _title(word: str) -> str:
    return _TITLES.get(comparison_key(word), "")


def _written(title: str) -> str:
    return _TITLES.get(comparison_key(title), title.strip())


def _leading_titles(text: str) -> tuple[str, str]:
    titles: list[str] = []
    words = text.split()
    while len(words) > 1 and (title := _TITLES.get(comparison_key(words[0]))):
        if title != "Cllr":  # an office, which the role says already
            titles.append(title)
        words = words[1:]
    return " ".join(titles), " ".join(words)


def _trailing(words: list[str]) -> tuple[list[str], list[str], str]:
    """The words without honours, seats and Jr.; the honours; the suffix."""
    honours: list[str] = []
    suffix = ""
    while len(words) > 2:
        last = words[-1]
        bare = last.replace(".", "")
        if _SUFFIX.fullmatch(last):
            suffix = last
        elif bare in _SEATS:
            pass
        elif bare in _HONOURS:
            honours.insert(0, bare)
        else:
            break
        words = words[:-1]
    return words, honours, suffix


def _family(words: list[str]) -> str:
    if len(words) < 2:
        return words[0] if words else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def _peer(name: PersonName, plain: str) -> PersonName:
    """A peer's or bishop's name: in ``The Baroness Andrews OBE`` the rank is the title."""
    without_the = re.sub(r"^the\s+", "", plain, flags=re.IGNORECASE)
    without_style = re.sub(
        r"^(?:(?:most|rt|right)\s+(?:hon|rev)\.?\s+(?:the\s+)?|his grace the\s+|her grace the\s+)",
        "",
        without_the,
        flags=re.IGNORECASE,
    )
    without_lord = re.sub(r"^Lord (?=Bishop|Archbishop)", "", without_style)
    rank, _, rest = without_lord.partition(" ")
    if rank not in PEERAGE or not rest:
        return name
    words, honours, _ = _trailing(["", rank, *rest.split()])
    of = " ".join(words[2:])
    return replace(
        name, title=rank, core=of, given="", family=of, honours=" ".join(honours), suffix=""
    )
