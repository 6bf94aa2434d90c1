"""The day by which copies with names are destroyed, as papers say it."""

from __future__ import annotations

from datetime import date

import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.destroying import destroy_by, destroy_stamp
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import petition_here, the_petition


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "destroy it by 10 December 2027"), ("cy", "dinistriwch ef erbyn 10 Rhagfyr 2027")],
)
def test_a_paper_with_names_says_when_to_destroy_it(
    workspace: Workspace, database: Database, language: str, words: str
) -> None:
    here = petition_here(workspace, database, the_petition(database))
    assert destroy_by(here) == date(2027, 12, 10)
    assert words in destroy_stamp(here, language)


def test_own_words_with_other_braces_are_refused(workspace: Workspace, database: Database) -> None:
    words = workspace.root / "templates/privacy/words.toml"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text('[en]\ndestroy_by = "By {date}."\n', encoding="utf-8")
    with pytest.raises(CampaignerError, match="destroy_by"):
        destroy_stamp(petition_here(workspace, database, the_petition(database)), "en")
