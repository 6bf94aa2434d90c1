"""Papers for a House: top sheet, further sheets, guide and cover, and a motion for a Member."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import outloud
import pymupdf
import pytest
from pikepdf.pdfa import validate_written

from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.papers.formal.making import FormalPapers, make_formal
from campaigner.papers.motions import make_motion
from campaigner.petitions.opening import open_petition
from campaigner.petitions.wordings import counted_versions
from campaigner.store import paper_sheets
from campaigner.store.database import transaction
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.letters import PdfVariant
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command

SHIPPED = sorted(path.parent.name for path in shipped_folder("campaigns").glob("*/campaign.toml"))
RESERVED = {"hostile-environment", "accountability-for-aggression"}  # nothing for the Senedd
MADE = [
    (slug, venue, language)
    for slug in SHIPPED
    for venue in Venue
    for language in ("en", "cy")
    if (venue is not Venue.SENEDD or slug not in RESERVED)
    and not (venue is Venue.LORDS and language == "cy")
]
# Warnings: cells that are empty because people write in them, and addresses that stand as text.
FOR_PENS = {"TBL-012", "LNK-010"}


def words_of(content: bytes) -> str:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        pages = [document[number] for number in range(document.page_count)]
        return " ".join(" ".join(page.get_text() for page in pages).split())


def sides_of(content: bytes) -> int:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return int(document.page_count)


Made: TypeAlias = tuple[FormalPapers, dict[str, bytes]]
Formally: TypeAlias = Callable[..., Made]


@pytest.fixture(scope="module")
def made_before() -> dict[tuple[str, Venue, str], Made]:
    """The papers that were made for a test before, in a workspace like all others."""
    return {}


@pytest.fixture
def formally(here: OpenWorkspace, made_before: dict[tuple[str, Venue, str], Made]) -> Formally:
    """The papers of a shipped campaign, to be read: each is made once for all tests here."""

    def made(slug: str, venue: Venue, language: str = "en") -> Made:
        key = (slug, venue, language)
        if key not in made_before:
            formal = make_formal(here, *key)
            made_before[key] = formal, dict(formal.papers())
        return made_before[key]

    return made


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "venue", "language"), MADE)
def test_every_shipped_campaign_has_papers_in_order(
    formally: Formally, tmp_path: Path, slug: str, venue: Venue, language: str
) -> None:
    made, papers = formally(slug, venue, language)
    assert list(papers) == made.names()
    assert made.undecided == []
    for name, content in papers.items():
        if name.endswith(".pdf"):
            assert sides_of(content) == 1, name
            path = tmp_path / name
            path.write_bytes(content)
            assert {each.rule for each in outloud.check(str(path)).findings} <= FOR_PENS, name


@pytest.mark.slow
@pytest.mark.parametrize("venue", Venue)
def test_the_papers_can_be_archived(here: OpenWorkspace, tmp_path: Path, venue: Venue) -> None:
    made = make_formal(here, "right-to-food", venue, variant=PdfVariant.A_2U)
    for name, content in made.papers():
        if name.endswith(".pdf"):
            path = tmp_path / name
            path.write_bytes(content)
            found = [str(each) for each in validate_written(path, "2b").findings]
            assert [each for each in found if "conformance is 'U'" not in each] == [], name


@pytest.mark.parametrize("venue", Venue)
def test_a_word_longer_than_the_line_is_on_the_paper_whole(
    here: OpenWorkspace, workspace: Workspace, venue: Venue
) -> None:
    word = "".join(f"w{number}" for number in range(60))
    folder = workspace.campaigns_folder / "right-to-food"
    shutil.copytree(shipped_folder("campaigns") / "right-to-food", folder)
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('declaration.en = "', f'declaration.en = "{word} means that ').replace(
            'senedd_request.en = "', f'senedd_request.en = "read {word} and '
        ),
        encoding="utf-8",
    )
    papers = dict(make_formal(here, "right-to-food", venue).papers())
    for part in ("top-sheet", "guide"):
        assert word in words_of(papers[f"{venue}-{part}.pdf"]).replace(" ", "")


@pytest.mark.parametrize("venue", Venue)
def test_nothing_but_the_petition_stands_on_what_is_handed_in(
    formally: Formally, venue: Venue
) -> None:
    made, papers = formally("right-to-food", venue)
    table = "Full name Address, with postcode Signature by hand"
    text = " ".join(str(made.made.text).split())
    member = "" if venue is Venue.SENEDD else "Member "
    lead = "Lead petitioner Address in Wales " if venue is Venue.SENEDD else ""
    assert words_of(papers[f"{venue}-top-sheet.pdf"]) == f"{member}{text} {lead}{table}"
    repeated = text if venue is Venue.SENEDD else made.made.text.request
    assert words_of(papers[f"{venue}-continuation.pdf"]) == f"{repeated} {table}"


def test_the_privacy_notice_is_on_the_cover_that_is_kept_apart(formally: Formally) -> None:
    _, papers = formally("right-to-food", Venue.COMMONS)
    cover = words_of(papers["commons-cover.pdf"])
    for said in ("not handed in", "Sample Rights", "privacy@example.org", "right-to-food"):
        assert said in cover


@pytest.mark.parametrize(
    ("venue", "said"),
    [
        (
            Venue.COMMONS,
            [
                "publicpetitions@parliament.uk",
                "one sitting day’s notice",
                "Hansard",
                "sample first",
            ],
        ),
        (Venue.LORDS, ["Clerk of the Parliaments", "My Lords, I beg to present", "no debate"]),
        (Venue.SENEDD, ["petitions@senedd.wales", "250 signatures", "six months"]),
    ],
)
def test_a_members_guide_says_what_to_do_and_when(
    formally: Formally, venue: Venue, said: list[str]
) -> None:
    made, papers = formally("right-to-food", venue)
    guide = words_of(papers[f"{venue}-guide.pdf"])
    assert " ".join(str(made.made.english).split()) in guide
    # What a person decided, where the House has a rule about it.
    assert ("no case is meant" in guide) is (venue is Venue.COMMONS)
    for each in said:
        assert each in guide


def test_the_senedds_guide_is_in_the_language_of_the_petition(formally: Formally) -> None:
    made, papers = formally("right-to-food", Venue.SENEDD, "cy")
    guide = words_of(papers["senedd-guide.pdf"])
    assert " ".join(str(made.made.text).split()) in guide
    for said in ("deisebau@senedd.cymru", "250 o lofnodion", "chwe mis", "Tachwedd 2026"):
        assert said in guide
    assert "petitions team" not in guide


def test_a_welsh_petition_to_the_commons_has_english_to_certify(formally: Formally) -> None:
    _, papers = formally("right-to-food", Venue.COMMONS, "cy")
    assert "At Dŷ’r Cyffredin." in words_of(papers["commons-top-sheet.pdf"])
    translated = words_of(papers["commons-translation.pdf"])
    assert "To the House of Commons." in translated
    assert "I state that this is a correct translation" in translated


def test_olive_types_up_what_was_signed_and_knows_how_many_can_be_presented(
    campaigner: Command, workspace: Workspace
) -> None:
    house = ("petition", "formal", "right-to-food", "--venue", "commons")
    made = campaigner(*house, "--sheets", "2", "-o", "papers")
    assert made.code == 0, made.stderr
    slips = words_of(Path("papers/commons-slips.pdf").read_bytes())
    ids = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]/\w+", slips)
    assert [each.partition("/")[2] for each in ids] == ["top", "1", "2"]
    assert ids[0].partition("/")[0] in words_of(Path("papers/commons-cover.pdf").read_bytes())
    rows = [
        "sheet,line,name,postcode,address,signature",
        f"{ids[0]},1,Ada Sample,M1 1AA,1 Sample Street,ink",
        f"{ids[0]},2,Ben Sample,M1 1AA,2 Sample Street,ink",
        f"{ids[2]},1,Cai Sample,M1 1AA,,ink",
        f"{ids[2]},2,Dee Sample,M1 1AA,3 Sample Street,copy",
    ]
    Path("lines.csv").write_text("\n".join(rows), encoding="utf-8")
    checked = campaigner(*house, "--check", "--signed", "lines.csv", "--format", "json")
    codes = [each["code"] for each in checked.json]
    assert codes == ["formal-no-address", "formal-copied-signature"]
    imported = campaigner("petition", "import-paper", "right-to-food", "lines.csv")
    assert imported.code == 0, imported.stderr
    tally = campaigner("petition", "tally", "right-to-food", "--by", "standing")
    assert "4 signatures, of which 2 can be presented to the House of Commons." in tally.stderr
    found = campaigner("petition", "tally", "right-to-food", "--by", "standing", "--format", "json")
    assert found.json["presentable"] == {"commons": 2, "lords": 0, "senedd": 0}
    versions = campaigner("petition", "wording", "right-to-food", "--format", "json").json
    assert [each["signatures"] for each in versions] == [4, 0]
    assert "have changed" not in tally.stderr


def test_the_words_that_are_signed_on_formal_sheets_are_those_of_the_house(
    here: OpenWorkspace,
) -> None:
    papers = make_formal(here, "right-to-food", Venue.COMMONS, further=1)
    petition = open_petition(here, "right-to-food")
    papers.note_sheets(petition)
    with transaction(here.database) as connection:
        kept = paper_sheets.sheets_of(connection, petition.petition.id)
    assert set(kept) == set(papers.sheets)
    assert {each.venue for each in kept.values()} == {"commons"}
    house, shown = counted_versions(petition).versions
    assert (house.house, shown.house) == ("commons", "")
    assert house.wording.said["asks"][0]["en"] == papers.made.text.request
    said = house.wording.said
    assert f"{said['summary']['en']} {said['text']['en']}" == " ".join(
        str(papers.made.text).split()
    )


def test_the_same_papers_are_the_same_bytes(here: OpenWorkspace) -> None:
    one, other = (make_formal(here, "right-to-food", Venue.LORDS) for _ in range(2))
    assert one.sheet_id != other.sheet_id
    assert dict(one.papers()) == dict(replace(other, sheet_id=one.sheet_id).papers())


def test_what_cannot_be_made_is_said(here: OpenWorkspace, bread: Path) -> None:
    with pytest.raises(CampaignerError, match="no formal petition"):
        make_formal(here, "bread", Venue.COMMONS)
    with pytest.raises(CampaignerError, match="no draft motion"):
        make_motion(here, "bread")
    with pytest.raises(UsageError, match="not known in “cy”"):
        make_formal(here, "right-to-food", Venue.LORDS, "cy")
    with pytest.raises(ProblemsFound, match="Senedd would refuse"):
        make_formal(here, "hostile-environment", Venue.SENEDD)


def test_a_member_gets_a_motion_with_questions(campaigner: Command, workspace: Workspace) -> None:
    called = campaigner("petition", "motion", "right-to-food")
    assert called.code == 0, called.stderr
    assert "That this House notes that in 2023/24" in called.stdout
    assert re.findall(r"^(\w.*)\n=+$", called.stdout, re.M) == [
        "Draft Early Day Motion",
        "Written questions",
    ]
    assert "To ask the Secretary of State for Work and Pensions, by what date" in called.stdout
    assert "words. Ask the Table Office" in called.stderr


@pytest.mark.slow
@pytest.mark.parametrize("slug", SHIPPED)
def test_every_shipped_campaign_has_a_motion_in_order(
    here: OpenWorkspace, tmp_path: Path, slug: str
) -> None:
    made = make_motion(here, slug)
    assert (made.findings, made.from_asks) == ((), False)
    assert made.words <= 250
    path = tmp_path / "motion.pdf"
    path.write_bytes(made.pdf())
    assert {each.rule for each in outloud.check(str(path)).findings} <= FOR_PENS
    assert sides_of(path.read_bytes()) == 1


def test_questions_are_made_from_asks_where_none_are_written(
    here: OpenWorkspace, bread: Path
) -> None:
    definition = bread / "campaign.toml"
    motion = '[petition.motion]\ntitle = "Bread"\ntext = "notes the price of bread"\n'
    text = definition.read_text(encoding="utf-8")
    definition.write_text(f"{text}\n{motion}", encoding="utf-8")
    made = make_motion(here, "bread")
    assert made.from_asks
    assert all(str(each).startswith("To ask the ") for each in made.questions)
