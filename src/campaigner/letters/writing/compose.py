"""One letter: who writes what to whom, as a page ready to be laid out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from campaigner.addresses import campaign_page
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.logos import check_logo
from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.campaigns.usable_texts import is_blank, letter_file
from campaigner.campaigns.variants import RecipientTraits, choose, nation_of
from campaigner.errors import ProblemsFound
from campaigner.files import read_text
from campaigner.letters.writing.joint import is_joint, people_in
from campaigner.problems import Problem, shown_path
from campaigner.rendering.images import qr_svg
from campaigner.rendering.layouts import css, layout_wanted
from campaigner.rendering.letter_page import Letterhead, LetterPage, OfCampaign, OfPerson, Party
from campaigner.rendering.templating.environment import find_template
from campaigner.rendering.templating.words import words_in
from campaigner.representatives.models import Representative
from campaigner.shelf import Shelf, stamp_of
from campaigner.text import in_language
from campaigner.texts.asks import Choice, Occasion, asks_of_letter
from campaigner.texts.campaign_text import date_in_words
from campaigner.texts.own_words import own_words
from campaigner.texts.personal import PersonalText
from campaigner.vocabulary.letters import SupporterKind
from campaigner.vocabulary.representatives import Nation

_WORDS = "letter/words.toml"
_ORGANISATION = "letter/organisation.{}.md"
_AGAIN = "letter/again.{}.md"


@dataclass(frozen=True)
class OrganisationShown:
    """What a letterhead shows of an organisation beside name and address.

    ``logo`` is the name of a picture in a folder of templates.
    """

    logo: str = ""
    charity_number: str = ""
    website: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Sender:
    """The supporter in whose name a letter is written, or the organisation.

    ``signed_by`` is the person who signs for the organisation, with their office; ``about`` is what
    its letterhead shows.
    """

    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    email: str = ""
    area_name: str = ""
    signed_by: str = ""
    about: OrganisationShown | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on the page, the postcode last."""
        if not self.postcode:
            return self.address
        written = tuple(_with_postcode(line, self.postcode) for line in self.address)
        known = any(self.postcode in line for line in written)
        return written if known else (*written, self.postcode)


def _with_postcode(line: str, postcode: str) -> str:
    """A line in which the postcode is written as it should be: people type “le931aa”, too."""
    code = postcode.replace(" ", "")
    if postcode in line or code not in "".join(line.split()).upper():
        return line
    spaced = r"\s*".join(map(re.escape, code))
    return re.sub(rf"\b{spaced}\b", postcode, line, flags=re.IGNORECASE)


@dataclass(frozen=True)
class SignatureCount:
    """How many have signed the campaign's petition: in the recipient's area, and in all."""

    area: int = 0
    total: int = 0

    def in_words(self, language: str) -> dict[str, str]:
        """The counts as a language writes them, empty for none."""
        if not self.area and not self.total:
            return {"area": "", "total": ""}
        from babel.numbers import format_decimal

        counts = {"area": self.area, "total": self.total}
        locale = language.replace("-", "_")
        return {
            name: format_decimal(count, locale=locale) if count else ""
            for name, count in counts.items()
        }


@dataclass(frozen=True)
class Wording:
    """What of a letter its sender decides; ``signatures`` is for the organisation's own.

    ``nation`` is where they live, for a recipient who has no area. A letter written ``again``
    reminds of a first one, sent on the day ``first_sent`` if that is known.
    """

    language: str
    personal: str = ""
    choice: Choice | None = None
    kind: SupporterKind = SupporterKind.CONSTITUENT
    signatures: SignatureCount = SignatureCount()
    nation: Nation | None = None
    again: bool = False
    first_sent: date | None = None


