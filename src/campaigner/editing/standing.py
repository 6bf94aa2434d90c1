"""How a campaign stands in the editor: what is wrong where, what is missing before it opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.definition import Set, with_edits
from campaigner.editing.drafts import drafted
from campaigner.editing.folder import file_now, own_folder
from campaigner.editing.gate import OPEN, save_texts, state_of, toml_or_none
from campaigner.editing.outcomes import Outcome, PartForm, Refused, defined
from campaigner.editing.parts import Part
from campaigner.editing.places import Placed, Section, placed
from campaigner.editing.saving import Saved
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.opening_gate import check_openings
from campaigner.problems import Severity
from campaigner.toml import TomlFile
from campaigner.vocabulary import CampaignState


@dataclass(frozen=True, slots=True)
class Standing:
    """What is wrong with a campaign, each problem at its place, and whether it can open.

    ``state`` is None if its definition cannot be used.
    """

    state: CampaignState | None
    problems: tuple[Placed, ...]

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
    file, languages = _file(here, slug), ["en"]
    if file and isinstance(found := file.values.get("languages"), list):
        languages = [str(each) for each in found] or languages
    problems = check_openings(here.workspace, [slug], here.today).problems
    return Standing(state_of(here, slug), tuple(placed(problems, file, languages)))


def _file(here: OpenWorkspace, slug: str) -> TomlFile | None:
    folder = here.workspace.campaign_folder(slug)
    try:
        return toml_or_none(file_now(folder, DEFINITION).text or "", folder)
    except CampaignerError:
        return None


def open_now(here: OpenWorkspace, slug: str) -> Outcome:
    """Open a campaign's petition today, if nothing speaks against it.

    Raises as ``changing.defined`` and ``saving.save``.
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
