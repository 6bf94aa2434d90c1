"""`letter write` and `letter batch`: to the right representative, never twice, never lost."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.renderers import renderer_named
from campaigner.text import slug
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import text_of, write_table

pytestmark = pytest.mark.slow

HEADER = ("Full name", "Address", "Post code", "E-mail", "Language", "Personal")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-10T09:00:00+00:00")


def row(name: str, postcode: str = "LE93 1AA", **more: str) -> tuple[str, ...]:
    """A supporter's row."""
    values = {
        "Full name": name,
        "Address": "1 Sample Street, Sampleton",
        "Post code": postcode,
        "E-mail": f"{slug(name, 'nobody')}@example.org",
    }
    values.update({key.capitalize(): value for key, value in more.items()})
    return tuple(values.get(column, "") for column in HEADER)


def supporters(folder: Path, rows: Sequence[Sequence[str]], name: str = "people.csv") -> Path:
    return write_table(folder / name, [HEADER, *rows])


THREE = [row("Suzie Specimen"), row("Sam Sample", "le93 2aa"), row("Siân Sampl", "LL93 5AA")]


def write(campaigner: Command, *more: object, postcode: str = "LE93 1AA") -> tuple[int, str, str]:
    called = campaigner(
        "letter", "write", "right-to-food", "--name", "Siân O'Brien", "--address",
        "1 Sample Street, Sampleton", "--postcode", postcode, *more,
    )  # fmt: skip
    return called.code, called.stdout.strip(), called.stderr


# One letter


