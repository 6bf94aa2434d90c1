"""Protocols as texts name them, which would otherwise be read as the treaties they belong to.

``Protocol No. 4``, ``the First Protocol to the Convention``, ``P1``, ``A1P1`` and ``P1-3`` are
of the European Convention; an ``Optional Protocol to CEDAW`` is of the treaty that it names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from campaigner.instruments.grammar import Mention, ProvisionList
from campaigner.instruments.records import KEYS

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "sixth": 6, "seventh": 7, "twelfth": 12,
    "thirteenth": 13, "ail": 2,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_NUMBERED = re.compile(
    rf"(?<!\w)(?:(?P<ordinal>(?i:{_ORDINAL}))\s+(?:Additional\s+|Optional\s+)?(?:Protocol|Brotocol)"
    r"|(?:Additional\s+|Optional\s+)?(?i:Protocols?|Brotocol|Prot\b\.?)"
    r"(?:\s*(?i:No\b\.?|Nos?\.|Nr\.?|Number|Rhif))?\s*(?P<number>\d{1,2}(?![\d.]\d)|I{1,3}(?!\w)|IV)"
    r"|(?<=[\d)]\s)(?:of\s+)?P\s?(?P<short>\d{1,2})(?![\w-])|Additional\s+Protocol|Optional\s+Protocol"
    r"|Protocol(?=\s+to\s))(?!\w)"
)
_TO = re.compile(
    r",?\s+(?:thereto\s+)?(?:(?i:to|of|on|o|i),?\s+(?i:the\s+|y\s+|yr\s+)?"
    r"(?i:UN\s+|United\s+Nations\s+)?|i['’]r\s+)"
)
_BESIDE = re.compile(r"\s+\(?")
_OWNER = re.compile(r"(?P<joined>(?:['’]s?)?\s+)|\s*[,:/]?\s*")
_CONVENTION = re.compile(
    r"(?:European\s+)?Convention\b(?!\s+(?:on|for|against|relating|concerning)\b)"
)
_OF_ANOTHER = re.compile(
    r"\s+(?:to|of|on|for|against|additional|annexed|supplementing|amending|relating|under)\b"
)
_COMPACT = re.compile(
    r"(?<![\w/-])(?:A(?:rt)?\.?\s?(?P<article>\d{1,2})\s?[/,-]?\s?P\s?(?P<protocol>\d{1,2})"
    r"|P(?P<p>\d{1,2})\s?(?:[-‐–/]\s?(?:A(?:rt)?\.?\s?)?|A)(?P<a>\d{1,2}))(?P<inner>(?:\(\d{1,2}\))?)(?![\w-])"
)
_ABOUT_RIGHTS = re.compile(r"ECHR|Convention|Protocol|Strasbourg|[Hh]uman [Rr]ights|UDHR|HRA")


def protocol_key(parent: str, number: int) -> str:
    """The key of a treaty's protocol, empty if it is not recorded."""
    known = (f"{parent}-p{number}", f"{parent}-op{number}", f"{parent}-op" if number < 2 else "")
    return next((key for key in known if key in KEYS), "")


def with_protocols(text: str, named: Iterable[Mention]) -> list[Mention]:
    """The mentions in a text, protocols instead of the treaties whose names are part of theirs."""
    known = sorted(named, key=lambda mention: mention.start)
    protocols: list[Mention] = []
    for found in _NUMBERED.finditer(text):
        place = bisect_right(known, found.start(), key=lambda mention: mention.start)
        near = known[max(0, place - 1) : place + 1]
        if any(mention.start <= found.start() < mention.end for mention in near):
            continue  # a name that is recorded
        if protocol := _protocol(text, found, near):
            protocols.append(protocol)
    return _without_owners(known, protocols)


