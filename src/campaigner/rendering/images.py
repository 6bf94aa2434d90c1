"""Pictures made from data: QR codes, as SVG that stands in the page itself."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from markupsafe import Markup, escape


@lru_cache(maxsize=256)
def qr_svg(address: str, title: str, border: int = 0) -> Markup:
    """A QR code of an address on the web; ``title`` says to those who cannot see it what it is.

    ``border`` is the white around it, in modules: four where nothing else leaves it white.
    """
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        buffer,
        kind="svg",
        border=border,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        dark="#1d2530",
        nl=False,
    )
    svg = buffer.getvalue().decode()
    head, end, rest = svg.partition(">")
    return Markup(f"{head}{end}<title>{escape(title)}</title>{rest}")  # noqa: S704 - segno's SVG