def test_sian_is_told_why_her_letter_takes_longer_with_another_weasyprint(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.3")
    renderer_named.cache_clear()
    try:
        code, place, said = write(campaigner)
        assert (code, Path(place).is_file()) == (0, True)
        assert "WeasyPrint 71.3 is installed, and only 70.0 is known well enough." in said
        assert "71.3" not in write(campaigner, "--renderer", "plain")[2]
    finally:
        renderer_named.cache_clear()


def test_sian_writes_to_her_own_mp(represented: Workspace, campaigner: Command) -> None:
    code, place, said = write(campaigner, "--personal", "I volunteer at a food bank.")
    assert code == 0
    assert "A letter to Ada Specimen MP, Sampleton North." in said
    path = represented.root / "letters/right-to-food/sampleton-north/ada-specimen--sian-obrien.pdf"
    assert place == str(path)
    text = text_of(path.read_bytes())
    assert "Dear Ada Specimen," in text
    assert "Siân O'Brien" in text
    assert "I volunteer at a food bank." in text
    (listed,) = campaigner("letter", "list", "right-to-food", "--format", "json").json
    assert (listed["recipient"], listed["area"]) == ("Ada Specimen", "Sampleton North")


def test_sian_writes_in_welsh_where_she_wants_it_in_three_forms(
    represented: Workspace, campaigner: Command
) -> None:
    wanted = represented.root / "llythyr.pdf"
    code, place, said = write(
        campaigner, "--language", "cy", "-o", wanted, "--as", "pdf,txt,eml", postcode="LL93 5AA"
    )
    assert (code, place) == (0, str(wanted))
    assert "Carys Enghraifft" in text_of(wanted.read_bytes())
    assert "No native speaker has checked the text in “cy” yet." in said
    assert "Yn gywir," in wanted.with_suffix(".txt").read_text(encoding="utf-8")
    assert b"X-Unsent: 1" in wanted.with_suffix(".eml").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--postcode", "LE93 9ZZ"], 1, "LE93 9ZZ"),
        (
            ["--postcode", "LE93 9ZZ"],
            1,
            "Run again with --area CODE. For the codes, run: campaigner area list",
        ),
        (["--postcode", "LE93 9ZZ", "--area", "E99"], 2, "Unknown area “E99”"),
        (["--postcode", "nowhere"], 1, "is not a valid postcode"),
        (["--language", "fr"], 2, "Unknown language “fr”"),
        (["--layout", "uk-ld"], 2, "“uk-dl”"),
        (["--as", "docx"], 2, "“docx” is not a form of letter. Choose from: pdf, txt, eml."),
        (["--pdf", "a-1b"], 2, "'a-1b' is not one of 'ua-1', 'a-2u', 'a-3u'"),
        (["--renderer", "typst"], 2, "'typst' is not one of 'auto', 'plain', 'memo'"),
        (["--kind", "organisation"], 2, "'organisation' is not one of 'constituent'"),
        (["--date", "tomorrow"], 2, "“tomorrow” is not a valid date"),
        (["--asks", "lw"], 2, "Unknown ask “lw”"),
        (["--name", "=cmd()"], 1, "cannot start with “=”"),
        (["--name", "x" * 10_000], 1, "at most 150 characters"),
        (["--address", ", ".join(["Line"] * 9)], 1, "more than 7 lines"),
        (["--email", "nobody"], 1, "not a valid email address"),
        (["--personal", "a\u0007b"], 1, "cannot be seen"),
        (["--name", "\U000103a0"], 1, "No font at hand can draw"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_message(
    represented: Workspace, campaigner: Command, arguments: list[str], code: int, words: str
) -> None:
    got, place, said = write(campaigner, *arguments)
    assert (got, place) == (code, "")
    assert words in said
    assert not list(represented.root.rglob("*.pdf"))


def test_nobby_whom_the_table_does_not_know_chooses_his_constituency(
    represented: Workspace, campaigner: Command
) -> None:
    (area,) = campaigner("area", "lookup", "LE93 1AA", "--format", "json").json
    code, _, said = write(campaigner, "--postcode", "LE93 9ZZ", "--area", area["code"])
    assert code == 0
    assert "A letter to Ada Specimen MP, Sampleton North." in said


def test_an_unknown_campaign_names_the_nearest(represented: Workspace, campaigner: Command) -> None:
    called = campaigner("letter", "write", "right-to-fod", "--name", "Suzie")
    assert called.code == 2
    assert "right-to-food" in called.stderr


def test_what_is_missing_is_asked_for_only_on_a_terminal(
    represented: Workspace, campaigner: Command
) -> None:
    called = campaigner("letter", "write", "right-to-food", "--name", "Suzie Specimen")
    assert called.code == 2
    assert "--address is missing" in called.stderr


# Many letters


def batch(
    campaigner: Command, path: Path, *more: object, campaign: str = "right-to-food"
) -> dict[str, object]:
    called = campaigner(
        "letter", "batch", campaign, "--supporters", path, "--out", "out",
        "--jobs", 1, "--format", "json", *more,
    )  # fmt: skip
    assert called.stdout, called.stderr
    summary: dict[str, object] = called.json
    assert called.code == (1 if summary["failed"] else 0)
    return summary


def files(folder: Path) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_supporter_s_letter_goes_to_their_own_mp(
    represented: Workspace, campaigner: Command
) -> None:
    summary = batch(campaigner, supporters(represented.root, THREE))
    assert (summary["made"], summary["unchanged"], summary["failed"]) == (3, 0, 0)
    assert list(files(represented.root / "out")) == [
        "sampleton-north/ada-specimen--suzie-specimen.pdf",
        "sampleton-south/barnaby-placeholder--sam-sample.pdf",
        "tre-enghraifft/carys-enghraifft--sian-sampl.pdf",
    ]


def test_what_says_the_same_is_not_made_again(
    represented: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = supporters(represented.root, THREE)
    batch(campaigner, path)
    before = files(represented.root / "out")
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-24T09:00:00+00:00")
    assert batch(campaigner, path)["unchanged"] == 3
    assert files(represented.root / "out") == before

    (represented.root / "out/sampleton-north/ada-specimen--suzie-specimen.pdf").unlink()
    changed = [THREE[0], row("Sam Sample", "LE93 2AA", personal="My own words."), THREE[2]]
    again = batch(campaigner, supporters(represented.root, changed))
    assert (again["made"], again["unchanged"]) == (2, 1)


def test_rows_that_fail_can_be_mended_and_fed_in_again(
    represented: Workspace, campaigner: Command
) -> None:
    rows = [
        *THREE,
        row("Nobby Nowhere", "LE93 9ZZ"),
        row("Nobody", "nowhere"),
        row("", "LE93 1AA"),
        row("Suzie Specimen"),
        row("French Friend", language="fr"),
    ]
    summary = batch(campaigner, supporters(represented.root, rows))
    assert (summary["made"], summary["failed"]) == (3, 5)
    rejects = represented.root / "out" / "rejects.csv"
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rejected = list(csv.reader(file))
    assert rejected[0] == [*HEADER, "line", "problem"]
    assert [cells[0] for cells in rejected[1:]] == [
        "Nobby Nowhere", "Nobody", "", "Suzie Specimen", "French Friend",
    ]  # fmt: skip
    reasons = [cells[-1] for cells in rejected[1:]]
    for reason, words in zip(
        reasons,
        (
            "LE93 9ZZ",
            "“nowhere” is not a valid postcode.",
            "A name is required",
            "in row 2 already",
            "“fr”",
        ),
        strict=True,
    ):
        assert words in reason

    mended = rejects.read_text(encoding="utf-8-sig").replace("LE93 9ZZ", "LE93 1AB")
    (represented.root / "mended.csv").write_text(mended, encoding="utf-8")
    again = batch(campaigner, represented.root / "mended.csv")
    assert (again["made"], again["unchanged"], again["failed"]) == (1, 1, 3)

    batch(campaigner, supporters(represented.root, THREE))
    assert not rejects.exists()


def test_a_mended_file_of_rejects_is_fed_in_where_it_lies_and_kept(
    represented: Workspace, campaigner: Command
) -> None:
    table = supporters(represented.root, [row("Nobody", "nowhere"), row("Nobby", "LE93 9ZZ")])
    batch(campaigner, table)
    rejects = represented.root / "out" / "rejects.csv"
    mended = rejects.read_text(encoding="utf-8-sig").replace("LE93 9ZZ", "LE93 1AB")
    rejects.write_text(mended, encoding="utf-8")
    again = batch(campaigner, rejects)
    assert (again["made"], again["failed"]) == (1, 1)
    assert rejects.read_text(encoding="utf-8") == mended
    with rejects.with_name("rejects-2.csv").open(encoding="utf-8-sig", newline="") as file:
        still = list(csv.reader(file))
    assert still[0] == [*HEADER, "line", "problem"]
    assert [cells[0] for cells in still[1:]] == ["Nobody"]


def test_a_rehearsal_makes_nothing_and_shows_the_first(
    represented: Workspace, campaigner: Command
) -> None:
    path = supporters(represented.root, [*THREE, row("Nobody", "nowhere")])
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", path, "--out", "out",
        "--dry-run", "--show", 2,
    )  # fmt: skip
    assert called.code == 1
    assert "Would make 3 letters; 1 row would fail." in called.stderr
    assert "people.csv:5: error" in called.stderr
    assert "Sam Sample" in called.stdout
    assert "Siân Sampl" not in called.stdout
    assert not (represented.root / "out").exists()


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (["--limit", "2"], ["ada-specimen", "barnaby-placeholder"]),
        (["--only", "area=Tre Enghraifft"], ["carys-enghraifft"]),
        (["--only", "area=e14009902", "--only", "area=E14009901"],
         ["ada-specimen", "barnaby-placeholder"]),
        (["--only", "recipient=Ada Specimen MP"], ["ada-specimen"]),
        (["--skip", "recipient=ada specimen"], ["barnaby-placeholder", "carys-enghraifft"]),
        (["--only", "language=cy"], []),
    ],
)  # fmt: skip
def test_a_part_of_the_letters_can_be_made(
    represented: Workspace, campaigner: Command, options: list[str], made: list[str]
) -> None:
    batch(
        campaigner, supporters(represented.root, THREE), *options,
        "--filename", "{recipient}", "--as", "txt",
    )  # fmt: skip
    assert [name.removesuffix(".txt") for name in files(represented.root / "out")] == made


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--filename", "../{supporter}"], 2, "is not a safe pattern"),
        (["--show", "-1"], 2, "--show"),
        (["--merge", "--part-sheets", "-1"], 2, "--part-sheets"),
        (["--only", "colour=red"], 2, "colour"),
        (["--only", "red"], 2, "does not have the form NAME=VALUE"),
        (["--map", "name=Nome"], 2, "Nome"),
        (["--scheduler", "nowhere"], 1, "Dask"),
    ],
)
def test_a_wrong_call_is_answered(
    represented: Workspace, campaigner: Command, options: list[str], code: int, words: str
) -> None:
    called = campaigner(
        "letter", "batch", "right-to-food", "--out", "out",
        "--supporters", supporters(represented.root, THREE), *options,
    )  # fmt: skip
    assert called.code == code
    assert words in called.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"", "is empty"),
        (b"\x00\x01\x02\x03", "table"),
        (b"address,town\n1 Sample Street,Sampleton\n", "“name”"),
    ],
    ids=["no file", "empty", "no table", "no name column"],
)
def test_a_table_that_cannot_be_used_is_said(
    represented: Workspace, campaigner: Command, content: bytes | None, words: str
) -> None:
    path = represented.root / "people.csv"
    if content is not None:
        path.write_bytes(content)
    called = campaigner("letter", "batch", "right-to-food", "--supporters", path, "--out", "out")
    assert called.code in (1, 2)
    assert words in called.stderr
    assert not (represented.root / "out").exists()


