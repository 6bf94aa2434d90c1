"""Whether a campaign's letter can go out in a language: its text is there, and has no errors."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from campaigner.campaigns.models import Campaign
from campaigner.enclosed import COMMENT, Enclosed
from campaigner.errors import CampaignerError
from campaigner.problems import Problem, Severity, shown_path
from campaigner.shelf import Shelf, stamp_of

_COMMENT = Enclosed({**COMMENT, "{#": "#}"})


def is_blank(source: str) -> bool:
    """Whether a text says nothing: it is empty, or has nothing but spaces and comments."""
    return not _COMMENT.replace(source, lambda _: "").strip()


def misnamed(folder: Path, name: str) -> str:
    """Returns the file of a folder whose name differs from ``name`` in capitals alone, if any."""
    files = (path.name for path in sorted(folder.iterdir()) if path.is_file())
    return next((each for each in files if each != name and each.lower() == name.lower()), "")


def letter_file(language: str, variant: str = "") -> str:
    """Returns the name of the file of a letter's text: ``letter.en.md``."""
    return f"letter.{variant}.{language}.md" if variant else f"letter.{language}.md"


def letter_problems(campaign: Campaign, language: str, variant: str = "") -> tuple[Problem, ...]:
    """Returns why no letter can be made of a text: the errors that the campaign's check finds.

    A text is also not whole if the letter's subject or a request is not in its language.
    """
    name = letter_file(language, variant)
    path = shown_path(campaign.folder / name)
    found = [*_errors.get(campaign.folder / name)]
    parts = {"the letter's subject": campaign.letter.subject}
    parts |= {f"the request “{ask.id}”": ask.text for ask in campaign.asks}
    for part, texts in parts.items():
        if not _said(texts, language):
            message = f"{part} is not translated into “{language}”."
            found.append(Problem(path, 0, "missing-translation", message, "Edit campaign.toml."))
    return tuple(found)


def _said(texts: object, language: str) -> bool:
    return not isinstance(texts, dict) or bool(texts.get(language))


def _find_errors(path: Path) -> Collection[Problem]:
    """What the check of the whole campaign finds in this file, found in less time."""
    from campaigner.campaigns.reading import read_campaign
    from campaigner.campaigns.template_checks import check_text_file
    from campaigner.campaigns.unwritten import still_to_write

    try:
        loaded = read_campaign(path.parent)
    except (CampaignerError, OSError):  # whoever uses the campaign is told
        return []
    shown = shown_path(path)
    found = (*loaded.problems, *check_text_file(loaded, path.name), *still_to_write(loaded))
    return sorted(each for each in found if each.severity is Severity.ERROR and each.path == shown)


_errors = Shelf(_find_errors, lambda path: stamp_of(_files(path.parent)))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())
