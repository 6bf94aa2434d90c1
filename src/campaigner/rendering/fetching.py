"""What a page may load: files below the folders it was given, and the program's own fonts."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.parsers import expat

from campaigner.errors import CampaignerError
from campaigner.files import bytes_inside
from campaigner.rendering.engine import URLFetcher, URLFetcherResponse
from campaigner.rendering.fonts.faces import font_files
from campaigner.svg import is_endless

LARGEST_FILE = 20_000_000  # bytes
MOST_PIXELS = 40_000_000


class LocalFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type information
    """Gives files below some folders and refuses every other address, on the web or not.

    Links are followed before a path is judged, so that none leads outside.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.folders = tuple(folder.resolve() for folder in folders)
        self.fonts = set(font_files().values())

    def allow_fonts(self, paths: Iterable[Path]) -> None:
        """Let further font files be loaded."""
        self.fonts.update(paths)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file of a ``file:`` address.

        Raises PermissionError, which WeasyPrint logs, for anything else.
        """
        del headers
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise PermissionError("only files of the campaign and of the templates may be used")
        path = Path(url2pathname(parts.path)).resolve()
        if path not in self.fonts and not any(path.is_relative_to(own) for own in self.folders):
            raise PermissionError("it lies outside the campaign's folder and the templates")
        return URLFetcherResponse(url, self._content(path))

    def _content(self, path: Path) -> bytes:
        """What a file holds, if it is not too large to be used, or to be drawn."""
        if path in self.fonts:
            return path.read_bytes()
        try:
            content = bytes_inside(path, path.parent, LARGEST_FILE)
        except CampaignerError as error:
            raise PermissionError(error.message) from error
        pixels = _pixels(content)
        if not pixels and _is_endless(content):
            raise PermissionError("its parts use other parts too often")
        if pixels > MOST_PIXELS:
            raise PermissionError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
        return content


def _is_endless(content: bytes) -> bool:
    try:
        return is_endless(content)
    except expat.ExpatError:
        return False  # it is something else, or whoever draws it says what is wrong


def _pixels(content: bytes) -> int:
    """Returns the pixels of a picture, 0 for anything else."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                return picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        return 0
