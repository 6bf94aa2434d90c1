"""How a letter and a brief look with what is being typed: made of a copy, and bounded as ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import KINDS_OF_PEOPLE, Campaign
from campaigner.campaigns.reading import DEFINITION
from campaigner.campaigns.unwritten import written
from campaigner.campaigns.variants import Case, cases
from campaigner.editing.definition import Append, Edit, with_edits
from campaigner.editing.drafts import drafted
from campaigner.editing.folder import text_parts
from campaigner.editing.outcomes import PartForm, defined
from campaigner.editing.part_values import Said, key_of, new_table, typed_edits
from campaigner.editing.shapes import SHAPES
from campaigner.errors import UnknownName
from campaigner.letters.writing.compose import (
    Letter,
    Sender,
    SignatureCount,
    Stationery,
    Wording,
    compose_letter,
)
from campaigner.opening import OpenWorkspace
from campaigner.papers.briefing import Briefing
from campaigner.papers.edition import Edition
from campaigner.rendering.on_screen import OnScreen, on_screen
from campaigner.representatives.addressing import form_of_address, office_address
from campaigner.representatives.models import Area, Representative
from campaigner.representatives.names import read_name
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation

Texts = Mapping[str, str | None]

_AREAS = {
    Nation.ENGLAND: Area("uk-constituency", "E14009901", "Sampleton North"),
    Nation.SCOTLAND: Area("uk-constituency", "S14009901", "Glen Sample"),
    Nation.WALES: Area("uk-constituency", "W07009901", "Tre Enghraifft"),
    Nation.NORTHERN_IRELAND: Area("uk-constituency", "N05009901", "Lough Sample"),
}
_WRITER = Sender("Suzie Specimen", ("1 Sample Street", "Sampleton"), "LE93 1AA")
_HOUSE = ("House of Commons", "London", "SW1A 0AA")
_SIGNED = SignatureCount(area=214, total=10_482)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview of a text is to be of: its file, and the changes that are not saved."""

    name: str
    texts: Texts


def letter_shown(
    here: OpenWorkspace, slug: str, shown: Shown, stylesheets: tuple[str, ...] = (), above: str = ""
) -> OnScreen:
    """Returns a letter with a made-up sender and recipient as a page for a browser.

    Raises UnknownName for a language or a variant, ProblemsFound, with file and line, for a text
    that has a mistake or does too much.
    """
    with drafted(here, slug, shown.texts) as draft:
        return on_screen(_letter(draft, slug, shown.name).page, stylesheets, above)


def _letter(here: OpenWorkspace, slug: str, name: str) -> Letter:
    parts = text_parts(name)
    if parts is None or parts.kind != "letter":
        raise UnknownName("letter", name, ())
    campaign = defined_campaign(here.workspace.campaign_folder(slug))
    require_language(campaign, parts.language)
    case = _case(campaign, parts.variant)
    stationery = Stationery(
        here.workspace.template_folders, here.workspace.settings.web.address, here.today
    )
    nation = case.recipient.nation or Nation.ENGLAND
    wording = Wording(parts.language, kind=case.supporter, nation=nation, signatures=_SIGNED)
    return compose_letter(
        campaign, _recipient(case, nation, parts.language), _WRITER, wording, stationery
    )


def _case(campaign: Campaign, variant: str) -> Case:
    """A case in which a variant goes out: usual people first, in England."""
    found = [each for each in cases(campaign) if each.variant == variant]
    if not found:
        known = [each.id for each in campaign.letter.variants]
        raise UnknownName("variant that somebody gets", variant, known)
    return min(found, key=_how_unusual)


def _how_unusual(case: Case) -> tuple[bool, bool, bool]:
    return (
        case.supporter is not SupporterKind.CONSTITUENT,
        case.supporter not in KINDS_OF_PEOPLE,
        case.recipient.nation is not Nation.ENGLAND,
    )


def _recipient(case: Case, nation: Nation, language: str) -> Representative:
    traits = case.recipient
    addressed = form_of_address(read_name("Ada Specimen"), traits.role, language=language)
    return Representative(
        id=1,
        name="Ada Specimen",
        role=traits.role,
        party=traits.party,
        area=_AREAS[nation],
        envelope_name=addressed.envelope_name,
        salutation=addressed.salutation,
        address=office_address(traits.role, language=language) or _HOUSE,
        minister=traits.minister,
    )


def brief_shown(
    here: OpenWorkspace, slug: str, shown: Shown, stylesheets: tuple[str, ...] = ()
) -> OnScreen:
    """Returns a brief as a page for a browser. Raises as ``letter_shown``."""
    del stylesheets
    parts = text_parts(shown.name)
    if parts is None or parts.kind != "brief":
        raise UnknownName("brief", shown.name, ())
    with drafted(here, slug, shown.texts) as draft:
        campaign = defined_campaign(draft.workspace.campaign_folder(slug))
        briefing = Briefing(
            Edition(
                campaign,
                parts.language,
                draft.today,
                draft.workspace.settings,
                draft.workspace.template_folders,
            )
        )
        return OnScreen(briefing.html(), f"\n{briefing.web_style}\n")  # as its template has it


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of a petition says, in a language; empty is what is still to write."""

    title: str
    summary: str
    text: str
    asks: tuple[str, ...]


def words_typed(here: OpenWorkspace, slug: str, form: PartForm, language: str) -> Words:
    """Returns what the page would say with a part as typed; what cannot be read stays as it is.

    Raises as ``outcomes.defined``, UnknownName, ProblemsFound if the definition cannot be used.
    """
    texts, first = definition_typed(here, slug, form)
    return words_shown(here, slug, texts, language or first)


def definition_typed(here: OpenWorkspace, slug: str, form: PartForm) -> tuple[Texts, str]:
    """Returns a definition with a part as typed, and the campaign's first language.

    What cannot be read stays as it is. Raises as ``outcomes.defined``, UnknownName.
    """
    now = defined(here, slug)
    said = Said(now.languages, now.zone)
    if SHAPES[form.part].one_of_many and not form.name:
        table, _ = new_table(form.part, form.typed, said)
        edits: list[Edit] = [Append(SHAPES[form.part].table, table)]
    else:
        key = key_of(now.values, form.part, form.name)
        edits, _ = typed_edits(now.values, form.part, key, form.typed, said)
    return {DEFINITION: with_edits(now.file.text, edits)}, now.languages[0]


def words_shown(here: OpenWorkspace, slug: str, texts: Texts, language: str) -> Words:
    """Returns what the page would say with changes that are not saved.

    Raises UnknownName, ProblemsFound if the definition cannot be used.
    """
    with drafted(here, slug, texts) as draft:
        campaign = defined_campaign(draft.workspace.campaign_folder(slug))
        require_language(campaign, language)
    said = [campaign.title, campaign.summary, campaign.petition.text]
    title, summary, text = (written(each).get(language, "") for each in said)
    asks = tuple(written(ask.text).get(language, "") for ask in campaign.asks)
    return Words(title, summary, text, asks)
