"""The sheets of a petition that are signed: nothing stands on them but the petition."""

from __future__ import annotations

from campaigner.errors import CampaignerError
from campaigner.papers.formal.drafting import FormalEdition
from campaigner.parliament.drafts import ENGLISH
from campaigner.rendering.pdf import LaidOut, lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import words_in
from campaigner.text import in_language
from campaigner.vocabulary import PdfVariant, PetitionersAre, Venue

PAGE, STYLE, WORDS = "formal/sheet.html.j2", "formal/sheet.css", "formal/words.toml"
MOST_LINES, FEWEST_LINES = 18, 2


def top_sheet(made: FormalEdition, variant: PdfVariant) -> bytes:
    """Returns the first sheet: the full text, the Member's line, and as many lines as fit.

    Raises CampaignerError if the text leaves no place for two petitioners.
    """
    return _fullest(made, made.text.paragraphs, top=True).pdf(variant)


def continuation(made: FormalEdition, variant: PdfVariant) -> bytes:
    """Returns a further sheet: the request (for the Senedd, the full wording) and lines.

    Raises CampaignerError as ``top_sheet``.
    """
    full = made.venue is Venue.SENEDD
    paragraphs = made.text.paragraphs if full else (made.text.request,)
    return _fullest(made, paragraphs, top=False).pdf(variant)


def translation(made: FormalEdition, variant: PdfVariant) -> bytes:
    """Returns the English of a petition in another language, for the Member to certify."""
    return _laid_out(made, made.english.paragraphs, 0, top=False, certified=True).pdf(variant)


def _fullest(made: FormalEdition, paragraphs: tuple[str, ...], *, top: bool) -> LaidOut:
    """The sheet with the most lines that stay on one side."""
    most = MOST_LINES if made.formal.by is PetitionersAre.PEOPLE else FEWEST_LINES
    fewest = FEWEST_LINES if made.formal.by is PetitionersAre.PEOPLE else 1
    best = _laid_out(made, paragraphs, fewest, top=top)
    if best.pages > 1:
        raise CampaignerError(
            "The text leaves no place on the sheet for those who sign.", hint="Shorten it."
        )
    low, high = fewest, most
    while low < high:
        middle = (low + high + 1) // 2
        tried = _laid_out(made, paragraphs, middle, top=top)
        if tried.pages == 1:
            best, low = tried, middle
        else:
            high = middle - 1
    return best


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