@dataclass(frozen=True)
class Stationery:
    """What all letters of a run share: templates, the web address of the campaign pages, the day.

    ``template_folders`` are the workspace's own and the shipped, the first wins; a campaign's
    folder comes before both. ``layout`` is a name, ``country`` to go by the recipient's country,
    or empty for the campaign's own. ``source`` is the code that link and QR code carry.
    """

    template_folders: tuple[Path, ...]
    web_address: str
    day: date
    layout: str = ""
    source: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter, composed: who writes to whom, its text, and the page that a renderer sets."""

    recipient: Representative
    sender: Sender
    day: date
    text: PersonalText = field(repr=False)
    page: LetterPage = field(repr=False)

    @cached_property
    def identity(self) -> str:
        """What the letter says, to whom, with which template, as a SHA-256: not when.

        A letter of the same identity need not be made again on another day.
        """
        layout, style = css(self.page.of_campaign.layout), _files.get(self.page.stylesheet)
        said = [self.page.undated, layout, style, self.recipient.email]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def compose_letter(
    campaign: Campaign,
    recipient: Representative,
    sender: Sender,
    wording: Wording,
    stationery: Stationery,
) -> Letter:
    """Returns a campaign's letter from a sender to a recipient.

    The sender is taken as of the recipient's area if nothing else is known; which variant of
    the text goes out depends on both.
    Raises UnknownName for a language that the campaign lacks, ProblemsFound if its text has
    a mistake.
    """
    require_language(campaign, wording.language)
    folders = (campaign.folder, *stationery.template_folders)
    traits = traits_of(recipient, wording.nation)
    writer = replace(sender, area_name=sender.area_name or _area_name(recipient))
    variant = choose(campaign.letter.variants, traits, wording.kind)
    area = recipient.area.code if recipient.area else ""
    occasion = Occasion(stationery.day, area, _area_name(recipient), traits.nation)
    text = _text(campaign, recipient, writer, wording, variant, occasion, folders)
    page = LetterPage(
        _of_campaign(campaign, recipient, wording, variant, stationery, folders),
        _of_person(recipient, writer, wording, stationery),
        text.html(),
        folders,
        _letterhead(writer, wording, folders),
    )
    return Letter(recipient, writer, stationery.day, text, page)


def _of_campaign(
    campaign: Campaign,
    recipient: Representative,
    wording: Wording,
    variant: str,
    stationery: Stationery,
    folders: tuple[Path, ...],
) -> OfCampaign:
    language, choice = wording.language, wording.choice or Choice()
    words = words_in(folders, _WORDS, language)
    shows_link = campaign.letter.campaign_line and wording.kind != ORGANISATION
    link = campaign_page(stationery.web_address, campaign.slug, stationery.source)
    return OfCampaign(
        campaign=campaign.slug,
        variant=variant,
        language=language,
        asks=None if choice.asks is None else tuple(choice.asks),
        facts=None if choice.facts is None else tuple(choice.facts),
        layout=layout_wanted(stationery.layout, recipient.country, campaign.letter.layout),
        subject=in_language(campaign.letter.subject, language),
        link=link if shows_link else "",
        qr=qr_svg(link, words["qr"]) if shows_link else Markup(),
        words=words,
    )


def _letterhead(sender: Sender, wording: Wording, folders: tuple[Path, ...]) -> Letterhead | None:
    """What the organisation's own letter shows of it.

    Raises CampaignerError for a logo that is missing or cannot be shown.
    """
    if wording.kind != ORGANISATION:
        return None
    shown, logo = sender.about or OrganisationShown(), ""
    if shown.logo:
        path = find_template(folders, shown.logo)
        check_logo(path.parent, path.name)
        logo = path.as_uri()
    words = words_in(folders, _WORDS, wording.language)
    charity = f"{words['charity']} {shown.charity_number}" if shown.charity_number else ""
    website = shown.website.partition("://")[2].rstrip("/")
    parts = (sender.name, charity, shown.telephone, website)
    return Letterhead(logo, " · ".join(filter(None, parts)))


def _of_person(
    recipient: Representative, sender: Sender, wording: Wording, stationery: Stationery
) -> OfPerson:
    name = recipient.envelope_name
    return OfPerson(
        Party(
            sender.name,
            sender.lines,
            sender.email,
            postcode=sender.postcode,
            area_name=sender.area_name,
            signed_by=sender.signed_by,
            people=people_in(sender.name, wording.language) if _can_be_joint(wording.kind) else (),
        ),
        Party(name, (name, *recipient.address)),
        _with_comma(recipient.salutation),
        wording.personal,
        date_in_words(stationery.day, wording.language),
    )


def _text(
    campaign: Campaign,
    recipient: Representative,
    sender: Sender,
    wording: Wording,
    variant: str,
    occasion: Occasion,
    folders: Sequence[Path],
) -> PersonalText:
    language, choice = wording.language, wording.choice or Choice()
    asks = asks_of_letter(campaign, choice, occasion)
    values: dict[str, Any] = {
        "sender": {
            "name": sender.name,
            "joint": _can_be_joint(wording.kind) and is_joint(sender.name, language),
            "area_name": sender.area_name,
            "nation": occasion.nation or "",
            "postcode": sender.postcode,
        },
        "recipient": {
            "name": recipient.name,
            "salutation": recipient.salutation,
            "role": recipient.role,
            "party": recipient.party,
            "area_name": _area_name(recipient),
        },
        "signatures": wording.signatures.in_words(language),
        "personal": own_words(wording.personal, language),
        "single_ask": len(asks) == 1,
    }
    if name := shipped_text(wording, variant):
        path = find_template(folders, name)
        source = _files.get(path)
        values["campaign"] = _about(campaign, language)
        values["first_sent"] = wording.first_sent and date_in_words(wording.first_sent, language)
    else:
        path = campaign.folder / letter_file(language, variant)
        source = campaign.letter_text(language, variant)
        if is_blank(source):
            message = f"the letter in “{language}” is missing or empty."
            problem = Problem(shown_path(path), 0, "empty-text", message)
            raise ProblemsFound("There is no text for this letter.", [problem])
    return PersonalText(campaign, language, path, source, choice, occasion, values)


def shipped_text(wording: Wording, variant: str) -> str:
    """Returns the template that a letter's text is, empty if it is the campaign's own text.

    A campaign may have one of its own in its folder.
    """
    if wording.again:
        return _AGAIN.format(wording.language)
    if wording.kind == ORGANISATION and not variant:
        return _ORGANISATION.format(wording.language)
    return ""


def _can_be_joint(kind: SupporterKind) -> bool:
    """Whether the sender is a person, or several, and not a group that has an “and” in its name."""
    return kind in (SupporterKind.CONSTITUENT, SupporterKind.PROFESSIONAL)


def _about(campaign: Campaign, language: str) -> dict[str, str]:
    """What the organisation's letter says of any campaign."""
    cited = (citation.ref for citation in campaign.citations)
    return {
        "title": in_language(campaign.title, language),
        "petition": in_language(campaign.petition.text, language),
        "declaration": next((ref for ref in cited if ref.startswith("UDHR")), ""),
    }


def _area_name(recipient: Representative) -> str:
    return recipient.area.name if recipient.area else ""


def traits_of(recipient: Representative, nation: Nation | None = None) -> RecipientTraits:
    """What decides which variant of the letter a recipient gets.

    ``nation`` is where the sender lives, if the recipient has no area.
    """
    if recipient.area:
        nation = nation_of(recipient.area.code)
    return RecipientTraits(recipient.role, recipient.party, recipient.minister, nation)


def _with_comma(salutation: str) -> str:
    return salutation if salutation.endswith((":", ",", "!")) else f"{salutation},"


_files = Shelf(read_text, lambda path: stamp_of([path]))
