"""Letters by substitution: a page laid out once, and other people's words put into it."""

import campaigner.rendering.engine  # first: it decides how WeasyPrint is loaded  # noqa: F401
