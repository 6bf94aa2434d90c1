"""Reading a campaign's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from campaigner.campaigns.models import Campaign, Definition
from campaigner.campaigns.unwritten import still_to_write
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import read_text
from campaigner.problems import Problem, shown_path
from campaigner.toml import TomlFile, read_toml
from campaigner.validation import problems_of

DEFINITION = "campaign.toml"


@dataclass(frozen=True)
class Loaded:
    """A campaign's folder as far as it could be read.

    ``campaign`` is None where the definition has problems; ``texts`` maps file names
    (``letter.en.md``) to what they say.
    """

    folder: Path
    file: TomlFile
    campaign: Campaign | None
    texts: Mapping[str, str] = field(repr=False)
    problems: list[Problem]


def load_campaign(folder: Path) -> Campaign:
    """The campaign of a folder, to be put to use.

    Raises ProblemsFound, each with file and line, where the definition cannot be used, or with
    the first place that is still to write.
    """
    loaded = read_campaign(folder)
    campaign = _defined(loaded)
    if first := next(still_to_write(loaded), None):
        raise ProblemsFound(
            f"The campaign “{folder.name}” is not written to its end.",
            [first],
            hint=f"For every place, see: campaigner campaign check {folder.name}",
        )
    return campaign


def defined_campaign(folder: Path) -> Campaign:
    """The campaign of a folder, which may be still to write, to be shown or wound up.

    Raises ProblemsFound, each with file and line, where the definition cannot be used.
    """
    return _defined(read_campaign(folder))


def _defined(loaded: Loaded) -> Campaign:
    if loaded.campaign is None:
        raise ProblemsFound(f"The campaign “{loaded.folder.name}” cannot be used.", loaded.problems)
    return loaded.campaign


def read_campaign(folder: Path) -> Loaded:
    """Read a campaign's folder, with what is wrong in its definition as problems.

    Raises CampaignerError where the definition is missing, ProblemsFound where it is not TOML.
    """
    file = read_toml(folder / DEFINITION)
    texts, problems = _read_texts(folder)
    campaign = None
    try:
        definition = Definition.model_validate(file.values)
    except ValidationError as error:
        problems += problems_of(error, Definition, file)
    else:
        campaign = Campaign(
            **{name: getattr(definition, name) for name in Definition.model_fields},
            slug=folder.name,
            folder=folder,
            texts=texts,
        )
    return Loaded(folder, file, campaign, texts, problems)


def _read_texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    texts, problems = {}, []
    for path in sorted(folder.glob("*.md")):
        try:
            texts[path.name] = read_text(path)
        except CampaignerError as error:
            problems.append(
                Problem(shown_path(path), 0, "unreadable-text", error.message, error.hint)
            )
    return texts, problems
