"""`letter batch`: to the right representatives, never twice, never lost."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

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


def test_rows_that_fail_can_be_corrected_and_imported(
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


def test_a_corrected_file_of_rejects_is_imported_where_it_lies_and_kept(
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
