"""What makes a PDF of a letter's page: one protocol, and who keeps to it, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from campaigner.errors import CampaignerError, UnknownName
from campaigner.rendering.letter_page import LetterPage
from campaigner.vocabulary.letters import PdfVariant, RendererChoice

PLAIN, MEMO = RendererChoice.PLAIN.value, RendererChoice.MEMO.value
COMPILED = RendererChoice.COMPILED.value
WRONG = ("a plan that was found wrong",)  # reasons after which letters are not to be trusted
AUTOMATIC = MEMO  # what ``auto`` stands for: for one letter,
AUTOMATIC_FOR_MANY = COMPILED  # and for a batch


@dataclass(frozen=True)
class Typeset:
    """A letter as PDF; ``fallback`` is why a renderer had to do it the slow way, empty if not."""

    pdf: bytes
    pages: int
    fallback: str = ""


class DoesNotFit(CampaignerError):
    """A letter that cannot be set without cutting something off.

    ``details["part"]`` is whose address is too long: ``sender`` or ``recipient``.
    """

    code = "does-not-fit"


class Renderer(Protocol):
    """Makes PDFs of letters; the same letter gives the same bytes.

    ``name`` and ``version`` say what decides the bytes, and are recorded with each letter:
    renderers that make the same bytes share a name.
    """

    @property
    def name(self) -> str:
        """What it is called in records, one word."""

    @property
    def version(self) -> str:
        """The version of what makes the pages."""

    @property
    def reason(self) -> str:
        """Why it works as the plain one does after all, as a sentence; empty if it does not."""

    def typeset(self, letter: LetterPage, variant: PdfVariant = PdfVariant.UA_1) -> Typeset:
        """The letter as PDF: accessible (PDF/UA-1), or for archives (PDF/A-2u, -3u).

        Raises DoesNotFit if an address is too long for its place, CampaignerError if no font
        draws a character.
        """


def _plain() -> Renderer:
    from campaigner.rendering.plain import Plain

    return Plain()


def _memo() -> Renderer:
    from campaigner.rendering.memo import Memo

    return Memo()


def _compiled() -> Renderer:
    from campaigner.rendering.compiled.renderer import Compiled

    return Compiled()


RENDERERS: dict[str, Callable[[], Renderer]] = {
    PLAIN: _plain,
    MEMO: _memo,
    COMPILED: _compiled,
}


def name_of(choice: RendererChoice, *, many: bool = False) -> str:
    """Returns the name of the renderer that was chosen, for one letter or for ``many``."""
    if choice is RendererChoice.AUTO:
        return AUTOMATIC_FOR_MANY if many else AUTOMATIC
    return choice.value


@cache
def renderer_named(name: str = PLAIN) -> Renderer:
    """Returns the renderer of that name, one for each process; UnknownName if there is none."""
    if name not in RENDERERS:
        raise UnknownName("renderer", name, RENDERERS)
    return RENDERERS[name]()


def recorded(renderer: Renderer) -> str:
    """Returns the renderer as it is recorded with a letter: ``weasyprint 70.0``."""
    return f"{renderer.name} {renderer.version}"


def made_by(record: str, renderer: Renderer) -> bool:
    """Whether a letter with that record is one of this renderer's, with whatever WeasyPrint."""
    return _apart_from_weasyprint(record) == _apart_from_weasyprint(recorded(renderer))


def _apart_from_weasyprint(record: str) -> tuple[str, str]:
    """What made a letter, and the version of its own, empty if it has none: ``compiled``, ``2``."""
    name, _, version = record.partition(" ")
    own, found, _ = version.partition(" weasyprint ")
    return name, own if found else ""
