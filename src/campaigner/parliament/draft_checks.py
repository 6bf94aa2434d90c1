"""Checks of a draft petition: what a House would refuse, and what a person has to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from campaigner.parliament import rules, wording
from campaigner.parliament.drafts import ENGLISH, LANGUAGES, Draft
from campaigner.parliament.findings import Finding, quoted
from campaigner.vocabulary.houses import Venue

_NOT_A_VERB = re.compile(
    r"(?:the|an?|that|this|we|our|it|they|there|to|please|urges?|requests?|no|more|every|all|"
    r"parliament|government|house|petitioners?|should|must|will|would|\w+ing)\b(?!-)",
    re.IGNORECASE,
)
_VERBS_IN_ING = ("bring", "ring", "sing", "spring", "swing", "fling", "cling")
_HOUSES_WORDS = re.compile(
    r"\b(?:to the house of commons|the petition of|declares that|therefore request|"
    r"urges the government|and the petitioners? remain|ever pray|sheweth)\b",
    re.IGNORECASE,
)


def check_draft(draft: Draft, venue: Venue) -> list[Finding]:
    """Returns what is wrong with a draft for a House, and what a person should look at in it."""
    return [finding for check in _CHECKS for finding in check(draft, venue)]


def _sentences(draft: Draft, venue: Venue) -> Iterator[Finding]:
    every = (rules.WHO, rules.DECLARATION, rules.REQUEST)
    for (name, by_language), rule in zip(_texts(draft, venue), every, strict=True):
        if venue not in rule.venues:
            continue
        for language, text in by_language.items():
            if (count := wording.sentences(text)) > 1:
                message = f"the {_said(name)} is {count} sentences: the House takes one."
                yield Finding(rule, message, "Join them, or say less.", (name, language))
            elif text.rstrip()[-1:] in ("?", "!"):
                message = f"the {_said(name)} ends with “{text.rstrip()[-1]}”."
                yield Finding(rule, message, "Write it as a statement.", (name, language))


def _form(draft: Draft, venue: Venue) -> Iterator[Finding]:
    """Each part continues the words of the House, and has none of them itself."""
    rule = {Venue.COMMONS: rules.REQUEST, Venue.LORDS: rules.PRAYER, Venue.SENEDD: rules.ACTION}
    name = _request(venue)
    urged = "the Welsh Government" if venue is Venue.SENEDD else "the Government"
    text = draft.request_to(venue).get(ENGLISH, "").strip()
    first = text.split(" ", 1)[0].lower()
    if text and (text[0].isupper() or _NOT_A_VERB.match(text)) and first not in _VERBS_IN_ING:
        message = f"the request does not continue “urge {urged} to”."
        hint = "Begin with what it should do, without a capital: “bring in …”, “publish …”."
        yield Finding(rule[venue], message, hint, (name, ENGLISH))
    every = (rules.WHO, rules.DECLARATION, rule[venue])
    for (field, by_language), own in zip(_texts(draft, venue), every, strict=True):
        if found := _HOUSES_WORDS.search(by_language.get(ENGLISH, "")):
            message = f"the {_said(field)} repeats the form of the House: “{found[0]}”."
            yield Finding(own, message, "Leave it out: the papers have it.", (field, ENGLISH))
    if re.match(r"that\b", draft.declaration.get(ENGLISH, "").strip(), re.IGNORECASE):
        message = "the declaration begins with “that”, which the form of the House has."
        yield Finding(rules.DECLARATION, message, "Leave it out.", ("declaration", ENGLISH))


def _alone(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is Venue.COMMONS:
        found = wording.pointing_back(draft.request.get(ENGLISH, ""))
        if found:
            message = f"the request leans on other words: {quoted(found)}."
            hint = "Name the matter in full: on further sheets the request stands by itself."
            yield Finding(rules.ALONE, message, hint, ("request", ENGLISH))


def _english(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is Venue.SENEDD:
        return
    for name, by_language in _texts(draft, venue):
        if ENGLISH not in by_language:
            message = f"the {_said(name)} is not in English."
            hint = "Add the English: the Member must be able to say that a translation is correct."
            yield Finding(rules.ENGLISH, message, hint, (name,))


def _moderate(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is Venue.LORDS:  # no rule of theirs about language was found
        return
    wales = venue is Venue.SENEDD
    rule, doubtful = (
        (rules.NOT_OFFENSIVE, rules.HEATED_IN_WALES) if wales else (rules.MODERATE, rules.HEATED)
    )
    for name, text in _english_texts(draft, venue):
        if found := wording.insults(text):
            message = f"the {_said(name)} is not moderate: {quoted(found)}."
            yield Finding(rule, message, "Say what happened.", (name, ENGLISH))
        if found := wording.heated(text):
            message = f"the {_said(name)} may be thought intemperate: {quoted(found)}."
            yield Finding(doubtful, message, "Choose calmer words.", (name, ENGLISH))


def _money(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is not Venue.COMMONS:
        return
    text = draft.request.get(ENGLISH, "")
    if found := wording.asks_for_money(text):
        message = f"the request asks directly for public money: {quoted(found)}."
        hint = "Ask for what should be done, not for its cost."
        yield Finding(rules.MONEY, message, hint, ("request", ENGLISH))
    elif found := wording.about_money(text):
        message = f"the request may ask for public money: {quoted(found)}."
        hint = "Ask for what should be done, or decide that it does not ask for money."
        yield Finding(rules.MAYBE_MONEY, message, hint, ("request", ENGLISH))


def _courts(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is not Venue.COMMONS:
        return
    for name, text in _english_texts(draft, venue):
        if found := wording.about_courts(text):
            message = f"the {_said(name)} may refer to a case before a court: {quoted(found)}."
            hint = "Ask whether a case is pending; if so, leave it out."
            yield Finding(rules.COURTS, message, hint, (name, ENGLISH))


def _individuals(draft: Draft, venue: Venue) -> Iterator[Finding]:
    for name, text in _english_texts(draft, venue):
        if found := wording.people(text):
            message = f"the {_said(name)} may name a person: {quoted(found)}."
            yield Finding(
                rules.INDIVIDUALS, message, "Ask for a rule, not a case.", (name, ENGLISH)
            )


def _devolved(draft: Draft, venue: Venue) -> Iterator[Finding]:
    if venue is Venue.SENEDD and not draft.senedd_request:
        message = "the petition has no request for the Senedd."
        hint = "Add senedd_request if the Welsh Government can do something about the matter."
        yield Finding(rules.DEVOLVED, message, hint)


def _texts(draft: Draft, venue: Venue) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "petitioners", draft.petitioners
    yield "declaration", draft.declaration
    yield _request(venue), draft.request_to(venue)


def _request(venue: Venue) -> str:
    return "senedd_request" if venue is Venue.SENEDD else "request"


def _english_texts(draft: Draft, venue: Venue) -> Iterator[tuple[str, str]]:
    for name, by_language in _texts(draft, venue):
        if ENGLISH in by_language:
            yield name, by_language[ENGLISH]


def _said(name: str) -> str:
    return {
        "petitioners": "description of the petitioners",
        "senedd_request": "request to the Senedd",
    }.get(name, name)


def languages_of(draft: Draft, venue: Venue) -> list[str]:
    """Returns the languages in which a draft can be put into the form of a House."""
    return [
        language
        for language in LANGUAGES[venue]
        if all(language in by_language for _, by_language in _texts(draft, venue))
    ]


_CHECKS: tuple[Callable[[Draft, Venue], Iterator[Finding]], ...] = (
    _english,
    _devolved,
    _sentences,
    _form,
    _alone,
    _moderate,
    _money,
    _courts,
    _individuals,
)
