"""The question that a supporter's own paragraph answers, and the table that asks it."""

from __future__ import annotations

import csv
import io

from campaigner.text import in_language

QUESTION = {
    "en": "What have you seen? Where? When? What would help?",
    "cy": "Beth welsoch chi? Ble? Pryd? Beth fyddai’n helpu?",
}
_HEADINGS = {
    "en": ("Name", "Address", "Postcode", "Email", "Language"),
    "cy": ("Enw", "Cyfeiriad", "Cod post", "E-bost", "Iaith"),
}


def question(language: str) -> str:
    """Returns the question in a language; in English if it is not translated."""
    return in_language(QUESTION, language)


def table_to_fill(language: str) -> str:
    """Returns the first line of a table of supporters, as CSV: a batch knows all its columns."""
    known = language if language in _HEADINGS else "en"
    written = io.StringIO()
    row = (*_HEADINGS[known], question(known), "consent")
    csv.writer(written, lineterminator="\n").writerow(row)
    return written.getvalue()
