"""What a page may load: files below the folders it was given, and the program's own fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from campaigner.rendering.engine import URLFetcher, URLFetcherResponse
from campaigner.rendering.fonts import font_files


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
        return URLFetcherResponse(url, path.read_bytes())
