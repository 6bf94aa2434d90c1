"""The rules that drafts and signed sheets are checked by, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.parliament import sources
from campaigner.parliament.sources import Source
from campaigner.vocabulary.houses import ForAPerson, Venue

COMMONS, LORDS, SENEDD = Venue.COMMONS, Venue.LORDS, Venue.SENEDD


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in one plain sentence, and where it is written.

    ``venues`` are the Houses whose rule it is; none for what is not a petition on paper.
    ``asks`` is set if only a person can tell whether it is kept: then it refuses nothing.
    """

    key: str
    says: str
    source: Source
    venues: tuple[Venue, ...] = ()
    asks: ForAPerson | None = None


# The words of a petition.
WHO = Rule(
    "formal-petitioners",
    "The petition says in one sentence who the petitioners are.",
    sources.COMMONS_EXAMPLE,
    (COMMONS,),
)
DECLARATION = Rule(
    "formal-declaration",
    "The issue is described in a single sentence.",
    sources.COMMONS_EXAMPLE,
    (COMMONS,),
)
REQUEST = Rule(
    "formal-request",
    "The request says in one clear sentence what the House is asked to urge the Government to do.",
    sources.COMMONS_EXAMPLE,
    (COMMONS,),
)
ALONE = Rule(
    "formal-request-alone",
    "The request can be understood on its own.",
    sources.COMMONS_EXAMPLE,
    (COMMONS,),
)
ENGLISH = Rule(
    "formal-not-english",
    "The petition is in English, or has a translation that the Member says is correct.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
MODERATE = Rule(
    "formal-language",
    "The language is moderate and respectful.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
NOT_OFFENSIVE = Rule(
    "formal-language",
    "The language is not offensive, intemperate or provocative.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
HEATED = Rule(
    "formal-heated",
    "The language is moderate and respectful.",
    sources.COMMONS_RULES,
    (COMMONS,),
    ForAPerson.LANGUAGE,
)
HEATED_IN_WALES = Rule(
    "formal-heated", NOT_OFFENSIVE.says, sources.SENEDD_FORM, (SENEDD,), ForAPerson.LANGUAGE
)
MONEY = Rule(
    "formal-money",
    "The petition does not ask directly for additional public money to be spent.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
MAYBE_MONEY = Rule(
    "formal-maybe-money", MONEY.says, sources.COMMONS_RULES, (COMMONS,), ForAPerson.MONEY
)
COURTS = Rule(
    "formal-courts",
    "The petition does not refer to matters that are before the UK courts.",
    sources.COMMONS_RULES,
    (COMMONS,),
    ForAPerson.COURTS,
)
INDIVIDUALS = Rule(
    "formal-individuals",
    "A petition about one person is looked at with care: the Senedd does not receive some of them.",
    sources.SENEDD_FORM,
    (SENEDD,),
    ForAPerson.INDIVIDUALS,
)
DEVOLVED = Rule(
    "formal-not-devolved",
    "The Senedd receives nothing on matters that are not devolved.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
ACTION = Rule(
    "formal-request",
    "The petition calls for the Senedd or the Welsh Government to take a specific action.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
PRAYER = Rule(
    "formal-request",
    "The petition ends with a prayer that says what the House is to do.",
    sources.LORDS_COMPANION,
    (LORDS,),
)

# The signed sheets.
ALTERED = Rule(
    "formal-altered",
    "The petition has no deletions or insertions.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
FULL_TEXT_ON_TOP = Rule(
    "formal-top-sheet",
    "The top sheet has the full text of the petition.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
REQUEST_ON_SHEETS = Rule(
    "formal-sheet-without-request",
    "Every further sheet has the request above its signatures.",
    sources.COMMONS_2015,
    (COMMONS,),
)
ON_EVERY_SIDE = Rule(
    "formal-sheet-without-wording",
    "Every side that is signed has the full wording.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
COPIED = Rule(
    "formal-copied-signature",
    "Photocopied signatures are not permitted.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
ELECTRONIC = Rule(
    "formal-electronic-signature",
    "Electronic signatures are not permitted.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
ADDRESS = Rule(
    "formal-no-address",
    "Petitioners give their names and addresses, and sign by hand.",
    sources.COMMONS_2015,
    (COMMONS,),
)
SENEDD_ADDRESS = Rule(
    "formal-no-address",
    "Those who sign give their names and addresses.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
TWO_ON_TOP = Rule(
    "formal-too-few-on-top",
    "The top sheet has the names, addresses and signatures of at least two petitioners,"
    " or of one if there is only one.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
FITS = Rule(
    "formal-not-a-petitioner",
    "Signatures and addresses fit the description of the petitioners.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
MEMBER = Rule(
    "formal-member-signed",
    "The Member who presents the petition must not sign it as a petitioner.",
    sources.COMMONS_RULES,
    (COMMONS,),
)
ONE_ON_SHEET = Rule(
    "formal-none-on-the-petition",
    "At least one signature is on the same sheet as the petition.",
    sources.LORDS_COMPANION,
    (LORDS,),
)
STUCK_ON = Rule(
    "formal-stuck-on",
    "Signatures must not be stuck on to the paper.",
    sources.LORDS_COMPANION,
    (LORDS,),
)
SEAL = Rule(
    "formal-no-seal",
    "A corporation’s petition has its common seal on the first sheet.",
    sources.LORDS_COMPANION,
    (LORDS,),
)
LEAD = Rule(
    "formal-lead-not-in-wales",
    "The petitioner’s address is in Wales.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
SIX_MONTHS = Rule(
    "formal-too-long",
    "Signatures are collected for at most six months.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
FIFTY = Rule(
    "formal-too-few",
    "At least 50 people sign.",
    sources.SENEDD_FORM,
    (SENEDD,),
)
REVIEWED = Rule(
    "formal-not-reviewed",
    "The Petitions Committee reviews petitions with more than 250 signatures.",
    sources.SENEDD_HELP,
    (SENEDD,),
)
ELSEWHERE = Rule(
    "formal-other-website",
    "Petitions from other websites are not accepted.",
    sources.SENEDD_HELP,
    (SENEDD,),
)
ONCE = Rule(
    "formal-signed-twice",
    "Nobody signs both online and on paper.",
    sources.SENEDD_HELP,
    (SENEDD,),
)

# Petitions on the sites of parliaments.
E_ACTION = Rule(
    "e-petition-action", "The action has at most 80 characters.", sources.E_PETITION_HELP
)
E_BACKGROUND = Rule(
    "e-petition-background", "The background has at most 300 characters.", sources.E_PETITION_HELP
)
E_DETAILS = Rule(
    "e-petition-details", "The details have at most 800 characters.", sources.E_PETITION_HELP
)
E_CLEAR = Rule(
    "e-petition-request",
    "The petition asks the UK Government or the House of Commons for a clear action.",
    sources.E_PETITION_STANDARDS,
)
SCOTTISH_TITLE = Rule(
    "scottish-title-length", "The title has at most 100 characters.", sources.SCOTTISH_SITE
)
SCOTTISH_FACTUAL = Rule(
    "scottish-title",
    "The title is a short factual description, not a slogan or a campaign’s name.",
    sources.SCOTTISH_FORM,
)
SCOTTISH_BEFORE = Rule(
    "scottish-earlier-action",
    "The Scottish Government or an MSP has been asked for the change before.",
    sources.SCOTTISH_FORM,
)
SCOTTISH_NAMES = Rule(
    "scottish-individuals",
    "The petition is about national policy, and names no individual.",
    sources.SCOTTISH_FORM,
    asks=ForAPerson.INDIVIDUALS,
)
SCOTTISH_COURTS = Rule(
    "scottish-courts",
    "The petition does not refer to active legal proceedings.",
    sources.SCOTTISH_RULES,
    asks=ForAPerson.COURTS,
)

# Motions and questions.
MOTION_FORM = Rule(
    "motion-form",
    "A motion is one sentence that begins with “That this House”.",
    sources.MOTION_RULES,
)
MOTION_WORDS = Rule("motion-length", "A motion has at most 250 words.", sources.MOTION_LENGTH)
MOTION_TITLE = Rule("motion-title", "A motion’s title is neutral.", sources.MOTION_TITLES)
MOTION_QUOTES = Rule(
    "motion-quotation",
    "A motion does not quote at length.",
    sources.MOTION_TITLES,
    asks=ForAPerson.LANGUAGE,
)
MOTION_HEATED = Rule(
    "motion-heated",
    "A motion is a proper subject for debate, and is not designed to annoy.",
    sources.MOTION_TITLES,
    asks=ForAPerson.LANGUAGE,
)
QUESTION_PURPOSE = Rule(
    "question-purpose",
    "A written question asks for information or presses for action.",
    sources.QUESTION_FACTSHEET,
)
QUESTION_WORDS = Rule(
    "question-length", "A written question has at most 250 words.", sources.QUESTION_LENGTH
)
QUESTION_HEATED = Rule(
    "question-argument",
    "A written question is calm and does not argue.",
    sources.QUESTION_TONE,
    asks=ForAPerson.LANGUAGE,
)
QUESTION_MINISTER = Rule(
    "question-minister",
    "A written question is put to the Minister who is responsible for the matter.",
    sources.QUESTION_FACTSHEET,
)
QUESTION_DEVOLVED = Rule(
    "question-devolved",
    "A written question is not about a matter that is devolved.",
    sources.QUESTION_DEVOLVED,
)

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))


def asks_for_address(venue: Venue) -> bool:
    """Returns whether a House asks those who sign for their address (the Lords: no rule found)."""
    return any(venue in rule.venues for rule in (ADDRESS, SENEDD_ADDRESS))
