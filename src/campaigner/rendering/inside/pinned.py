"""The versions whose inside is known here, and why memory is off with any other."""

from __future__ import annotations

import sys

from campaigner.rendering.engine import weasyprint

# WeasyPrint, and what it imports: the names of the modules.
KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0", "tinyhtml5": "2.1.0", "cssselect2": "0.10.1"}


def reason_against() -> str:
    """Returns why nothing is remembered, as a sentence; empty if everything can be."""
    for name, known in KNOWN.items():
        found = (weasyprint if name == "weasyprint" else sys.modules[name]).__version__
        if found != known:
            name = "WeasyPrint" if name == "weasyprint" else name
            return f"{name} {found} is installed, and only {known} is known well enough."
    return ""