def test_processes_make_the_same_letters(represented: Workspace, campaigner: Command) -> None:
    path = supporters(represented.root, THREE)
    batch(campaigner, path)
    alone = files(represented.root / "out")
    for name in alone:
        (represented.root / "out" / name).unlink()
    summary = batch(campaigner, path, "--jobs", 2)
    assert summary["made"] == 3
    assert files(represented.root / "out") == alone


def test_every_file_of_a_letter_goes_when_sian_is_erased(
    represented: Workspace, campaigner: Command
) -> None:
    for name in ("a.pdf", "b.pdf"):
        code, _, said = write(campaigner, "--email", "sian@example.org", "--output", name)
        assert code == 0, said
    (held,) = campaigner("person", "export", "sian@example.org").json["letters"]
    assert [Path(path).name for path in held["issued"]] == ["a.pdf", "b.pdf"]
    assert campaigner("person", "erase", "sian@example.org", "--yes").code == 0
    assert list(represented.root.glob("?.pdf")) == []


def test_a_hundred_letters_to_a_hundred_constituencies(
    shared_data: Path, workspace: Workspace, bread: Path, campaigner: Command
) -> None:
    postcodes: dict[str, str] = {}
    with gzip.open(shared_data / "uk/postcode_pcon24.csv.gz", "rt") as file:
        for line in csv.DictReader(file):
            postcodes.setdefault(line["pcon24cd"], line["pcds"])
    with (shared_data / "uk/mps-2026-04.csv").open(encoding="utf-8-sig") as file:
        mps = {line["PCON24CD"]: line["MP"] for line in csv.DictReader(file)}
    codes = sorted(postcodes)[:: len(postcodes) // 100][:100]
    few = [("pcds", "pcon24cd"), *((postcodes[code], code) for code in codes)]
    rows = [row(f"Sample{place} Person", postcodes[code]) for place, code in enumerate(codes)]

    assert campaigner("representative", "import", shared_data / "uk/mps-2026-04.csv").code == 0
    assert campaigner("area", "import", write_table(workspace.root / "few.csv", few)).code == 0
    people = supporters(workspace.root, rows)
    summary = batch(campaigner, people, "--filename", "{row}", "--jobs", 2, campaign="bread")
    assert (summary["made"], summary["failed"]) == (100, 0)
    for place, code in enumerate(codes):
        text = text_of((workspace.root / "out" / f"{place + 2}.pdf").read_bytes())
        addressee = text.partition("House of Commons")[0].removesuffix(" MP ")
        assert addressee.endswith(mps[code])
