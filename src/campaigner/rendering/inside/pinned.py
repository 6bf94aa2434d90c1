"""The versions whose inside is known here, and why memory is off with any other."""

from __future__ import annotations

from campaigner.rendering.engine import pydyf, weasyprint

KNOWN = {"WeasyPrint": "70.0", "pydyf": "0.13.0"}


def reason_against() -> str:
    """Returns why nothing is remembered, as a sentence; empty if everything can be."""
    found = {"WeasyPrint": weasyprint.__version__, "pydyf": pydyf.__version__}
    for name, version in KNOWN.items():
        if found[name] != version:
            return f"{name} {found[name]} is installed, and only {version} is known well enough."
    return ""
