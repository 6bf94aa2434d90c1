"""A new campaign: a definition that is right in all but the texts still to write."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from campaigner.campaigns.loader import DEFINITION
from campaigner.campaigns.models import NAMED_ROLES
from campaigner.errors import CampaignerError, UsageError
from campaigner.files import write_text

_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]*$")

_LETTER = """\
I am writing to you as one of your constituents in {{ sender.area_name }}.

[to write: why this matters to me, in two or three sentences]

The Universal Declaration of Human Rights says:

{{ quote("UDHR 1") }}

{% if personal %}
{{ personal }}

{% endif %}
I ask you to:

{{ asks() }}

I should be glad to know your view.
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

_DEFINITION = """\
title = {{ {title} }}
summary = {{ {summary} }}
rights_area = "{rights_area}"
languages = {languages}
opens = {opens}
closes = {closes}

[[citations]]
ref = "UDHR 1"                 # see: campaigner instrument show "UDHR 1"
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
  {{ at = 10000, name = "Government responds" }},
  {{ at = 100000, name = "Considered for debate" }},
]
areas = ["uk-constituency"]
"""


def create_campaign(
    folder: Path,
    *,
    title: str,
    rights_area: str,
    languages: Sequence[str],
    role: str,
    opens: date,
    closes: date,
) -> None:
    """Write a new campaign's files into ``folder``, whose name becomes the campaign's.

    What still has to be written is marked ``[to write: …]``; the check names each place.
    Raises UsageError for a name that cannot be one, CampaignerError where the folder exists.
    """
    if not _SLUG.match(folder.name):
        raise UsageError(
            f"“{folder.name}” cannot be a campaign's name.",
            hint="Use small letters, digits and hyphens, like right-to-food.",
        )
    if folder.exists():
        raise CampaignerError(f"{folder} exists already; nothing was written.")
    text = _DEFINITION.format(
        title=_texts(languages, title),
        summary=_texts(languages, "[to write: one sentence for lists and shared links]"),
        supports=_texts(languages, "[to write: what this article carries]"),
        ask=_texts(languages, "[to write: one thing a representative can do]"),
        petition=_texts(languages, "[to write: what people sign]"),
        rights_area=rights_area,
        languages=json.dumps(list(languages)),
        role=role,
        names=', names = ["[to write: whom]"]' if role in NAMED_ROLES else "",
        opens=opens.isoformat(),
        closes=closes.isoformat(),
    )
    for language in languages:
        write_text(folder / f"letter.{language}.md", _LETTER)
        write_text(folder / f"brief.{language}.md", _BRIEF)
    write_text(folder / DEFINITION, text)


def _texts(languages: Sequence[str], text: str) -> str:
    return ", ".join(
        f"{language} = {json.dumps(text, ensure_ascii=False)}" for language in languages
    )
