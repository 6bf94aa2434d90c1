"""What must hold on the day on which a campaign opens: nothing stale, and no borrowed names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from campaigner.campaigns.elections import ELECTIONS
from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.promises import Promise, promises_in
from campaigner.campaigns.unwritten import localised
from campaigner.problems import Problem, Severity, shown_path
from campaigner.text import in_language
from campaigner.toml import Key
from campaigner.vocabulary.consents import ContactChannel

_TEXTS = ("letter.", "brief.")
# What the petitions sites of the UK Parliament and the Senedd call their thresholds.
_BORROWED = re.compile(
    r"government\W+(?:\w+\W+){0,2}respon|respon\w+\W+(?:from|by)\W+(?:the\W+)?government"
    r"|consider\w*\W+(?:for|by)\W+|debate[ds]?\W+(?:in|by)\W+(?:the\W+)?"
    r"(?:parliament|commons|house|senedd)|parliament\W+(?:will\W+)?(?:debate|consider)"
    r"|petitions\W+committee|awaiting\W+(?:a\W+)?debate"
    r"|llywodraeth\W+(?:yn\W+)?ymateb|ymateb\W+(?:gan\W+)?(?:y\W+)?llywodraeth"
    r"|ystyried\W+(?:ar\W+gyfer|i’w\W+thrafod)|pwyllgor\W+deisebau",
    re.IGNORECASE,
)
_ABOUT_CAMPAIGN = re.compile(r"\b(?:this|the) (?:campaign|petition)\b", re.IGNORECASE)
_ABOUT_MORE = re.compile(
    r"\bother (?:work|campaigns?|news|things)\b|\bnews of\b|\bdonat|\bfundrais|\band more\b",
    re.IGNORECASE,
)
_CHANNEL = {
    ContactChannel.EMAIL: re.compile(r"e-?mail", re.IGNORECASE),
    ContactChannel.POST: re.compile(r"\bpost\b|\bletters?\b", re.IGNORECASE),
    ContactChannel.TELEPHONE: re.compile(r"phone|\bcall", re.IGNORECASE),
    ContactChannel.TEXT: re.compile(r"\btext|\bSMS\b", re.IGNORECASE),
}
_OWN = re.compile(r"(?:we|rydym|byddwn|gofynnwn)\b", re.IGNORECASE)


def opening_problems(loaded: Loaded, campaign: Campaign) -> list[Problem]:
    """Returns what speaks against opening a campaign on its first day, and what to think of.

    Errors are reasons not to open; warnings are not.
    """
    found: list[Problem] = []
    for check in _CHECKS:
        found += check(loaded, campaign)
    return sorted(found)


def _problem(
    loaded: Loaded,
    key: Key,
    code: str,
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    path, line = shown_path(loaded.file.path), loaded.file.line_of(key)
    return Problem(path, line, code, message, hint, severity=severity, key=tuple(key))


def _facts(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for table, position, fact in campaign.claims():
        if fact.review_by < campaign.opens:
            message = (
                f"the fact “{fact.id}” is due for review by {fact.review_by},"
                f" before the campaign opens on {campaign.opens}."
            )
            hint = "Check its source again, then set as_of and review_by."
            yield _problem(
                loaded, (table, position, "review_by"), "stale-on-opening", message, hint
            )


def _promises(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    definition = campaign.model_dump(exclude={"texts", "folder", "citations"})
    for key, texts in localised(definition):
        for language, text in texts.items():
            for promise in _outlived(text, campaign.opens):
                place = (*key, language)
                path, line = shown_path(loaded.file.path), loaded.file.line_of(place)
                yield _outlived_promise(path, line, promise, campaign, place)


def _promises_of_texts(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for name, source in loaded.texts.items():
        if name.startswith(_TEXTS):
            for promise in _outlived(source, campaign.opens):
                line = source.count("\n", 0, promise.start) + 1
                yield _outlived_promise(shown_path(loaded.folder / name), line, promise, campaign)


def _outlived(text: str, opens: date) -> list[Promise]:
    return [promise for promise in promises_in(text) if promise.until < opens]


def _outlived_promise(
    path: str, line: int, promise: Promise, campaign: Campaign, key: Key = ()
) -> Problem:
    message = (
        f"this promise is for {promise.until} or earlier, and the campaign opens on"
        f" {campaign.opens}: “{promise.sentence}”."
    )
    hint = "Find out whether it was kept, and say that; or leave it out."
    return Problem(path, line, "outlived-promise", message, hint, key=key)


def _thresholds(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for position, threshold in enumerate(campaign.petition.thresholds):
        key = ("petition", "thresholds", position, "name")
        for name in threshold.name.values():
            if _BORROWED.search(name) and not _OWN.match(name.strip()):
                message = f"the threshold “{name}” sounds like one of Parliament's own petitions."
                hint = "Nobody has to answer this one: say what you will do, as “We hand it in”."
                yield _problem(loaded, key, "borrowed-threshold", message, hint)


def _consents(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """The partners' own words: one purpose for a box, and they say who writes and how."""
    for position, partner in enumerate(campaign.partners):
        key = ("partners", position)
        for question in partner.questions:
            words = in_language(question.text, "en") if question.text else ""
            if _ABOUT_CAMPAIGN.search(words) and _ABOUT_MORE.search(words):
                message = f"a question of “{partner.name}” asks for two things with one box."
                hint = "Ask for each purpose with a box of its own, in “consents”."
                yield _problem(loaded, key, "bundled-consent", message, hint)
            elif words and not (partner.name in words and _CHANNEL[question.channel].search(words)):
                message = f"a question of “{partner.name}” does not say who writes, or how."
                hint = f"Name the organisation, and “{question.channel}”; or leave the text out."
                yield _problem(loaded, key, "vague-consent", message, hint, Severity.WARNING)


def _vehicles(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for position, ask in enumerate(campaign.asks):
        for key, day in _expiries(ask.model_dump(), ("asks", position)):
            if day < campaign.opens:
                message = (
                    f"what the ask “{ask.id}” refers to expires on {day}, before the campaign"
                    f" opens on {campaign.opens}."
                )
                hint = "Name the Bill, motion or debate that there is now, or none."
                yield _problem(loaded, key, "expired-vehicle", message, hint)


def _expiries(value: Any, key: Key) -> Iterator[tuple[Key, date]]:
    """The days called ``expires`` at any depth of an ask."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "expires" and isinstance(inner, date):
                yield (*key, name), inner
            yield from _expiries(inner, (*key, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _expiries(inner, (*key, position))


def _elections(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    near = [election for election in ELECTIONS if election.overlaps(campaign)]
    for election in near:
        message = f"there are elections to {election.name} on {election.day}, while it is open."
        if election.regulated_from:
            hint = (
                f"From {election.regulated_from} spending that is meant to influence voters is"
                " regulated: read the Electoral Commission's guidance for non-party campaigners."
            )
        else:
            hint = "Spending for or against candidates is limited: say nothing about any of them."
        yield _problem(loaded, ("opens",), "regulated-period", message, hint, Severity.WARNING)
    if near:
        message = "material that could influence how people vote must carry an imprint."
        hint = (
            "On paper: name and address of the printer and of the promoter; online: of the promoter"
            " and of whoever it is published for."
        )
        yield _problem(loaded, ("opens",), "imprint", message, hint, Severity.WARNING)


_Check = Callable[[Loaded, Campaign], Iterator[Problem]]
_CHECKS: tuple[_Check, ...] = (
    _facts,
    _promises,
    _promises_of_texts,
    _thresholds,
    _consents,
    _vehicles,
    _elections,
)
