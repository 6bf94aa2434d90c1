"""A campaign's folder from a stranger: it reads nothing outside, and nothing goes on for ever."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.campaigns.left_in import left_in
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.logos import LogoRefused, check_logo
from campaigner.campaigns.text_rules import LONGEST, breaches, markdown_breaches
from campaigner.campaigns.texts import SourceText
from campaigner.campaigns.usable_texts import is_blank
from campaigner.enclosed import COMMENT, TEMPLATE, Enclosed
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.files import bytes_inside
from campaigner.instruments.quotations import check_text
from campaigner.rendering.fetching import LocalFetcher
from campaigner.rendering.templating.environment import environment, find_template, render
from campaigner.svg import is_endless
from campaigner.toml import read_toml
from campaigner.workspace import shipped_folder

pytestmark = pytest.mark.slow

SECRET = "TOPSECRETWORD"


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A campaign's folder, with a secret beside it."""
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    return Path(shutil.copytree(shipped_folder("campaigns") / "right-to-food", tmp_path / "evil"))


def replace_by_link(path: Path, target: str) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)


# --- files


def test_a_text_that_is_a_link_to_something_outside_is_not_read(evil: Path) -> None:
    replace_by_link(evil / "letter.en.md", "../secret.txt")
    campaign = load_campaign(evil)
    assert "letter.en.md" not in campaign.texts
    assert SECRET not in str(campaign.texts)


def test_a_definition_that_is_a_link_to_something_outside_is_not_read(evil: Path) -> None:
    replace_by_link(evil / "campaign.toml", "../secret.txt")
    with pytest.raises(CampaignerError, match="link to something outside") as refused:
        load_campaign(evil)
    assert SECRET not in str(refused.value)


def test_a_text_that_never_ends_is_not_read(evil: Path) -> None:
    replace_by_link(evil / "letter.cy.md", "/dev/zero")
    assert "letter.cy.md" not in load_campaign(evil).texts


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("../secret.txt"), "link to something outside"),
        (lambda path: path.symlink_to("/dev/zero"), "link to something outside"),
        (lambda path: path.symlink_to("gone.txt"), "cannot be read"),
        (lambda path: path.symlink_to(path.name), "cannot be read"),
        (lambda path: path.mkdir(), "not a file|cannot be read"),
        (lambda path: path.write_bytes(b"x" * 11), "too large"),
    ],
)
def test_only_small_regular_files_of_the_folder_are_read(
    evil: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(evil / "new.txt")
    with pytest.raises(CampaignerError, match=reason):
        bytes_inside(evil / "new.txt", evil, 10)


def test_a_link_inside_the_folder_is_followed(evil: Path) -> None:
    (evil / "own.txt").write_bytes(b"own")
    replace_by_link(evil / "link.txt", "own.txt")
    assert bytes_inside(evil / "link.txt", evil, 10) == b"own"


@pytest.mark.parametrize("included", ["x.txt", "letter/secret.txt", "../secret.txt"])
def test_a_template_includes_nothing_from_outside(evil: Path, included: str) -> None:
    replace_by_link(evil / "x.txt", "../secret.txt")
    replace_by_link(evil / "letter", "..")
    (evil / "page.html").write_text(f"{{% include '{included}' %}}", encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        render(environment([evil]), "page.html")
    assert SECRET not in str(refused.value.problems)


def test_a_style_that_is_a_link_to_something_outside_is_refused(evil: Path) -> None:
    replace_by_link(evil / "letter" / "letter.css", "../../secret.txt")
    with pytest.raises(CampaignerError, match="link to something outside"):
        find_template([evil], "letter/letter.css")


@pytest.mark.parametrize(
    "toml",
    [
        "a = " + "[" * 5_000 + "]" * 5_000,
        "a = " + "[" * 100 + "]" * 100,
        ".".join(["a"] * 20_000) + " = 1",
        "[" + ".".join(["'a'"] * 20_000) + "]",
        "a = " + "{a = " * 200 + "1" + "}" * 200,
    ],
)
def test_a_definition_that_is_nested_too_deeply_is_one_line(tmp_path: Path, toml: str) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_toml(path)
    assert "nested too deeply" in refused.value.problems[0].message


# --- texts: each of these once took minutes

REPEATED = [
    "<!-- ",
    "{{",
    "{#",
    "{% ",
    "[",
    "[^",
    "![",
    "“[",
    "> ",
    "*_",
    "(",
    "UDHR Article 1 and ",
]


@pytest.mark.parametrize("mark", REPEATED)
def test_a_text_of_marks_that_are_never_closed_is_checked(mark: str) -> None:
    text = mark * (90_000 // len(mark))
    list(markdown_breaches(text))
    list(left_in(SourceText(Path("letter.en.md"), "letter", "", "en", text, None, None)))
    assert not is_blank(text)
    list(check_text(text, Path("letter.en.md"), "en"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (LONGEST + 1), "text-too-long"),
        ("First.\n\nThen: " + "[" * 600, "too-many-brackets"),
        ("[a](b) " * 400 + "\n\n" + "[a](b) " * 400, ""),
        ("x" * LONGEST, ""),
    ],
)
def test_a_text_that_takes_too_long_is_refused(text: str, code: str) -> None:
    found = breaches(text)
    assert [each.code for each in found] == ([code] if code else [])
    if code == "too-many-brackets":
        assert found[0].line == 3


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a<!-- b -->c", "ac"),
        ("a<!-- b {{ c --> d }}", "a d }}"),
        ("{{ a <!-- }} b -->", " b -->"),
        ("<!-- a <!-- b --> c", " c"),
        ("<!-- a", "<!-- a"),
        ("{{ a {# b #} c", "{{ a  c"),
        ("{{}}{%%}{##}", ""),
        ("}} a {{", "}} a {{"),
    ],
)
def test_what_is_enclosed_is_found_from_its_first_mark(text: str, left: str) -> None:
    assert Enclosed({**TEMPLATE, **COMMENT}).replace(text, lambda _: "") == left


