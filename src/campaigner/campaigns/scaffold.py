"""A new campaign: a definition that is correct but for the texts that are still to write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from campaigner.addresses import RESERVED
from campaigner.campaigns.models import MONTHS_OPEN, NAMED_ROLES
from campaigner.campaigns.reading import DEFINITION
from campaigner.clock import months_after
from campaigner.errors import CampaignerError, UsageError
from campaigner.files import write_text
from campaigner.text import slug as as_slug
from campaigner.typed_words import clean_line
from campaigner.validation import LANGUAGE_TAG, LONGEST_NAME, is_plain_name
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace

_NO_TITLE = "[to write: the title]"
_LETTER = """\
{{ "We are" if sender.joint else "I am one of" }} your constituents in {{ sender.area_name }}.

{% if personal %}
{{ personal }}

{% endif %}
[to write: why this matters to me, in two or three sentences]

The Universal Declaration of Human Rights says:

{{ quote("UDHR 1") }}

{% if single_ask %}
{{ "We" if sender.joint else "I" }} ask you to {{ asks() }}
{% else %}
{{ "We" if sender.joint else "I" }} ask you to:

{{ asks() }}
{% endif %}

Please write to the Minister, and send {{ "us" if sender.joint else "me" }} the reply.
"""

_BRIEF = """\
## Summary

[to write: the whole in three sentences]

## The issue

[to write: what happens, to whom; every claim as a fact with its source]

## What the law says

{{ quote("UDHR 1") }}

## What we ask

{{ asks() }}
"""

_UNTRANSLATED = """\
<!-- Translation not yet checked by a native speaker. -->

[to write: the {kind} in “{language}”]
"""

_DEFINITION = """\
title = {{ {title} }}
summary = {{ {summary} }}
rights_area = "{rights_area}"
languages = {languages}
{unreviewed}opens = {opens}
closes = {closes}

[[citations]]
ref = "UDHR 1"                 # an article that supports the campaign
supports = {{ {supports} }}

# Every claim has a source that a reader can find:
# [[facts]]
# id = "people-affected"       # used in the texts as: fact("people-affected")
# text = {{ en = "…" }}
# source = "Who published it, its title, the date"
# url = "https://…"
# as_of = 2026-01-31
# review_by = 2027-01-31

[[asks]]
id = "first"
text = {{ {ask} }}

[letter]
to = [{{ role = "{role}"{names} }}]
layout = "uk-dl"
subject = {{ {title} }}

[petition]
text = {{ {petition} }}
goal = 10000
thresholds = [
  {{ at = 10000, name = {{ {hand_in} }} }},
  {{ at = 100000, name = {{ {debate} }} }},
]
areas = ["uk-constituency"]
"""

_HAND_IN = {"en": "We hand it in", "cy": "Byddwn yn ei chyflwyno"}
_DEBATE = {"en": "We ask for a debate", "cy": "Byddwn yn gofyn am ddadl"}


def new_campaign(
    workspace: Workspace,
    slug: str,
    *,
    title: str | None,
    rights_area: str,
    languages: Sequence[str],
    role: Role,
    today: date,
) -> Path:
    """Writes the files of a new campaign, which opens today, and returns its folder.

    Texts that are still to write are marked ``[to write: …]``; the check names each place. Without
    a title, that is one of them.
    Raises UsageError for a name, title or language that is not valid, CampaignerError if the
    folder exists.
    """
    languages = list(dict.fromkeys(languages))
    title = title if title is None else clean_line(title)
    check_new(slug, title, languages)
    folder = workspace.campaigns_folder / slug
    if folder.exists():
        raise CampaignerError(f"{folder} exists already. Nothing was written.")
    files = files_of_new(
        title=title, rights_area=rights_area, languages=languages, role=role, opens=today
    )
    for name, text in files.items():
        write_text(folder / name, text)
    return folder


def files_of_new(
    *,
    title: str | None,
    rights_area: str,
    languages: Sequence[str],
    role: Role,
    opens: date,
) -> dict[str, str]:
    """Returns the files of a new campaign by name, the definition last."""
    foreign = [language for language in languages if not _is_english(language)]
    text = _DEFINITION.format(
        title=_texts(languages[:1], title or _NO_TITLE, languages[1:], _NO_TITLE),
        summary=_texts(languages, "[to write: one sentence for lists and shared links]"),
        supports=_texts(languages, "[to write: what this article carries]"),
        ask=_texts(languages, "[to write: one thing a representative can do]"),
        petition=_texts(languages, "[to write: what people sign]"),
        hand_in=_known(languages, _HAND_IN),
        debate=_known(languages, _DEBATE),
        rights_area=as_slug(rights_area),
        languages=json.dumps(list(languages)),
        unreviewed=f"unreviewed_languages = {json.dumps(foreign)}\n" if foreign else "",
        role=role,
        names=', names = ["[to write: whom]"]' if role in NAMED_ROLES else "",
        opens=opens.isoformat(),
        closes=months_after(opens, MONTHS_OPEN).isoformat(),
    )
    files = {}
    for language in languages:
        for kind, english in (("letter", _LETTER), ("brief", _BRIEF)):
            words = english if _is_english(language) else untranslated(kind, language)
            files[f"{kind}.{language}.md"] = words
    return {**files, DEFINITION: text}


def untranslated(kind: str, language: str) -> str:
    """Returns the text of a letter or brief that is still to translate into a language."""
    return _UNTRANSLATED.format(kind=kind, language=language)


def check_new(slug: str, title: str | None, languages: Sequence[str]) -> None:
    """Check the name, title and languages of a new campaign. Raises UsageError."""
    if not is_plain_name(slug):
        raise UsageError(
            f"“{slug}” is not a valid name for a campaign.",
            hint="Use small letters, digits and hyphens, such as right-to-food: no more than"
            f" {LONGEST_NAME} characters.",
        )
    if slug in RESERVED:
        raise UsageError(
            f"A campaign cannot be called “{slug}”: another page has that address.",
            hint="Choose another name.",
        )
    if title == "":
        raise UsageError("The title is empty.", hint="Enter a title.")
    for language in languages or [""]:
        if not re.fullmatch(LANGUAGE_TAG, language):
            raise UsageError(
                f"“{language}” is not a valid language tag.", hint="Write it like en or cy."
            )


def _is_english(language: str) -> bool:
    return language.split("-")[0] == "en"


def _known(languages: Sequence[str], words: Mapping[str, str]) -> str:
    """A text in TOML in those languages that it is known in; in English if in none."""
    kept = {each: words[each.split("-")[0]] for each in languages if each.split("-")[0] in words}
    return ", ".join(
        f"{language} = {json.dumps(text, ensure_ascii=False)}"
        for language, text in (kept or {"en": words["en"]}).items()
    )


def _texts(
    languages: Sequence[str], text: str, others: Sequence[str] = (), untranslated: str = ""
) -> str:
    """A text for each language in TOML, and what takes its place in the others."""
    by_language = dict.fromkeys(languages, text) | dict.fromkeys(others, untranslated)
    return ", ".join(
        f"{language} = {json.dumps(words, ensure_ascii=False)}"
        for language, words in by_language.items()
    )
