"""Reading a campaign's folder, which may be a stranger's: regular files in it, not too large."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from campaigner.campaigns.area_tables import AreaTable, read_area_table
from campaigner.campaigns.folders import name_problem
from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.models import Campaign, Definition
from campaigner.campaigns.text_rules import LONGEST
from campaigner.control_characters import control_characters, controls_in_lines
from campaigner.errors import CampaignerError
from campaigner.files import read_inside
from campaigner.problems import Problem, shown_path
from campaigner.toml import read_toml
from campaigner.validation import problems_of

DEFINITION = "campaign.toml"
LARGEST_TEXT = 4 * LONGEST  # bytes


def read_campaign(folder: Path) -> Loaded:
    """Read a campaign's folder; problems in its definition are part of the result.

    Raises CampaignerError if there is no definition, ProblemsFound if it is not valid TOML.
    """
    file = read_toml(folder / DEFINITION, folder)
    texts, problems = _read_texts(folder)
    campaign = None
    if misnamed := name_problem(folder):
        return Loaded(folder, file, None, texts, [misnamed, *problems])
    if unprintable := list(control_characters(file)):
        return Loaded(folder, file, None, texts, [*unprintable, *problems])
    try:
        definition = Definition.model_validate(file.values)
    except ValidationError as error:
        problems += problems_of(error, Definition, file)
    else:
        tables = _read_tables(folder, definition, problems)
        if tables is None:
            return Loaded(folder, file, None, texts, problems)
        campaign = Campaign(
            **{name: getattr(definition, name) for name in Definition.model_fields},
            slug=folder.name,
            folder=folder,
            texts=texts,
            area_tables=tables,
        )
    return Loaded(folder, file, campaign, texts, problems)


def _read_tables(
    folder: Path, definition: Definition, problems: list[Problem]
) -> dict[str, AreaTable] | None:
    """The tables of the facts by area; None if one cannot be used, which adds to ``problems``.

    Letters without what the campaign says of their area would be a surprise.
    """
    tables: dict[str, AreaTable] = {}
    for name in dict.fromkeys(fact.file for fact in definition.area_facts):
        tables[name], found = read_area_table(folder, name)
        problems += found
        if found:
            return None
    return tables


def files_of(folder: Path) -> list[Path]:
    """Returns the files that a campaign is read from: its definition, its texts and tables."""
    return [folder / DEFINITION, *_text_files(folder), *sorted(folder.glob("*.csv"))]


def _text_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def _read_texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in _text_files(folder):
        try:
            texts[path.name] = read_inside(path, folder, LARGEST_TEXT)
            problems += controls_in_lines(texts[path.name], path)
        except CampaignerError as error:
            problems.append(
                Problem(shown_path(path), 0, "unreadable-text", error.message, error.hint)
            )
    return texts, problems
