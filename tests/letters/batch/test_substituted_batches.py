"""A batch by substitution: files that outlive order and workers, and what it says of the rest."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from campaigner.letters.batch.request import BatchRequest, FromTable
from campaigner.letters.batch.run import BatchResult, write_batch
from campaigner.opening import OpenWorkspace
from campaigner.rendering.compiled.letter import CompiledLetter
from campaigner.rendering.engine import weasyprint
from campaigner.rendering.fonts import faces as fonts
from campaigner.rendering.renderers import recorded, renderer_named
from campaigner.vocabulary.letters import LetterForm, RendererChoice
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import represent, write_table

pytestmark = pytest.mark.slow

NAMES = ("Suzie Specimen", "Sam Sample", "Zoë Öztürk", "Ǽlfric Zola", "Tom Ng", "Li Jones")
HEADERS = ("name", "address", "postcode", "email")
PEOPLE = [
    (name, f"{number} Sample Street, Sampleton", "LE93 1AA", f"p{number}@example.org")
    for number, name in enumerate(NAMES)
]


@pytest.fixture
def people(here: OpenWorkspace) -> Path:
    represent(here.database, here.workspace.root)
    return write_table(here.workspace.root / "people.csv", [HEADERS, *PEOPLE])


def batch(
    here: OpenWorkspace,
    people: Path,
    out: str,
    jobs: int,
    renderer: RendererChoice = RendererChoice.COMPILED,
) -> BatchResult:
    folder = here.workspace.root / out
    request = BatchRequest(
        campaign="right-to-food", source=FromTable(people), forms=(LetterForm.PDF,), jobs=jobs,
        out=str(folder), renderer=renderer,
    )  # fmt: skip
    return write_batch(here, request)


def digests(here: OpenWorkspace, out: str) -> dict[str, str]:
    folder = here.workspace.root / out
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.pdf")}


def records(here: OpenWorkspace) -> set[str]:
    """What the letters' records say of what made them."""
    found = here.database.conn.execute("SELECT DISTINCT renderer FROM letters").fetchall()
    return {record for (record,) in found}


def test_letters_are_the_same_on_one_process_and_on_two_and_backwards(
    here: OpenWorkspace, people: Path
) -> None:
    first = batch(here, people, "one", 1).summary
    assert (first.made, first.fallbacks) == (6, {"characters outside the fixed set": 1})
    batch(here, people, "two", 2)
    write_table(people, [HEADERS, *reversed(PEOPLE)])
    batch(here, people, "backwards", 1)
    assert len(digests(here, "one")) == 6
    assert digests(here, "one") == digests(here, "two") == digests(here, "backwards")


def test_a_run_by_another_renderer_makes_all_of_its_letters_again(
    here: OpenWorkspace, people: Path
) -> None:
    batch(here, people, "out", 1, RendererChoice.PLAIN)
    plain = digests(here, "out")
    assert batch(here, people, "out", 1).summary.made == 6
    assert batch(here, people, "out", 1).summary.unchanged == 6
    assert not digests(here, "out").items() & plain.items()
    assert records(here) == {"compiled 4 weasyprint 70.0"}


@pytest.mark.parametrize("before", [RendererChoice.PLAIN, RendererChoice.MEMO])
def test_an_automatic_batch_goes_on_where_another_renderer_stopped_with_none_of_its_letters(
    here: OpenWorkspace, people: Path, before: RendererChoice
) -> None:
    batch(here, people, "undisturbed", 2, RendererChoice.AUTO)
    write_table(people, [HEADERS, *PEOPLE[:3]])  # it was stopped after three
    batch(here, people, "out", 1, before)
    write_table(people, [HEADERS, *PEOPLE])
    again = batch(here, people, "out", 2, RendererChoice.AUTO).summary
    assert (again.made, again.unchanged) == (6, 0)
    assert digests(here, "out") == digests(here, "undisturbed")
    assert records(here) == {recorded(renderer_named("compiled"))}


def test_with_another_weasyprint_an_automatic_batch_is_plain_and_none_is_mixed(
    here: OpenWorkspace, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(here, people, "plain", 1, RendererChoice.PLAIN)
    batch(here, people, "out", 1, RendererChoice.AUTO)
    monkeypatch.setattr(weasyprint, "__version__", "71.3")
    renderer_named.cache_clear()
    again = batch(here, people, "out", 1, RendererChoice.AUTO).summary
    said = renderer_named("compiled").reason
    monkeypatch.undo()
    renderer_named.cache_clear()
    assert said == "WeasyPrint 71.3 is installed, and only 70.0 is known well enough."
    assert (again.made, again.unchanged) == (6, 0)
    assert digests(here, "out") == digests(here, "plain")


def test_a_font_that_is_missing_fails_every_letter_and_says_which(
    here: OpenWorkspace, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts.font_css.cache_clear()
    fonts.font_files.cache_clear()
    with monkeypatch.context() as without:
        without.setattr(fonts, "packaged_font", lambda *_: None)
        result = batch(here, people, "out", 1, RendererChoice.AUTO)
    fonts.font_css.cache_clear()
    fonts.font_files.cache_clear()
    assert (result.summary.made, result.summary.failed) == (0, 6)
    assert all("The font Spectral is missing" in each.message for each in result.problems)


def test_if_a_letter_is_found_wrong_all_are_made_again_plainly(
    here: OpenWorkspace, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(here, people, "plain", 1, RendererChoice.PLAIN)
    renderer_named.cache_clear()
    renderer = renderer_named("compiled")
    monkeypatch.setattr(renderer, "_audit_every", 1)
    monkeypatch.setattr(CompiledLetter, "as_a_whole", lambda _: b"%PDF of another kind")
    summary = batch(here, people, "out", 1).summary
    assert summary.fallbacks["a plan that was found wrong"] > 0
    assert (summary.made, summary.failed) == (6, 0)
    assert digests(here, "out") == digests(here, "plain")
    renderer_named.cache_clear()


def test_the_command_says_which_letters_were_laid_out_as_a_whole(
    represented: Workspace, campaigner: Command
) -> None:
    people = write_table(represented.root / "people.csv", [HEADERS, *PEOPLE])
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people, "--out", "out",
        "--renderer", "compiled", "--jobs", 1, "--format", "json",
    )  # fmt: skip
    assert called.code == 0
    assert called.json["fallbacks"] == {"characters outside the fixed set": 1}
    assert (
        "Laid out as a whole, because their words could not be put in: 1 letter"
        " (characters outside the fixed set: 1)." in called.stderr
    )
