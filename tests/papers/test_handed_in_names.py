"""The list in a pack that is handed in: whom it names, whom not, and how it is set."""

from __future__ import annotations

import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pymupdf
import pytest

from campaigner.opening import OpenWorkspace
from campaigner.papers.handin.making import MoreThanPromised, make_handin
from campaigner.papers.handin.request import HandInRequest
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.moderation.decisions import invalidate
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.privacy.people import erase_person
from campaigner.store.issued_files import files_about_many
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary.papers import NameList
from campaigner.workspace import Workspace
from handed_in import (
    HERE,
    approve_all,
    asking_for_comments,
    email_of,
    made_pages,
    sign_online,
    text_of,
)
from paper_checks import errors
from petitioners import NOON, WITHDRAW, new_token

pytestmark = pytest.mark.slow

Sign = Callable[..., int]


@pytest.fixture
def bread_here(represented: Workspace, here: OpenWorkspace, bread: Path) -> OpenPetition:
    """The petition “bread”, which asks for comments to be passed on."""
    assert represented == here.workspace
    return asking_for_comments(bread, here)


@pytest.fixture
def sign(bread_here: OpenPetition, here: OpenWorkspace) -> Sign:
    """Somebody signs online and confirms; the signature's number."""
    return partial(sign_online, bread_here, here)


@pytest.fixture
def pages(bread_here: OpenPetition, tmp_path: Path) -> Callable[..., list[str]]:
    """Makes a pack, and gives the text of its pages."""
    return partial(made_pages, bread_here, tmp_path / "pack")


def test_who_withdrew_was_invalidated_or_erased_is_on_no_page(
    bread_here: OpenPetition, here: OpenWorkspace, sign: Sign, pages: Callable[..., list[str]]
) -> None:
    gone = ["Wilma Withdrawn", "Ivor Invalid", "Erica Erased"]
    numbers = [sign(name, comment=f"{name} wrote this.") for name in [*gone, "Ada Sample"]]
    approve_all(bread_here)
    withdraw(here, new_token(here.database, numbers[0], NOON, WITHDRAW))
    invalidate(bread_here, SignatureFilter(name=gone[1]))
    erase_person(here, email_of(gone[2]))
    text = "\n".join(pages())
    assert "Ada Sample wrote this." in text
    assert not [name for name in gone if name in text]


def imported(here: OpenPetition, folder: Path, *names: str) -> None:
    """People of another system sign, who agreed to words that nobody knows."""
    table = folder / "people.csv"
    rows = [f"{name},{number}@example.org,{HERE}" for number, name in enumerate(names)]
    table.write_text("\n".join(["name,email,postcode", *rows]), encoding="utf-8")
    assert import_signatures(here, ImportRequest(file=table, confirmed=True)).accepted


