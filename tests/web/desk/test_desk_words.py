"""Words of the desk: an organisation's own count at once, and no mistake in any is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_people import Desk, heading

LOG_IN = "/desk/log-in"


@pytest.fixture
def own_words(at_desk: Desk) -> Path:
    """The workspace's own folder of words, when the page was looked at without them."""
    assert heading(at_desk.visitor().get(LOG_IN)) == "Log in"
    folder = at_desk.served.workspace.root / "templates" / "web" / "desk" / "words"
    folder.mkdir(parents=True)
    return folder


def test_words_that_are_added_changed_and_removed_count_at_once(
    at_desk: Desk, own_words: Path
) -> None:
    visitor, file = at_desk.visitor(), own_words / "log_in.toml"
    for word in ("Come in", "Come in again"):
        file.write_text(f'[en]\nheading = "{word}"\n', "utf-8")
        assert heading(visitor.get(LOG_IN)) == word
    file.unlink()
    assert heading(visitor.get(LOG_IN)) == "Log in"


@pytest.mark.parametrize("mistake", ["[en]\nheading = 3\n", "[en\n"])
def test_a_mistake_in_the_words_of_one_page_is_found_on_every_page(
    at_desk: Desk, own_words: Path, mistake: str
) -> None:
    file = own_words / "audit.toml"
    file.write_text(mistake, "utf-8")
    for _ in range(2):
        assert at_desk.visitor().get(LOG_IN).status_code == 503
    file.unlink()
    assert at_desk.visitor().get(LOG_IN).status_code == 200
