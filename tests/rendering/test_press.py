"""Letters set in processes that are kept warm: the same letters, and none that stops the others."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.press import Press, PressBusy, PressFailed
from campaigner.rendering.renderers import DoesNotFit
from letter_writers import ADA, letter, typeset

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with closing(Press(processes=1)) as press:
        yield press


@pytest.fixture
def page(bread: Path) -> LetterPage:
    return letter(load_campaign(bread), personal="I bake on Tuesdays.").page


def test_a_letter_is_the_same_as_one_set_here(press: Press, bread: Path) -> None:
    made = letter(load_campaign(bread), personal="I bake on Tuesdays.")
    assert press.typeset(made.page) == typeset(made)


def test_what_does_not_fit_is_said_and_the_next_letter_is_made(
    press: Press, bread: Path, page: LetterPage
) -> None:
    lines = tuple(f"{number} A long line of an address in Sampleton" for number in range(14))
    with pytest.raises(DoesNotFit) as refused:
        press.typeset(letter(load_campaign(bread), recipient=replace(ADA, address=lines)).page)
    assert refused.value.message.startswith("The recipient’s address is too long")
    assert refused.value.details == {"part": "recipient"}
    assert press.typeset(page).pages == 1


def test_a_process_that_was_killed_is_followed_by_another(press: Press, page: LetterPage) -> None:
    press.typeset(page)
    (before,) = multiprocessing.active_children()
    before.kill()
    before.join()
    assert press.typeset(page).pages == 1
    assert before not in multiprocessing.active_children()


def test_a_letter_that_takes_too_long_fails_alone(page: LetterPage) -> None:
    others = multiprocessing.active_children()
    with closing(Press(processes=1, seconds=0)) as press:
        for _ in range(2):
            with pytest.raises(PressFailed, match="takes longer"):
                press.typeset(page)
    assert multiprocessing.active_children() == others


def test_more_letters_than_places_are_turned_away_at_once(page: LetterPage) -> None:
    with closing(Press(processes=1, waiting=0)) as press, ThreadPoolExecutor(4) as others:
        asked = [others.submit(press.typeset, page) for _ in range(4)]
        refused = [each for each in asked if each.exception()]
        assert len(refused) == 3
        assert {type(each.exception()) for each in refused} == {PressBusy}


def test_a_closed_press_takes_no_letter(page: LetterPage) -> None:
    press = Press()
    press.close()
    with pytest.raises(PressBusy):
        press.typeset(page)
