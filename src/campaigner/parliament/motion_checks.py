"""Early Day Motions and written questions: their form, and checks of drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from campaigner.parliament import rules, wording
from campaigner.parliament.findings import Finding, quoted

MOST_WORDS = 250
THIS_HOUSE = "That this House"
_LONGEST_TITLE = 10  # words: a title names the matter, and does not argue
_MOST_QUOTED = 30  # words
_QUOTED = re.compile(r"“([^”]*)”|\"([^\"]*)\"")
_ASKS = re.compile(
    r"(?:what|when|whether|if (?:he|she|they|the)|how (?:many|much|often|long|far)|how|which|"
    r"by what date|from what date|for what reasons?|on what|in how many|pursuant to|"
    r"with reference to|to (?:list|publish))\b",
    re.IGNORECASE,
)
_ARGUES = re.compile(
    r"\b(?:does (?:he|she) (?:agree|not)|is (?:he|she) aware|surely|do they not|will (?:he|she)"
    r" admit|admit|failed|failure|at last|finally)\b",
    re.IGNORECASE,
)
_ASK = re.compile(r"^Ask (?:the |your )?(?P<who>[^:]+): (?P<rest>.+)$", re.DOTALL)
_DIRECT = re.compile(
    r"^(?P<verb>will|has|have|is|are|does|do|can) (?P<who>the Government|the United Kingdom|it)"
    r" (?P<rest>.+)$",
    re.IGNORECASE,
)
_DEVOLVED = re.compile(
    r"\b(?:Scottish Government|Welsh Government|Northern Ireland Executive|Senedd|"
    r"Scottish Parliament)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A written question: to which Minister, and what is asked, from “what” or “whether” on."""

    to: str
    asks: str

    def __str__(self) -> str:
        return f"To ask the {self.to}, {self.asks.rstrip().removesuffix('.')}."


def motion_text(text: str) -> str:
    """Returns a motion from what comes after “That this House”."""
    return f"{THIS_HOUSE} {wording.without_stop(text)}."


def check_motion(title: str, text: str) -> Iterator[Finding]:
    """Yields what is wrong with a draft motion, and what a person should look at in it."""
    yield from _title(title)
    motion = motion_text(text)
    if text.strip().lower().startswith(("that this house", "this house")):
        hint = "Leave it out: the paper has it."
        yield Finding(rules.MOTION_FORM, "the text repeats “That this House”.", hint, ("text",))
    if (count := wording.sentences(motion)) > 1 or "?" in motion or "!" in motion:
        message = (
            f"the motion is {count} sentences."
            if count > 1
            else "the motion has a question or an exclamation mark."
        )
        hint = "Make it one sentence: join its parts with semicolons."
        yield Finding(rules.MOTION_FORM, message, hint, ("text",))
    if (words := len(wording.words_of(motion))) > MOST_WORDS:
        message = f"the motion has {words} words, {words - MOST_WORDS} too many."
        yield Finding(rules.MOTION_WORDS, message, "Shorten it.", ("text",))
    from_others = sum(len((a or b).split()) for a, b in _QUOTED.findall(motion))
    if from_others > _MOST_QUOTED:
        message = f"the motion quotes {from_others} words."
        yield Finding(rules.MOTION_QUOTES, message, "Say it in your own words.", ("text",))
    if found := wording.insults(motion) + wording.heated(motion):
        message = f"the motion may be thought intemperate: {quoted(found)}."
        yield Finding(rules.MOTION_HEATED, message, "Choose calmer words.", ("text",))


def _title(title: str) -> Iterator[Finding]:
    found = wording.insults(title) + wording.heated(title)
    if any(mark in title for mark in "!?"):
        message = "the title has a question or an exclamation mark."
    elif len(title.split()) > _LONGEST_TITLE:
        message = f"the title has {len(title.split())} words."
    elif found:
        message = f"the title is not neutral: {quoted(found)}."
    else:
        return
    yield Finding(rules.MOTION_TITLE, message, "Name the matter in a few words.", ("title",))


def check_question(question: Question) -> Iterator[Finding]:
    """Yields what is wrong with a draft question, and what a person should look at in it."""
    text = str(question)
    if not _ASKS.match(question.asks) or "?" in question.asks:
        message = "the question does not ask for information or press for action."
        hint = "Begin with “what”, “when”, “how many” or “whether”, and end without “?”."
        yield Finding(rules.QUESTION_PURPOSE, message, hint, ("asks",))
    if (words := len(wording.words_of(text))) > MOST_WORDS:
        message = f"the question has {words} words, {words - MOST_WORDS} too many."
        yield Finding(rules.QUESTION_WORDS, message, "Shorten it.", ("asks",))
    argued = [found[0] for found in _ARGUES.finditer(question.asks)]
    if found := argued + wording.insults(text) + wording.heated(text):
        message = f"the question may be thought to argue: {quoted(found)}."
        yield Finding(rules.QUESTION_HEATED, message, "Ask, and leave the case out.", ("asks",))
    if not re.search(r"\b(?:Secretary|Minister|Chancellor|Attorney General)\b", question.to):
        message = f"“{question.to}” is not a Minister."
        yield Finding(rules.QUESTION_MINISTER, message, "Name the office that answers.", ("to",))
    if found_devolved := _DEVOLVED.search(question.asks):
        message = f"the question may be about a devolved matter: “{found_devolved[0]}”."
        hint = "Ask what the United Kingdom’s Government is responsible for."
        yield Finding(rules.QUESTION_DEVOLVED, message, hint, ("asks",), only_warns=True)


def questions_from(ask: str) -> list[Question]:
    """Returns the questions in an ask such as “Ask the Home Secretary: when will …?”.

    Each is turned into the indirect form as far as that can be done safely; a drafter reads them.
    """
    found = _ASK.match(ask.strip())
    if not found:
        return []
    direct = [part.strip() for part in re.findall(r"[^?]+\?", found["rest"])]
    return [Question(found["who"].strip(), _indirect(part[:-1].strip())) for part in direct]


def _indirect(question: str) -> str:
    found = _DIRECT.match(question)
    if not found:
        return question[:1].lower() + question[1:]
    who = "the Government" if found["who"] == "it" else found["who"]
    return f"whether {who} {found['verb'].lower()} {found['rest']}"
