"""`letter write`: one letter, to the right representative, or one message why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.rendering.engine import weasyprint
from campaigner.rendering.renderers import renderer_named
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import text_of

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-10T09:00:00+00:00")


def write(campaigner: Command, *more: object, postcode: str = "LE93 1AA") -> tuple[int, str, str]:
    called = campaigner(
        "letter", "write", "right-to-food", "--name", "Siân O'Brien", "--address",
        "1 Sample Street, Sampleton", "--postcode", postcode, *more,
    )  # fmt: skip
    return called.code, called.stdout.strip(), called.stderr


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
