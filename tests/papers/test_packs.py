"""An ambassador's pack: every paper has the link that counts for her."""

from __future__ import annotations

from pathlib import Path

import outloud
import pymupdf
import pytest

from campaigner.rendering.images import qr_svg
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.slow

LINK = "https://example.org/right-to-food?source=amira"


@pytest.fixture
def amira(workspace: Workspace, campaigner: Command) -> None:
    """Amira, an ambassador, has a code."""
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira S")


@pytest.mark.usefixtures("amira")
@pytest.mark.parametrize("language", ["en", "cy"])
def test_amira_gets_all_papers_with_her_link(campaigner: Command, language: str) -> None:
    called = campaigner(
        "campaign", "pack", "right-to-food", "--source", "Amira", "-o", "pack",
        "--language", language,
    )  # fmt: skip
    assert called.code == 0
    papers = {path.name: path for path in Path("pack").iterdir()}
    assert set(papers) == {
        "brief.pdf",
        "letter.pdf",
        "petition.pdf",
        "udhr-22.pdf",
        "udhr-25.pdf",
        "qr.svg",
    }
    assert papers["qr.svg"].read_text(encoding="utf-8") == qr_svg(LINK, LINK, border=4)
    for name in ("brief.pdf", "letter.pdf", "udhr-22.pdf", "udhr-25.pdf"):
        with pymupdf.open(papers[name]) as paper:
            pages = [paper[number] for number in range(paper.page_count)]
            links = {link.get("uri") for page in pages for link in page.get_links()}
        assert LINK in links, name
    for path in papers.values():
        if path.suffix == ".pdf":
            found = outloud.check(str(path)).findings
            assert [each for each in found if each.severity == "error"] == [], path


@pytest.mark.usefixtures("amira")
def test_amira_s_sheets_are_noted_as_hers(campaigner: Command, database: Database) -> None:
    pack = ("campaign", "pack", "right-to-food", "--source", "amira", "-o", "pack")
    assert campaigner(*pack, "--sheets", 3).code == 0
    with pymupdf.open("pack/petition.pdf") as paper:
        assert paper.page_count == 3 + 1  # and a strip to cover signatures
        first = paper[0].get_text()
    sheets = database.execute("SELECT sheet, source FROM sheets").fetchall()
    assert {row["source"] for row in sheets} == {"amira"}
    assert any(row["sheet"] in first for row in sheets)


@pytest.mark.usefixtures("amira")
def test_the_sample_letter_says_where_one_s_own_words_go(campaigner: Command) -> None:
    campaigner("campaign", "pack", "right-to-food", "--source", "amira", "-o", "pack")
    with pymupdf.open("pack/letter.pdf") as letter:
        words = " ".join(letter[0].get_text().split())
    for place in ("[Your name]", "[Your address]", "Dear [name],", "[your constituency]"):
        assert place in words
    assert "[In your own words: What have you seen?" in words
    assert "House of Commons" in words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--source", "amiar"), "Did you mean “amira”?"),
        (("--source", "amira", "--language", "fr"), "“fr”"),
        (("--source", "amira", "--sheets", "0"), "sheets"),
    ],
)
@pytest.mark.usefixtures("amira")
def test_a_wrong_call_makes_no_pack(
    campaigner: Command, options: tuple[str, ...], words: str
) -> None:
    called = campaigner("campaign", "pack", "right-to-food", "-o", "pack", *options)
    assert called.code == 2
    assert words in called.stderr
    assert not Path("pack").exists()
