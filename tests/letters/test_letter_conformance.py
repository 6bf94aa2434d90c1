"""Accessible and archivable: the checkers find nothing, on every layout, language and campaign."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle
from pathlib import Path

import pytest
from outloud import check
from pikepdf.pdfa import validate_written

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import ORGANISATION
from campaigner.letters.writing.compose import Letter, SignatureCount, Wording, compose_letter
from campaigner.rendering import plain
from campaigner.rendering.layouts import LAYOUTS
from campaigner.vocabulary.letters import PdfVariant
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, letter, stationery, typeset

LANGUAGES = ("en", "cy")
CAMPAIGNS = sorted(path.name for path in shipped_folder("campaigns").iterdir())
LONG = "I have seen it myself, week after week, in the queue outside the hall. " * 30
FLAVOURS = {PdfVariant.A_2U: "2b", PdfVariant.A_3U: "3b"}

# Every layout in every language, and every campaign in every language on some layout.
SHEETS = [(CAMPAIGNS[0], language, layout) for layout in LAYOUTS for language in LANGUAGES]
SHEETS += [
    (name, language, layout)
    for (name, language), layout in zip(
        [(name, language) for name in CAMPAIGNS[1:] for language in LANGUAGES],
        cycle(LAYOUTS),
        strict=False,
    )
]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _laid_out_once() -> Iterator[None]:
    """Pages are laid out once and written in each variant: the same bytes as each by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_lay_out", lru_cache(maxsize=4)(plain._lay_out))
        yield


def findings(made: Letter, path: Path, variant: PdfVariant) -> list[str]:
    """What the checkers have against a letter: that of PDF/UA, and that of PDF/A for archives.

    A file for archives is as accessible, but does not call itself PDF/UA. The checker of PDF/A
    knows level B alone: that U stands there is the one thing it may find.
    """
    path.write_bytes(typeset(made, variant).pdf)
    found = [str(each) for each in check(str(path)).findings]
    if variant in FLAVOURS:
        found += [str(each) for each in validate_written(path, FLAVOURS[variant]).findings]
    allowed = ("declare pdfuaid:part", "conformance is 'U'") if variant in FLAVOURS else ()
    return [each for each in found if not any(words in each for words in allowed)]


@pytest.mark.parametrize("variant", PdfVariant)
@pytest.mark.parametrize(("name", "language", "layout"), SHEETS)
def test_a_letter_passes_the_checkers(
    name: str, language: str, layout: str, variant: PdfVariant, tmp_path: Path
) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / name)
    made = letter(campaign, language, layout=layout)
    assert findings(made, tmp_path / "letter.pdf", variant) == []


@pytest.mark.parametrize("variant", PdfVariant)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_of_two_pages_passes_them_too(
    language: str, variant: PdfVariant, tmp_path: Path
) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    made = letter(campaign, language, personal=LONG)
    assert findings(made, tmp_path / "letter.pdf", variant) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_organisation_s_letter_passes_them_too(language: str, tmp_path: Path) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    wording = Wording(language, kind=ORGANISATION, signatures=SignatureCount(12, 1234))
    made = compose_letter(campaign, ADA, SUZIE, wording, stationery())
    assert findings(made, tmp_path / "letter.pdf", PdfVariant.A_3U) == []