def test_who_has_not_agreed_on_record_is_counted_and_not_named(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    imported(bread_here, tmp_path, "Una Unasked", "Ned Notasked")
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    assert (made.signatures, made.listed, made.withheld) == (3, 3, 2)
    text = text_of(tmp_path)
    assert "Ada Sample" in text
    assert text.count("(name not passed on)") == 2
    assert "Unasked" not in text


def test_a_list_that_says_more_than_was_promised_is_refused_and_initials_are_not(
    bread_here: OpenPetition, tmp_path: Path
) -> None:
    imported(bread_here, tmp_path, "Una Unasked", "Ned van der Notasked")
    with pytest.raises(MoreThanPromised):
        make_handin(bread_here, HandInRequest(), tmp_path)
    assert not (tmp_path / "handin.pdf").exists()
    made = make_handin(bread_here, HandInRequest(shown=NameList.INITIALS), tmp_path)
    text = text_of(tmp_path)
    assert made.listed == 2
    assert "N. V. D. N." in text
    assert "Notasked" not in text
    assert "LE93" not in text


def test_a_pack_without_a_list_names_nobody(sign: Sign, pages: Callable[..., list[str]]) -> None:
    sign("Ada Sample")
    text = "\n".join(pages(shown=NameList.NONE))
    assert "Ada Sample" not in text
    assert "destroy" not in text.casefold()


def test_pages_with_names_say_by_when_they_are_to_be_destroyed(
    bread_here: OpenPetition, sign: Sign, pages: Callable[..., list[str]]
) -> None:
    sign("Suzie Specimen", comment="I go short.")
    assert approve_all(bread_here) == 1
    day = date_in_words(destroy_by(bread_here), "en")
    for page in pages():
        said = " ".join(page.split())
        if "Suzie Specimen" in said:
            assert f"destroy it by {day}" in said or f"Names: destroy by {day}" in said


def test_the_pack_with_names_is_private_noted_and_found_when_somebody_is_erased(
    bread_here: OpenPetition, here: OpenWorkspace, sign: Sign, tmp_path: Path
) -> None:
    sign("Erica Erased")
    sign("Ada Sample")
    make_handin(bread_here, HandInRequest(), tmp_path)
    pack = tmp_path / "handin.pdf"
    assert stat.S_IMODE(pack.stat().st_mode) == 0o600
    noted = {each.path: each.about for each in files_about_many(here.database.conn)}
    assert noted == {str(pack): "export hand-in pack"}
    done = erase_person(here, email_of("Erica Erased"))
    assert str(pack) in {each.path for each in done.shared}


def test_the_list_begins_on_the_front_of_a_sheet_a_hundred_names_a_side(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    rows = [
        f"Person {chr(97 + n % 26)}{chr(97 + n // 26)},{n}@example.org,{HERE}" for n in range(230)
    ]
    table.write_text("\n".join(["name,email,postcode", *rows]), encoding="utf-8")
    sign("Ada Sample")
    import_signatures(bread_here, ImportRequest(file=table, confirmed=True))
    made = make_handin(bread_here, HandInRequest(shown=NameList.INITIALS), tmp_path)
    with pymupdf.open(tmp_path / "handin.pdf") as pack:
        first = next(page.number for page in pack if "Signatories 1–100" in page.get_text())
        assert first % 2 == 0  # counted from 0: the front of a sheet
        assert "Signatories 101–200" in pack[first + 1].get_text()
        assert "Signatories 201–231" in pack[first + 2].get_text()
        assert made.sides == first + 3
    assert made.sheets == (made.sides + 1) // 2
    assert (made.listed, made.withheld) == (231, 0)


def test_several_processes_make_the_same_list(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in HARD_NAMES[:3]:
        sign(name)
    table = tmp_path / "people.csv"
    rows = [
        f"Person {chr(97 + n % 26)}{chr(97 + n // 26)},{n}@x.example,{HERE}" for n in range(520)
    ]
    table.write_text("\n".join(["name,email,postcode", *rows]), encoding="utf-8")
    import_signatures(bread_here, ImportRequest(file=table, confirmed=True))
    one, many = tmp_path / "one", tmp_path / "many"
    make_handin(bread_here, HandInRequest(), one)
    monkeypatch.setattr("campaigner.papers.handin.name_pages._MANY", 0)
    monkeypatch.setattr("campaigner.papers.handin.name_pages._processors", lambda: 2)
    done: list[int] = []
    make_handin(bread_here, HandInRequest(), many, progress=lambda sides, _: done.append(sides))
    assert (one / "handin.pdf").read_bytes() == (many / "handin.pdf").read_bytes()
    assert done == [5, 6]


HARD_NAMES = [
    "ليلى الحسيني",
    "דנה לוי (כהן)",
    "Ἀριστοτέλης Παπαδόπουλος",
    "Анна Иванова-Петрова",
    "Nguyễn Thị Hồng Nhung",
    "<b>Ada</b> & <script>alert(1)</script>",
    "Zoë̈ d’Ávila-Ångström",
    "Wolfeschlegelsteinhausenbergerdorff" * 4,
    "W" * 150,
    "Ana Maria " * 14 + "Sample",
]


def test_names_that_try_to_break_the_list_are_in_their_places_and_the_checkers_find_no_error(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    for number, name in enumerate(HARD_NAMES):
        sign(name)
        sign(f"Between {'abcdefghij'[number]}")
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    assert (made.listed, made.bracketed) == (20, 0)
    with pymupdf.open(tmp_path / "handin.pdf") as pack:
        page = pack[made.sides - 1]
        whole = page.get_text().replace("\n", "").replace(" ", "")
        rows = {round(word[1], 1) for word in page.get_text("words") if word[4] == "LE93"}
    for name in HARD_NAMES:
        if not any(0x590 <= ord(char) < 0x700 for char in name):  # else read the other way round
            assert name.replace(" ", "") in whole, name
    assert len(rows) == 20
    assert errors(tmp_path / "handin.pdf") == []


def test_letters_that_no_font_draws_are_named_and_the_organiser_is_told_which_fonts_to_install(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.rendering.fonts.scripts._installed", dict)
    sign("王小明")
    sign("Ada 𒀀 Sample")
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    assert (made.listed, made.bracketed, made.packages) == (2, 2, ("fonts-droid-fallback",))
    text = text_of(tmp_path)
    assert "[Chinese and Japanese letters]" in text
    assert "Ada [cuneiform sign a] Sample" in text
    assert "What cannot be printed is named in [brackets]." in text