def test_a_loop_that_writes_too_much_of_a_letter_is_refused(evil: Path) -> None:
    from campaigner.texts.campaign_text import render_text

    source = "{% for a in range(1000) %}xxxxxxxxxxxxxxxxxxxxxxxxx{{ a }} {% endfor %}\n\n" * 10
    with pytest.raises(ProblemsFound) as refused:
        render_text(load_campaign(evil), source, evil / "letter.en.md", "en")
    assert refused.value.problems[0].code == "text-too-long"


# --- pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20">{}</svg>'
LEVELS = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
FILLS = "".join(
    f'<pattern id="a{n}">' + f'<rect fill="url(#a{n - 1})"/>' * 10 + "</pattern>"
    for n in range(1, 9)
)
STYLED = "".join(
    f'<g id="a{n}">' + f'<rect class="c{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
) + "<style>{}</style>".format("".join(f".c{n}{{mask:url(#a{n})}}" for n in range(9)))


@pytest.mark.parametrize(
    ("drawing", "endless"),
    [
        (f'<rect id="a0"/>{LEVELS}<use href="#a8"/>', True),
        (f'<rect id="a0"/>{FILLS}<rect fill="url(#a8)"/>', True),
        (f'<rect id="a0"/>{STYLED}<rect class="c8"/>', True),
        ('<g id="a"><use href="#a"/></g>', True),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', True),
        ("<g>" * 5_000 + "</g>" * 5_000, True),
        ("<rect/>" * 30_000, True),
        ('<rect id="a"/>' + '<use href="#a"/>' * 500, False),
        (
            (
                "<style>.s{fill:url(#g)}rect{stroke:url(#g)}</style>"
                '<linearGradient id="g"><stop class="t"/></linearGradient><rect class="s"/>'
            ),
            False,
        ),
        ('<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"><path/></g>', False),
        ('<use href="#nothing"/>', False),
    ],
)
def test_pictures_whose_parts_use_parts_without_end_are_known(drawing: str, endless: bool) -> None:
    assert is_endless(SVG.format(drawing).encode()) is endless


def test_a_logo_that_would_never_be_drawn_is_refused(evil: Path) -> None:
    (evil / "u.svg").write_text(SVG.format(f'<rect id="a0"/>{LEVELS}<use href="#a8"/>'))
    with pytest.raises(LogoRefused, match="use other parts too often"):
        check_logo(evil, "u.svg")


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("e.svg", SVG.format(f'<rect id="a0"/>{LEVELS}<use href="#a8"/>').encode(), "too often"),
        ("e.png", png(13_000, 13_000), "million pixels"),
        ("e.png", png(60_000, 60_000), "million pixels"),
        ("e.png", png(100, 100), ""),
        ("e.css", b"p { margin: 0 }", ""),
    ],
)
def test_a_page_loads_no_picture_that_is_too_much(
    evil: Path, name: str, content: bytes, reason: str
) -> None:
    (evil / name).write_bytes(content)
    fetcher = LocalFetcher([evil])
    if reason:
        with pytest.raises(PermissionError, match=reason):
            fetcher.fetch((evil / name).as_uri())
    else:
        fetcher.fetch((evil / name).as_uri())
