"""A mistyped postcode, wherever somebody gives it: the one that may be meant is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.representatives.postcodes import PostcodeError, parse_postcode, partial_spans
from campaigner.workspace import Workspace
from conftest import Command

MEANT = [
    ("SW1A OAA", "", "SW1A 0AA"),
    ("SWIA 0AA", "GB", "SW1A 0AA"),
    ("sw1a oaa", "", "SW1A 0AA"),
    ("2134", "US", "02134"),
    ("2134", "", "02134"),
    ("2134-1000", "US", "02134"),
    ("501", "US", "00501"),
]


@pytest.mark.parametrize(("text", "country", "meant"), MEANT)
def test_what_may_be_meant_is_said(text: str, country: str, meant: str) -> None:
    with pytest.raises(PostcodeError) as refused:
        parse_postcode(text, country)
    assert refused.value.hint == f"Did you mean {meant}?"


@pytest.mark.parametrize(
    ("text", "country"), [("Sampleton", ""), ("12", "US"), ("", ""), ("QQ1 1QQ", "GB")]
)
def test_what_nobody_can_tell_is_not_guessed(text: str, country: str) -> None:
    with pytest.raises(PostcodeError) as refused:
        parse_postcode(text, country)
    assert refused.value.hint.startswith("Write it like ")


def test_the_start_of_a_postcode_is_no_exception() -> None:
    with pytest.raises(PostcodeError) as refused:
        partial_spans("SW1A OAA")
    assert refused.value.hint == "Did you mean SW1A 0AA?"


SIGN = ["petition", "sign", "bread", "--name", "Sam", "--email", "sam@example.org", "--postcode"]
WRITE = ["letter", "write", "bread", "--name", "Sam", "--address", "1 Sample Road", "--postcode"]


@pytest.mark.parametrize(
    "arguments",
    [
        [*SIGN, "SW1A OAA"],
        [*WRITE, "SW1A OAA"],
        ["representative", "find", "SW1A OAA"],
        ["area", "lookup", "SW1A OAA"],
        ["petition", "import", "bread", "people.csv"],
        ["letter", "batch", "bread", "--supporters", "people.csv"],
    ],
    ids=" ".join,
)
def test_every_command_says_it(
    campaigner: Command,
    workspace: Workspace,
    bread: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    Path("people.csv").write_text("name,email,postcode\nSam,s@example.org,SW1A OAA\n")
    called = campaigner(*arguments)
    assert called.code == 1
    assert "Did you mean SW1A 0AA?" in called.stdout + called.stderr


def test_a_zip_code_that_a_spreadsheet_cut_short_is_guessed(
    campaigner: Command, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    assert "02134" in campaigner(*SIGN, "2134", "--country", "US").stderr
