"""Jinja and Markdown, in a sandbox."""
