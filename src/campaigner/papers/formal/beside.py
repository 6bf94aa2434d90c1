"""What goes with a petition and is not handed in with it: the Member's guide, cover and slips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaigner.addresses import without_scheme
from campaigner.data_protection.notice import notice_address
from campaigner.papers.formal.drafting import FormalEdition
from campaigner.papers.formal.sheets import WORDS, on_one_side
from campaigner.parliament import sources
from campaigner.parliament.drafts import ENGLISH
from campaigner.parliament.rules import RULES
from campaigner.parliament.sources import READ, Source
from campaigner.petitions.paper.sheet_ids import TOP, place_of
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import fill, words_in
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.houses import Venue

GUIDE, COVER, SLIPS = "formal/guide.html.j2", "formal/cover.html.j2", "formal/slips.html.j2"
STYLE = "formal/beside.css"
_SHEET_WORDS = "paper/words.toml"  # why people's data may be used, as on other sheets
_SIZES = ("roomy", "usual", "compact")  # of a guide and a cover: the largest that fits on one page
_HOW_TO_PRESENT = {
    Venue.COMMONS: (sources.COMMONS_OVERVIEW, sources.COMMONS_FORMALLY, sources.COMMONS_INFORMALLY),
    Venue.LORDS: (),
    Venue.SENEDD: (),
}


def guide(made: FormalEdition) -> LaidOut:
    """Returns the Member's guide on one page: the text, what to do, and when.

    It is in English, which Westminster works in; for the Senedd, in the language of the petition.
    Raises PaperTooLong if it does not fit.
    """
    edition, formal = made.edition, made.formal
    language = edition.language if made.venue is Venue.SENEDD else ENGLISH
    text = made.text if made.venue is Venue.SENEDD else made.english
    words = words_in(edition.folders, WORDS, language)
    values = {
        "words": words,
        "steps": words["steps"][made.venue.value],
        "top": words["guide"][made.venue.value],
        "language": language,
        "title": in_language(formal.title, language),
        "paragraphs": text.paragraphs,
        "decided": [(words["decided"][kind.value], why) for kind, why in made.decided()],
        "translated": made.needs_translation,
        "sources": _sources(made),
        "read": date_in_words(READ, language),
        "organisation": edition.settings.organisation,
    }
    return _largest(made, GUIDE, values, "The text is too long for the Member’s guide of one page.")


def cover(made: FormalEdition, sheet_id: str, statement: str) -> LaidOut:
    """Returns the page that collectors show and keep: how to sign, QR code and privacy notice.

    ``sheet_id`` is what the sheets are known by, and ``statement`` what people agree to by signing.
    Raises PaperTooLong if it does not fit on one page, CampaignerError if the words of the notice
    have braces that cannot be filled in.
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
        "statement": statement,
        "notice": _notice(made, words),
        "sheet_id": sheet_id,
        "link": without_scheme(edition.link),
        "qr": qr_svg(edition.link, title),
        "organisation": edition.settings.organisation,
    }
    return _largest(made, COVER, values, "The text is too long for the cover of one page.")


def slips(made: FormalEdition, sheets: Sequence[str]) -> LaidOut:
    """Returns slips to cut apart, one to clip to each sheet: they say what is typed of it."""
    edition = made.edition
    language = edition.language
    words = words_in(edition.folders, WORDS, language)
    values = {
        "words": words,
        "house": words["houses"][made.venue.value],
        "language": language,
        "title": in_language(made.formal.title, language),
        "sheets": [
            (sheet, words["slip_top"] if place_of(sheet) == TOP else place_of(sheet))
            for sheet in sheets
        ],
        "organisation": edition.settings.organisation,
    }
    return _laid_out(made, SLIPS, values)


def _largest(made: FormalEdition, page: str, values: dict[str, Any], message: str) -> LaidOut:
    """The page in the largest size that keeps it to one. Raises PaperTooLong."""
    for size in _SIZES:
        laid_out = _laid_out(made, page, {**values, "size": size})
        if laid_out.pages == 1:
            break
    return on_one_side(laid_out, message)


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
        "months": settings.retention.months_after_closing,
    }
    wanted = ("notice", "full_notice") if address else ("notice",)
    return [fill(WORDS, "the notice", str(words[each]), values) for each in wanted]
