"""Options that would have no effect are refused in one line: silence would look like consent."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from campaigner.errors import UsageError
from campaigner.pairs import parse_pairs_once
from campaigner.workspace import Workspace
from conftest import Command

TOKEN = "A" * 43
UNUSED = [
    ("mail send --watch --limit 3", "--limit has no effect with --watch."),
    ("petition withdraw right-to-food 12 --signature 13", "--signature has no effect with the"),
    (f"petition withdraw right-to-food {TOKEN} --name Sam", "--name has no effect with a token"),
    (f"petition withdraw right-to-food {TOKEN} --signature 3", "--signature has no effect with"),
    ("petition tally right-to-food --where area=A --where area=B", "“area” is given 2 times."),
    ("petition tally right-to-food --chart -f json", "--chart has no effect with --format json"),
    ("petition tally right-to-food --chart -f csv", "--chart has no effect with --format csv."),
    (
        "petition verify right-to-food --key abcd",
        "--key has no effect without --receipt or --checkpoint.",
    ),
    ("petition export right-to-food -f ledger --area E1", "The area has no effect"),
    ("petition export right-to-food -f uk-json --source web", "The source has no effect"),
    ("petition export right-to-food -f uk-json --partner x", "The partner has no effect"),
    ("petition export right-to-food -f csv --language cy", "The language has no effect"),
    ("letter outcomes --chart -f json", "--chart has no effect with --format json."),
    ("letter write right-to-food --as txt --layout uk-dl", "--layout has no effect if no letter"),
    ("letter write right-to-food --as txt,eml --pdf a-2u", "--pdf has no effect if no letter"),
    ("letter batch right-to-food --to-all mp --map name=N", "--map has no effect without --supp"),
    ("letter batch right-to-food --from-signatures --sheet S", "--sheet has no effect without"),
    ("letter batch right-to-food --to-all mp --member M", "--member has no effect without"),
    ("letter batch right-to-food --to-all mp --yes-means ja", "--yes-means has no effect without"),
    ("letter batch right-to-food --to-all mp --no-means ja", "--no-means has no effect without"),
    ("letter batch right-to-food --to-all mp --show 1", "--show has no effect without --dry-run"),
    ("letter batch right-to-food --to-all mp --dry-run --show 1 -f csv", "--show has no effect"),
    ("letter batch right-to-food --to-all mp --as txt --layout us-9", "--layout has no effect"),
    ("letter batch right-to-food --to-all mp -j 2 --scheduler tcp://a", "--jobs has no effect"),
    ("letter batch right-to-food --to-all mp --map a=B --map a=C", "“a” is given 2 times."),
    ("petition wording right-to-food --show 1 -f csv", "--show has no effect with --format csv."),
    ("representative list --vacant --check", "--check has no effect with --vacant."),
    ("representative find Specimen --area E1", "“Specimen” is not a postcode: the area has no"),
    ("instrument cite UDHR1 --style csl-json -l cy", "--language has no effect with --style"),
    ("-w . init other", "--workspace has no effect on a new workspace."),
    ("-w . demo other", "--workspace has no effect on the demo"),
]


@pytest.mark.parametrize(("words", "line"), UNUSED)
def test_an_option_without_effect_is_refused(
    campaigner: Command, workspace: Workspace, words: str, line: str
) -> None:
    called = campaigner(*words.split())
    assert (called.code, called.stdout) == (2, "")
    assert len(called.stderr.splitlines()) == 1
    assert called.stderr.startswith(f"Error: {line}")
    assert not (workspace.root / "other").exists()


@pytest.mark.parametrize("options", [["--map", "name=x"], ["--sheet", "x"]])
def test_a_document_has_no_columns(
    campaigner: Command, workspace: Workspace, options: list[str]
) -> None:
    Path("people.json").write_text(json.dumps({"persons": []}), encoding="utf-8")
    called = campaigner("representative", "import", "people.json", "--role", "mp", *options)
    assert (called.code, "people.json is not a table" in called.stderr) == (2, True)


@pytest.mark.parametrize("options", [["--country", "IE"], ["--scheme", "uk-ward"]])
def test_some_files_say_themselves_where_people_sit(
    campaigner: Command, workspace: Workspace, options: list[str]
) -> None:
    person = {
        "id": {"bioguide": "S000001"},
        "name": {"first": "Ada", "last": "Specimen"},
        "terms": [{}],
    }
    Path("people.json").write_text(json.dumps([person]), encoding="utf-8")
    called = campaigner("representative", "import", "people.json", *options)
    assert (called.code, "says itself in which country" in called.stderr) == (2, True)


@pytest.mark.parametrize("name", ["areas.csv", "areas.hexjson"])
def test_areas_without_postcodes_have_no_country(
    campaigner: Command, workspace: Workspace, name: str
) -> None:
    hexes = {"layout": "odd-r", "hexes": {"E14009001": {"n": "Sampleton", "q": 0, "r": 0}}}
    text = json.dumps(hexes) if name == "areas.hexjson" else "code,name\nE14009001,Sampleton\n"
    Path(name).write_text(text, encoding="utf-8")
    called = campaigner("area", "import", name, "--country", "GB")
    assert (called.code, "the country has no effect" in called.stderr) == (2, True)
    assert campaigner("area", "import", name).code == 0


def test_an_article_is_not_a_list(campaigner: Command) -> None:
    called = campaigner("instrument", "show", "UDHR 1", "--format", "csv")
    assert (called.code, called.stdout) == (2, "")
    assert "An article is not a list." in called.stderr


@pytest.mark.parametrize(
    "words",
    [
        "campaign pack right-to-food --source web -o -",
        "letter write right-to-food -o -",
        "letter batch right-to-food --to-all mp --out -",
        "mail send --to-dir -",
        "db backup -",
        "init -",
        "demo -",
    ],
)
def test_a_folder_is_not_standard_output(
    campaigner: Command, workspace: Workspace, words: str
) -> None:
    called = campaigner(*words.split())
    assert (called.code, called.stdout) == (2, "")
    assert "“-” is standard output. Enter a name." in called.stderr
    assert not (workspace.root / "-").exists()


@pytest.mark.parametrize(
    "words",
    [
        "petition export right-to-food -f uk-json -o -",
        "event calendar right-to-food -o -",
        "campaign brief right-to-food --html -o -",
    ],
)
def test_nobody_is_told_that_standard_output_was_written(
    campaigner: Command, workspace: Workspace, words: str
) -> None:
    called = campaigner(*words.split())
    assert (called.code, "Wrote" in called.stderr) == (0, False), called.stderr


def test_a_no_is_not_an_interruption(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert campaigner("representative", "add", "Ada Specimen", "--role", "minister").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    called = campaigner("representative", "end", "Ada Specimen")
    assert called.code == 0
    assert "Stopped" not in called.stderr
    assert "Ada Specimen" in campaigner("representative", "list").stdout


def test_a_name_has_one_value() -> None:
    assert parse_pairs_once(["a=1", "b=2"], "a=1") == {"a": "1", "b": "2"}
    with pytest.raises(UsageError, match="“a” is given 3 times"):
        parse_pairs_once(["a=1", "a=2", "a=3"], "a=1")
