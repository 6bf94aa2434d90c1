"""HTML to PDF by WeasyPrint, which is imported in this layer alone.

What costs is made once a thread and kept: the font configuration (which threads must never
share), parsed stylesheets, images. The same input gives the same bytes: no dates go in, and a
file's identifier comes from its content.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from campaigner.errors import CampaignerError
from campaigner.files import read_text
from campaigner.rendering.engine import FontConfiguration, ffi, pydyf, weasyprint
from campaigner.rendering.fetching import LocalFetcher
from campaigner.rendering.fonts.faces import TEXT_FAMILY, font_css
from campaigner.rendering.fonts.scripts import Fallback, fallback_css, fallback_fonts
from campaigner.rendering.templating.bounds import PAGE_SECONDS, TooLong, page_limit
from campaigner.vocabulary.letters import PdfVariant

Stylesheet = Path | str
Render = Callable[..., Any]

_MM_PER_PX = 25.4 / 96


class Place(NamedTuple):
    """Where something stands: page from 1, then mm from the sheet's left and top."""

    page: int
    left: float
    top: float


@dataclass(frozen=True)
class LaidOut:
    """A laid out document, ready to be written."""

    document: Any

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.document.pages)

    def count_of(self, tag: str) -> int:
        """Returns how many boxes of an element there are on the pages: each counts where it is."""
        return sum(
            box.element_tag == tag and box.element is not None
            for page in self.document.pages
            for box in page._page_box.descendants()
        )

    def place_of(self, identifier: str) -> Place:
        """Where the element of that id starts; KeyError where there is none."""
        for number, page in enumerate(self.document.pages, start=1):
            if identifier in page.anchors:
                left, top = page.anchors[identifier][:2]
                return Place(number, left * _MM_PER_PX, top * _MM_PER_PX)
        raise KeyError(identifier)

    def pdf(self, variant: PdfVariant = PdfVariant.UA_1) -> bytes:
        """The document as PDF: accessible (PDF/UA-1), or for archives (PDF/A-2u, -3u)."""
        with careful():
            written: bytes = self.document.write_pdf(
                pdf_variant=f"pdf/{variant}",
                pdf_identifier=True,
                pdf_tags=True,
                finisher=finish,
            )
        return written


def render_pdf(
    html: str,
    folders: Sequence[Path],
    stylesheets: Sequence[Stylesheet] = (),
    variant: PdfVariant = PdfVariant.UA_1,
) -> bytes:
    """HTML as PDF; see ``lay_out``."""
    return lay_out(html, folders, stylesheets).pdf(variant)


def _render(html: Any, **options: Any) -> Any:
    return html.render(**options)


def lay_out(
    html: str,
    folders: Sequence[Path],
    stylesheets: Sequence[Stylesheet] = (),
    render: Render = _render,
) -> LaidOut:
    """Lay HTML out in pages.

    Nothing is loaded but files below ``folders``; a stylesheet is a file or CSS as text, kept
    parsed. The first folder is where relative addresses start. ``render`` makes a document of what
    WeasyPrint has read. Characters that the program's own
    fonts lack come from the fonts of their scripts.
    Raises CampaignerError where anything cannot be loaded, a style is wrong, or no font at hand
    can draw a character.
    """
    kept = _kept_for(tuple(folder.resolve() for folder in folders))
    fallbacks = fallback_fonts(html)
    kept.fetcher.allow_fonts(font.path for font in fallbacks)
    faces = [css for css in (font_css(), fallback_css(fallbacks)) if css]
    with careful():
        document = render(
            weasyprint.HTML(
                string=html, base_url=f"{folders[0].resolve().as_uri()}/", url_fetcher=kept.fetcher
            ),
            stylesheets=[
                *(kept.css(css) for css in faces),
                *(kept.css(sheet, fallbacks) for sheet in stylesheets),
            ],
            font_config=kept.fonts,
            cache=kept.images,
        )
    return LaidOut(document)


def subsetting_is_slow() -> bool:
    """Whether the library that cuts fonts to size quickly is missing (``libharfbuzz-subset0``)."""
    return ffi.harfbuzz_subset is None


