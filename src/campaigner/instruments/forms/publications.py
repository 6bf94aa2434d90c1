"""Where an instrument is published, as law journals say it between its name and its article.

``Universal Declaration of Human Rights, G.A. Res. 217A (III), U.N. Doc. A/810 at 71 (1948),
art. 14``: what stands between names nothing that is cited.
"""

from __future__ import annotations

import re

_DAY = (
    r"(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?\s+(?:\d{1,2},\s+)?\d{4}"
)
_PARTICULAR = (
    r"\d+\s+U\.?\s?N\.?\s?T\.?\s?S\.?\s*(?:No\.?\s*)?[\dXVI]+(?:,\s+\d+)*"  # treaty series
    r"|(?:C\.?E\.?T\.?S\.?|E\.?T\.?S\.?)\s*(?:No\b\.?)?\s*\d+"
    r"|(?:Can\.?\s?T\.?S\.?|UKTS|U\.K\.T\.S\.|Cmnd?\.?|T\.I\.A\.S\.)\s*(?:\d{4}\s*)?(?:No\b\.?\s*)?\d+"
    r"|\d+\s+I\.?L\.?M\.?\s+\d+"
    r"|G\.?A\.?\s+Res\.?\s+\d+(?:/\d+)?\s*[A-Z]?\s*(?:\([IVXL]+\))?\s*[A-Z]?|RC/Res\.\d+"
    r"|UNGA\s+Res(?:olution)?\.?\s+\d+\s*[A-Z]?\s*(?:\([IVXL]+\))?\s*[A-Z]?"
    r"|(?:UN\s?GAOR|U\.N\.\s?GAOR|GAOR)(?:,?\s+\d+\w{2}\s+Sess\.?)?(?:,?\s+(?:\d+\w{2}\s+)?Supp\.?\s+"
    r"\(?No\.?\s+\d+\w?\)?)?(?:\s+at\s+\d+)?"
    r"|\d+(?:st|nd|rd|th|d)\s+Sess\b\.?|Supp\.?\s+No\.?\s+\d+\w?"
    r"|U\.?N\.?\s+Doc\.?\s+[A-Z](?:[\w./-]*\w)?(?:\s*\([^()]*\))?(?:\s+at\s+\d+)?(?:\s*\(\d{4}\))?(?:\s+\d+)?"
    rf"|(?:(?:adopted|opened\s+for\s+signature|signed|done|concluded)\s+)?{_DAY}"
    r"|(?:above|supra)\s+n(?:ote)?s?\.?\s+\d+|\(n\s\d+\)|as\s+amended|at\s+\d+(?=\s*[,(])|\(\d{4}\)"
)
_PUBLICATION = re.compile(rf"(?<!\w)(?:\b(?=\w)|(?=\())(?:{_PARTICULAR})(?!\w)")


def blanked_publications(text: str) -> str:
    """The text with spaces for the particulars of publication."""
    return _PUBLICATION.sub(lambda found: " " * len(found[0]), text)
