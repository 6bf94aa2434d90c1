"""What the checkers have against a paper that is joined from parts."""

from __future__ import annotations

from pathlib import Path

from outloud import check
from pikepdf.pdfa import validate_written

# A paper may be accessible and archivable at once. Then its metadata describe the mark of PDF/UA
# in an extension schema (ISO 19005-2, 6.6.2.3.3), which the checker of PDF/A does not read; and it
# knows level B alone.
_NOT_READ = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "property pdfuaid:part")
_ALLOWED = (*_NOT_READ, "conformance is 'U'")


def accessibility(path: Path) -> list[str]:
    """The errors that the checker of PDF/UA-1 finds; a form to fill in has warnings."""
    return [str(each) for each in check(str(path)).findings if each.severity == "error"]


def findings(path: Path) -> list[str]:
    """What the checkers of PDF/UA-1 and PDF/A-2 find wrong with a file, or warn of."""
    return [*map(str, check(str(path)).findings), *_not_archivable(path)]


def errors(path: Path) -> list[str]:
    """The same without warnings of the checker of PDF/UA-1."""
    found = check(str(path)).findings
    return [*(str(each) for each in found if each.severity != "warning"), *_not_archivable(path)]


def _not_archivable(path: Path) -> list[str]:
    found = map(str, validate_written(path, "2b").findings)
    return [each for each in found if not any(words in each for words in _ALLOWED)]
