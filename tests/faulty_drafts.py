"""A draft petition that is in order, and drafts and sheets with a fault each, by their rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from campaigner.parliament import rules
from campaigner.parliament.drafts import Draft
from campaigner.parliament.rules import Rule
from campaigner.parliament.sheet_checks import TOP, SignedLine, SignedSheets
from campaigner.vocabulary.houses import PetitionersAre, Venue
from campaigner.vocabulary.signatures import SignedHow, WordsOnSheet

COMMONS, LORDS, SENEDD = Venue.COMMONS, Venue.LORDS, Venue.SENEDD

BUS = Draft(
    title={"en": "The No. 31 bus service"},
    petitioners={"en": "residents of the constituency of Stone in Staffordshire"},
    declaration={"en": "the No. 31 bus service from Hanley to Cheadle should not be withdrawn."},
    request={"en": "ensure that the No. 31 bus service from Hanley to Cheadle is not withdrawn."},
    senedd_request={"en": "publish a plan for buses in rural Wales."},
)
"""The Guide to Procedure's example, with a request to the Senedd."""


def _with(field: str, text: str) -> Draft:
    return replace(BUS, **{field: {"en": text}})  # type: ignore[arg-type]


def _request(text: str) -> Draft:
    return _with("request", text)


REFUSED: list[tuple[Venue, Rule, Draft]] = [
    (COMMONS, rules.WHO, _with("petitioners", "residents of Stone. We use the bus")),
    (COMMONS, rules.WHO, _with("petitioners", "the petition of residents of Stone")),
    (COMMONS, rules.DECLARATION, _with("declaration", "buses matter. They should stay")),
    (COMMONS, rules.DECLARATION, _with("declaration", "why should the bus go?")),
    (COMMONS, rules.DECLARATION, _with("declaration", "that the bus should stay")),
    (COMMONS, rules.DECLARATION, _with("declaration", "the bus, declares that it stays")),
    (COMMONS, rules.REQUEST, _request("keep the bus. Keep the trains, too")),
    (COMMONS, rules.REQUEST, _request("keep the bus!")),
    (COMMONS, rules.REQUEST, _request("the bus should stay")),
    (COMMONS, rules.REQUEST, _request("Keep the bus")),
    (COMMONS, rules.REQUEST, _request("to keep the bus")),
    (COMMONS, rules.REQUEST, _request("keeping the bus")),
    (COMMONS, rules.REQUEST, _request("keep buses and urges the Government to keep trains")),
    (COMMONS, rules.ALONE, _request("ensure that the above does not happen")),
    (COMMONS, rules.ALONE, _request("keep these buses")),
    (COMMONS, rules.ALONE, _request("act on this petition")),
    (COMMONS, rules.ALONE, _request("do so without delay")),
    (COMMONS, rules.ALONE, _request("keep the buses as set out in the declaration")),
    (COMMONS, rules.MODERATE, _with("declaration", "the liars in charge cut the bus")),
    (COMMONS, rules.MODERATE, _request("stop its corrupt ways")),
    (COMMONS, rules.MONEY, _request("spend more public money on buses")),
    (COMMONS, rules.MONEY, _request("give £2 million to the bus")),
    (COMMONS, rules.MONEY, _request("increase the funding of buses")),
    (COMMONS, rules.ENGLISH, replace(BUS, request={"cy": "gadw’r bws"})),
    (LORDS, rules.PRAYER, _request("the bus should stay")),
    (SENEDD, rules.ACTION, _with("senedd_request", "we want buses")),
    (SENEDD, rules.NOT_OFFENSIVE, _with("senedd_request", "end its disgusting plans")),
    (SENEDD, rules.DEVOLVED, replace(BUS, senedd_request={})),
]
"""Drafts that a House would refuse, with the rule that is broken."""

