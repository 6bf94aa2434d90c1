"""Checks of signed sheets: what a House would refuse, told from what people saw on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from campaigner.clock import months_after
from campaigner.parliament import rules
from campaigner.parliament.findings import Finding
from campaigner.parliament.rules import Rule
from campaigner.text import comparison_key
from campaigner.vocabulary.houses import PetitionersAre, Venue
from campaigner.vocabulary.signatures import SignedHow, WordsOnSheet

TOP = "top"
MONTHS = 6
FEWEST_IN_WALES, REVIEWED_IN_WALES = 50, 250


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A signed line as a person saw it on a sheet; ``row`` is where it was typed up.

    ``sheet`` is ``top`` or the name of a further sheet. ``words`` says what is printed there.
    ``fits`` is whether the signatory fits the description of the petitioners, ``online`` whether
    they have signed on the House’s own site too.
    """

    row: int
    sheet: str
    line: str = ""
    name: str = ""
    address: str = ""
    signed: SignedHow = SignedHow.INK
    words: WordsOnSheet = WordsOnSheet.FULL
    fits: bool = True
    online: bool = False

    @property
    def is_on_top(self) -> bool:
        """Whether it is on the top sheet."""
        return self.sheet == TOP

    @property
    def place(self) -> str:
        """The line as messages call it: no name is said."""
        sheet = "the top sheet" if self.is_on_top else f"sheet {self.sheet}"
        return f"{sheet}, line {self.line}" if self.line else sheet

    @property
    def is_whole(self) -> bool:
        """Whether it has a name, an address and a signature by hand."""
        return bool(self.name and self.address) and self.signed is SignedHow.INK


@dataclass(frozen=True, slots=True)
class SignedSheets:
    """What is known of the signed sheets of a petition; what is None is not known."""

    lines: Sequence[SignedLine]
    by: PetitionersAre = PetitionersAre.PEOPLE
    member: str = ""
    lead_in_wales: bool | None = None
    first_signed: date | None = None
    last_signed: date | None = None


def check_sheets(sheets: SignedSheets, venue: Venue) -> list[Finding]:
    """Returns what is wrong with signed sheets, in the order of their lines."""
    found = [finding for check in _CHECKS[venue] for finding in check(sheets)]
    return sorted(found, key=lambda each: each.line)


def _altered(sheets: SignedSheets) -> Iterator[Finding]:
    for line in _first_lines(sheets):
        if line.words is WordsOnSheet.CHANGED:
            message = f"{line.place.partition(',')[0]}: the words were changed by hand."
            hint = "Print a clean sheet and have it signed again."
            yield Finding(rules.ALTERED, message, hint, line=line.row)


def _words_on(rule: Rule, missing: Callable[[SignedLine], str]) -> Callable[..., Iterator[Finding]]:
    def check(sheets: SignedSheets) -> Iterator[Finding]:
        for line in _first_lines(sheets):
            if what := missing(line):
                message = f"{line.place.partition(',')[0]} does not have {what}."
                hint = "Signatures on it do not count: have them made again on a printed sheet."
                yield Finding(rule, message, hint, line=line.row)

    return check


def _not_full_on_top(line: SignedLine) -> str:
    lacking = line.is_on_top and line.words in (WordsOnSheet.REQUEST, WordsOnSheet.NONE)
    return "the full text" if lacking else ""


def _no_request(line: SignedLine) -> str:
    return "the request" if not line.is_on_top and line.words is WordsOnSheet.NONE else ""


def _not_full(line: SignedLine) -> str:
    return "the full wording" if line.words in (WordsOnSheet.REQUEST, WordsOnSheet.NONE) else ""


def _no_hand(sheets: SignedSheets) -> Iterator[Finding]:
    for line in sheets.lines:
        if line.signed in (SignedHow.ELECTRONIC, SignedHow.WEBSITE):
            message = f"{line.place}: the signature is electronic."
            yield Finding(rules.ELECTRONIC, message, "Have it signed by hand.", line=line.row)
        if line.signed is SignedHow.COPY:
            message = f"{line.place}: the signature is a copy."
            yield Finding(rules.COPIED, message, "Hand in the original.", line=line.row)


def _no_address(rule: Rule) -> Callable[..., Iterator[Finding]]:
    def check(sheets: SignedSheets) -> Iterator[Finding]:
        for line in sheets.lines:
            missing = [
                word
                for word, there in (
                    ("name", line.name),
                    ("address", line.address),
                    ("signature", line.signed is not SignedHow.NONE),
                )
                if not there
            ]
            if missing:
                message = f"{line.place} has no {' and no '.join(missing)}."
                yield Finding(rule, message, "Do not count it.", line=line.row)

    return check


def _too_few_on_top(sheets: SignedSheets) -> Iterator[Finding]:
    wanted = 2 if sheets.by is PetitionersAre.PEOPLE else 1
    whole = sum(line.is_on_top and line.is_whole for line in sheets.lines)
    if whole < wanted:
        message = f"the top sheet has {whole} with name, address and a signature by hand."
        hint = f"It needs {wanted}."
        yield Finding(rules.TWO_ON_TOP, message, hint)


