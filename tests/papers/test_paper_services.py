"""Papers that organisers print, without a command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
import pytest

from campaigner.errors import ProblemsFound, UnknownName
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.papers.briefing import make_brief
from campaigner.papers.learning_sheets import make_learning_sheet
from campaigner.papers.pack import pack_of
from campaigner.sources import Source
from campaigner.store.sources import add_source
from campaigner.vocabulary.signatures import SourceKind
from campaigner.workspace import Workspace

NOW = datetime(2026, 12, 11, 12, tzinfo=UTC)


@pytest.fixture
def here(workspace: Workspace, bread: Path) -> Iterator[OpenWorkspace]:
    """A workspace with the campaign “bread” and Amira, an ambassador."""
    with opened_workspace(workspace, NOW, "olive") as here:
        add_source(here.database.conn, Source("amira", SourceKind.AMBASSADOR, "Amira S"), 0)
        yield here


def test_a_brief_is_pages_or_a_web_page(here: OpenWorkspace) -> None:
    paper = make_brief(here, "bread", source="Amira")
    assert paper.content.startswith(b"%PDF-")
    assert (paper.pages, paper.is_too_long, paper.unreviewed) == (1, False, "")
    page = make_brief(here, "bread", "cy", "amira", web=True).content.decode()
    assert '<html lang="cy"' in page
    assert "bread?source=amira" in page


@pytest.mark.parametrize(
    ("campaign", "language", "source", "words"),
    [
        ("beard", "", "", "Unknown campaign “beard”"),
        ("bread", "fr", "", "Unknown language “fr”"),
        ("bread", "", "amiar", "Unknown source “amiar”"),
    ],
)
def test_a_name_that_is_not_known_is_refused(
    here: OpenWorkspace, campaign: str, language: str, source: str, words: str
) -> None:
    with pytest.raises(UnknownName, match=words):
        make_brief(here, campaign, language, source)


def test_an_unfinished_campaign_makes_no_papers(here: OpenWorkspace, bread: Path) -> None:
    (bread / "brief.cy.md").write_text("## Crynodeb\n\n[to write: all]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="is not finished"):
        make_brief(here, "bread")


@pytest.mark.slow
def test_a_pack_comes_paper_by_paper_and_its_sheets_are_noted(here: OpenWorkspace) -> None:
    pack = pack_of(here, "bread", "amira")
    assert pack.edition.link == "https://example.org/bread?source=amira"
    papers = dict(pack.papers(2))
    assert {"brief.pdf", "letter.pdf", "petition.pdf", "qr.svg"} <= set(papers)
    with pymupdf.open(stream=papers["petition.pdf"]) as sheets:
        assert sheets.page_count == 2 + 1  # and a strip to cover signatures
    noted = here.database.execute("SELECT source FROM sheets").fetchall()
    assert [row["source"] for row in noted] == ["amira", "amira"]


def test_a_learning_sheet_has_a_name_for_its_file(workspace: Workspace) -> None:
    made = make_learning_sheet(workspace, "UDHR 1", "cy", "en")
    assert made.name == "udhr-1-cy-en"
    assert made.pdf.startswith(b"%PDF-")


def test_the_organiser_is_told_who_checked_a_text_and_the_public_sheet_is_not(
    workspace: Workspace,
) -> None:
    made = make_learning_sheet(workspace, "UDHR 1", "en", "fr")
    assert made.checked == (
        "English: a person has read all of it.",
        "French: checked by a program alone; ask someone who reads it.",
    )
    with pymupdf.open(stream=made.pdf) as sheet:
        assert "checked" not in sheet[0].get_text().casefold()


def test_a_sheet_of_asylum_names_the_refugee_convention_as_related_protection(
    workspace: Workspace,
) -> None:
    with pymupdf.open(stream=make_learning_sheet(workspace, "UDHR 14").pdf) as sheet:
        words = sheet[0].get_text()
    assert "RELATED PROTECTION" in words
    assert "THE SAME RIGHT ELSEWHERE" not in words