def finish(_document: Any, pdf: Any) -> None:
    """Mend what PDF/UA and PDF/A ask for and WeasyPrint leaves out."""
    for item in [item for item in pdf.objects if isinstance(item, dict)]:
        for empty in [key for key in ("Pattern", "Shading") if item.get(key) == {}]:
            del item[empty]
        if item.get("Type") == "/Annot":
            item["F"] = 4  # a link is printed with its page
        elif item.get("S") == "/LI":
            _give_body(item, pdf)


def _give_body(item: Any, pdf: Any) -> None:
    """Put what a list item says beside its number into a body, as its tag wants."""
    kids = {reference: pdf.objects[int(reference.split()[0])] for reference in item["K"]}
    loose = [kid for kid, element in kids.items() if element["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(loose),
            "P": item.reference,
            "Pg": item["Pg"],
        }
    )
    pdf.add_object(body)
    for kid in loose:
        kids[kid]["P"] = body.reference
    item["K"] = pydyf.Array([kid for kid in kids if kid not in loose] + [body.reference])


@dataclass
class _Kept:
    """What is made once and used for each document of a thread that may load the same files."""

    fetcher: LocalFetcher
    fonts: Any = field(default_factory=FontConfiguration)
    images: dict[str, Any] = field(default_factory=dict)
    sheets: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def css(self, sheet: Stylesheet, fallbacks: Sequence[Fallback] = ()) -> Any:
        """A stylesheet, parsed when it is new or changed; text falls back on the fonts given."""
        changed = sheet.stat().st_mtime_ns if isinstance(sheet, Path) else 0
        key = (str(sheet), changed, *fallbacks)
        if key not in self.sheets:
            text = read_text(sheet) if isinstance(sheet, Path) else sheet
            self.sheets[key] = weasyprint.CSS(
                string=_with_fallbacks(text, fallbacks),
                base_url=sheet.resolve().as_uri() if isinstance(sheet, Path) else None,
                font_config=self.fonts,
                url_fetcher=self.fetcher,
            )
        return self.sheets[key]


def _with_fallbacks(css: str, fallbacks: Sequence[Fallback]) -> str:
    """The stylesheet with the fallback fonts named after the text font, wherever that is."""
    names = "".join(f', "{font.family}"' for font in fallbacks)
    return css.replace(f'"{TEXT_FAMILY}"', f'"{TEXT_FAMILY}"{names}')


class _PerThread(threading.local):
    def __init__(self) -> None:
        self.kept: dict[tuple[Path, ...], _Kept] = {}
        self.complaints: list[str] | None = None
        self.is_timed = False


_PER_THREAD = _PerThread()


def _kept_for(folders: tuple[Path, ...]) -> _Kept:
    if folders not in _PER_THREAD.kept:
        _PER_THREAD.kept[folders] = _Kept(LocalFetcher(folders))
    return _PER_THREAD.kept[folders]


@contextmanager
def careful() -> Iterator[None]:
    """Work on a document that may not take for ever, nor leave anything out unsaid.

    Raises CampaignerError if it does.
    """
    with in_time(), _no_complaints():
        yield


@contextmanager
def in_time() -> Iterator[None]:
    """Stop a document that would never be finished, whatever in it takes so long.

    Work inside other such work has the time that is left. Raises CampaignerError.
    """
    if _PER_THREAD.is_timed:
        yield
        return
    _PER_THREAD.is_timed = True
    try:
        with page_limit():
            yield
    except TooLong:
        _PER_THREAD.kept.clear()
        raise CampaignerError(
            f"The page cannot be made: it takes longer than {PAGE_SECONDS} seconds.",
            hint="Are its template, style or pictures too complicated?",
        ) from None
    finally:
        _PER_THREAD.is_timed = False


class _Collector(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if _PER_THREAD.complaints is not None:
            _PER_THREAD.complaints.append(record.getMessage())


_LOGGER = logging.getLogger("weasyprint")
_LOGGER.addHandler(_Collector(logging.WARNING))
_LOGGER.propagate = False


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Make of WeasyPrint's log lines an error: what it only logs is missing from the page."""
    complaints: list[str] = []
    _PER_THREAD.complaints = complaints
    try:
        yield
    finally:
        _PER_THREAD.complaints = None
    if complaints:
        _PER_THREAD.kept.clear()  # what failed is kept as empty, and would fail silently
        raise CampaignerError(f"The page cannot be made: {'; '.join(dict.fromkeys(complaints))}")
