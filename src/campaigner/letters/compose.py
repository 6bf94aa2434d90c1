"""One letter: who writes what to whom, as a page ready to be laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from campaigner.addresses import campaign_page
from campaigner.campaigns.languages import require_language
from campaigner.campaigns.models import ORGANISATION, Campaign
from campaigner.campaigns.variants import RecipientTraits, choose
from campaigner.letters.layouts import Layout, layout_wanted
from campaigner.rendering.environment import environment, find_template, render
from campaigner.rendering.images import qr_svg
from campaigner.rendering.words import words_in
from campaigner.representatives.models import Representative
from campaigner.text import in_language
from campaigner.texts.campaign_text import Choice, date_in_words, render_text
from campaigner.vocabulary import SupporterKind

_PAGE, _STYLE, _WORDS = "letter/letter.html.j2", "letter/letter.css", "letter/words.toml"
_ORGANISATION = "letter/organisation.{}.md"


@dataclass(frozen=True)
class Sender:
    """The supporter in whose name a letter is written, or the organisation.

    ``signed_by`` is the person who signs for the organisation, with their office.
    """

    name: str
    address: tuple[str, ...] = ()
    postcode: str = ""
    email: str = ""
    area_name: str = ""
    signed_by: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on the page, the postcode last."""
        known = any(self.postcode and self.postcode in line for line in self.address)
        return self.address if known or not self.postcode else (*self.address, self.postcode)


@dataclass(frozen=True)
class SignatureCount:
    """How many have signed the campaign's petition: in the recipient's area, and in all."""

    area: int = 0
    total: int = 0

    def in_words(self, language: str) -> dict[str, str]:
        """The counts as a language writes them, empty for none."""
        counts = {"area": self.area, "total": self.total}
        locale = language.replace("-", "_")
        return {
            name: format_decimal(count, locale=locale) if count else ""
            for name, count in counts.items()
        }


@dataclass(frozen=True)
class Wording:
    """What of a letter its sender decides; ``signatures`` is for the organisation's own."""

    language: str
    personal: str = ""
    choice: Choice | None = None
    kind: SupporterKind = SupporterKind.CONSTITUENT
    signatures: SignatureCount = SignatureCount()


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
    """A letter, composed: the values its page is rendered from.

    ``folders`` are those its page may load files from; ``values`` go into the page's template.
    """

    campaign: str
    recipient: Representative
    sender: Sender
    language: str
    layout: Layout
    folders: tuple[Path, ...]
    day: date
    body: Markup = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)

    def html(self, sizes: Sequence[str] = ()) -> str:
        """The page; ``sizes`` are the parts set a step smaller (see ``letter.css``)."""
        return render(_environment(self.folders), _PAGE, **self.values, sizes=sizes)

    @property
    def stylesheet(self) -> Path:
        """The file that says how the page looks."""
        return find_template(self.folders, _STYLE)

    @cached_property
    def identity(self) -> str:
        """What the letter says, to whom, with which template, as a SHA-256: not when.

        A letter of the same identity need not be made again on another day.
        """
        page = replace(self, values={**self.values, "date": ""}).html()
        style = self.stylesheet.read_text(encoding="utf-8")
        said = [page, self.layout.name, style, self.recipient.email]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def compose_letter(
    campaign: Campaign,
    recipient: Representative,
    sender: Sender,
    wording: Wording,
    stationery: Stationery,
) -> Letter:
    """A campaign's letter from a sender to a recipient.

    The sender is taken as of the recipient's area where nothing else is known; which variant of
    the text goes out depends on both.
    Raises UnknownName for a language that the campaign lacks, ProblemsFound where its text has
    a mistake.
    """
    language = require_language(campaign, wording.language)
    folders = (campaign.folder, *stationery.template_folders)
    writer = replace(sender, area_name=sender.area_name or _area_name(recipient))
    body = _body(campaign, recipient, writer, wording, folders)
    words = words_in(folders, _WORDS, language)
    address = campaign_page(stationery.web_address, campaign.slug, stationery.source)
    subject = in_language(campaign.letter.subject, language)
    layout = layout_wanted(stationery.layout, recipient.country, campaign.letter.layout)
    values = {
        "language": language,
        "title": f"{subject}: {recipient.envelope_name}",
        "sender": writer,
        "recipient": {
            "name": recipient.envelope_name,
            "lines": (recipient.envelope_name, *recipient.address),
        },
        "salutation": _with_comma(recipient.salutation),
        "subject": subject,
        "body": body,
        "date": date_in_words(stationery.day, language),
        "layout": layout,
        "words": words,
        "address": address,
        "qr": qr_svg(address, words["qr"]),
    }
    return Letter(
        campaign.slug, recipient, writer, language, layout, folders, stationery.day, body, values
    )


def _body(
    campaign: Campaign,
    recipient: Representative,
    sender: Sender,
    wording: Wording,
    folders: Sequence[Path],
) -> Markup:
    language = wording.language
    values: dict[str, Any] = {
        "sender": {
            "name": sender.name,
            "area_name": sender.area_name,
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
        "personal": wording.personal,
    }
    variant = choose(campaign.letter.variants, traits_of(recipient), wording.kind)
    if wording.kind == ORGANISATION and not variant:
        path = find_template(folders, _ORGANISATION.format(language))
        source = path.read_text(encoding="utf-8")
        values["campaign"] = _about(campaign, language)
    else:
        path = campaign.folder / f"{f'letter.{variant}' if variant else 'letter'}.{language}.md"
        source = campaign.letter_text(language, variant)
    return render_text(campaign, source, path, language, choice=wording.choice, values=values)


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


def traits_of(recipient: Representative) -> RecipientTraits:
    """What of a recipient decides which variant of the letter they get."""
    in_wales = recipient.area is not None and recipient.area.code.startswith("W")
    return RecipientTraits(recipient.role, recipient.party, recipient.minister, in_wales)


@lru_cache(maxsize=32)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return environment(folders)


def _with_comma(salutation: str) -> str:
    return salutation if salutation.endswith((":", ",", "!")) else f"{salutation},"
