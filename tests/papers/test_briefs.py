"""The policy briefing: two to four accessible pages, and the same for the web."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import outloud
import pymupdf
import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import ProblemsFound, UnknownName
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.records import instrument
from campaigner.papers.briefing import Briefing
from campaigner.papers.edition import Edition
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command

DAY = date(2026, 11, 23)
SHIPPED = sorted(path.parent.name for path in shipped_folder("campaigns").glob("*/campaign.toml"))
ORGANISATION = """
[organisation]
name = "Sample Rights"
address = ["1 Sample Street", "Sampleton"]
email = "hello@example.org"
telephone = "01632 960 000"
website = "https://example.org"
"""


def briefing(
    workspace: Workspace, campaign: Campaign, language: str = "en", source: str = ""
) -> Briefing:
    (workspace.root / "campaigner.toml").write_text(ORGANISATION, encoding="utf-8")
    folders = workspace.template_folders
    return Briefing(Edition(campaign, language, DAY, workspace.settings, folders, source))


def pages(document: pymupdf.Document) -> list[pymupdf.Page]:
    return [document[number] for number in range(document.page_count)]


def words(document: pymupdf.Document) -> str:
    """All that a reader of the pages gets, with single spaces and without line-end joins."""
    text = " ".join(page.get_text() for page in pages(document)).replace("\u2060", "")
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("slug", SHIPPED)
def test_a_shipped_brief_has_all_that_an_office_needs(
    workspace: Workspace, tmp_path: Path, slug: str, language: str
) -> None:
    campaign = load_campaign(workspace.campaign_folder(slug))
    path = tmp_path / "brief.pdf"
    path.write_bytes(briefing(workspace, campaign, language).laid_out().pdf())
    checked = outloud.check(str(path))
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    with pymupdf.open(path) as document:
        assert 2 <= document.page_count <= 4
        assert document.metadata["title"].startswith(campaign.title[language])
        assert document.metadata["author"] == "Sample Rights"
        assert document.xref_get_key(document.pdf_catalog(), "Lang")[1] == language
        text = words(document)
        fonts = {font[3].partition("+")[2] for page in pages(document) for font in page.get_fonts()}
        links = {
            link["uri"] for page in pages(document) for link in page.get_links() if "uri" in link
        }
    used = {f.url for f in campaign.facts if f'fact("{f.id}")' in campaign.texts["brief.en.md"]}
    assert used <= links
    assert {font.rpartition("-")[0] or font for font in fonts} <= {
        "Spectral", "Spectral-Semi", "Fira", "Fira-Sans"
    }  # fmt: skip
    for ask in campaign.asks:
        assert text.count(" ".join(ask.text[language].split())) == 2
    for citation in campaign.citations:
        assert instrument(parse_reference(citation.ref).instrument).name_in(language) in text
        assert citation.supports[language] in text
    assert "hello@example.org" in text
    assert re.search(r"\b(Page|Tudalen) 2 (of|o) [234]\b", text)


def test_the_parts_come_in_the_order_in_which_they_are_read(workspace: Workspace) -> None:
    campaign = load_campaign(workspace.campaign_folder("right-to-food"))
    page = briefing(workspace, campaign).html()
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == [
        "Summary",
        "At a glance: what we ask",
        "The issue",
        "Then and now",
        "What the law says",
        "What we ask",
        "Authorities",
        "Sources",
        "Read more, write, sign",
        "Contact",
    ]


def test_a_source_has_one_number_and_every_number_its_source(workspace: Workspace) -> None:
    campaign = load_campaign(workspace.campaign_folder("modern-slavery"))
    page = briefing(workspace, campaign).html()
    called = [int(number) for number in re.findall(r'href="#source-(\d+)"', page)]
    listed = [int(number) for number in re.findall(r'id="source-(\d+)"', page)]
    assert list(dict.fromkeys(called)) == listed == list(range(1, len(listed) + 1))
    assert len(called) > len(listed)  # two facts from one publication


def test_the_web_page_loads_nothing(workspace: Workspace) -> None:
    campaign = load_campaign(workspace.campaign_folder("accountability-for-aggression"))
    page = briefing(workspace, campaign).html()
    assert re.findall(r"<(?:script|link|iframe)|url\(|@import", page) == []
    assert {source[:19] for source in re.findall(r'src="([^"]*)"', page)} == {"data:image/svg+xml;"}
    assert page.count("<img") == len(campaign.partners) == 2
    assert '<html lang="en" dir="ltr">' in page


def test_the_same_brief_is_the_same_bytes(workspace: Workspace, bread: Path) -> None:
    campaign = load_campaign(bread)
    first, second = (briefing(workspace, campaign).laid_out().pdf() for _ in range(2))
    assert first == second


def test_amira_s_brief_carries_her_code(workspace: Workspace, bread: Path) -> None:
    campaign = load_campaign(bread)
    hers, anybodys = (briefing(workspace, campaign, source=code).html() for code in ("amira", ""))
    assert 'href="https://example.org/bread?source=amira"' in hers
    qr_codes = [re.findall(r"<svg.*?</svg>", page, re.DOTALL) for page in (hers, anybodys)]
    assert len(qr_codes[0]) == len(qr_codes[1]) == 1
    assert qr_codes[0] != qr_codes[1]


def test_a_mistake_in_the_text_is_named_with_file_and_line(
    workspace: Workspace, bread: Path
) -> None:
    (bread / "brief.en.md").write_text('## Summary\n\n{{ fact("nothing") }}\n', encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        briefing(workspace, load_campaign(bread)).laid_out()
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("campaigns/bread/brief.en.md", 3)


def test_text_before_the_first_heading_is_the_summary(workspace: Workspace, bread: Path) -> None:
    (bread / "brief.en.md").write_text("Bread.\n\n## The issue\n\nNone.\n", encoding="utf-8")
    page = briefing(workspace, load_campaign(bread)).html()
    assert re.search(r'<section class="summary">\s*<p>Bread.</p>\s*</section>', page)


def test_a_language_that_the_campaign_lacks_is_refused(workspace: Workspace, bread: Path) -> None:
    with pytest.raises(UnknownName, match="“fr”"):
        briefing(workspace, load_campaign(bread), "fr")


def test_the_command_writes_the_brief_and_says_what_to_know(
    campaigner: Command, bread: Path
) -> None:
    definition = bread / "campaign.toml"
    text = definition.read_text("utf-8").replace(
        'languages = ["en", "cy"]', 'languages = ["en", "cy"]\nunreviewed_languages = ["cy"]'
    )
    definition.write_text(text, encoding="utf-8")
    called = campaigner("campaign", "brief", "bread", "--language", "cy")
    assert called.code == 0
    note, *rest = called.stderr.splitlines()
    assert note.startswith("Note: campaigner.toml does not have organisation.name and web.address")
    assert rest == [
        "Wrote 1 page to bread-brief.pdf.",
        "No native speaker has checked the text in “cy” yet.",
    ]
    assert Path("bread-brief.pdf").read_bytes().startswith(b"%PDF-")
    assert campaigner("campaign", "brief", "bread", "--html", "-o", "page.html").code == 0
    assert "<h1>Bread</h1>" in Path("page.html").read_text(encoding="utf-8")
    assert campaigner("campaign", "brief", "bread", "--source", "nobody").code == 2


@pytest.mark.slow
def test_a_brief_that_nobody_will_read_to_its_end_is_called_long(
    campaigner: Command, bread: Path
) -> None:
    text = "## Summary\n\n" + "Bread is what people eat. " * 3000
    (bread / "brief.en.md").write_text(text, encoding="utf-8")
    assert "shorten the text" in campaigner("campaign", "brief", "bread").stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("brief.en.md", "", "is missing or empty", id="no text"),
        pytest.param("brief.en.md", "## Summary\n\n\U000103a0\n", "U+103A0", id="no font for it"),
        pytest.param("logo.svg", "<svg><script/></svg>", "<svg>", id="a logo that is none"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_message(
    campaigner: Command, bread: Path, name: str, content: str, words: str
) -> None:
    (bread / name).write_text(content, encoding="utf-8")
    if name == "logo.svg":
        with (bread / "campaign.toml").open("a", encoding="utf-8") as definition:
            definition.write('\n[[partners]]\nname = "Sample Bakers"\nlogo = "logo.svg"\n')
    called = campaigner("campaign", "brief", "bread")
    assert called.code == 1
    assert words in called.stderr
    assert not Path("bread-brief.pdf").exists()


def test_events_are_named_until_they_are_over(workspace: Workspace) -> None:
    campaign = load_campaign(workspace.campaign_folder("accountability-for-aggression"))
    before = briefing(workspace, campaign, "cy")
    after = Briefing(replace(before.edition, day=date(2027, 3, 10)))
    assert "<br>9 Mawrth 2027, 18:00<br>" in before.html()
    assert "9 Mawrth 2027" not in after.html()
