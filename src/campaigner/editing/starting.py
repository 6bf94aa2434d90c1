"""Start a campaign: from nothing, or from one of the examples that come with the program."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import MONTHS_OPEN
from campaigner.campaigns.reading import DEFINITION
from campaigner.campaigns.scaffold import check_new, files_of_new
from campaigner.clock import months_after
from campaigner.editing.definition import Edit, Remove, Set, with_edits
from campaigner.editing.folder import files_now, is_table, text_parts
from campaigner.editing.languages import texts_by_language, unreviewed_edits
from campaigner.editing.saving import note_new
from campaigner.editing.tongues import tag_of
from campaigner.errors import CampaignerError, UnknownName
from campaigner.files import HALF_WRITTEN, write_text
from campaigner.forms import FormRefused, check_form, read_field
from campaigner.moments import parse_day
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.text import slug as as_slug
from campaigner.toml import toml_of
from campaigner.validation import LONGEST_NAME
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import campaign_names, shipped_folder

EMPTY = "new"
"""The template that is no campaign: all its texts are still to write."""
_DAYS_AHEAD = 28
_NOT_TAKEN = ("partners", "events")
"""What of an example is about its own partners and dates."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a campaign can be started from: an example, with its title and languages."""

    name: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    facts: int
    asks: int


def templates() -> list[Template]:
    """Returns the examples that a campaign can be started from, by name."""
    folder = shipped_folder("campaigns")
    found = []
    for name in sorted(campaign_names(folder)):
        campaign = defined_campaign(folder / name)
        languages = tuple(campaign.languages)
        found.append(
            Template(name, campaign.title, languages, len(campaign.facts), len(campaign.asks))
        )
    return found


@dataclass(frozen=True, slots=True)
class Start:
    """A new campaign as typed: languages by name or tag; ``opens`` is empty for in four weeks."""

    title: str
    template: str = EMPTY
    slug: str = ""
    languages: Sequence[str] = ("en",)
    role: str = Role.MP
    rights_area: str = "human-rights"
    opens: str = ""


def usual_slug(title: str) -> str:
    """Returns the name that a campaign of that title usually has."""
    return as_slug(title, fallback="campaign")[:LONGEST_NAME].strip("-")


def start(here: OpenWorkspace, wished: Start) -> str:
    """Make the files of a new campaign, all at once, and return its name.

    Raises FormRefused with what cannot be used, CampaignerError if a campaign has that name.
    """
    name, opens, role, languages = _checked(here, wished)
    folder = here.workspace.campaigns_folder / name
    if wished.template == EMPTY:
        files = files_of_new(
            title=wished.title.strip(),
            rights_area=wished.rights_area,
            languages=languages,
            role=role,
            opens=opens,
        )
    else:
        files = _files_of_example(wished, languages, opens)
    _make_folder(folder, files)
    note_new(here, name, files)
    return name


def _checked(here: OpenWorkspace, wished: Start) -> tuple[str, date, Role, list[str]]:
    problems: list[Problem] = []
    if not wished.title.strip():
        problems.append(Problem("title", 0, "missing", "This is needed.", "Enter a title."))
    name = wished.slug.strip() or usual_slug(wished.title)
    usual = here.today + timedelta(days=_DAYS_AHEAD)
    opens = read_field(
        problems,
        "opens",
        lambda text: parse_day(text) if text else usual,
        wished.opens.strip(),
        usual,
    )
    role = read_field(problems, "role", _role, wished.role, Role.MP)
    known = [EMPTY, *campaign_names(shipped_folder("campaigns"))]
    if wished.template not in known:
        problems.append(Problem("template", 0, "unknown-template", "Choose one of these."))
    languages = [read_field(problems, "languages", tag_of, each, "en") for each in wished.languages]
    read_field(problems, "slug", lambda text: check_new(text, None, languages), name, None)
    if not problems and (here.workspace.campaigns_folder / name).exists():
        message = f"There is a campaign with the name “{name}” already."
        problems.append(Problem("slug", 0, "name-taken", message, "Choose another name."))
    check_form(problems)
    return name, opens, role, list(dict.fromkeys(languages))


def _role(text: str) -> Role:
    if text not in list(Role):
        raise UnknownName("role", text, list(Role))
    return Role(text)


def _files_of_example(wished: Start, languages: Sequence[str], opens: date) -> dict[str, str]:
    """An example's texts in the languages that are wished, with another title and other days."""
    example = shipped_folder("campaigns") / wished.template
    campaign = defined_campaign(example)
    missing = [each for each in languages if each not in campaign.languages]
    if missing:
        message = f"This example has no texts in “{missing[0]}”."
        hint = "Start in its languages, and add another one later."
        raise FormRefused(message, [Problem("languages", 0, "no-such-language", message, hint)])
    files = {name: file.text or "" for name, file in files_now(example).items()}
    definition = files.pop(DEFINITION)
    values = toml_of(definition, example / DEFINITION).values
    edits = _edits(wished, languages, opens, campaign.languages, values)
    kept = {
        name: text
        for name, text in files.items()
        if is_table(name) or ((parts := text_parts(name)) and parts.language in languages)
    }
    return {**kept, DEFINITION: with_edits(definition, edits)}


def _edits(
    wished: Start,
    languages: Sequence[str],
    opens: date,
    had: Sequence[str],
    values: Mapping[str, Any],
) -> list[Edit]:
    unreviewed = [each for each in values.get("unreviewed_languages", ()) if each in languages]
    edits: list[Edit] = [
        Set(("title",), dict.fromkeys(languages, wished.title.strip())),
        Set(("languages",), list(languages)),
        Set(("opens",), opens),
        Set(("closes",), months_after(opens, MONTHS_OPEN)),
        *(Remove((name,)) for name in _NOT_TAKEN if name in values),
        *unreviewed_edits(values, unreviewed),
    ]
    gone = [each for each in had if each not in languages]
    edits += [
        Remove((*key, language))
        for key in texts_by_language(values, list(had))
        if key[0] not in ("title", *_NOT_TAKEN)
        for language in gone
    ]
    return edits


def _make_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder whole: under a hidden name, and then under its own."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    hidden = folder.with_name(f".{folder.name[:40]}.{secrets.token_hex(8)}{HALF_WRITTEN}")
    for name, text in files.items():
        write_text(hidden / name, text)
    try:
        hidden.rename(folder)
    except OSError as error:
        for name in files:
            (hidden / name).unlink()
        hidden.rmdir()
        raise CampaignerError("There is a campaign with this name already.") from error
