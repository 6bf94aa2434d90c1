"""Where a petition can be handed in, and the rules there, each with its source and its date.

They were found in public pages, some of them old: the office decides, and is to be asked. What no
source says is our own advice, stands apart, and has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.parliament import rules, sources
from campaigner.parliament.sources import Source
from campaigner.vocabulary.papers import DeliveryPlace


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to do or to know. It is due ``working_days`` before the day, if that is given.

    ``source`` says so, and gives the days too; it is None for our own advice.
    """

    code: str
    text: str
    source: Source | None
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


def _formal(*known: rules.Rule) -> tuple[Rule, ...]:
    """The rules of a House that its papers are checked by, as they are worded there."""
    return tuple(Rule(each.key, each.says, each.source) for each in known)


_DOWNING_STREET = (
    Rule("ask-early", "Ask for the form and for a time three weeks ahead.", None, 15),
    Rule("form", "Return the form with all names: the police need at least five working days.",
         W4MP, 5),
    Rule("identification", "Each person brings identification.", CAMPAIGNER, 0),
    Rule("props", "No props and no fancy dress. Shirts of the organisation are allowed.",
         CAMPAIGNER, 0),
    Rule("box", "One box, about the size that a ream of paper comes in.", CAMPAIGNER, 0),
    Rule("minutes", "There are 30 minutes at most, after a security check. Someone outside keeps"
         " the bags.", CAMPAIGNER, 0),
    Rule("office", "The liaison office sends the form and shares out the times.", W4MP),
    Rule("six", "The form names at most six people. Photographers and journalists without"
         " accreditation are among the six.", CAMPAIGNER),
    Rule("members", "Members of either House come in addition to the six. The police are told who"
         " they are.", INDEPENDENT),
    Rule("mornings", "Not on Tuesday or Wednesday mornings before 12:30; in 2018 not on Friday"
         " afternoons either.", INDEPENDENT),
)  # fmt: skip

_COMMONS = (
    Rule("ask-early", "Ask a Member three weeks ahead.", None, 15),
    Rule("text-early", "Have the text sent to the Journal Office two weeks ahead, if people have"
         " already signed.", None, 10),
    Rule("to-the-member", "Give the Member the signed sheets two working days ahead.", None, 2),
    Rule("notice", "Formally: the Member gives notice in the Journal Office, with the top sheet,"
         " before the House rises on the sitting day before. Sitting days are not working days:"
         " look at the calendar of the House.", sources.COMMONS_FORMALLY, 1),
    Rule("bag", "Informally: the Member puts it into the bag behind the Speaker’s Chair on any"
         " sitting day, without notice.", sources.COMMONS_INFORMALLY, 0),
    Rule("member", "A Member presents it. Ministers can present it informally only.",
         sources.COMMONS_OVERVIEW),
    Rule("text", "The text goes to the Journal Office first (publicpetitions@parliament.uk).",
         sources.COMMONS_FORMALLY),
    Rule("signs", "The Member signs the top sheet.", sources.COMMONS_INFORMALLY),
    *_formal(rules.FULL_TEXT_ON_TOP, rules.TWO_ON_TOP, rules.MEMBER),
)  # fmt: skip

_LORDS = (
    Rule("ask-early", "Ask a Member of the House three weeks ahead.", None, 15),
    Rule("to-the-member", "Give the Member the signed sheets two working days ahead.", None, 2),
    Rule("sample", "Show the office of the Clerk of the Parliaments a sample before people sign.",
         None),
    Rule("present", "The Member signs it, and sends it to the Clerk of the Parliaments or hands it"
         " in at the Table, which was told in advance.", sources.LORDS_COMPANION, 0),
    Rule("rise", "After oral questions the Member reads out the prayer, and may say how many"
         " signed. No speech is made.", sources.LORDS_COMPANION, 0),
    Rule("member", "Only a Member of the House may present it.", sources.LORDS_COMPANION),
    *_formal(rules.ONE_ON_SHEET, rules.STUCK_ON, rules.SEAL),
)  # fmt: skip

_SENEDD = (
    Rule("agree", "Agree with the petitions team how and when it is handed in: no rule about that"
         " was found.", None, 10),
    Rule("contact", "Who collects on paper asks the petitions team for advice before people sign"
         " (petitions@senedd.wales). It has a template.", sources.SENEDD_HELP),
    *_formal(rules.LEAD, rules.ON_EVERY_SIDE, rules.SENEDD_ADDRESS, rules.SIX_MONTHS),
    *_formal(rules.FIFTY, rules.REVIEWED, rules.ELSEWHERE, rules.ONCE),
)  # fmt: skip

RULES: dict[DeliveryPlace, tuple[Rule, ...]] = {
    DeliveryPlace.DOWNING_STREET: _DOWNING_STREET,
    DeliveryPlace.COMMONS: _COMMONS,
    DeliveryPlace.LORDS: _LORDS,
    DeliveryPlace.SENEDD: _SENEDD,
}
