"""A letter whose text is missing, empty or has errors is not made, and the file is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.usable_texts import letter_problems
from campaigner.errors import ProblemsFound
from campaigner.letters.writing.compose import Wording
from campaigner.letters.writing.texts import require_text
from letter_writers import ADA, letter

# what happens to the file, the code of the problem, words of message or hint
SPOILED: list[tuple[Callable[[Path], object], str, str]] = [
    (lambda file: file.unlink(), "missing-translation", "is missing"),
    (lambda file: file.write_text(""), "empty-text", "is empty"),
    (lambda file: file.write_text(" \n\t\n"), "empty-text", "is empty"),
    (lambda file: file.write_text("<!-- later -->\n{# later #}\n"), "empty-text", "is empty"),
    (lambda file: file.write_bytes(b"Caf\xe9"), "unreadable-text", "UTF-8"),
    (lambda file: file.rename(file.with_name("Letter.CY.md")), "missing-translation",
     "Rename Letter.CY.md to letter.cy.md."),
    (lambda file: file.rename(file.with_suffix(".MD")), "missing-translation",
     "Rename letter.cy.MD to letter.cy.md."),
    (lambda file: file.write_text('{{ fact("loafs") }}'), "unknown-fact", "loaves"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "words"), SPOILED)
def test_a_welsh_letter_without_a_usable_text_is_refused_and_the_english_one_is_not(
    bread: Path, spoil: Callable[[Path], object], code: str, words: str
) -> None:
    spoil(bread / "letter.cy.md")
    campaign = load_campaign(bread)
    found = letter_problems(campaign, "cy")
    assert [problem.code for problem in found] == [code]
    assert words in f"{found[0].message} {found[0].hint}"
    assert found[0] in check_campaign(bread)
    with pytest.raises(ProblemsFound):
        require_text(campaign, ADA, Wording("cy"))
    require_text(campaign, ADA, Wording("en"))


def test_a_letter_is_never_set_without_a_body(bread: Path) -> None:
    campaign = load_campaign(bread)
    texts = {name: text for name, text in campaign.texts.items() if name != "letter.cy.md"}
    with pytest.raises(ProblemsFound):
        letter(campaign.model_copy(update={"texts": texts}), "cy")
