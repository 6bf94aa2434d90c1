"""The words of letters and papers in an organisation's own files, and mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.rendering.templating.words import has_words, words_in
from campaigner.workspace import Workspace
from conftest import Command

PAPER = "paper/words.toml"


def own(workspace: Workspace, content: str | bytes, name: str = PAPER) -> tuple[Path, ...]:
    """The folders of templates, with an own file of words."""
    file = workspace.root / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return workspace.template_folders


def test_own_words_go_before_shipped_ones(workspace: Workspace) -> None:
    shipped = words_in(workspace.template_folders, PAPER, "en")
    folders = own(workspace, '\ufeff[cy]\nnotice = "Hysbysiad"\n')
    assert words_in(folders, PAPER, "cy") == shipped | {"notice": "Hysbysiad"}
    assert words_in(folders, PAPER, "en") == shipped
    assert has_words(folders, PAPER, "cy")
    assert not has_words(folders, PAPER, "fr")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("en = 3", "“en” has something else"),
        ("[en]\nnotice = 3", "“en.notice” has something else"),
        ("[en]\nnotice = ['a']", "“en.notice” has something else"),
        ("[cy]\nown = [1, 2]", "“cy.own” has something else"),
        (b"[en]\nnotice = 'caf\xe9'", ":2: this is not text in UTF-8"),
    ],
)
def test_what_is_not_words_is_named(
    workspace: Workspace, content: str | bytes, message: str
) -> None:
    with pytest.raises(CampaignerError, match=message):
        words_in(own(workspace, content), PAPER, "cy")


def test_a_file_that_is_not_toml_is_a_problem_with_its_line(workspace: Workspace) -> None:
    with pytest.raises(ProblemsFound) as found:
        words_in(own(workspace, "[en]\nnotice = “x”\n"), PAPER, "en")
    assert [problem.line for problem in found.value.problems] == [2]


@pytest.mark.parametrize(
    ("name", "content", "arguments"),
    [
        (PAPER, "[en\n", ["petition", "sheet", "bread", "-o", "s.pdf"]),
        (PAPER, "[en]\nnotice = '{nobody}'", ["petition", "sheet", "bread", "-o", "s.pdf"]),
        (PAPER, "[en]\nnotice = '{'", ["petition", "sheet", "bread", "-o", "s.pdf"]),
        ("sheet/words.toml", "[en\n", ["instrument", "sheet", "UDHR 1"]),
        ("sheet/words.toml", "en = 1\n", ["instrument", "sheet", "UDHR 1"]),
        ("sheet/questions.en.toml", "[en\n", ["instrument", "sheet", "UDHR 1"]),
        ("sheet/questions.en.toml", "1 = 2\n", ["instrument", "sheet", "UDHR 1"]),
        ("brief/words.toml", "[en\n", ["campaign", "brief", "bread", "--html"]),
        ("brief/web.css", b"p { } /* caf\xe9 */", ["campaign", "brief", "bread", "--html"]),
        ("sheet/sheet.css", b"p { } /* caf\xe9 */", ["instrument", "sheet", "UDHR 1"]),
    ],
)
def test_a_mistake_in_an_own_file_is_said_without_a_traceback(
    campaigner: Command,
    workspace: Workspace,
    bread: Path,
    name: str,
    content: str | bytes,
    arguments: list[str],
) -> None:
    own(workspace, content, name)
    called = campaigner(*arguments)
    assert (called.code, called.stdout) == (1, "")
    assert Path(name).name in called.stderr
    assert called.stderr.splitlines()[-1].startswith("Error: ")
    assert not list(workspace.root.glob("*.pdf"))


def test_without_questions_of_its_own_an_article_gets_those_for_any(
    campaigner: Command, workspace: Workspace
) -> None:
    own(workspace, "any = ['Why?']\n", "sheet/questions.en.toml")
    assert campaigner("instrument", "sheet", "UDHR 1", "-o", "1.pdf").code == 0


def test_a_damaged_key_is_one_line(campaigner: Command, workspace: Workspace, bread: Path) -> None:
    workspace.keys_folder.mkdir()
    (workspace.keys_folder / "checkpoint.key").write_text("not a key\n", encoding="ascii")
    called = campaigner("petition", "checkpoint", "bread")
    assert (called.code, "checkpoint.key is damaged" in called.stderr) == (1, True)
