"""Olga makes pictures of a campaign in the browser, and gives it another map."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from campaigner.petitions.opening import open_petition
from campaigner.representatives.atlas import import_places
from campaigner.store import audit, map_versions
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden, opened_here
from petition_pictures import COUNTS, HEXES, counted

PICTURES = "/desk/campaigns/bread/pictures"
MAP = "/desk/representatives/map"
SCHEME = "uk-constituency"


@pytest.fixture
def olga(at_desk: Desk) -> httpx.Client:
    """An organiser for every campaign, one of which has been signed in several areas."""
    with opened_here(at_desk.served) as here:
        counted(open_petition(here, "bread"), COUNTS)
    place = Place(AccountRole.ORGANISER, everywhere=True)
    return at_desk.logged_in(AccountRole.ORGANISER, place)


def sent(olga: httpx.Client, hexes: object, name: str = "map.hexjson") -> httpx.Response:
    text = hexes if isinstance(hexes, str) else json.dumps({"layout": "odd-r", "hexes": hexes})
    return olga.post(f"{MAP}/look", files={"table": (name, text.encode())})


def take(olga: httpx.Client, looked: httpx.Response) -> None:
    form = {name: hidden(looked, name) for name in ("key", "scheme", "origin")}
    assert heading(olga.post(f"{MAP}/take", data=form)) == "Map"


def drawn(at_desk: Desk) -> list[tuple[str, int, int]]:
    with opened_here(at_desk.served) as here:
        _, spots = map_versions.current(here.database.conn, SCHEME)
    return [(each.code, each.q, each.r) for each in spots]


def test_olga_downloads_each_picture_with_its_words_and_its_table(
    olga: httpx.Client, at_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("map") / "map.hexjson"
    path.write_text(json.dumps({"hexes": HEXES}), encoding="utf-8")
    with opened_here(at_desk.served) as here:
        import_places(here, path)
    for kind in ("map", "bars", "timeline", "count"):
        page = olga.get(f"{PICTURES}?kind={kind}")
        assert heading(page) == "Pictures"
        shown = re.search(rf'src="({PICTURES}/{kind}\.svg\?[^"]*)"', page.text)
        assert shown
        svg = olga.get(shown[1].replace("&amp;", "&"))
        assert svg.text.startswith("<svg")
        policy = svg.headers["Content-Security-Policy"]
        assert policy.count("'sha256-") == len(re.findall("<style>", svg.text)) == 1
        assert "font-src data:" in policy
    table = olga.get(f"{PICTURES}/map.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="bread-map.csv"'
    assert "Sampleton,120" in table.text
    assert "Glen Sample,fewer than 5" in table.text
    assert olga.get(f"{PICTURES}/bars.png?of=nations").content.startswith(b"\x89PNG")
    assert "Sampleton" in olga.get(f"{PICTURES}/bars.txt").text
    assert olga.get(f"{PICTURES}/map.exe").status_code == 404
    assert olga.get(f"{PICTURES}/map.svg?area=nowhere").status_code == 404
    assert "nowhere" in olga.get(f"{PICTURES}?kind=map&area=nowhere").text


def test_olga_takes_in_another_map_and_goes_back(olga: httpx.Client, at_desk: Desk) -> None:
    take(olga, sent(olga, HEXES))
    before = drawn(at_desk)
    moved = {**HEXES, "E14009001": {"n": "Sampleton", "q": 9, "r": 9}}
    del moved["S14009001"]
    looked = sent(olga, moved)
    assert "has 4 hexagons and replaces one with 5" in looked.text
    assert re.findall(r"<dd>(\d+)</dd>", looked.text) == ["0", "1", "1"]
    assert drawn(at_desk) == before
    take(olga, looked)
    assert ("E14009001", 9, 9) in drawn(at_desk)
    olga.post(f"{MAP}/back", data={"map": hidden(olga.get(MAP), "map")})
    assert drawn(at_desk) == before
    assert olga.post(f"{MAP}/back", data={"map": "999"}).status_code == 404
    with opened_here(at_desk.served) as here:
        assert "map back" in {each.action for each in audit.deeds(here.database.conn)}
    assert not [*(at_desk.served.workspace.root / "uploads").rglob("*.hexjson")]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("", "map.hexjson", "Choose a HexJSON file."),
        ("{}", "map.exe", "Choose a HexJSON file"),
        ("[1]", "map.hexjson", "The file is not a HexJSON map."),
        ("a,b\n1,2\n", "map.hexjson", "The file is not a HexJSON map."),
        ("[" * 100_000, "map.hexjson", "nested too deeply"),
        ('{"hexes": {"A": {"n": "A"}}}', "map.hexjson", "No hexagon in the file has a place"),
        ('{"hexes": {}}' + " " * 2_000_000, "map.hexjson", "larger than 2 MB"),
    ],
)
def test_a_map_that_bites_is_refused_beside_its_field(
    olga: httpx.Client, at_desk: Desk, text: str, name: str, said: str
) -> None:
    answer = sent(olga, text, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="table-error"' in answer.text
    assert drawn(at_desk) == []


def test_a_map_with_a_hexagon_that_has_no_place_says_which(olga: httpx.Client) -> None:
    looked = sent(olga, {**HEXES, "E14009009": {"n": "Nowhere"}})
    assert looked.status_code == 200
    assert "the hexagon of Nowhere has no place" in looked.text
    assert "has 5 hexagons" in looked.text


def test_without_a_map_a_moderator_is_told_so(at_desk: Desk) -> None:
    page = at_desk.logged_in(AccountRole.MODERATOR).get(f"{PICTURES}?kind=map")
    assert page.status_code == 200
    assert "Nobody has imported where the areas are" in page.text
    assert MAP not in page.text
