"""Where a petition can be handed in, and the rules there, each with its source and its date.

They were found in public pages, some of them old: the office decides, and is to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.vocabulary import DeliveryPlace


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read, and of when it is: a date, or a year."""

    title: str
    url: str
    dated: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to do or to know. It is due ``working_days`` before the day, if that is given."""

    code: str
    text: str
    source: Source
    working_days: int | None = None


W4MP = Source(
    "Petitioning 10 Downing Street (w4mp)",
    "https://archive.w4mp.org/w4mp/library/petitioning-10-downing-street",
    "14 March 2009",
)
CAMPAIGNER = Source(
    "How to hand over a petition to Downing Street (Thoughtful Campaigner)",
    "https://thoughtfulcampaigner.org/2015/08/27/how-to-handover-a-petition-to-downing-street/",
    "27 August 2015",
)
INDEPENDENT = Source(
    "How do you deliver over a million signatures to Downing Street? (The Independent)",
    "https://the-independent.com/voices/editors-letter/brexit-final-say-petition-downing-street-"
    "theresa-may-peoples-vote-a8683491.html",
    "14 December 2018",
)
FORMALLY = Source(
    "How to present a paper petition formally (Guide to Procedure)",
    "https://guidetoprocedure.parliament.uk/articles/x2XCEOCd",
    "2020 to 2021, read 27 November 2026",
)
INFORMALLY = Source(
    "How to present a paper petition informally (Guide to Procedure)",
    "https://guidetoprocedure.parliament.uk/articles/r44KBBr3/"
    "how-to-present-a-paper-petition-informally",
    "undated, read 27 November 2026",
)

_DOWNING_STREET = (
    Rule("ask", "Ask the liaison office for the form and for a time. Ask early: it shares out the"
         " times.", W4MP, 15),
    Rule("form", "Return the form with all names: the police need at least five working days.",
         W4MP, 5),
    Rule("six", "Name at most six people. Photographers and journalists without accreditation are"
         " among the six.", CAMPAIGNER, 5),
    Rule("members", "Members of either House come in addition to the six. Tell the police who they"
         " are.", INDEPENDENT, 5),
    Rule("mornings", "Not on Tuesday or Wednesday mornings before 12:30; in 2018 not on Friday"
         " afternoons either.", INDEPENDENT),
    Rule("identification", "Each person brings identification.", CAMPAIGNER, 0),
    Rule("props", "No props and no fancy dress. Shirts of the organisation are allowed.",
         CAMPAIGNER, 0),
    Rule("box", "One box, about the size that a ream of paper comes in.", CAMPAIGNER, 0),
    Rule("minutes", "There are 30 minutes at most, after a security check. Someone outside keeps"
         " the bags.", CAMPAIGNER, 0),
)  # fmt: skip

_COMMONS = (
    Rule("member", "Ask a Member to present it. Ministers can present it informally only.",
         FORMALLY, 15),
    Rule("text", "The Member's office sends the text to the Journal Office, before people sign if"
         " it can be (publicpetitions@parliament.uk).", FORMALLY, 10),
    Rule("top-sheet", "The top sheet has the full text, and name, address and handwritten signature"
         " of at least two petitioners (of one, if it is one person's). The Member signs it.",
         INFORMALLY, 2),
    Rule("notice", "Formally: the Member gives notice in the Journal Office, with the top sheet,"
         " before the House rises on the sitting day before. Sitting days are not working days:"
         " look at the calendar of the House.", FORMALLY, 1),
    Rule("bag", "Informally: the Member puts it into the bag behind the Speaker's Chair on any"
         " sitting day, without notice.", INFORMALLY, 0),
)  # fmt: skip

RULES: dict[DeliveryPlace, tuple[Rule, ...]] = {
    DeliveryPlace.DOWNING_STREET: _DOWNING_STREET,
    DeliveryPlace.COMMONS: _COMMONS,
}
