"""Whether the words of a formal petition fit on its papers, and can be drawn: tried, not made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from campaigner.errors import CampaignerError
from campaigner.papers.formal.beside import cover, guide
from campaigner.papers.formal.drafting import FormalEdition
from campaigner.papers.formal.sheets import check_fits
from campaigner.parliament.draft_checks import languages_of
from campaigner.parliament.drafts import ENGLISH
from campaigner.petitions.paper.sheet_ids import new_sheet_id
from campaigner.problems import Problem, shown_path


def check_layout(made: FormalEdition, statement: Callable[[str], str]) -> list[Problem]:
    """Returns what is too long for its paper, and characters that no font at hand draws.

    All languages of the campaign that the House's form is known in are tried. ``statement`` gives
    what people agree to by signing, in a language.
    """
    path = shown_path(made.edition.campaign.folder / "campaign.toml")
    found = []
    for language in languages_of(made.draft, made.venue):
        edition = replace(made.edition, language=language)
        for error in _errors(replace(made, edition=edition), statement(language)):
            tag = "" if language == ENGLISH else f" (in “{language}”)"
            message = f"{error.message.rstrip('.')}{tag}."
            found.append(Problem(path, 0, _code(error), message, error.hint))
    return list(dict.fromkeys(found))


def _errors(made: FormalEdition, statement: str) -> Iterator[CampaignerError]:
    """What goes wrong with each paper."""
    papers: tuple[Callable[[], object], ...] = (
        lambda: check_fits(made),
        lambda: guide(made),
        lambda: cover(made, new_sheet_id(), statement),
    )
    for paper in papers:
        try:
            paper()
        except CampaignerError as error:
            yield error


def _code(error: CampaignerError) -> str:
    return error.code if error.code != CampaignerError.code else "formal-not-drawn"