FOR_A_PERSON: list[tuple[Venue, Rule, Draft]] = [
    (COMMONS, rules.HEATED, _with("declaration", "the shameful loss of the bus should end")),
    (SENEDD, rules.HEATED_IN_WALES, _with("declaration", "the shameful loss should end")),
    (COMMONS, rules.MAYBE_MONEY, _request("pay drivers on time")),
    (COMMONS, rules.COURTS, _request("await the judgment of the High Court on buses")),
    (COMMONS, rules.INDIVIDUALS, _request("ask Mr Example to run the bus")),
    (SENEDD, rules.INDIVIDUALS, _with("senedd_request", "appoint Asha Example to run buses")),
]
"""Drafts in which something is only pointed at, for a person to decide."""


def _line(sheet: str = TOP, row: int = 2, **seen: object) -> SignedLine:
    known = {"line": str(row - 1), "name": f"Petitioner {row}", "address": "1 Sample Street"}
    return SignedLine(row, sheet, **{**known, **seen})  # type: ignore[arg-type]


TWO = (_line(), _line(row=3))
"""Two petitioners on the top sheet, which is in order for the Commons."""


def _two_and(**seen: object) -> SignedSheets:
    sheet = str(seen.pop("sheet", "2"))
    return SignedSheets((*TWO, _line(sheet, 4, **seen)))


MANY = tuple(_line(row=row) for row in range(2, 302))
MEMBER = _line(row=4, name="jo EXAMPLE")
SEVEN_MONTHS = SignedSheets(MANY, first_signed=date(2026, 1, 1), last_signed=date(2026, 7, 2))


def _many_and(**seen: object) -> SignedSheets:
    return SignedSheets((*MANY, _line("9", 400, **seen)))


BAD_SHEETS: list[tuple[Venue, Rule, SignedSheets]] = [
    (COMMONS, rules.TWO_ON_TOP, SignedSheets(TWO[:1])),
    (COMMONS, rules.TWO_ON_TOP, SignedSheets((TWO[0], _line(row=3, address="")))),
    (COMMONS, rules.TWO_ON_TOP, SignedSheets((), by=PetitionersAre.PERSON)),
    (COMMONS, rules.FULL_TEXT_ON_TOP, _two_and(sheet=TOP, words=WordsOnSheet.REQUEST)),
    (COMMONS, rules.REQUEST_ON_SHEETS, _two_and(words=WordsOnSheet.NONE)),
    (COMMONS, rules.ALTERED, _two_and(words=WordsOnSheet.CHANGED)),
    (COMMONS, rules.COPIED, _two_and(signed=SignedHow.COPY)),
    (COMMONS, rules.ELECTRONIC, _two_and(signed=SignedHow.ELECTRONIC)),
    (COMMONS, rules.ELECTRONIC, _two_and(signed=SignedHow.WEBSITE)),
    (COMMONS, rules.ADDRESS, _two_and(address="")),
    (COMMONS, rules.ADDRESS, _two_and(name="")),
    (COMMONS, rules.ADDRESS, _two_and(signed=SignedHow.NONE)),
    (COMMONS, rules.FITS, _two_and(fits=False)),
    (COMMONS, rules.MEMBER, SignedSheets((*TWO, MEMBER), member="Jo Example")),
    (LORDS, rules.ONE_ON_SHEET, SignedSheets((_line("2"),))),
    (LORDS, rules.STUCK_ON, _two_and(signed=SignedHow.STUCK_ON)),
    (LORDS, rules.SEAL, SignedSheets(TWO, by=PetitionersAre.CORPORATION)),
    (SENEDD, rules.LEAD, SignedSheets(MANY, lead_in_wales=False)),
    (SENEDD, rules.SIX_MONTHS, SEVEN_MONTHS),
    (SENEDD, rules.FIFTY, SignedSheets(MANY[:49])),
    (SENEDD, rules.ON_EVERY_SIDE, _many_and(words=WordsOnSheet.REQUEST)),
    (SENEDD, rules.SENEDD_ADDRESS, _many_and(address="")),
    (SENEDD, rules.ELSEWHERE, _many_and(signed=SignedHow.WEBSITE)),
    (SENEDD, rules.ONCE, _many_and(online=True)),
]  # fmt: skip
"""Signed sheets that a House would refuse, or a line of them, with the rule that is broken."""
