"""An open campaign gets a language: prepared beside it, added whole, as new words to sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import load_campaign
from campaigner.editing import preparing
from campaigner.editing.changing import move_part
from campaigner.editing.gate import next_version
from campaigner.editing.languages import add_language
from campaigner.editing.outcomes import NewWording, Refused
from campaigner.editing.parts import Part
from campaigner.editing.saving import Saved
from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.wordings import versions_of
from filled_parts import TYPED, fills, form_of, written
from word_signers import confirms, signs

LETTER = "Je vous écris. {{ asks() }}\n"


def french(here: OpenWorkspace, but: str = "") -> dict[str, str]:
    """All texts in French, one after another, but for one."""
    texts = preparing.preparation(here, "bread", "fr").texts
    return {each.place: LETTER if not each.part else "Pain." for each in texts if each.place != but}


def test_a_language_is_prepared_while_people_sign_and_added_whole(
    here: OpenWorkspace, bread: Path
) -> None:
    before = {path: path.read_bytes() for path in bread.iterdir()}
    assert preparing.begin(here, "bread", "French") == "fr"
    assert preparing.being_prepared(here, "bread") == ["fr"]
    places = [each.place for each in preparing.preparation(here, "bread", "fr").texts]
    assert places == [
        *("title", "summary", "citations/UDHR 25(1)/supports", "facts/loaves/text"),
        *("asks/bake/text", "letter/subject", "petition/text"),
        *("petition/thresholds/10/name", "petition/thresholds/100/name", "letter", "brief"),
    ]
    assert preparing.keep(here, "bread", "fr", french(here, "asks/bake/text")).left == 1
    outcome = preparing.join(here, "bread", "fr", sure=False)
    assert isinstance(outcome, Refused)
    assert [each.path for each in outcome.problems] == ["asks/bake/text"]
    assert {path: path.read_bytes() for path in bread.iterdir()} == before
    preparing.keep(here, "bread", "fr", {"asks/bake/text": "Cuisez.", "elsewhere": "x"})
    assert isinstance(preparing.join(here, "bread", "fr", sure=False), Saved)
    campaign = load_campaign(bread)
    assert (campaign.languages, campaign.unreviewed_languages) == (["en", "cy", "fr"], ["fr"])
    assert campaign.asks[0].text["fr"] == "Cuisez."
    assert not [each for each in check_campaign(bread) if each.severity == "error"]
    assert preparing.being_prepared(here, "bread") == []


def test_signed_words_get_a_new_version_by_it_knowingly(here: OpenWorkspace, bread: Path) -> None:
    assert next_version(here, "bread") == 0
    petition = open_petition(here, "bread")
    confirms(petition, signs(petition, "Ana Sample"))
    assert next_version(here, "bread") == 2
    preparing.begin(here, "bread", "fr")
    preparing.keep(here, "bread", "fr", french(here))
    assert preparing.join(here, "bread", "fr", sure=False) == NewWording(2)
    assert preparing.being_prepared(here, "bread") == ["fr"]
    assert isinstance(preparing.join(here, "bread", "fr", sure=True), Saved)
    versions = versions_of(open_petition(here, "bread"))
    assert [each.is_current for each in versions.versions] == [False, True]


def test_what_is_translated_stays_with_its_text_when_asks_move(
    here: OpenWorkspace, bread: Path
) -> None:
    preparing.begin(here, "bread", "fr")
    preparing.keep(here, "bread", "fr", {"asks/bake/text": "Cuisez."})
    assert isinstance(written(here, form_of(here, Part.ASK, "", TYPED[Part.ASK])), Saved)
    move_part(here, "bread", form_of(here, Part.ASK, "sell"), 0)
    found = {each.place: each for each in preparing.preparation(here, "bread", "fr").texts}
    assert (found["asks/bake/text"].text, found["asks/sell/text"].text) == ("Cuisez.", "")
    assert found["asks/bake/text"].key == ("asks", 1, "text")
    assert (found["asks/sell/text"].name, found["asks/sell/text"].field) == ("sell", "text")


@pytest.mark.parametrize("part", [Part.EVENT, Part.PARTNER, Part.FORMAL, Part.VARIANT])
def test_each_part_with_texts_is_translated_too(
    here: OpenWorkspace, bread: Path, part: Part
) -> None:
    assert isinstance(fills(here, part), Saved)
    preparing.begin(here, "bread", "fr")
    preparing.keep(here, "bread", "fr", french(here))
    outcome = preparing.join(here, "bread", "fr", sure=True)
    assert isinstance(outcome, Saved), outcome


def test_a_mistake_in_a_letter_is_refused_and_what_was_written_stays(
    here: OpenWorkspace, bread: Path
) -> None:
    preparing.begin(here, "bread", "fr")
    preparing.keep(here, "bread", "fr", french(here) | {"letter": "{{ ''.__class__ }}"})
    outcome = preparing.join(here, "bread", "fr", sure=True)
    assert isinstance(outcome, Refused)
    assert preparing.preparation(here, "bread", "fr").left == 0
    assert not (bread / "letter.fr.md").exists()


def test_a_language_is_given_up(here: OpenWorkspace, bread: Path) -> None:
    for language in ("en", "Welsh", "nonsense"):
        with pytest.raises(UsageError):
            preparing.begin(here, "bread", language)
    preparing.begin(here, "bread", "fr")
    preparing.give_up(here, "bread", "fr")
    for act in (preparing.preparation, preparing.give_up):
        with pytest.raises(UnknownName):
            act(here, "bread", "fr")
    assert isinstance(add_language(here, "bread", "fr"), Refused)
