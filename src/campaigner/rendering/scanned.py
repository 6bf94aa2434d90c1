"""A photograph or scan that somebody sends: drawn again, without what else its file has.

It is read in a process of its own, which may use so much memory and time and no more. What comes
back is made of the pixels alone: where and when a photograph was taken is not in it.
"""

from __future__ import annotations

import io
import sys
from typing import Any

from campaigner.errors import CampaignerError
from campaigner.own_process import done_apart

MOST_PIXELS = 60_000_000
_SIDE = 2_400  # pixels of the longer side that are kept: handwriting can be read
_QUALITY = 80
_MEMORY = 1_500_000_000  # bytes
_SECONDS = 20
_PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
_PDF = b"%PDF-"


class ScanRefused(CampaignerError):
    """A file is not a photograph or scan that can be read."""

    code = "scan-refused"


def plain_picture(content: bytes) -> bytes:
    """Returns a photograph or scan (JPEG, PNG, the first page of a PDF) as JPEG, for screens.

    Raises ScanRefused if it is another kind of file, too large, or damaged.
    """
    if _kind(content) is None:
        raise _refused()
    done = done_apart(draw_again, content, _SECONDS)
    if done is None or done.returncode or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise _refused()
    return done.stdout


def draw_again() -> None:
    """Draw what comes in on standard input, within limits, and write it to standard output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read()))


def drawn(content: bytes) -> bytes:
    """Returns the picture as JPEG. Raises ScanRefused, and what Pillow and PDFium raise."""
    from PIL import Image, ImageOps

    kind = _kind(content)
    if kind is None:
        raise _refused()
    if kind == "PDF":
        picture = _first_page(content)
    else:
        opened = Image.open(io.BytesIO(content), formats=(kind,))
        if opened.width * opened.height > MOST_PIXELS:
            raise _refused()
        opened.draft("RGB", (_SIDE, _SIDE))
        picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((_SIDE, _SIDE))
    plain = Image.new("RGB", picture.size, "white")
    if "A" in picture.getbands() or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        plain.paste(seen, mask=seen)
    else:
        plain.paste(picture.convert("RGB"))
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _first_page(content: bytes) -> Any:
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[0]
    return page.render(scale=_SIDE / max(page.get_width(), page.get_height())).to_pil()


def _kind(content: bytes) -> str | None:
    """JPEG, PNG or PDF by how the file begins, whatever it is called; None for anything else."""
    if content.startswith(_PDF):
        return "PDF"
    return next((kind for start, kind in _PICTURES.items() if content.startswith(start)), None)


def _refused() -> ScanRefused:
    return ScanRefused(
        "This file is not a picture that can be read.",
        hint="Choose a photograph or scan as JPEG, PNG or PDF, with at most 60 million pixels.",
    )