def _does_not_fit(sheets: SignedSheets) -> Iterator[Finding]:
    for line in sheets.lines:
        if not line.fits:
            message = (
                f"{line.place}: the signatory does not fit the description of the petitioners."
            )
            hint = "Do not count it, or ask the Journal Office."
            yield Finding(rules.FITS, message, hint, line=line.row)


def _member_signed(sheets: SignedSheets) -> Iterator[Finding]:
    wanted = comparison_key(sheets.member)
    for line in sheets.lines:
        if wanted and comparison_key(line.name) == wanted:
            message = f"{line.place}: the Member who is to present the petition signed it."
            yield Finding(rules.MEMBER, message, "Ask another Member.", line=line.row)


def _one_on_sheet(sheets: SignedSheets) -> Iterator[Finding]:
    signed = (SignedHow.INK, SignedHow.SEAL)
    if not any(line.is_on_top and line.signed in signed for line in sheets.lines):
        message = "no signature is on the same sheet as the petition."
        yield Finding(rules.ONE_ON_SHEET, message, "Have the first sheet signed.")


def _stuck_on(sheets: SignedSheets) -> Iterator[Finding]:
    for line in sheets.lines:
        if line.signed is SignedHow.STUCK_ON:
            message = f"{line.place}: the signature is stuck on."
            yield Finding(rules.STUCK_ON, message, "Have it made on the paper.", line=line.row)


def _no_seal(sheets: SignedSheets) -> Iterator[Finding]:
    if sheets.by is PetitionersAre.CORPORATION and not any(
        line.is_on_top and line.signed is SignedHow.SEAL for line in sheets.lines
    ):
        message = "the first sheet does not have the corporation’s common seal."
        yield Finding(rules.SEAL, message, "Affix it to the first sheet.")


def _in_wales(sheets: SignedSheets) -> Iterator[Finding]:
    if sheets.lead_in_wales is False:
        message = "the lead petitioner’s address is not in Wales."
        yield Finding(rules.LEAD, message, "Choose a lead petitioner who has one.")


def _six_months(sheets: SignedSheets) -> Iterator[Finding]:
    first, last = sheets.first_signed, sheets.last_signed
    if first and last and last > months_after(first, MONTHS):
        message = f"signatures were collected from {first} to {last}."
        hint = f"Six months end on {months_after(first, MONTHS)}."
        yield Finding(rules.SIX_MONTHS, message, hint)


def _enough_in_wales(sheets: SignedSheets) -> Iterator[Finding]:
    count = sum(line.signed is SignedHow.INK for line in sheets.lines)
    if count < FEWEST_IN_WALES:
        message = f"{count} signed: the Senedd’s rules ask for {FEWEST_IN_WALES}."
        yield Finding(rules.FIFTY, message, "Collect more.")
    elif count <= REVIEWED_IN_WALES:
        message = f"{count} signed: more than {REVIEWED_IN_WALES} are reviewed by the Committee."
        yield Finding(rules.REVIEWED, message, "Collect more if you can.", only_warns=True)


def _elsewhere(sheets: SignedSheets) -> Iterator[Finding]:
    for line in sheets.lines:
        if line.signed in (SignedHow.WEBSITE, SignedHow.ELECTRONIC):
            message = f"{line.place}: the signature was made on another website."
            hint = "It does not count here; the Senedd has a site of its own."
            yield Finding(rules.ELSEWHERE, message, hint, line=line.row)


def _twice(sheets: SignedSheets) -> Iterator[Finding]:
    for line in sheets.lines:
        if line.online:
            message = f"{line.place}: the signatory has signed online, too."
            yield Finding(rules.ONCE, message, "Do not count it.", line=line.row)


def _first_lines(sheets: SignedSheets) -> list[SignedLine]:
    """The first line of each sheet that says what words are on it, for a finding a sheet."""
    seen: dict[tuple[str, WordsOnSheet], SignedLine] = {}
    for line in sheets.lines:
        seen.setdefault((line.sheet, line.words), line)
    return list(seen.values())


_CHECKS: dict[Venue, tuple[Callable[[SignedSheets], Iterator[Finding]], ...]] = {
    Venue.COMMONS: (
        _too_few_on_top,
        _words_on(rules.FULL_TEXT_ON_TOP, _not_full_on_top),
        _words_on(rules.REQUEST_ON_SHEETS, _no_request),
        _altered,
        _no_hand,
        _no_address(rules.ADDRESS),
        _does_not_fit,
        _member_signed,
    ),
    Venue.LORDS: (_one_on_sheet, _no_seal, _stuck_on),
    Venue.SENEDD: (
        _in_wales,
        _six_months,
        _enough_in_wales,
        _words_on(rules.ON_EVERY_SIDE, _not_full),
        _no_address(rules.SENEDD_ADDRESS),
        _elsewhere,
        _twice,
    ),
}
