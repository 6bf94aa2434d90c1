"""The words of the project: phrases that plain English has better ones for are not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACES = ("src", "templates", "docs", "tools", ".ci", "campaigns", "Makefile", "*.md")
KINDS = frozenset({".py", ".md", ".toml", ".html", ".css", ".txt", ".jinja", ".j2", ".sql", ""})
# The reference of commands repeats the help; domains and columns' headings are others' words.
LEFT_OUT = frozenset(
    {
        "docs/commands.md",
        "src/campaigner/headings.py",
        "src/campaigner/petitions/data/throwaway_domains.txt",
    }
)

# What was said, and what is said now: plain words, short sentences, complete phrases.
PHRASES = {
    "the postcode is not one": "“X” is not a valid postcode",
    "is the column right?": "“X” is not a valid postcode (row 7)",
    "there is no group of letters": "Unknown grouping “X”. Choose from: …",
    "the table of postcodes lacks": "X is not in the imported postcode data",
    "so it cannot tell": "X is not in the imported postcode data",
    "mend them there": "correct them in that file and import it",
    "feed them in again": "correct them in that file and import it",
    "for it is no longer": "the file has changed",
    "out of reach": "cannot be reached",
    "it is about others, too": "it also contains other people's data",
    "make it anew": "make it again",
    "left out, for they have not agreed": "skipped: no consent to a letter",
    "make no one print run": "a print run must use one paper size",
    "twice is as good as once": "confirming again changes nothing",
    "for cron": "suitable for a daily scheduled job",
    "so many at most": "maximum number to show",
    "not where it is this": "leave out letters that match FIELD=VALUE",
    "of their home": "the signatory's home postcode",
    "else to stdout": "output file (default: standard output)",
    "send the mail that waits": "view and send queued email",
    "who may write to whom": "partners and contact consent",
    "what is held about a person; forgetting": "export or erase someone's data",
    "look after the database": "check, back up and migrate the database",
    "talk to stderr": "messages to stderr",
    "a wrong call": "incorrect usage",
    "libraries that are missing": "missing system libraries",
    "looked at and taken over": "ready to read and adapt",
    "want their fonts": "need extra fonts",
    "nothing on the left knows of": "nothing depends on anything to its right",
    "called again": "run again",
    "call again": "run again",
    "broken off": "interrupted",
    "goes on where it was": "resumes",
    "somebody, we hope you": "someone (we hope it was you)",
    "signature still waits": "please confirm your signature",
    "keep it, for the proof": "please keep it: you will need it as proof",
    "what names you is destroyed": "your personal details are deleted",
    "if you like)": "optional",
    "to put to you, who represent": "to tell you, as their representative",
    "stands in other texts than": "is set out in other treaties",
    "gives how many": "returns the number of",
    "anew": "again",
}

# Habits that no list of phrases can hold.
HABITS = {
    "“is no X” for “is not a valid X”": r"\bis no (?!longer\b|more\b|less\b|need\b|doubt\b)\w+",
    "“mend” for “correct”": r"\b(?:un)?mend(?:s|ed|ing|able)?\b",
    "“feed in” for “import”": r"\b(?:feed|feeds|fed|feeding) (?:\w+ )?in\b",
    "“for” for “because”": r"[,:;] for (?:it|they|he|she|there|nobody|no one|then)\b",
    # not the header of a column that people's tables have
    "“e-mail” for “email”": r"(?<![\"'])\b[Ee]-mail(?! address,)",
    "help that is the end of a sentence": r"help=\(?\s*f?[\"'](?:Of|Else|So|Not where|As) ",
    "“; else …” for “(default: …)”": r"help=\(?\s*f?[\"'][^\"'\n]*; else\b",
}
# “There is no campaign …” is plain English.
HONEST = re.compile(r"\b(?:there|here|it|that|this)\s+$", re.IGNORECASE)

# Between two words: spaces, the break of a comment, or of a string over two lines.
_BETWEEN = r"(?:[\s#>]|[\"']\s*\n\s*f?[\"'])+"


def _phrase(words: str) -> re.Pattern[str]:
    """A phrase in any case, over lines or not, and not inside a longer word."""
    said = _BETWEEN.join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)


# Each with a word without which it is not there: a look for that takes next to nothing.
PATTERNS = [
    *(
        (f"“{phrase}”: {better}", _phrase(phrase), max(phrase.split(), key=len))
        for phrase, better in PHRASES.items()
    ),
    *((habit, re.compile(text.replace(" ", _BETWEEN)), "") for habit, text in HABITS.items()),
]


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the project that people read, with its path."""
    for place in PLACES:
        for found in sorted(ROOT.glob(place)):
            for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
                name = path.relative_to(ROOT).as_posix()
                if path.is_file() and path.suffix in KINDS and name not in LEFT_OUT:
                    yield name, path.read_text(encoding="utf-8")


def findings(name: str, text: str) -> Iterator[str]:
    lower = text.lower()
    for habit, pattern, needed in PATTERNS:
        for found in pattern.finditer(text) if needed in lower else ():
            if habit.startswith("“is no X”") and HONEST.search(text[: found.start()]):
                continue
            line = text.count("\n", 0, found.start()) + 1
            said = " ".join(found[0].split())
            yield f"{name}:{line}: {said}   ({habit})"


def test_no_text_of_the_project_has_the_old_words() -> None:
    found = [each for name, text in texts() for each in findings(name, text)]
    assert not found, f"{len(found)} phrases to reword:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“tomorrow” is no date.", 1),
        ("It is no longer there, and there is no campaign “x”.", 0),
        ("correct them in that file and\nimport it", 0),
        ("mend them there and\nfeed them in again", 4),
        ('"It is about "\n    "others, too."', 1),
        ("# a wrong\n# call", 1),
        ('help="Of the summary."', 1),
        ('help="Off by default."', 0),
        ("an e-mail", 1),
        ("an email, for it matters", 1),
        ("commend amendment", 0),
        ("waited for it", 0),
    ],
)
def test_phrases_are_found_over_lines_and_in_strings(text: str, count: int) -> None:
    assert len(list(findings("text", text))) == count
