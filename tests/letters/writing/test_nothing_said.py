"""What people write into a field that they leave empty is no paragraph, and no line."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.supporters import Supporter, supporter_from

ROW = {"name": "Wil Sample", "postcode": "LE93 1AA"}


def supporter(bread: Path, **values: str) -> Supporter:
    row = {**ROW, **{name.replace("_", " "): value for name, value in values.items()}}
    return supporter_from(lambda column: row.get(column, ""), load_campaign(bread), "en")


@pytest.mark.parametrize(
    "said",
    ["N/A", "n/a", "n/a.", "NA", "n.a.", "none", "None.", "(none)", "-", "--", "–", "—", ".", "...",
     "nil", "Nil", "null", "nothing", "dim", "Dim byd", " - ", ""],
)  # fmt: skip
def test_a_word_for_nothing_is_empty(bread: Path, said: str) -> None:
    assert supporter(bread, personal=said).wording.personal == ""
    wil = supporter(bread, address="12 Sample Road", address_2=said, town="Cardiff")
    assert wil.sender.address == ("12 Sample Road", "Cardiff")


@pytest.mark.parametrize("said", ["None of us eats.", "Nothing is left by Friday.", "Nadia"])
def test_a_sentence_that_begins_like_one_stays(bread: Path, said: str) -> None:
    assert supporter(bread, personal=said).wording.personal == said
