"""The pack that is handed in: what it says, whom it names, and that it stays as it was."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO

import pymupdf
import pytest

from campaigner.destinations import DestinationRefused
from campaigner.errors import UnknownName, UsageError
from campaigner.files import writing
from campaigner.opening import OpenWorkspace
from campaigner.papers.handin.facts import Facts, facts_of
from campaigner.papers.handin.making import MoreThanPromised, make_handin
from campaigner.papers.handin.receiver import receiver_of
from campaigner.papers.handin.request import HandInRequest
from campaigner.petitions.comments import comments_of, decide
from campaigner.petitions.confirmation import confirm, withdraw
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.filters import SignatureFilter
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.moderation import invalidate
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.signing import Signed, apply
from campaigner.petitions.signing_form import SigningForm
from campaigner.petitions.tally import take_tally
from campaigner.petitions.wordings import wording_of
from campaigner.privacy.people import erase_person
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.issued_files import files_about_many
from campaigner.text import in_language
from campaigner.texts.campaign_text import date_in_words
from campaigner.vocabulary import CommentState, Grouping, NameList
from campaigner.workspace import Workspace
from conftest import Command
from paper_checks import findings
from petitioners import CONFIRM, NOON, WITHDRAW, new_token

HERE, SECTIONS = "LE93 1AA", ["Letter", "What the petition says", "What the law says"]
pytestmark = pytest.mark.slow

Sign = Callable[..., int]


@pytest.fixture
def bread_here(represented: Workspace, here: OpenWorkspace, bread: Path) -> OpenPetition:
    """The petition “bread”, which asks for comments to be passed on."""
    file = bread / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    head, tail = text.split("[petition]\n")
    file.write_text(f'{head}[petition]\ncomments = "passed-on"\n{tail}', encoding="utf-8")
    assert represented == here.workspace
    return open_petition(here, "bread")


@pytest.fixture
def sign(bread_here: OpenPetition, here: OpenWorkspace) -> Sign:
    """Somebody signs online, agrees to the statement and confirms; the signature's number."""

    def signs(name: str, comment: str = "", postcode: str = HERE) -> int:
        email = f"{abs(hash(name))}@example.org"
        form = SigningForm(
            name, email, postcode, agreed=True, comment=comment, pass_on=bool(comment)
        )
        made = apply(bread_here, form)
        assert isinstance(made, Signed)
        confirm(here, new_token(here.database, made.signature, NOON, CONFIRM))
        return made.signature

    return signs


@pytest.fixture
def pages(bread_here: OpenPetition, tmp_path: Path) -> Callable[..., list[str]]:
    """Makes a pack, and gives the text of its pages."""

    def made(**wanted: object) -> list[str]:
        folder = tmp_path / "pack"
        make_handin(bread_here, HandInRequest(**wanted), folder)  # type: ignore[arg-type]
        with pymupdf.open(folder / "handin.pdf") as pack:
            return [page.get_text() for page in pack]

    return made


def text_of(folder: Path) -> str:
    with pymupdf.open(folder / "handin.pdf") as pack:
        return "\n".join(page.get_text() for page in pack)


