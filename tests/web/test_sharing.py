"""How a campaign is passed on: what networks show of a link, and what search engines read."""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from campaigner.campaigns.loader import load_campaign
from campaigner.papers.share_picture import share_picture
from campaigner.web.pages.structured import structured_data
from campaigner.workspace import Workspace
from web_visitors import Served

HOSTILE = "</script><script>alert('1')</script><img src=https://evil.example/x.png>"
MAP = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def titled(bread: Path, title: str) -> None:
    """Give the small campaign another title in English."""
    path = bread / "campaign.toml"
    text, changed = re.subn(
        r"(?m)^title = .*$",
        lambda _: f'title = {{ en = {json.dumps(title)}, cy = "Bara" }}',
        path.read_text(encoding="utf-8"),
        count=1,
    )
    assert changed
    path.write_text(text, encoding="utf-8")


def test_a_link_is_shown_with_title_summary_and_picture(served: Served) -> None:
    with served.visitor() as network:
        page = network.get("/bread?language=en").text
        found = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
        picture = network.get(unescape(found["og:image"]).partition("://")[2].partition("/")[2])
    assert found["og:title"] == "Bread"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:url"].startswith("https://")
    assert picture.headers["content-type"] == "image/png"
    image = Image.open(BytesIO(picture.content))
    assert (
        image.size == (1200, 630) == (int(found["og:image:width"]), int(found["og:image:height"]))
    )


@pytest.mark.slow
def test_a_hostile_title_is_text_in_page_data_and_picture(served: Served, bread: Path) -> None:
    titled(bread, HOSTILE)
    with served.visitor() as network:
        page = network.get("/bread").text
        picture = network.get("/share/bread.png")
    assert "<script>alert" not in page
    assert "<img" not in page
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert [json.loads(each)["name"] for each in data] == [HOSTILE]
    assert Image.open(BytesIO(picture.content)).size == (1200, 630)


@pytest.mark.slow
def test_the_same_picture_is_made_once(workspace: Workspace, bread: Path) -> None:
    campaign = load_campaign(bread)
    first = share_picture(workspace, campaign, "en")
    assert share_picture(workspace, campaign, "en") is first
    titled(bread, "Bread for all")
    assert share_picture(workspace, load_campaign(bread), "en") != first


def test_structured_data_names_the_organisation(
    workspace: Workspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample </script> Rights")
    written = structured_data(workspace.settings, load_campaign(bread), "en", 12)
    assert "</" not in written
    value = json.loads(written)
    assert value["publisher"]["name"] == "Sample </script> Rights"
    assert value["interactionStatistic"]["userInteractionCount"] == 12


@pytest.mark.slow
def test_search_engines_get_each_campaign_in_all_its_languages(served: Served) -> None:
    with served.visitor() as robot:
        answer = robot.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    urls = ElementTree.fromstring(answer.content).findall("map:url", MAP)
    bread = [url for url in urls if "/bread?" in str(url.findtext("map:loc", "", MAP))]
    languages = {link.get("hreflang") for link in bread[0].findall("xhtml:link", MAP)}
    assert len(bread) == len(languages)
    assert all(str(url.findtext("map:loc", "", MAP)).startswith("http") for url in urls)
