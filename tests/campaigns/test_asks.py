"""What a letter asks: one or two things, while they can be done, where its writer lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.letters.writing.compose import Wording, compose_letter
from campaigner.letters.writing.plain_text import as_text
from campaigner.representatives.models import Area
from campaigner.texts.asks import AskRefused, Choice
from letter_writers import ADA, SUZIE, letter, stationery

LETTER = """\
{% if single_ask %}
I ask you to {{ asks() }}
{% else %}
I ask you to:

{{ asks() }}
{% endif %}
"""
MOTION = """
[[asks.vehicles]]
kind = "early-day-motion"
number = "412"
text = { en = "Please sign early day motion 412.", cy = "Llofnodwch gynnig cynnar 412." }
url = "https://example.org/edm/412"
expires = 2026-12-10
"""
SECOND = """
[[asks]]
id = "mill"
text = { en = "Open the mill.", cy = "Agorwch y felin." }
"""


def define(bread: Path, ask: str = "", letter_keys: str = "") -> Path:
    """The campaign with more about its asks, and a letter that makes them."""
    definition = (bread / "campaign.toml").read_text(encoding="utf-8")
    definition = definition.replace("\n[letter]\n", f"{ask}\n[letter]\n{letter_keys}\n")
    (bread / "campaign.toml").write_text(definition, encoding="utf-8")
    text = '{{ fact("loaves") }}\n\n{{ quote("UDHR 25(1)") }}\n\n' + LETTER
    (bread / "letter.en.md").write_text(text, encoding="utf-8")
    return bread


def written(
    bread: Path, day: date = date(2026, 12, 10), area: str = "E14009901", asks: str = ""
) -> str:
    """The letter on a day from an area, as plain text."""
    recipient = replace(ADA, area=Area("uk-constituency", area, "Sampleton"))
    wording = Wording("en", choice=Choice(asks=[asks] if asks else None))
    there = replace(stationery(), day=day)
    return as_text(compose_letter(load_campaign(bread), recipient, SUZIE, wording, there))


def test_a_single_ask_is_a_sentence_and_several_are_a_list(bread: Path) -> None:
    assert "\nI ask you to support the Bread Bill.\n" in written(define(bread))
    assert "\nI ask you to:\n\n1. Support the Bread Bill.\n\n2. Open the mill.\n" in written(
        define(bread, SECOND)
    )
    assert "\nI ask you to open the mill.\n" in written(bread, asks="mill")


def test_a_single_ask_that_stands_alone_is_a_paragraph(bread: Path) -> None:
    (bread / "letter.en.md").write_text("Please:\n\n{{ asks() }}\n", encoding="utf-8")
    body = letter(load_campaign(bread)).page.body
    assert '<p class="ask">Support the Bread Bill.</p>' in body


def test_a_vehicle_is_named_to_its_last_day_and_left_out_after(bread: Path) -> None:
    define(bread, MOTION)
    last = written(bread, date(2026, 12, 10))
    assert "support the Bread Bill. Please sign early day motion 412." in " ".join(last.split())
    assert "412" not in written(bread, date(2026, 12, 11))
    assert "Bread Bill" in written(bread, date(2026, 12, 11))


def test_a_letter_is_another_once_its_vehicle_has_gone(bread: Path) -> None:
    """A batch that runs again makes it again."""
    campaign = load_campaign(define(bread, MOTION))
    days = [date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 11)]
    first, same, other = (
        compose_letter(campaign, ADA, SUZIE, Wording("en"), replace(stationery(), day=day)).identity
        for day in days
    )
    assert first == same
    assert first != other


def test_an_ask_that_is_past_is_left_out_and_refused_to_those_who_choose_it(bread: Path) -> None:
    define(bread, f"{SECOND}expires = 2026-12-31\n")
    late = date(2027, 1, 1)
    assert "Open the mill" in written(bread)
    assert "mill" not in written(bread, late)
    with pytest.raises(AskRefused, match="“mill” expired on 2026-12-31"):
        written(bread, late, asks="mill")


def test_a_letter_without_an_ask_is_refused(bread: Path) -> None:
    define(bread, "expires = 2026-12-31\n")
    with pytest.raises(AskRefused, match="no ask left"):
        written(bread, date(2027, 1, 1))


def test_an_ask_for_one_nation_is_made_there_alone(bread: Path) -> None:
    define(bread, f'{SECOND}nations = ["scotland"]\n')
    assert "Open the mill" in written(bread, area="S14009901")
    assert "mill" not in written(bread, area="W07009901")
    with pytest.raises(AskRefused, match="“mill” is not made where"):
        written(bread, area="W07009901", asks="mill")


THIRD = SECOND.replace("mill", "hill").replace("felin", "bryn")


def test_a_letter_makes_the_first_two_asks_and_its_writer_may_choose_another(bread: Path) -> None:
    define(bread, SECOND + THIRD)
    assert "1. Support the Bread Bill.\n\n2. Open the mill.\n" in written(bread)
    assert "hill" not in written(bread)
    assert "I ask you to open the hill." in written(bread, asks="hill")


def test_the_next_ask_takes_the_place_of_one_that_is_past_or_for_others(bread: Path) -> None:
    define(bread, f'{SECOND}nations = ["wales"]\nexpires = 2026-12-31\n{THIRD}')
    in_wales = "W07009901"
    assert "Open the mill" in written(bread, area=in_wales)
    assert "Open the hill" in written(bread)
    assert "Open the hill" in written(bread, date(2027, 1, 1), area=in_wales)


def test_a_campaign_can_say_how_many_asks_its_letters_make(bread: Path) -> None:
    define(bread, SECOND + THIRD, "most_asks = 1")
    assert "I ask you to support the Bread Bill." in written(bread)


@pytest.mark.parametrize(
    ("ask", "letter_keys", "code"),
    [
        (SECOND, "", None),
        ("", "most_asks = 0", "invalid-value"),
        ('nations = ["scotland", "england", "wales"]\n', "", "no-ask"),
        (MOTION.replace('number = "412"\n', ""), "", "no-number"),
        (MOTION.replace(" 412", ""), "", "no-number"),
        (MOTION.replace("expires = 2026-12-10\n", ""), "", "missing-key"),
        (MOTION.replace('kind = "early-day-motion"', 'kind = "march"'), "", "unknown-kind"),
        (MOTION, "", None),
        (MOTION.replace("2026-12-10", "2026-12-09"), "", "expired-vehicle"),
        ("expires = 2026-12-09\n", "", "expired-ask"),
    ],
)
def test_what_is_wrong_with_asks_is_found(
    bread: Path, ask: str, letter_keys: str, code: str | None
) -> None:
    define(bread, ask, letter_keys)
    found = {problem.code for problem in check_campaign(bread, date(2026, 12, 10))}
    assert found == ({code} if code else set())
