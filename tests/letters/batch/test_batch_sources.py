"""Letters for signatories who agreed to one, and the organisation's own to everybody in a role."""

from __future__ import annotations

import csv
import re
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import ORGANISATION
from campaigner.cli.progress import progress_line
from campaigner.letters.writing.compose import Sender, SignatureCount, Wording, compose_letter
from campaigner.letters.writing.plain_text import as_text
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from letter_writers import ADA, stationery, text_of, typeset, write_table

pytestmark = pytest.mark.slow

OFFICE = Sender(
    "Sample Rights",
    ("1 Sample Street", "Sampleton"),
    "LE93 1AA",
    "office@example.org",
    signed_by="Sam Sample, Director",
)


@pytest.fixture
def petitioned(represented: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with representatives, on a day when the petition is open."""
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-12T10:00:00")
    return represented


def sign(campaigner: Command, name: str, postcode: str, *more: str) -> None:
    email = f"{name.split()[0].lower()}@example.org"
    called = campaigner(
        "petition", "sign", "right-to-food", "--name", name, "--email", email,
        "--postcode", postcode, *more,
    )  # fmt: skip
    assert called.code == 0, called.stderr


def confirm_all(campaigner: Command, workspace: Workspace) -> None:
    """Follow the link of each confirmation mail."""
    mails = workspace.root / "mails"
    assert campaigner("mail", "send", "--to-dir", mails).code == 0
    for path in mails.glob("*.eml"):
        body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
        assert body is not None
        if link := re.search(r"/confirm/(\S+)", body.get_content()):
            assert campaigner("petition", "confirm", link[1]).code == 0
        path.unlink()


def batch(campaigner: Command, *more: object) -> dict[str, object]:
    called = campaigner(
        "letter", "batch", "right-to-food", "--out", "out", "--jobs", 1, "--format", "json", *more
    )
    assert called.stdout, called.stderr
    summary: dict[str, object] = called.json
    return summary


def made(workspace: Workspace) -> list[str]:
    out = workspace.root / "out"
    return sorted(str(path.relative_to(out)) for path in out.rglob("*.*"))


# Signatories


def test_only_those_who_confirmed_and_agreed_get_a_letter_in_their_name(
    petitioned: Workspace, campaigner: Command
) -> None:
    sign(campaigner, "Suzie Specimen", "LE93 1AA", "--letter")
    sign(campaigner, "Sam Sample", "LE93 2AA")  # who only signs
    confirm_all(campaigner, petitioned)
    sign(campaigner, "Olive Sample", "LE93 2AA", "--letter")  # who does not confirm
    summary = batch(campaigner, "--from-signatures")
    assert (summary["made"], summary["failed"]) == (1, 0)
    assert made(petitioned) == ["sampleton-north/ada-specimen--suzie-specimen.pdf"]
    text = text_of((petitioned.root / "out" / made(petitioned)[0]).read_bytes())
    assert "Suzie Specimen" in text
    assert "LE93 1AA" in text

    assert batch(campaigner, "--from-signatures")["unchanged"] == 1
    confirm_all(campaigner, petitioned)
    again = batch(campaigner, "--from-signatures")
    assert (again["made"], again["unchanged"]) == (1, 1)


def test_sian_who_withdraws_gets_no_letter_any_more(
    petitioned: Workspace, campaigner: Command
) -> None:
    sign(campaigner, "Sian Sampl", "LL93 5AA", "--letter", "--language", "cy")
    confirm_all(campaigner, petitioned)
    called = campaigner("letter", "batch", "right-to-food", "--from-signatures", "--out", "out",
                        "--dry-run", "--format", "json")  # fmt: skip
    assert [(row["supporter"], row["language"]) for row in called.json] == [("Sian Sampl", "cy")]
    (held,) = campaigner("person", "export", "sian@example.org").json["signatures"]
    assert held["agreed_to_letter"] is True
    assert campaigner("petition", "withdraw", "right-to-food", "sian@example.org").code == 0
    called = campaigner(
        "letter", "batch", "right-to-food", "--from-signatures", "--out", "out", "--jobs", 1
    )
    assert called.code == 0
    assert "No confirmed signatory has agreed to a letter in their name." in called.stderr


def test_signatories_from_another_system_agree_in_a_column(
    petitioned: Workspace, campaigner: Command
) -> None:
    rows = [
        ("name", "email", "postcode", "Agrees to letter"),
        ("Suzie Specimen", "suzie@example.org", "LE93 1AA", "Yes"),
        ("Sam Sample", "sam@example.org", "LE93 2AA", "no"),
        ("Nobby Nowhere", "nobby@example.org", "LE93 9ZZ", "1"),
    ]
    table = write_table(petitioned.root / "signed.csv", rows)
    assert campaigner("petition", "import", "right-to-food", table, "--confirmed").code == 0
    summary = batch(campaigner, "--from-signatures")
    assert (summary["made"], summary["failed"]) == (1, 1)
    rejects = petitioned.root / "out" / "rejects.csv"
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        (rejected,) = csv.DictReader(file)
    assert rejected["name"] == "Nobby Nowhere"
    assert "LE93 9ZZ" in rejected["problem"]

    mended = rejects.read_text(encoding="utf-8-sig").replace("LE93 9ZZ,", "LE93 1AB,")
    path = petitioned.root / "mended.csv"
    path.write_text(mended, encoding="utf-8")
    again = batch(campaigner, "--supporters", path)
    assert (again["made"], again["failed"]) == (1, 0)


# The organisation


@pytest.fixture
def named(petitioned: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace of an organisation that has said what it is called."""
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample Rights")
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__ADDRESS", '["1 Sample Street", "Sampleton"]')
    return petitioned


def test_each_mp_reads_how_many_of_their_constituents_signed(
    named: Workspace, campaigner: Command
) -> None:
    sign(campaigner, "Suzie Specimen", "LE93 1AA")
    sign(campaigner, "Sam Sample", "LE93 1AB")
    sign(campaigner, "Sian Sampl", "LL93 5AA")
    confirm_all(campaigner, named)
    summary = batch(
        campaigner, "--to-all", "mp", "--signed-by", "Sam Sample, Director", "--as", "pdf,txt"
    )
    assert (summary["made"], summary["failed"]) == (3, 0)
    said = {
        path.parent.name: path.read_text(encoding="utf-8").replace("\n", " ")
        for path in (named.root / "out").rglob("*.txt")
    }
    assert "3 people have signed our petition" in said["sampleton-north"]
    assert "2 of them live in Sampleton North" in said["sampleton-north"]
    assert "1 of them lives in Tre Enghraifft" in said["tre-enghraifft"]
    assert "of them live" not in said["sampleton-south"]
    assert "constituent" not in said["sampleton-north"].partition("therefore")[0]
    assert "Sam Sample, Director Sample Rights" in said["sampleton-north"]
    north = next((named.root / "out/sampleton-north").glob("*.pdf")).read_bytes()
    assert "Ada Specimen MP House of Commons" in text_of(north)

    sign(campaigner, "Olive Sample", "LE93 2AA")
    assert batch(campaigner, "--to-all", "mp", "--as", "pdf,txt",
                 "--signed-by", "Sam Sample, Director")["unchanged"] == 3  # fmt: skip
    confirm_all(campaigner, named)
    again = batch(campaigner, "--to-all", "mp", "--as", "pdf,txt", "--only", "area=E14009902",
                  "--signed-by", "Sam Sample, Director")  # fmt: skip
    assert (again["made"], again["unchanged"]) == (1, 0)


def test_a_campaign_can_have_its_own_words_for_the_organisation(
    named: Workspace, campaigner: Command
) -> None:
    folder = named.root / "campaigns" / "right-to-food"
    shipped = shipped_folder("campaigns") / "right-to-food"
    folder.mkdir(parents=True)
    for path in shipped.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / "campaign.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[letter.variants]]\nid = "ours"\nsupporter = ["organisation"]\n')
    for language in ("en", "cy"):
        text = "We count {{ signatures.total or 'nobody' }}, {{ recipient.name }}.\n"
        (folder / f"letter.ours.{language}.md").write_text(text, encoding="utf-8")
    checked = campaigner("campaign", "check", "right-to-food")
    assert checked.code == 0, checked.stdout
    assert "ours" in checked.stdout
    batch(campaigner, "--to-all", "mp", "--as", "txt", "--only", "area=E14009901")
    (path,) = (named.root / "out").rglob("*.txt")
    assert "We count nobody, Ada Specimen." in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("area", "total", "words"),
    [
        (0, 0, "We are writing to you about our petition “A legal right to food”."),
        (0, 1, "1 person has signed our petition"),
        (0, 1234, "1,234 people have signed our petition"),
        (1, 1, "One person, who lives in"),
        (1, 20, "20 people have signed our petition “A legal right to food”, and 1 of them lives"),
        (12, 1234, "and 12 of them live in Sampleton North."),
    ],
)
def test_the_organisation_counts_in_whole_sentences(area: int, total: int, words: str) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    wording = Wording("en", kind=ORGANISATION, signatures=SignatureCount(area, total))
    letter = compose_letter(campaign, ADA, OFFICE, wording, stationery())
    assert words in " ".join(as_text(letter).split())


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", sorted(p.name for p in shipped_folder("campaigns").iterdir()))
def test_the_organisation_s_letter_of_every_campaign_is_one_page(name: str, language: str) -> None:
    campaign = load_campaign(shipped_folder("campaigns") / name)
    wording = Wording(language, kind=ORGANISATION, signatures=SignatureCount(1234, 123456))
    letter = compose_letter(campaign, ADA, OFFICE, wording, stationery())
    assert typeset(letter).pages == 1


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "Choose one of --supporters FILE, --from-signatures and --to-all ROLE."),
        (["--to-all", "mp", "--from-signatures"], 2, "Choose one of --supporters FILE"),
        (["--to-all", "mpq"], 2, "'mpq' is not one of 'mp', 'lord'"),
        (["--to-all", "senator"], 1, "Nobody is known in the role senator."),
        (["--from-signatures", "--signed-by", "Sam"], 2, "--signed-by needs --to-all"),
        (["--to-all", "mp", "--language", "fr"], 2, "Unknown language “fr”"),
    ],
)
def test_a_wrong_call_is_answered(
    named: Workspace, campaigner: Command, options: list[str], code: int, words: str
) -> None:
    called = campaigner("letter", "batch", "right-to-food", "--out", "out", *options)
    assert called.code == code
    assert words in called.stderr
    assert not (named.root / "out").exists()


def test_an_organisation_without_a_name_is_asked_for_it(
    petitioned: Workspace, campaigner: Command
) -> None:
    called = campaigner("letter", "batch", "right-to-food", "--out", "out", "--to-all", "mp")
    assert called.code == 2
    assert "The settings in campaigner.toml do not have the organisation’s name." in called.stderr


# How far it is


@pytest.mark.parametrize(
    ("done", "total", "seconds", "line"),
    [
        (120, 0, 10, "120 letters, 12 a second"),
        (50, 1000, 10, "50 of 1,000 letters, 5.0 a second, 3 min 10 s left"),
        (980, 1000, 10, "980 of 1,000 letters, 98 a second, 0 s left"),
        (1000, 1000, 10, "1,000 of 1,000 letters, 100 a second"),
        (0, 1000, 10, "0 of 1,000 letters, 0.0 a second"),
    ],
)
def test_progress_says_rate_and_time_left(done: int, total: int, seconds: float, line: str) -> None:
    assert progress_line("letters", done, total, seconds) == line


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.floats(0, 10**6))
def test_progress_can_always_be_said(done: int, total: int, seconds: float) -> None:
    assert progress_line("letters", done, total, seconds).startswith(f"{done:,} ")
