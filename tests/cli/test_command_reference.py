"""The page of all commands says what the program's own help says."""

from __future__ import annotations

from tools.command_reference import PAGE, command_reference

from campaigner.cli.nouns import NOUNS


def test_the_page_is_what_the_program_says_now() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == command_reference(), "docs/commands.md is out of date: run make docs"


def test_the_page_has_every_noun_with_its_commands() -> None:
    page = command_reference()
    assert all(f"\n## {noun}\n" in page for noun in NOUNS)
    assert "\n### letter write\n" in page
    assert "\n### petition sign\n" in page


def test_what_typer_notes_in_brackets_is_written_as_sentences() -> None:
    page = command_reference()
    assert "- `CAMPAIGN" in page
    assert "Required." in page
    assert "Environment variable: `CAMPAIGNER_WORKSPACE`." in page
    assert not [line for line in page.splitlines() if line.startswith("- ") and line.endswith("]")]
