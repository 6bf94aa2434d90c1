"""What goes with a petition and is not handed in with it: the Member's guide, and the cover."""

from __future__ import annotations

from typing import Any

from campaigner.addresses import without_scheme
from campaigner.data_protection.notice import notice_address
from campaigner.papers.formal.drafting import FormalEdition
from campaigner.papers.formal.sheets import WORDS
from campaigner.parliament import sources
from campaigner.parliament.drafts import ENGLISH
from campaigner.parliament.rules import RULES
from campaigner.parliament.sources import READ, Source
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import fill, words_in
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary import PdfVariant, Venue

GUIDE, COVER, STYLE = "formal/guide.html.j2", "formal/cover.html.j2", "formal/beside.css"
_SHEET_WORDS = "paper/words.toml"  # why people's data may be used, as on other sheets
_SIZES = ("roomy", "usual", "compact")  # of a guide: the largest that fits on one page
_HOW_TO_PRESENT = {
    Venue.COMMONS: (sources.COMMONS_OVERVIEW, sources.COMMONS_FORMALLY, sources.COMMONS_INFORMALLY),
    Venue.LORDS: (),
    Venue.SENEDD: (),
}


def guide(made: FormalEdition, variant: PdfVariant) -> bytes:
    """Returns the Member's guide on one page, in English: the text, what to do, and when."""
    edition, formal = made.edition, made.formal
    words = words_in(edition.folders, WORDS, ENGLISH)
    values = {
        "words": words,
        "steps": words["steps"][made.venue.value],
        "top": words["guide"][made.venue.value],
        "language": ENGLISH,
        "title": in_language(formal.title, ENGLISH),
        "paragraphs": made.english.paragraphs,
        "decided": [(words["decided"][kind.value], why) for kind, why in made.decided()],
        "translated": made.needs_translation,
        "sources": _sources(made),
        "read": date_in_words(READ, ENGLISH),
        "organisation": edition.settings.organisation,
    }
    for size in _SIZES:
        laid_out = _laid_out(made, GUIDE, {**values, "size": size})
        if laid_out.pages == 1:
            break
    return laid_out.pdf(variant)


def cover(made: FormalEdition, variant: PdfVariant) -> bytes:
    """Returns the page that collectors show and keep: how to sign, QR code and privacy notice.

    Raises CampaignerError if the words of the notice have braces that cannot be filled in.
    """
    edition = made.edition
    language = edition.language
    words = words_in(edition.folders, WORDS, language)
    title = in_language(made.formal.title, language)
    values = {
        "words": words,
        "how": words["how"][made.venue.value],
        "language": language,
        "title": title,
        "request": made.text.request,
        "notice": _notice(made, words),
        "link": without_scheme(edition.link),
        "qr": qr_svg(edition.link, title),
        "organisation": edition.settings.organisation,
    }
    return _laid_out(made, COVER, values).pdf(variant)


def _laid_out(made: FormalEdition, page: str, values: dict[str, Any]) -> LaidOut:
    folders = made.edition.folders
    html = render(environment(folders), page, **values)
    return lay_out(html, folders, [find_template(folders, STYLE)])


def _sources(made: FormalEdition) -> list[Source]:
    """The sources of the House's rules and of how to present a petition, each once."""
    rules = [rule.source for rule in RULES if made.venue in rule.venues]
    return list(dict.fromkeys((*rules, *_HOW_TO_PRESENT[made.venue])))


def _notice(made: FormalEdition, words: dict[str, Any]) -> list[str]:
    """The privacy notice in paragraphs; the address of the full one has a line of its own."""
    settings = made.edition.settings
    address = notice_address(settings, made.edition.campaign.slug)
    basis = settings.privacy.lawful_basis.value.replace("-", "_")
    values = {
        "because": words_in(made.edition.folders, _SHEET_WORDS, made.edition.language)[
            f"because_{basis}"
        ],
        "house": words["houses"][made.venue.value],
        "controller": settings.data_controller.name,
        "contact": settings.data_controller.contact,
        "address": without_scheme(address),
    }
    wanted = ("notice", "full_notice") if address else ("notice",)
    return [fill(WORDS, "the notice", str(words[each]), values) for each in wanted]
