"""Pages of PDFs as pictures, by PDFium, which one thread at a time may use."""

from __future__ import annotations

import io
import threading

_pdfium = threading.Lock()


def first_page_png(pdf: bytes, width: int) -> bytes:
    """Returns the first page as PNG, so many pixels wide."""
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            picture = page.render(scale=width / page.get_width()).to_pil()
        finally:
            document.close()
    written = io.BytesIO()
    picture.convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()
