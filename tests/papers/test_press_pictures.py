"""A designer fetches pictures of a petition for the press, in every shape and language."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest
from PIL import Image

from campaigner.errors import UsageError
from campaigner.opening import opened_workspace
from campaigner.papers.pictures import PictureRequest, Size, press_picture
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.rendering.charts.svg_lines import width
from campaigner.rendering.charts.time_line import Mark, Span, TimePanel
from campaigner.representatives.importers import import_areas
from campaigner.vocabulary.papers import BarsOf, PictureKind
from campaigner.workspace import Workspace
from conftest import Command
from petition_pictures import COUNTS, counted, written_map

SVG = "{http://www.w3.org/2000/svg}"
NOW = datetime(2026, 12, 20, 12, 0, tzinfo=UTC)
SIZES = ["1200x630", "1080x1080", "1080x1920", "1600x900"]


@pytest.fixture
def petition(workspace: Workspace, bread: Path, tmp_path: Path) -> Iterator[OpenPetition]:
    with opened_workspace(workspace, NOW, "olive") as here:
        import_areas(here.database, written_map(tmp_path))
        petition = open_petition(here, "bread")
        counted(petition, COUNTS)
        yield petition


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", PictureKind)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_kind_and_shape_has_all_its_words_inside(
    petition: OpenPetition, kind: PictureKind, size: str, language: str
) -> None:
    wanted = Size.read(size)
    made = press_picture(petition, PictureRequest(kind, wanted, language))
    root = ElementTree.fromstring(made.svg)
    assert (root.get("width"), root.get("height")) == (str(wanted.width), str(wanted.height))
    assert (root.get("role"), root.get("lang")) == ("img", language)
    said = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert {"en": "Bread", "cy": "Bara"}[language] in said
    assert "169" in said
    assert "example.org/bread" in said
    assert all(float(each.get("y", 0)) < wanted.height for each in root.iter(f"{SVG}text"))
    assert made.words.startswith({"en": "Bread.", "cy": "Bara."}[language])
    assert made.words.endswith("example.org/bread")


@pytest.mark.parametrize("size", [*SIZES, "2400x600", "4000x400", "400x2400"])
@pytest.mark.parametrize("kind", PictureKind)
def test_no_line_of_words_is_across_another_or_runs_out(
    petition: OpenPetition, kind: PictureKind, size: str
) -> None:
    wanted = Size.read(size)
    root = ElementTree.fromstring(press_picture(petition, PictureRequest(kind, wanted, "cy")).svg)
    boxes = []
    for line in root.findall(f"{SVG}text"):
        x, y, letters = (float(line.get(each, 0)) for each in ("x", "y", "font-size"))
        family = "Spectral" if line.get("font-family") else "Fira Sans"
        long = width(line.text or "", letters, int(line.get("font-weight", 400)), family)
        boxes.append((x, y - 0.7 * letters, x + long, y))
        assert x + long < wanted.width
        assert 0 < y < wanted.height
    for (left, top, right, bottom), other in itertools.combinations(boxes, 2):
        apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        assert apart, (left, top, right, bottom, other)


def test_the_fonts_are_inside_the_file(petition: OpenPetition) -> None:
    made = press_picture(petition, PictureRequest(PictureKind.MAP, Size(1200, 630)))
    faces = re.findall(
        r'font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/woff2', made.svg
    )
    assert faces == [("Spectral", "600"), ("Fira Sans", "400"), ("Fira Sans", "500")]
    again = press_picture(petition, PictureRequest(PictureKind.MAP, Size(1200, 630)))
    assert again.svg == made.svg


def test_a_png_has_the_size_that_was_asked_for(petition: OpenPetition) -> None:
    made = press_picture(petition, PictureRequest(PictureKind.MAP, Size(1080, 1080)))
    png = made.png()
    assert Image.open(io.BytesIO(png)).size == (1080, 1080)
    assert made.png() == png


def test_a_long_title_gets_smaller_letters_and_stays_in_its_column(
    petition: OpenPetition,
) -> None:
    title = "An exceedingly long title about bread for everybody in every place " * 3
    petition.campaign.title["en"] = title
    for size in SIZES:
        made = press_picture(petition, PictureRequest(PictureKind.MAP, Size.read(size)))
        root = ElementTree.fromstring(made.svg)
        lines = [each for each in root.iter(f"{SVG}text") if each.get("font-family")]
        assert lines
        for line in lines:
            x, letters = float(line.get("x", 0)), float(line.get("font-size", 0))
            long = width(line.text or "", letters, 600, "Spectral")
            assert x + long < Size.read(size).width


@pytest.mark.parametrize(
    "text", ["", "large", "1200", "0x0", "10x10", "99999x99999", "-5x9", "1200x"]
)
def test_what_is_not_a_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a valid size"):
        Size.read(text)


@pytest.mark.parametrize("text", ["1200x630", " 1200 X 630 ", "1200×630"])
def test_sizes_are_read_as_people_write_them(text: str) -> None:
    assert Size.read(text) == (1200, 630)


@pytest.mark.parametrize("of", BarsOf)
def test_the_command_writes_the_picture_and_its_words(
    petition: OpenPetition, campaigner: Command, tmp_path: Path, of: BarsOf
) -> None:
    out = tmp_path / "bars.svg"
    done = campaigner("petition", "picture", "bread", "--kind", "bars", "--of", of, "-o", out)
    assert done.code == 0, done.stderr
    assert out.read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "bars.svg.txt").read_text(encoding="utf-8").startswith("Bread. ")
    assert campaigner("petition", "picture", "bread", "--kind", "bars", "-o", out).code == 0
    out.write_text("mine", encoding="utf-8")
    assert campaigner("petition", "picture", "bread", "--kind", "bars", "-o", out).code == 1
    assert out.read_text(encoding="utf-8") == "mine"


def test_the_command_says_that_welsh_words_are_not_checked_if_they_are_not(
    petition: OpenPetition, campaigner: Command, tmp_path: Path
) -> None:
    done = campaigner("petition", "picture", "bread", "-l", "cy", "-o", tmp_path / "map.png")
    assert done.code == 0, done.stderr
    assert Image.open(io.BytesIO((tmp_path / "map.png").read_bytes())).size == (1200, 630)
    assert "Ble mae pobl wedi llofnodi" in (tmp_path / "map.png.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("-o", "map.jpg"), 2, "must end with .svg or .png"),
        (("-o", "map.svg", "--size", "9x9"), 2, "not a valid size"),
        (("-o", "map.svg", "-l", "fr"), 2, "fr"),
        (("-o", "map.svg", "--area", "E14000000"), 2, "E14000000"),
        (("-o", "-"), 2, "standard output"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    petition: OpenPetition, campaigner: Command, options: tuple[str, ...], code: int, said: str
) -> None:
    done = campaigner("petition", "picture", "bread", *options)
    assert (done.code, said in done.stderr) == (code, True), done.stderr
    assert not Path("map.svg").exists()


def test_without_a_map_the_command_says_how_to_import_one(
    workspace: Workspace, bread: Path, campaigner: Command
) -> None:
    done = campaigner("petition", "picture", "bread", "-o", "map.svg")
    assert done.code == 1
    assert "There is no map of hexagons" in done.stderr
    assert "campaigner area import FILE" in done.stderr


def test_the_words_of_a_milestone_stand_where_the_line_does_not_cross_them() -> None:
    spans = [Span(f"{day} May", 10) for day in range(1, 11)]
    marks = [Mark(15, "15: Handed in"), Mark(95, "95: A debate")]
    panel = TimePanel(spans, "So far", "Each day", "100", "", marks)
    early, late = cast("list[dict[str, Any]]", panel.laid_out(400, 300, 16)["marks"])
    assert early["anchor"] == "end"
    assert early["x"] > 300
    assert late["anchor"] == "start"
    assert late["x"] == 0