def test_a_pack_has_its_parts_in_order_and_says_where_each_begins(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Suzie Specimen", comment="I go short.")
    sign("Ada Sample")
    (comment,) = comments_of(bread_here, CommentState.WAITING)
    decide(bread_here, approve=[int(str(comment["comment"]))], refuse=())
    made = make_handin(bread_here, HandInRequest(to="The Prime Minister"), tmp_path)
    with pymupdf.open(tmp_path / "handin.pdf") as pack:
        parts = [(title, page) for _, title, page in pack.get_toc()]
        cover, contents, letter = (pack[number].get_text() for number in range(3))
        assert [title for title, _ in parts][:3] == SECTIONS
        assert [title for title, _ in parts][-3:] == [
            "Checkpoint, and how to verify it",
            "What people wrote",
            "The people who signed",
        ]
        for title, page in parts:
            assert title in pack[page - 1].get_text()
            assert f"{title}\n{page}\n" in contents
        assert pack.page_count == made.sides
    assert "2\nsignatures" in cover.replace(" signatures", "\nsignatures")
    assert "The Prime Minister" in cover
    assert "Dear The Prime Minister," in letter


def test_its_totals_are_the_tally_s_and_its_checkpoint_verifies(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    for number in range(7):
        sign(f"Person {'abcdefg'[number]}")
    make_handin(bread_here, HandInRequest(), tmp_path)
    tally = take_tally(bread_here, Grouping.AREA)
    said = json.loads((tmp_path / "handin.json").read_text(encoding="utf-8"))
    assert said["signatures"] == tally.total == said["days"][-1]["so_far"] == 7
    assert sum(each["signatures"] for each in said["areas"]) + said["elsewhere"] == 7
    rows = (tmp_path / "areas.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert sum(int(row.rsplit(",", 1)[1]) for row in rows) == 7
    verdict = verify_petition(bread_here, checkpoint=tmp_path / "checkpoint")
    assert (verdict.misfit, verdict.published_rows) == (None, said["checkpoint"]["rows"])


def test_who_withdrew_was_invalidated_or_erased_is_on_no_page(
    bread_here: OpenPetition, here: OpenWorkspace, sign: Sign, pages: Callable[..., list[str]]
) -> None:
    gone = ["Wilma Withdrawn", "Ivor Invalid", "Erica Erased"]
    numbers = [sign(name, comment=f"{name} wrote this.") for name in [*gone, "Ada Sample"]]
    waiting = comments_of(bread_here, CommentState.WAITING)
    decide(bread_here, approve=[int(str(each["comment"])) for each in waiting], refuse=())
    withdraw(here, new_token(here.database, numbers[0], NOON, WITHDRAW))
    invalidate(bread_here, SignatureFilter(name=gone[1]))
    erase_person(here, f"{abs(hash(gone[2]))}@example.org")
    text = "\n".join(pages())
    assert "Ada Sample wrote this." in text
    assert not [name for name in gone if name in text]


def test_a_comment_that_nobody_has_approved_does_not_appear(
    bread_here: OpenPetition, sign: Sign, pages: Callable[..., list[str]]
) -> None:
    for name in ("Ada Sample", "Suzie Specimen", "Tariq Test"):
        sign(name, comment=f"Written by {name}.")
    ada, suzie, _ = (
        int(str(each["comment"])) for each in comments_of(bread_here, CommentState.WAITING)
    )
    decide(bread_here, approve=[ada], refuse=[suzie])
    text = "\n".join(pages())
    assert "Written by Ada Sample." in text
    assert "Written by Suzie" not in text
    assert "Written by Tariq" not in text


def test_a_comment_that_no_font_draws_is_left_out_and_counted(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample", comment="Bread is a right.")
    sign("Suzie Specimen", comment="Bread 🙏 for all.")
    waiting = comments_of(bread_here, CommentState.WAITING)
    decide(bread_here, approve=[int(str(each["comment"])) for each in waiting], refuse=())
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    text = text_of(tmp_path)
    assert made.undrawn_comments == 1
    assert "Bread is a right." in text
    assert "for all." not in text
    assert "Others that are left out: 1." in " ".join(text.split())
    assert json.loads((tmp_path / "handin.json").read_text(encoding="utf-8"))["comments"] == 1


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
    (comment,) = comments_of(bread_here, CommentState.WAITING)
    decide(bread_here, approve=[int(str(comment["comment"]))], refuse=())
    day = date_in_words(destroy_by(bread_here), "en")
    for page in pages():
        said = " ".join(page.split())
        if "Suzie Specimen" in said:
            assert f"destroy it by {day}" in said or f"Names: destroy by {day}" in said


def test_a_signature_that_comes_in_meanwhile_changes_nothing_in_the_pack(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign("Ada Sample")

    def late(here: OpenPetition, language: str, connection: sqlite3.Connection) -> Facts:
        found = facts_of(here, language, connection)
        sign("Lara Late")
        return found

    monkeypatch.setattr("campaigner.papers.handin.making.facts_of", late)
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    assert (made.signatures, made.listed) == (1, 1)
    assert "Lara Late" not in text_of(tmp_path)
    assert take_tally(bread_here, Grouping.AREA).total == 2


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("name", ["handin.pdf", "areas.csv", "handin.json", "checkpoint"])
def test_a_pack_that_was_interrupted_and_made_again_has_the_same_bytes(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sign("Ada Sample")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    make_handin(bread_here, HandInRequest(), whole)

    @contextmanager
    def killed(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
        with writing(path, private=private) as file:
            yield file
            if path.name == name:
                raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("campaigner.destinations.writing", killed)
        with pytest.raises(Killed):
            make_handin(bread_here, HandInRequest(), broken)
    assert not (broken / name).exists()
    make_handin(bread_here, HandInRequest(), broken)
    for path in sorted(whole.iterdir()):
        assert (broken / path.name).read_bytes() == path.read_bytes(), path.name
    assert len(list(broken.iterdir())) == 4


def test_a_file_of_the_user_is_not_replaced(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    (tmp_path / "areas.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(DestinationRefused):
        make_handin(bread_here, HandInRequest(), tmp_path)
    assert [path.name for path in tmp_path.glob("*.pdf")] == []
    assert (tmp_path / "areas.csv").read_text(encoding="utf-8") == "mine"


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
    done = erase_person(here, f"{abs(hash('Erica Erased'))}@example.org")
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


def test_it_has_the_words_that_were_signed_with_their_hash_also_after_they_were_changed(
    bread_here: OpenPetition, here: OpenWorkspace, bread: Path, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    before = wording_of(bread_here.campaign)
    file = bread / "campaign.toml"
    old = in_language(bread_here.campaign.petition.text, "en")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, "We ask for bread and roses."), encoding="utf-8")
    changed = open_petition(here, "bread")
    make_handin(changed, HandInRequest(), tmp_path)
    said = json.loads((tmp_path / "handin.json").read_text(encoding="utf-8"))
    (signed,) = said["wordings"]
    assert (signed["sha256"], signed["text"], signed["signatures"]) == (
        before.hash.hex(),
        " ".join(old.split()),
        1,
    )
    text = text_of(tmp_path).replace("\n", "")
    assert before.hash.hex() in text
    assert "bread and roses" not in text  # nobody has signed that


def test_it_says_how_many_signatures_can_be_presented_to_the_commons(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    make_handin(bread_here, HandInRequest(), tmp_path)
    text = text_of(tmp_path).replace("\n", " ")
    assert "In ink, on paper, with an address, as the House of Commons asks: none." in text


def test_a_pack_has_a_map_if_hexagons_are_known_and_a_time_line_in_any_case(
    bread_here: OpenPetition, here: OpenWorkspace, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    make_handin(bread_here, HandInRequest(shown=NameList.NONE), tmp_path)
    assert "Where people signed" not in text_of(tmp_path)
    assert "When people signed" in text_of(tmp_path)
    places = {f"S1400006{n}": {"n": f"Sample {n}", "q": n, "r": 0} for n in range(5)}
    file = tmp_path / "map.hexjson"
    file.write_text(json.dumps({"layout": "odd-r", "hexes": places}), encoding="utf-8")
    import_areas(here.database, file)
    make_handin(bread_here, HandInRequest(shown=NameList.NONE), tmp_path)
    assert "Where people signed" in text_of(tmp_path)
    found = [each for each in findings(tmp_path / "handin.pdf") if "severity='warning'" not in each]
    assert found == []


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


def test_a_rehearsal_says_that_it_is_one(
    represented: Workspace, bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    settings = represented.root / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    assert "# on = false" in text
    settings.write_text(text.replace("# on = false", "on = true"), encoding="utf-8")
    make_handin(bread_here, HandInRequest(), tmp_path)
    with pymupdf.open(tmp_path / "handin.pdf") as pack:
        assert "This pack is a rehearsal" in pack[0].get_text()
        assert all("Rehearsal · Hand-in pack" in page.get_text() for page in list(pack)[3:5])


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
    found = [each for each in findings(tmp_path / "handin.pdf") if "severity='warning'" not in each]
    assert found == []


def test_letters_that_no_font_draws_are_named_and_the_organiser_is_told_which_fonts_to_install(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.rendering.scripts._installed", dict)
    sign("王小明")
    sign("Ada 𒀀 Sample")
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    assert (made.listed, made.bracketed, made.packages) == (2, 2, ("fonts-droid-fallback",))
    text = text_of(tmp_path)
    assert "[Chinese and Japanese letters]" in text
    assert "Ada [cuneiform sign a] Sample" in text
    assert "What cannot be printed is named in [brackets]." in text


def test_a_pack_in_welsh_has_welsh_words(sign: Sign, pages: Callable[..., list[str]]) -> None:
    sign("Ada Sample")
    text = "\n".join(pages(language="cy"))
    assert "Yr hyn y mae’r ddeiseb yn ei ddweud" in text
    assert "The people who signed" not in text


def test_what_cannot_be_made_is_said(bread_here: OpenPetition, sign: Sign, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Nobody has signed"):
        make_handin(bread_here, HandInRequest(), tmp_path)
    sign("Ada Sample")
    with pytest.raises(UnknownName, match="language “fr”"):
        make_handin(bread_here, HandInRequest(language="fr"), tmp_path)


def test_the_command_says_what_it_made(
    campaigner: Command, sign: Sign, bread_here: OpenPetition, tmp_path: Path
) -> None:
    sign("Ada Sample")
    called = campaigner("petition", "handin", "bread", "-o", tmp_path / "pack")
    assert called.code == 0, called.stderr
    assert "1 signature; " in called.stderr
    assert "The list has 1 line." in called.stderr
    assert bread_here.campaign.slug == "bread"


@pytest.mark.parametrize(
    ("to", "envelope"),
    [
        ("Ms Ada Specimen", "Ms Ada Specimen MP"),
        ("ada specimen", "Ms Ada Specimen MP"),
        ("Ada Specimen MP", "Ms Ada Specimen MP"),
        ("Mr Ada Specimen", "Mr Ada Specimen"),  # somebody else
        ("The people of Sampleton", "The people of Sampleton"),
    ],
)
def test_a_receiver_is_found_by_name_with_or_without_title(
    bread_here: OpenPetition, to: str, envelope: str
) -> None:
    table = Path(str(files("campaigner"))) / "sample" / "representatives.csv"
    import_representatives(bread_here.database, table, today=bread_here.today)
    words = {"dear": "Dear {name},", "sign_off": "Yours sincerely,"}
    assert receiver_of(bread_here, to, "en", words).name == envelope
