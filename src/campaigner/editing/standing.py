"""How a campaign stands in the editor: what is wrong where, what is missing before it opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.definition import Set, with_edits
from campaigner.editing.drafts import DraftedWorkspace, drafted
from campaigner.editing.folder import file_now, own_folder
from campaigner.editing.gate import OPEN, save_texts, state_of, toml_or_none
from campaigner.editing.outcomes import Outcome, PartForm, Refused, defined, languages_of
from campaigner.editing.parts import Part
from campaigner.editing.places import Placed, Section, placed
from campaigner.editing.saving import Saved
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.opening_gate import check_openings
from campaigner.problems import Problem, Severity
from campaigner.shelf import Stamp, is_settled, stamp_of
from campaigner.toml import TomlFile
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """What is wrong with a campaign, each problem at its place, and whether it can open.

    ``state`` is None if its definition cannot be used; ``opens`` is its first day, ``languages``
    are those that it names.
    """

    state: CampaignState | None
    problems: tuple[Placed, ...]
    opens: date | None = None
    languages: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Placed, ...]:
        """The problems that stop it from opening."""
        return tuple(each for each in self.problems if each.problem.severity is Severity.ERROR)

    @property
    def is_open(self) -> bool:
        """Whether people can sign it now."""
        return self.state in OPEN

    @property
    def counts(self) -> Mapping[Section, int]:
        """The number of problems that stop it, by page."""
        return Counter(each.section for each in self.errors)

    def of(self, section: Section) -> list[Placed]:
        """Returns the problems of a page."""
        return [each for each in self.problems if each.section is section]

    def of_text(self, name: str) -> list[Placed]:
        """Returns the problems of a text's file."""
        return [each for each in self.problems if each.part is None and each.name == name]

    def of_part(self, part: Part, name: str = "") -> list[Placed]:
        """Returns the problems of a part."""
        return [each for each in self.problems if each.part is part and each.name == name]


def standing_of(
    here: OpenWorkspace, slug: str, texts: Mapping[str, str | None] | None = None
) -> Standing:
    """Returns how a campaign stands; with ``texts``, as it would with these files.

    Raises UnknownName, NotOwn.
    """
    own_folder(here, slug)
    if texts:
        with drafted(here, slug, texts) as draft:
            return _standing(draft, slug)
    return _standing(here, slug)


def _standing(here: OpenWorkspace, slug: str) -> Standing:
    file = _file(here, slug)
    values = file.values if file else {}
    opens, languages = values.get("opens"), languages_of(values)
    return Standing(
        state_of(here, slug),
        tuple(placed(_problems(here, slug), file, languages)),
        opens if type(opens) is date else None,
        tuple(languages),
    )


def _problems(here: OpenWorkspace, slug: str) -> tuple[Problem, ...]:
    """What the checks find, which is kept until a file changes, or the day."""
    workspace, today = here.workspace, here.today
    if isinstance(workspace, DraftedWorkspace):
        return check_openings(workspace, [slug], today).problems
    stamp = stamp_of(_read_by_checks(workspace, slug))
    if not is_settled(stamp):
        return check_openings(workspace, [slug], today).problems
    return _kept(workspace, slug, today, stamp)


@lru_cache(maxsize=64)
def _kept(workspace: Workspace, slug: str, today: date, stamp: Stamp) -> tuple[Problem, ...]:
    del stamp
    return check_openings(workspace, [slug], today).problems


def _read_by_checks(workspace: Workspace, slug: str) -> list[Path]:
    """The files that the checks read: the campaign's, the settings, the privacy notice."""
    folder, notice = workspace.campaign_folder(slug), workspace.privacy_folder
    found = [path for path in folder.rglob("*") if path.is_file()]
    found += notice.iterdir() if notice.is_dir() else ()
    return sorted([*found, folder, notice, workspace.settings_path])


def _file(here: OpenWorkspace, slug: str) -> TomlFile | None:
    folder = here.workspace.campaign_folder(slug)
    try:
        return toml_or_none(file_now(folder, DEFINITION).text or "", folder)
    except CampaignerError:
        return None


def open_now(here: OpenWorkspace, slug: str) -> Outcome:
    """Open a campaign's petition today, if nothing speaks against it.

    Raises as ``outcomes.defined`` and ``saving.save``.
    """
    now = defined(here, slug)
    text = with_edits(now.file.text, [Set(("opens",), here.today)])
    standing = standing_of(here, slug, {DEFINITION: text})
    if standing.errors:
        return Refused(tuple(each.problem for each in standing.errors))
    outcome: Outcome = Saved(0)
    if text != now.file.text:
        outcome = save_texts(here, slug, now, {DEFINITION: text}, "opened", PartForm(Part.ABOUT))
    if isinstance(outcome, Saved):
        open_petition(here, slug)
    return outcome
