"""The sheets of a petition that are signed: nothing stands on them but the petition."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.errors import CampaignerError
from campaigner.papers.formal.drafting import FormalEdition
from campaigner.parliament.drafts import ENGLISH
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language, plural
from campaigner.vocabulary.houses import PetitionersAre, Venue

PAGE, STYLE, WORDS = "formal/sheet.html.j2", "formal/sheet.css", "formal/words.toml"
MOST_LINES, FEWEST_LINES = 18, 2


class PaperTooLong(CampaignerError):
    """A text is too long for the paper that it stands on."""

    code = "formal-text-too-long"


@dataclass(frozen=True, slots=True)
class FullSheet:
    """A sheet with the most lines that stay on one side."""

    laid_out: LaidOut
    lines: int


def top_sheet(made: FormalEdition) -> FullSheet:
    """Returns the first sheet: the full text, the Member's line, and as many lines as fit.

    Raises PaperTooLong if the text leaves no place for two petitioners, CampaignerError if no font
    draws a character of it.
    """
    return _fullest(made, top=True)


def check_fits(made: FormalEdition) -> None:
    """Raises as ``top_sheet`` if the text is too long for it; a further sheet never has more."""
    _shortest(made, _paragraphs(made, top=True), top=True)


def continuation(made: FormalEdition) -> FullSheet:
    """Returns a further sheet: the request (for the Senedd, the full wording) and lines.

    Raises as ``top_sheet``.
    """
    return _fullest(made, top=False)


def translation(made: FormalEdition) -> LaidOut:
    """Returns the English of a petition in another language, for the Member to certify.

    Raises PaperTooLong if it does not fit on one side.
    """
    return on_one_side(
        _laid_out(made, made.english.paragraphs, 0, top=False, certified=True),
        "The English of the petition is too long for one side.",
    )


def on_one_side(laid_out: LaidOut, message: str) -> LaidOut:
    """Returns a paper. Raises PaperTooLong with the message if it has more than one page."""
    if laid_out.pages > 1:
        raise PaperTooLong(message, hint="Shorten the title or the text.")
    return laid_out


def _paragraphs(made: FormalEdition, *, top: bool) -> tuple[str, ...]:
    """What stands above the lines: the full text, or on a further sheet the request."""
    full = top or made.venue is Venue.SENEDD
    return made.text.paragraphs if full else (made.text.request,)


def _fullest(made: FormalEdition, *, top: bool) -> FullSheet:
    paragraphs = _paragraphs(made, top=top)
    shortest = _shortest(made, paragraphs, top=top)
    best, low = shortest.laid_out, shortest.lines
    high = MOST_LINES if made.formal.by is PetitionersAre.PEOPLE else FEWEST_LINES
    while low < high:
        middle = (low + high + 1) // 2
        tried = _laid_out(made, paragraphs, middle, top=top)
        if tried.pages == 1:
            best, low = tried, middle
        else:
            high = middle - 1
    return FullSheet(best, low)


def _shortest(made: FormalEdition, paragraphs: tuple[str, ...], *, top: bool) -> FullSheet:
    """A sheet with the fewest lines. Raises PaperTooLong if it takes a second side."""
    fewest = FEWEST_LINES if made.formal.by is PetitionersAre.PEOPLE else 1
    best = _laid_out(made, paragraphs, fewest, top=top)
    if best.pages > 1:
        raise PaperTooLong(
            "The text leaves no place on the sheet for those who sign.",
            hint=f"Shorten it: {plural(fewest, 'line')} must fit below it on one side.",
        )
    return FullSheet(best, fewest)


def _laid_out(
    made: FormalEdition,
    paragraphs: tuple[str, ...],
    lines: int,
    *,
    top: bool,
    certified: bool = False,
) -> LaidOut:
    edition = made.edition
    language = ENGLISH if certified else edition.language
    words = words_in(edition.folders, WORDS, language)
    html = render(
        environment(edition.folders),
        PAGE,
        language=language,
        words=words,
        title=in_language(made.formal.title, language),
        venue=made.venue,
        paragraphs=paragraphs,
        lines=lines,
        top=top,
        certified=certified,
        seal=made.venue is Venue.LORDS and made.formal.by is PetitionersAre.CORPORATION,
    )
    return lay_out(html, edition.folders, [find_template(edition.folders, STYLE)])
