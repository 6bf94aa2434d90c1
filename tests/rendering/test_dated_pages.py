"""A letter's page with its date and without one: made once where a date is only shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.rendering.letter_page import PAGE, LetterPage
from campaigner.workspace import shipped_folder
from letter_writers import letter

SHIPPED = (shipped_folder("templates") / PAGE).read_text()


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[str], LetterPage]:
    """A letter's page with a template of its own."""

    def made(source: str) -> LetterPage:
        usual = letter(load_campaign(shipped_folder("campaigns") / "right-to-food")).page
        (tmp_path / PAGE).parent.mkdir(exist_ok=True)
        (tmp_path / PAGE).write_text(source)
        return replace(usual, folders=(tmp_path, *usual.folders))

    return made


def dated(page: LetterPage, date: str) -> LetterPage:
    return replace(page, of_person=replace(page.of_person, date=date))


@pytest.mark.parametrize(
    "source",
    [
        SHIPPED,
        SHIPPED.replace("{{ date }}", "{{ date | upper }}"),
        SHIPPED.replace("{{ date }}", "{% if date %}on {{ date }}{% endif %}"),
        SHIPPED.replace("{{ date }}", "{% filter upper %}{{ date }}{% endfilter %}"),
        SHIPPED.replace("{{ date }}", "{{ date | length }}"),
    ],
    ids=["shipped", "filtered", "asked", "in a filter", "measured"],
)
def test_a_page_without_its_date_is_the_page_of_a_letter_that_has_none(
    page_of: Callable[[str], LetterPage], source: str
) -> None:
    page = dated(page_of(source), "10 December <2026>")
    both = page.html(), page.undated
    assert both == (page._rendered(page.of_person.date), dated(page, "").html())
    assert page.undated == dated(page, "")._rendered("")
