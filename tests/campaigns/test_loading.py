"""Campaigns are read once, and again when one of their files changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import defined_campaign, load_campaign
from campaigner.errors import ProblemsFound, UnknownName
from campaigner.workspace import shipped_folder


def test_an_unchanged_campaign_is_not_read_again() -> None:
    folder = shipped_folder("campaigns") / "right-to-food"
    assert load_campaign(folder) is load_campaign(folder)
    assert defined_campaign(folder) is defined_campaign(folder)


@pytest.mark.parametrize("name", ["campaign.toml", "letter.en.md"])
def test_olive_s_change_to_a_file_is_noticed(bread: Path, name: str) -> None:
    before = load_campaign(bread)
    path = bread / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# More\n", encoding="utf-8")
    assert load_campaign(bread) is not before


def test_a_new_text_is_noticed(bread: Path) -> None:
    assert "letter.fr.md" not in load_campaign(bread).texts
    (bread / "letter.fr.md").write_text("Bonjour", encoding="utf-8")
    assert load_campaign(bread).texts["letter.fr.md"] == "Bonjour"


def test_an_unfinished_campaign_can_be_shown_but_not_used(bread: Path) -> None:
    (bread / "letter.en.md").write_text("Bread!\n\n[to write: why]\n", encoding="utf-8")
    assert defined_campaign(bread).slug == "bread"
    with pytest.raises(ProblemsFound, match="is not finished") as raised:
        load_campaign(bread)
    assert raised.value.code == "campaign-not-finished"
    assert raised.value.problems[0].line == 3


def test_a_language_that_a_campaign_has_not_is_named_with_those_it_has(bread: Path) -> None:
    campaign = load_campaign(bread)
    assert require_language(campaign, "cy") == "cy"
    with pytest.raises(UnknownName, match="Unknown language “fr”") as raised:
        require_language(campaign, "fr")
    assert raised.value.hint == "Choose from: cy, en."
