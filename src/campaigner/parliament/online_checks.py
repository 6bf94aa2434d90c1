"""Checks of texts for the petition sites of Westminster and of the Scottish Parliament."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from campaigner.parliament import rules, wording
from campaigner.parliament.findings import Finding
from campaigner.parliament.rules import Rule

LONGEST_ACTION, LONGEST_BACKGROUND, LONGEST_DETAILS = 80, 300, 800
LONGEST_SCOTTISH_TITLE = 100
_SLOGAN = re.compile(
    r"!|#|\b(?:justice for|save (?:our|the)|stop the|end the|now$|campaign|say (?:no|yes)|"
    r"we (?:want|need|demand)|[A-Z]\w+[’']s law)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EPetition:
    """The three texts that the site of the UK Government and Parliament asks for."""

    action: str
    background: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class ScottishPetition:
    """The texts of the Scottish Parliament’s form that have rules here."""

    title: str
    summary: str
    earlier_action: str = ""


def check_e_petition(petition: EPetition) -> Iterator[Finding]:
    """Yields what the site would not take."""
    parts: tuple[tuple[Rule, str, str, int], ...] = (
        (rules.E_ACTION, "action", petition.action, LONGEST_ACTION),
        (rules.E_BACKGROUND, "background", petition.background, LONGEST_BACKGROUND),
        (rules.E_DETAILS, "details", petition.details, LONGEST_DETAILS),
    )
    for rule, name, text, longest in parts:
        if len(text) > longest:
            message = f"the {name} has {len(text)} characters, {len(text) - longest} too many."
            yield Finding(rule, message, "Shorten it.", (name,))
    if not petition.action.strip() or "?" in petition.action:
        message = (
            "the action does not ask for anything."
            if not petition.action.strip()
            else "the action is a question, not a request."
        )
        yield Finding(rules.E_CLEAR, message, "Say what should be done.", ("action",))


def check_scottish(petition: ScottishPetition) -> Iterator[Finding]:
    """Yields what the Scottish Parliament would not take, and what a person should look at."""
    if (length := len(petition.title)) > LONGEST_SCOTTISH_TITLE:
        message = f"the title has {length} characters, {length - LONGEST_SCOTTISH_TITLE} too many."
        yield Finding(rules.SCOTTISH_TITLE, message, "Shorten it.", ("title",))
    if found := _SLOGAN.search(petition.title):
        message = f"the title reads like a slogan: “{found[0]}”."
        hint = "Say what is sought: “changes to the law about fatal accident inquiries”."
        yield Finding(rules.SCOTTISH_FACTUAL, message, hint, ("title",))
    if not petition.earlier_action.strip():
        message = "the petition does not say what was done before."
        hint = "Ask the Scottish Government or an MSP first, and wait for about four weeks."
        yield Finding(rules.SCOTTISH_BEFORE, message, hint, ("earlier_action",))
    for name, text in (("title", petition.title), ("summary", petition.summary)):
        if people := wording.people(text):
            message = f"the {name} may name a person: “{people[0]}”."
            yield Finding(rules.SCOTTISH_NAMES, message, "Name nobody.", (name,))
        if courts := wording.about_courts(text):
            message = f"the {name} may refer to legal proceedings: “{courts[0]}”."
            yield Finding(rules.SCOTTISH_COURTS, message, "Ask whether any are active.", (name,))
