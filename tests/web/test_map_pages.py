"""The map on a campaign's page: where people signed, in words, too, and light to load."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from campaigner.representatives.importers import import_areas
from campaigner.store.database import opened
from petition_pictures import written_map
from petitioners import confirmed_in
from web_visitors import Served

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
HEXES = {
    "E14009901": {"n": "Sampleton North", "q": 0, "r": 0, "region": "E12000003"},
    "W07009903": {"n": "Tre Enghraifft", "q": 0, "r": -1, "region": "W92000004"},
    "E14009902": {"n": 'South "<b>"', "q": 1, "r": 0, "region": "E12000003"},
}


@pytest.fixture
def mapped(served: Served, tmp_path: Path) -> Served:
    with opened(served.workspace.database_path) as database:
        import_areas(database, written_map(tmp_path, HEXES))
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 7, "LL93 5AA": 4, "LE93 2AA": 1})
    return served


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "Most signed in Sampleton North (7). In 2 of 3 areas on the map",
        ),
        ("cy", "Llofnododd y nifer fwyaf yn Sampleton North (7)."),
    ],
)
def test_the_page_has_the_map_and_its_words(mapped: Served, language: str, says: str) -> None:
    with mapped.visitor() as visitor:
        page = visitor.get(f"/bread?language={language}").text
        answer = visitor.get(f"/bread/map.svg?language={language}")
        again = visitor.get(
            f"/bread/map.svg?language={language}",
            headers={"If-None-Match": answer.headers["etag"]},
        )
    assert f'<img src="/bread/map.svg?language={language}"' in page
    assert says in page
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "max-age=600" in answer.headers["cache-control"]
    assert again.status_code == 304
    root = ElementTree.fromstring(answer.text)
    assert (root.get("role"), root.get("lang")) == ("img", language)
    assert float(root.get("height", 0)) == 550


def test_without_a_map_the_page_is_as_it_was(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 7})
    with served.visitor() as visitor:
        assert "map.svg" not in visitor.get("/bread").text
        assert visitor.get("/bread/map.svg").status_code == 404
        assert visitor.get("/nothing/map.svg").status_code == 404


@pytest.mark.parametrize(("scheme", "hollow"), [("light", (247, 245, 242)), ("dark", (20, 24, 30))])
def test_the_map_is_drawn_in_the_colours_of_the_page(
    mapped: Served, browser: Browser, scheme: str, hollow: tuple[int, int, int]
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{mapped.address}/bread")
    image = page.locator(".map img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.map img').naturalWidth > 0")
    drawn = page.evaluate(
        """async () => {
          const image = document.querySelector('.map img'); await image.decode();
          const canvas = document.createElement('canvas'); canvas.width = 380; canvas.height = 520;
          const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0, 380, 520);
          const all = pen.getImageData(0, 0, 380, 520).data; const found = {};
          for (let at = 0; at < all.length; at += 4) if (all[at + 3] === 255)
            found[[all[at], all[at + 1], all[at + 2]]] = 1;
          return Object.keys(found);
        }"""
    )
    assert ",".join(map(str, hollow)) in drawn
    assert said == []
    context.close()