def _without_owners(named: list[Mention], protocols: list[Mention]) -> list[Mention]:
    """All mentions, without the names of treaties that are part of a protocol's name."""
    starts = [protocol.start for protocol in protocols]
    kept = []
    for mention in named:
        place = bisect_right(starts, mention.start)
        before = protocols[place - 1].end > mention.start if place else False
        after = place < len(protocols) and protocols[place].start < mention.end
        if not before and not after:
            kept.append(mention)
    return sorted([*kept, *protocols], key=lambda mention: mention.start)


def _protocol(text: str, found: re.Match[str], named: list[Mention]) -> Mention | None:
    """The protocol that a match names: of what stands after it, or before it, or the ECHR's.

    ``named`` has the mentions just before it and just after it.
    """
    for reading in (_of_what_follows, _of_what_is_beside, _of_what_precedes):
        if protocol := reading(text, found, named):
            return protocol
    return _alone(found)


def _of_what_follows(text: str, found: re.Match[str], named: list[Mention]) -> Mention | None:
    """``Protocol No. 1 to the Convention``, ``Optional Protocol to CEDAW``."""
    start, end = found.span()
    number = _number(found)
    if link := _TO.match(text, end):
        if owner := next((m for m in named if m.start == link.end()), None):
            return Mention(start, owner.end, _key(found, owner.instrument, number))
        if of_convention := _CONVENTION.match(text, link.end()):
            return Mention(start, of_convention.end(), _key(found, "echr", number))
    return Mention(start, end, "") if _OF_ANOTHER.match(text, end) else None


def _of_what_is_beside(text: str, found: re.Match[str], named: list[Mention]) -> Mention | None:
    """``P4 ECHR``, ``First Protocol (HRA)``."""
    start, end = found.span()
    beside = _BESIDE.match(text, end)
    owner = next((m for m in named if beside and m.start == beside.end()), None)
    if owner and owner.instrument in ("echr", "hra"):
        return Mention(start, owner.end, _key(found, "echr", _number(found)))
    return None


def _of_what_precedes(text: str, found: re.Match[str], named: list[Mention]) -> Mention | None:
    """``ECHR, Protocol 1``, ``the ICCPR’s Optional Protocol``."""
    start, end = found.span()
    before = [m for m in named if m.end <= start and m.instrument]
    owner = _OWNER.fullmatch(text[before[-1].end : start]) if before else None
    if not owner:
        return None
    first = before[-1].start if owner["joined"] else start
    return Mention(first, end, _key(found, before[-1].instrument, _number(found)))


def _alone(found: re.Match[str]) -> Mention | None:
    """``Protocol 1``: the European Convention's; Roman numbers are those of other treaties."""
    start, end = found.span()
    number = _number(found)
    if "Optional" in found[0]:
        return Mention(start, end, protocol_key("iccpr", number)) if found["ordinal"] else None
    if not number:
        return None
    roman = (found["number"] or "1").isalpha()
    return Mention(start, end, "" if roman else protocol_key("echr", number))


def _number(found: re.Match[str]) -> int:
    if found["ordinal"]:
        return _ORDINALS[found["ordinal"].casefold()]
    written = found["number"] or found["short"] or "0"
    return _ROMAN.get(written) or int(written)


def _key(found: re.Match[str], owner: str, number: int) -> str:
    """The key of the protocol: an optional one is not one of the European Convention."""
    owner = "echr" if owner in ("hra", "hra-sch1") else owner
    optional = "Optional" in found[0]
    if not number and not optional:
        return ""
    return "" if (owner == "echr") is optional else protocol_key(owner, number or 1)


def compact_lists(text: str) -> Iterator[tuple[ProvisionList, Mention]]:
    """``A1P1`` and ``P1-3``, the latter only in a text that is about human rights."""
    for found in _COMPACT.finditer(text):
        if found["p"] and found[0] != text and not _ABOUT_RIGHTS.search(text):
            continue
        key = protocol_key("echr", int(found["protocol"] or found["p"]))
        if not key:
            continue
        inner = (found["inner"][1:-1],) if found["inner"] else ()
        provision = (found["article"] or found["a"], inner)
        start, end = found.span()
        yield ProvisionList(start, end, (provision,), "article"), Mention(start, end, key)
