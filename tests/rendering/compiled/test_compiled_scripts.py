"""Letters by substitution in Hebrew and with names of other scripts: as plain ones, or counted."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from benchmarks._seen_letters import seen, structure
from markupsafe import Markup

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.rendering.compiled.fallback import Reason
from campaigner.rendering.compiled.renderer import Compiled
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.plain import Plain
from campaigner.workspace import shipped_folder
from letter_writers import SUZIE, letter

pytestmark = pytest.mark.slow

BODY = (
    "<p>אני תושבת האזור שלך, Sampleton North, ולכל אדם הזכות לרמת חיים נאותה.</p><p>{}</p>"
    "<blockquote><p>לכל אדם הזכות</p></blockquote><ol><li>ראשית</li><li>שנית</li></ol>"
)
SAID = "אני רואה מי בא ולמה, שבוע אחר שבוע. food bank 2024 – £4,000. “די” אמר הילד"
WORDS = SAID.split(" ")
NAMES = ("Ruth Levi", "רות לוי", "דנה כהן", "Ada Cohen")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(shipped_folder("campaigns") / "right-to-food")


def in_hebrew(campaign: Campaign, name: str, own_words: str) -> LetterPage:
    page = letter(campaign, sender=replace(SUZIE, name=name)).page
    return replace(
        page,
        body=Markup(BODY).format(own_words),
        of_campaign=replace(page.of_campaign, language="he"),
        of_person=replace(page.of_person, salutation="שלום רב,", date="10 בדצמבר 2026"),
    )


def test_letters_in_hebrew_show_what_the_plain_renderer_shows(campaign: Campaign) -> None:
    chance, compiled, plain = Random(4), Compiled(), Plain()
    pages = [
        in_hebrew(
            campaign,
            chance.choice(NAMES),
            " ".join(chance.choices(WORDS, k=chance.choice((5, 12, 30, 30, 400)))),
        )
        for _ in range(30)
    ]
    made = [compiled.typeset(page) for page in pages]
    for page, one in list(zip(pages, made, strict=True))[::4]:
        expected = plain.typeset(page)
        assert seen(one.pdf) == seen(expected.pdf)
        assert structure(one.pdf) == structure(expected.pdf)
    assert not compiled.tally.fallbacks
    assert compiled.tally.substituted > 12


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("רות לוי", ""),
        ("محمد علي", Reason.SCRIPT),
        ("רות לוי (Ruth)", Reason.BRACKETS),
        ("Ǽlfric Placeholder", Reason.CHARACTERS),
    ],
)
def test_names_of_other_scripts_are_as_plain_or_counted(
    campaign: Campaign, name: str, reason: str
) -> None:
    page = letter(campaign, sender=replace(SUZIE, name=name)).page
    made = Compiled().typeset(page)
    assert made.fallback == reason
    assert seen(made.pdf) == seen(Plain().typeset(page).pdf)


def test_brackets_in_a_page_from_right_to_left_are_counted(campaign: Campaign) -> None:
    page = in_hebrew(campaign, "Ruth Levi", "אני רואה (food bank)")
    made = Compiled().typeset(page)
    assert made.fallback == Reason.BRACKETS
    assert seen(made.pdf) == seen(Plain().typeset(page).pdf)
