"""Pictures of a petition: what they show, in words and as a table, and how they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pikepdf import Dictionary, Object, Pdf

from campaigner.errors import UnknownName
from campaigner.opening import opened_workspace
from campaigner.papers.pictures import (
    NoMap,
    Picture,
    area_map,
    bars,
    count,
    has_map,
    timeline,
)
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.rendering.pdf import lay_out
from campaigner.representatives.importers import import_areas
from campaigner.sources import Source
from campaigner.store.database import transaction
from campaigner.store.sources import add_source
from campaigner.vocabulary.papers import BarsOf
from campaigner.vocabulary.signatures import SourceKind
from campaigner.workspace import Workspace
from paper_checks import accessibility
from petition_pictures import COUNTS, HEXES, counted, written_map

SVG = "{http://www.w3.org/2000/svg}"
NOW = datetime(2026, 12, 20, 12, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> & \"Sons\" 'of' {{ 7*7 }} ]]> \u202eabc"


@pytest.fixture
def petition(workspace: Workspace, bread: Path, tmp_path: Path) -> Iterator[OpenPetition]:
    with opened_workspace(workspace, NOW, "olive") as here:
        import_areas(here.database, written_map(tmp_path))
        yield open_petition(here, "bread")


def all_pictures(here: OpenPetition, language: str = "en") -> list[Picture]:
    return [
        area_map(here, language, mark="E14009001"),
        *(bars(here, of, language) for of in BarsOf),
        timeline(here, language),
        count(here, language),
    ]


def words_in_svg(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_map_has_a_number_for_each_area_that_enough_have_signed_in(
    petition: OpenPetition,
) -> None:
    counted(petition, COUNTS)
    picture = area_map(petition)
    assert picture.columns == ("Area", "Signatures")
    assert picture.rows == (
        ("Sampleton", "120"),
        ("Exampleford", "30"),
        ("Muster", "7"),
        ("Tre Enghraifft", "5"),
        ("Glen Sample", "fewer than 5"),
    )
    assert picture.total == 169
    assert picture.words == (
        "169 signatures in all. Most signed in Sampleton (120), Exampleford (30) and Muster (7)."
        " In 1 of 5 areas on the map, fewer than 5 signed: their numbers are not shown."
    )
    assert picture.source == "Counted on 20 December 2026."


@pytest.mark.parametrize("few", [0, 1, 4])
def test_few_signatures_and_none_look_the_same(petition: OpenPetition, few: int) -> None:
    counted(petition, COUNTS | {"S14009001": few, "N05009001": 4, "N05009002": 3})
    picture = area_map(petition, mark="S14009001")
    assert picture.rows[-1] == ("Glen Sample", "fewer than 5")
    assert "Glen Sample (fewer than 5)" in words_in_svg(picture.svg())


def test_the_marked_area_is_outlined_and_named(petition: OpenPetition) -> None:
    counted(petition, COUNTS)
    picture = area_map(petition, mark="W07009001")
    assert "Tre Enghraifft (5)" in words_in_svg(picture.svg())
    assert picture.words.endswith("The marked area is Tre Enghraifft, with 5.")
    assert 'class="mark"' in picture.svg()
    assert 'class="mark"' not in area_map(petition).svg()
    rare = area_map(petition, mark="S14009001")
    assert "Glen Sample (fewer than 5)" in words_in_svg(rare.svg())
    with pytest.raises(UnknownName):
        area_map(petition, mark="E14000000")


def test_the_legend_has_the_numbers_of_each_step(petition: OpenPetition) -> None:
    counted(petition, COUNTS)
    said = words_in_svg(area_map(petition).svg())
    assert said[1:-1] == ["fewer than 5", "5 to 6", "7 to 29", "30 to 99", "100 or more"]


def test_a_petition_that_nobody_has_signed_has_pictures(petition: OpenPetition) -> None:
    for picture in all_pictures(petition):
        ElementTree.fromstring(picture.svg())
        assert picture.total == 0
        assert picture.words


def test_without_a_map_it_is_said_what_is_missing(workspace: Workspace, bread: Path) -> None:
    with opened_workspace(workspace, NOW, "olive") as here:
        petition = open_petition(here, "bread")
        assert not has_map(petition)
        for picture in (area_map, lambda petition: bars(petition, BarsOf.REGIONS)):
            with pytest.raises(NoMap, match="uk-constituency"):
                picture(petition)
        assert bars(petition).rows == ()


@pytest.mark.parametrize(
    ("of", "rows"),
    [
        (
            BarsOf.AREAS,
            [
                *("Sampleton 120", "Exampleford 30", "Muster 7", "Tre Enghraifft 5"),
                "Elsewhere or fewer than 5 7",
            ],
        ),
        (
            BarsOf.REGIONS,
            ["Yorkshire and The Humber 150", "London 7", "Wales 5", "Elsewhere or fewer than 5 7"],
        ),
        (BarsOf.NATIONS, ["England 157", "Wales 5", "Elsewhere or fewer than 5 7"]),
        (BarsOf.SOURCES, ["Website 169"]),
    ],
)
def test_bars_add_up_to_all_signatures(petition: OpenPetition, of: BarsOf, rows: list[str]) -> None:
    counted(petition, COUNTS)
    picture = bars(petition, of)
    assert [" ".join(row) for row in picture.rows] == rows


def test_a_marked_area_is_among_the_bars_wherever_it_stands(petition: OpenPetition) -> None:
    counted(petition, COUNTS)
    said = words_in_svg(bars(petition, most=1, mark="W07009001").svg())
    assert said[1:6] == ["Sampleton", "120", "Tre Enghraifft", "5", "and 2 more"]


def test_the_time_line_has_each_day_up_to_today(petition: OpenPetition) -> None:
    counted(petition, {"": 3}, "2026-12-10")
    counted(petition, {"": 8}, "2026-12-13")
    picture = timeline(petition)
    assert picture.columns == ("Day", "Signatures")
    assert picture.rows[:4] == (
        ("10 December 2026", "3"),
        ("11 December 2026", "0"),
        ("12 December 2026", "0"),
        ("13 December 2026", "8"),
    )
    assert picture.rows[-1][0] == "20 December 2026"
    assert picture.words == (
        "11 signatures in all. The first signature was counted on 10 December 2026."
        " The busiest day was 13 December 2026, with 8."
    )


def test_a_long_time_line_is_by_week(petition: OpenPetition) -> None:
    counted(petition, {"": 3}, "2026-06-03")  # a Wednesday
    counted(petition, {"": 9}, "2026-12-10")
    picture = timeline(petition)
    assert picture.columns == ("Week beginning", "Signatures")
    assert picture.rows[0] == ("1 June 2026", "3")
    assert "The busiest week began on 7 December 2026, with 9." in picture.words


@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_picture_has_title_words_and_role_for_those_who_hear_it(
    petition: OpenPetition, language: str
) -> None:
    counted(petition, COUNTS)
    for picture in all_pictures(petition, language):
        root = ElementTree.fromstring(picture.svg(name=f"p-{picture.kind}"))
        assert root.get("role") == "img"
        assert root.get("lang") == language
        title, desc = root[0], root[1]
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.get("id") == f"p-{picture.kind}-title"
        assert title.text == picture.title
        assert desc.text == f"{picture.words} {picture.source}"
        assert picture.alternative.startswith(picture.title)


def test_the_same_counts_give_the_same_bytes(petition: OpenPetition) -> None:
    counted(petition, COUNTS)
    for one, other in zip(all_pictures(petition), all_pictures(petition), strict=True):
        for fonts in (False, True):
            assert one.svg(340, embed_fonts=fonts) == other.svg(340, embed_fonts=fonts)


@pytest.mark.parametrize("wide", [200, 340, 680, 1200])
def test_every_word_is_inside_the_picture(petition: OpenPetition, wide: float) -> None:
    counted(petition, COUNTS)
    for picture in all_pictures(petition):
        root = ElementTree.fromstring(picture.svg(wide))
        assert float(root.get("width", 0)) == wide
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x", -1)) < wide


def test_names_that_look_like_markup_are_words(
    workspace: Workspace, bread: Path, tmp_path: Path
) -> None:
    hexes = {**HEXES, "E14009009": {"n": HOSTILE, "q": 5, "r": 5, "region": HOSTILE}}
    with opened_workspace(workspace, NOW, "olive") as here:
        import_areas(here.database, written_map(tmp_path, hexes))
        petition = open_petition(here, "bread")
        counted(petition, {**COUNTS, "E14009009": 999})
        pictures = [area_map(petition, mark="E14009009"), *(bars(petition, of) for of in BarsOf)]
        for picture in pictures:
            root = ElementTree.fromstring(picture.svg(1200))
            tags = {each.tag.removeprefix(SVG) for each in root.iter()}
            assert tags <= {"svg", "title", "desc", "g", "path", "rect", "text"}
            assert "7*7" in " ".join(words_in_svg(pictures[0].svg(1200)))


def test_no_style_is_in_a_picture_for_a_page(petition: OpenPetition) -> None:
    counted(petition, COUNTS)
    for picture in all_pictures(petition):
        assert "style" not in picture.markup()
        assert "@font-face" in picture.svg(embed_fonts=True)


def test_the_650_constituencies_are_drawn_in_few_bytes(
    workspace: Workspace, bread: Path, shared_data: Path
) -> None:
    with opened_workspace(workspace, NOW, "olive") as here:
        import_areas(here.database, shared_data / "uk" / "constituencies-2024.hexjson")
        petition = open_petition(here, "bread")
        codes = [row[0] for row in here.database.execute("SELECT code FROM areas").fetchall()]
        counted(petition, {code: 3 + at % 97 for at, code in enumerate(codes) if code[0] in "ENSW"})
        picture = area_map(petition)
        assert len(picture.rows) == 650
        svg = picture.svg(360)
        assert sum(map(len, re.findall(r' d="M[^"]*"', svg))) < 40_000


def test_in_a_pdf_the_finding_is_the_alternative_text(
    petition: OpenPetition, tmp_path: Path
) -> None:
    counted(petition, COUNTS)
    pictures = all_pictures(petition)
    drawn = "".join(each.markup(340, name=f"p{at}") for at, each in enumerate(pictures))
    html = f'<html lang="en"><head><title>Pictures</title></head><body>{drawn}</body></html>'
    path = tmp_path / "pictures.pdf"
    path.write_bytes(lay_out(html, pictures[0].folders).pdf())
    assert accessibility(path) == []
    with Pdf.open(path) as pdf:
        said = [str(each.get("/Alt")) for each in pdf.objects if is_figure(each)]
    assert said == [f"{each.title}. {each.words}" for each in pictures]


def is_figure(each: Object) -> bool:
    return isinstance(each, Dictionary) and each.get("/S") == "/Figure"


def test_welsh_says_and_as_the_next_word_wants(petition: OpenPetition) -> None:
    counted(petition, {"E14009001": 9, "E14009002": 8})
    assert "yn Sampleton (9) ac Exampleford (8)." in area_map(petition, "cy").words
    assert "in Sampleton (9) and Exampleford (8)." in area_map(petition, "en").words


def test_ambassadors_are_not_named(petition: OpenPetition) -> None:
    with transaction(petition.database) as connection:
        for code, kind, name in (
            ("amira", SourceKind.AMBASSADOR, "Amira Specimen"),
            ("tomos", SourceKind.AMBASSADOR, "Tomos Specimen"),
            ("choir", SourceKind.PARTNER, "The Sample Choir"),
        ):
            add_source(connection, Source(code, kind, name), 0)
    for source, number in {"amira": 6, "tomos": 7, "choir": 8, "gone": 9, "web": 5}.items():
        counted(petition, {"": number}, source=source)
    picture = bars(petition, BarsOf.SOURCES)
    assert [" ".join(row) for row in picture.rows] == [
        "Ambassadors 13",
        "Other 9",
        "The Sample Choir 8",
        "Website 5",
    ]
