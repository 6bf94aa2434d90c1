"""The pack that is handed in: what it says, and that it stays as it was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
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
from campaigner.papers.handin.making import make_handin
from campaigner.papers.handin.receiver import receiver_of
from campaigner.papers.handin.request import HandInRequest
from campaigner.parliament.drafts import FormalText
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.moderation.comments import comments_of, decide
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.paper.sheet_ids import new_sheet_id, sheet_of
from campaigner.petitions.paper.typed_lines import typed_line
from campaigner.petitions.paper.typed_sheets import count_lines
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.petitions.wordings import keep_wording, wording_for, wording_of
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import transaction
from campaigner.store.paper_sheets import Sheet, add_sheets
from campaigner.text import in_language
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.papers import NameList
from campaigner.vocabulary.signatures import CommentState, Grouping
from campaigner.workspace import Workspace
from conftest import Command
from handed_in import approve_all, asking_for_comments, made_pages, sign_online, text_of
from paper_checks import errors

SECTIONS = ["Letter", "What the petition says", "What the law says"]
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


def test_a_pack_has_its_parts_in_order_and_says_where_each_begins(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Suzie Specimen", comment="I go short.")
    sign("Ada Sample")
    assert approve_all(bread_here) == 1
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


def test_many_comments_stand_in_two_columns(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    for number in range(12):
        sign(f"Ada Sample{'abcdefghijkl'[number]}", comment=f"Bread for {number} people.")
    assert approve_all(bread_here) == 12
    make_handin(bread_here, HandInRequest(shown=NameList.NONE), tmp_path / "pack")
    path = tmp_path / "pack" / "handin.pdf"
    with pymupdf.open(path) as pack:
        (page,) = [each for each in pack if "Bread for 0 people." in each.get_text()]
        left, *_, right = [
            page.search_for(f"Bread for {number} people.")[0] for number in range(12)
        ]
        (stamp,) = page.search_for("Keep it locked away")
    assert left.x1 < right.x0
    assert stamp.y1 < min(left.y0, right.y0)
    assert errors(path) == []


def test_a_comment_that_no_font_draws_is_left_out_and_counted(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample", comment="Bread is a right.")
    sign("Suzie Specimen", comment="Bread 🙏 for all.")
    approve_all(bread_here)
    made = make_handin(bread_here, HandInRequest(), tmp_path)
    text = text_of(tmp_path)
    assert made.undrawn_comments == 1
    assert "Bread is a right." in text
    assert "for all." not in text
    assert "Others that are left out: 1." in " ".join(text.split())
    assert json.loads((tmp_path / "handin.json").read_text(encoding="utf-8"))["comments"] == 1


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


def test_it_tells_the_words_of_the_house_from_those_of_the_page(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    words = FormalText(("To the House.", "Declares that bread is dear."), "Make bread cheap.")
    house = wording_for("bread", Venue.COMMONS, {"en": "Bread"}, {"en": words})
    sheet = sheet_of(new_sheet_id(), "top")
    with transaction(bread_here.database) as connection:
        kept = keep_wording(connection, bread_here.petition, house, bread_here.now)
        made = Sheet(
            *(sheet, bread_here.petition.id, "", "en", 2, bread_here.now, kept),
            venue=Venue.COMMONS.value,
        )
        add_sheets(connection, [made])
    count_lines(bread_here, [typed_line(1, sheet, "1", "Ben Sample", "LE93 1AA", address="yes")])
    make_handin(bread_here, HandInRequest(), tmp_path)
    text = text_of(tmp_path).replace("\n", " ")
    first, second = "Version 1 of the words: 1 signature.", "in the form of a House: 1 signature."
    assert 0 < text.index(first) < text.index(second)
    assert "2 signatures, of which fewer than 5 can be presented" in text


def test_it_says_how_many_signatures_can_be_presented_to_the_commons(
    bread_here: OpenPetition, sign: Sign, tmp_path: Path
) -> None:
    sign("Ada Sample")
    make_handin(bread_here, HandInRequest(), tmp_path)
    text = text_of(tmp_path).replace("\n", " ")
    assert "1 signature, of which none can be presented to the House of Commons" in text


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
    assert errors(tmp_path / "handin.pdf") == []


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
