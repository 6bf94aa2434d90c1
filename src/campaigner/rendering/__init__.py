"""From text to page: Jinja, Markdown, fonts, images, and WeasyPrint."""
