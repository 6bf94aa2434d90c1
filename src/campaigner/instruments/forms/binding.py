"""Which instrument the articles of a text belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from campaigner.instruments.forms.acts import with_schedule
from campaigner.instruments.forms.later_names import Unclear, later_mentions
from campaigner.instruments.forms.protocols import compact_lists, with_protocols
from campaigner.instruments.forms.publications import blanked_publications
from campaigner.instruments.grammar import Mention, ProvisionList, mentions, provision_lists
from campaigner.instruments.records import instrument

# What may come between an instrument and the articles after it, or the articles and their
# instrument; the number says how close the two are.
_ASIDE = r"(?:\s*\((?:[^()]|\([^()]*\))*\)|\s+\d+\s+UNTS\s+[\dXVI]+)*"
_BEFORE = (
    (2, re.compile(rf"{_ASIDE}\)?\s+(?i:annex\s+)?")),
    (1, re.compile(rf"{_ASIDE}\)?\s*[,:]\s*(?i:annex,?\s+|in\s+)?")),
)
_WORDED_BEFORE = (*_BEFORE, (2, re.compile(r"\s*\(\s*")), (2, re.compile(r"['’]s?\s+")))
_THE = (
    r"(?:(?i:the|y|yr)\s+)?(?:four\s+)?(?:\d{4}\s+)?(?:(?i:UN|United\s+Nations|Geneva|European)\s+)?"
    r"(?:(?i:said)\s+)?"
)
_TITLE = (
    r"(?:\s+\([^()\d][^()]*\))?(?:\s+(?:rights?|claims?|obligations?|dut(?:y|ies)|guarantees?))?"
)
_QUOTED = r"\s*[:,]?\s*[“\"«‘][^“”\"«»]{3,2000}[”\"»’][.,]?\s*[(\[—–-]+\s*"
_AFTER = (
    (3, re.compile(rf"{_TITLE},?\s+(?i:of|(?:common\s+)?to|in|under|from|o|yn|i)\s+{_THE}")),
    (3, re.compile(rf"{_TITLE},?\s+o['’]r\s+{_THE}")),
    (2, re.compile(rf"{_TITLE}\s+\(?{_THE}")),
    (1, re.compile(rf"{_TITLE}\s*,\s*{_THE}")),
)
# “Article 1: ‘All human beings …’ (Universal Declaration of Human Rights)”.
_ACROSS = re.compile(rf"{_QUOTED}{_THE}")
# “Article 6 of, and Article 1 of Protocol No. 1 to, the Convention”.
_OF_BOTH = re.compile(r"\s+(?:of|to|under|in),\s")
# An unknown instrument: “GDPR Art. 5”, “Article 8 of the Social Charter”.
_OTHER_BEFORE = re.compile(r"(?:[A-Z]{2,}|(?:Act|Charter|Convention|Covenant|Protocol)),?\s*$")
_OTHER_AFTER = re.compile(r",?\s+(?:of|to|in|under)\s+(?:the\s+|that\s+)?[A-Z]|\s+\(?[A-Z]{2,}")
_AND = re.compile(
    r"(?:\s\([a-z][^()\d]{2,90}\))?\s*(?:,|;|,?\s*(?:and/or|and|or|&|a|ac|(?:when\s+|as\s+)?(?:taken\s+|read\s+)?"
    r"(?:together\s+with|in\s+(?:conjunction|combination)\s+with|alongside|with)|as\s+well\s+as)\b)"
    r"\s*(?:(?:of|in|under|the)\s+)*"
)
_COMMON = re.compile(r"(?i:common)\s+$")
_COVENANTS = re.compile(
    r"\s+(?:of|to|in|under)\s+(?:the\s+)?(?:two\s+|both\s+)?(?:the\s+)?(?:International\s+)?Covenants\b"
    r"(?:\s+on\s+Human\s+Rights)?"
)


@dataclass(frozen=True)
class Bound:
    """Provisions and their instrument; ``said`` if the text names it beside them."""

    found: ProvisionList
    mention: Mention
    said: bool = True


@dataclass(frozen=True)
class Reading:
    """What a text names: provisions with their instruments, instruments, unclear later names."""

    bound: tuple[Bound, ...]
    named: tuple[Mention, ...]
    unclear: tuple[Unclear, ...]
    unbound: tuple[ProvisionList, ...]


def read(text: str) -> Reading:
    """Returns what a text names.

    In a text that names only one instrument with articles, an article without a name belongs to
    that one; the same goes for sections and Acts.
    """
    named = with_schedule(text, mentions(text))
    named = with_protocols(text, named)
    later, unclear = later_mentions(text, named)
    compact = list(compact_lists(text))
    others = [Mention(each.start, each.end, "") for each in unclear]
    every = sorted([*named, *later, *others], key=lambda mention: mention.start)
    plain = blanked_publications(text)
    spans = [*every, *(mention for _, mention in compact)]
    lists = list(provision_lists(_blanked(plain, spans)))
    bound: list[Bound | None] = [_bind(plain, found, every) for found in lists]
    _chain(plain, lists, bound)
    _carry(plain, lists, bound, named)
    shared = [
        each
        for found, pair in zip(lists, bound, strict=True)
        if pair is None or not pair.mention.instrument.startswith("geneva")
        for each in _shared(text, found)
    ]
    taken = {id(each.found) for each in shared}
    kept = [each for each in bound if each and id(each.found) not in taken]
    pairs = [Bound(found, mention) for found, mention in compact]
    everything = [*kept, *shared, *pairs]
    free = [f for f, b in zip(lists, bound, strict=True) if b is None and id(f) not in taken]
    return Reading(tuple(everything), tuple(every), tuple(unclear), tuple(free))


def _blanked(text: str, named: Iterable[Mention]) -> str:
    """The text with the names of instruments blanked out, so that no number in them counts."""
    kept, end = [], 0
    for mention in sorted(named, key=lambda mention: mention.start):
        kept += [text[end : mention.start], "\0" * (mention.end - max(mention.start, end))]
        end = max(end, mention.end)
    return "".join(kept) + text[end:]


def _bind(text: str, found: ProvisionList, named: list[Mention]) -> Bound | None:
    """The instrument nearest before or after a list, if one is joined to it."""
    place = bisect_left(named, found.start, key=lambda mention: mention.start)
    before = named[place - 1] if place else None
    after = named[place] if place < len(named) else None
    if after and found.worded and _OF_BOTH.match(text, found.end):
        return Bound(found, _parent(after))
    links = _WORDED_BEFORE if found.worded else _BEFORE
    near_before = _closeness(links, text[before.end : found.start]) if before else 0
    near_after = _closeness(_AFTER, text[found.end : after.start]) if after and found.worded else 0
    if before and after and near_before and near_after:
        return Bound(found, _nearer(before, after, near_before, near_after))
    if after and near_after:
        return Bound(found, after)
    if after and found.worded and _ACROSS.fullmatch(text[found.end : after.start]):
        return Bound(found, Mention(found.start, found.end, after.instrument))
    return Bound(found, before) if before and near_before else None


def _nearer(before: Mention, after: Mention, near_before: int, near_after: int) -> Mention:
    """The nearer of two; but a protocol beside its own treaty is what is meant."""
    if _belongs(after, before):
        return after
    if _belongs(before, after):
        return before
    return after if near_after > near_before else before


def _belongs(protocol: Mention, treaty: Mention) -> bool:
    """Whether one is a protocol of the other, or of the Convention as the Act has it."""
    parent = _parent_key(protocol)
    key = "echr" if treaty.instrument in ("hra", "hra-sch1") else treaty.instrument
    return bool(parent) and parent == key


def _parent_key(mention: Mention) -> str:
    return instrument(mention.instrument).parent if mention.instrument else ""


def _parent(mention: Mention) -> Mention:
    """The treaty of a protocol, anything else as it is."""
    key = _parent_key(mention)
    return Mention(mention.start, mention.end, key) if key else mention


def _closeness(links: tuple[tuple[int, re.Pattern[str]], ...], between: str) -> int:
    plain = re.sub(r"\s*,(?:\s*,)+\s*", ", ", between)
    return next((near for near, link in links if link.fullmatch(plain)), 0)


def _chain(text: str, lists: list[ProvisionList], bound: list[Bound | None]) -> None:
    """Give a list the instrument of its neighbour: ``Article 3 and Article 5 of the ECHR``.

    Not backwards from a protocol: ``Article 8 and Article 1 of Protocol No. 1``.
    """
    pairs = list(zip(range(len(lists)), range(1, len(lists)), strict=False))
    for left, right in [*reversed(pairs), *pairs]:
        between = text[lists[left].end : lists[right].start]
        if not _AND.fullmatch(between) or not (lists[left].worded and lists[right].worded):
            continue
        if bound[left] is None and (pair := bound[right]) and _may_lend(pair):
            bound[left] = Bound(lists[left], pair.mention, pair.said)
        elif (
            bound[right] is None and (pair := bound[left]) and pair.mention.end <= pair.found.start
        ):
            bound[right] = Bound(lists[right], pair.mention, pair.said)


def _may_lend(pair: Bound) -> bool:
    return pair.mention.start >= pair.found.end and not _parent_key(pair.mention)


def _carry(
    text: str,
    lists: list[ProvisionList],
    bound: list[Bound | None],
    named: list[Mention],
) -> None:
    """If a text names only one instrument, a later “Article 30” belongs to that one."""
    for position, found in enumerate(lists):
        if bound[position] or not found.worded or _of_another(text, found):
            continue
        fitting = _fitting(found, named)
        if len({mention.instrument for mention in fitting}) == 1:
            first = fitting[0]
            if first.instrument and first.end <= found.start:
                mention = Mention(found.start, found.end, first.instrument)
                bound[position] = Bound(found, mention, said=False)


def _of_another(text: str, found: ProvisionList) -> bool:
    return bool(
        _OTHER_BEFORE.search(text, max(0, found.start - 20), found.start)
        or _OTHER_AFTER.match(text, found.end)
    )


def _fitting(found: ProvisionList, named: list[Mention]) -> list[Mention]:
    """The instruments that an article or a section can be of; a treaty stands for its protocols."""
    keys = {mention.instrument for mention in named}
    named = [m for m in named if not m.instrument or _parent_key(m) not in keys]
    division = "section" if found.word == "section" else "article"
    same = [m for m in named if not m.instrument or instrument(m.instrument).division == division]
    if same or division == "section":
        return same
    return [mention for mention in named if mention.instrument == "hra"]


def _shared(text: str, found: ProvisionList) -> list[Bound]:
    """Common articles: of the Geneva Conventions, or of the two Covenants."""
    common = _COMMON.search(text, max(0, found.start - 12), found.start)
    start = common.start() if common else found.start
    if found.word != "article":
        return []
    if both := _COVENANTS.match(text, found.end):
        mentioned = [Mention(start, both.end(), key) for key in ("iccpr", "icescr")]
        return [Bound(found, mention) for mention in mentioned]
    numbers = {number for number, _ in found.provisions}
    if common and numbers <= {"1", "2", "3"}:
        return [Bound(found, Mention(start, found.end, "geneva"))]
    return []
