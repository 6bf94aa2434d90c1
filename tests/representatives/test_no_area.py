"""Postcodes that lie in no area: each is told its own truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.recipients import ChooseArea, recipients_for
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.representatives.atlas import areas_at, import_places, why_without_areas
from campaigner.representatives.directory import import_people, who_represents
from campaigner.representatives.no_area import why_no_area, without_area
from campaigner.representatives.postcodes import Postcode, PostcodeError, parse_postcode
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import NoAreaReason, Role
from conftest import TODAY, Command

# As the national directory has them: pseudo-codes for the islands, old codes with their end.
DIRECTORY = """\
pcds,doterm,pcon24cd
LE93 1AA,,E14009901
LE93 2AA,202401,E14009901
JE2 3AB,,L99999999
NPT 0AA,200012,
NPT 0AB,200012,W07009901
LE93 3AA,201901,
LE93 4AA,,
"""
PEOPLE = "PCON24CD,MP\nE14009901,Ada Specimen\nW07009901,Dewi Sampl\n"


@pytest.fixture
def here(here: OpenWorkspace, tmp_path: Path) -> OpenWorkspace:
    (tmp_path / "directory.csv").write_text(DIRECTORY, encoding="utf-8")
    assert import_places(here, tmp_path / "directory.csv").failed == 0
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    import_people(here, tmp_path / "people.csv")
    return here


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("JE2 3AB", "crown-dependency", "No MP is elected for Jersey"),
        ("JE4", "crown-dependency", "Jersey"),
        ("gy1 1aa", "crown-dependency", "Guernsey"),
        ("GY9 3AA", "crown-dependency", "Alderney"),
        ("IM1 1AA", "crown-dependency", "No MP is elected for the Isle of Man"),
        ("ASCN 1ZZ", "overseas-territory", "Ascension Island"),
        ("BBND 1ZZ", "overseas-territory", "British Indian Ocean Territory"),
        ("BIQQ 1ZZ", "overseas-territory", "British Antarctic Territory"),
        ("FIQQ 1ZZ", "overseas-territory", "Falkland Islands"),
        ("GX11 1AA", "overseas-territory", "Gibraltar"),
        ("PCRN 1ZZ", "overseas-territory", "Pitcairn"),
        ("SIQQ 1ZZ", "overseas-territory", "South Georgia"),
        ("STHL 1ZZ", "overseas-territory", "Saint Helena"),
        ("TDCU 1ZZ", "overseas-territory", "Tristan da Cunha"),
        ("TKCA 1ZZ", "overseas-territory", "Turks and Caicos"),
        ("AI-2640", "overseas-territory", "Anguilla"),
        ("KY1-1100", "overseas-territory", "Cayman"),
        ("MSR 1110", "overseas-territory", "Montserrat"),
        ("VG1110", "overseas-territory", "British Virgin Islands"),
        ("BF1 3AA", "forces", "A BFPO address belongs to no constituency"),
        ("BFPO 57", "forces", "BFPO"),
        ("bfpo 801", "forces", "BFPO"),
        ("GIR 0AA", "not-a-place", "GIR 0AA belongs to an organisation"),
        ("BX1 1LT", "not-a-place", "organisation"),
        ("NPT 0AA", "terminated", "old postcode of Newport"),
        ("NPT 9ZZ", "terminated", "no longer in use"),
        ("LE93 3AA", "terminated", "LE93 3AA is no longer in use, and no area is known for it"),
        ("LE93 4AA", "no-area-given", "gives no area for LE93 4AA"),
        ("LE93 9ZZ", "not-imported", "LE93 9ZZ is not in the imported postcode data"),
        ("LE94", "not-imported", "LE94 is not in the imported postcode data"),
    ],
)
def test_each_has_its_own_truth(here: OpenWorkspace, text: str, reason: str, said: str) -> None:
    assert areas_at(here, text) == []
    found = why_without_areas(here, text)
    assert found.reason == reason
    assert said in found.sentence
    assert ("data" in found.sentence) is (reason in ("no-area-given", "not-imported"))
    picked = who_represents(here, text, [Role.MP])
    assert picked.no_area == found
    assert picked.remarks == (found.sentence,)


@pytest.mark.parametrize(
    ("country", "reason"),
    [
        ("JE", NoAreaReason.CROWN_DEPENDENCY),
        ("GG", NoAreaReason.CROWN_DEPENDENCY),
        ("IM", NoAreaReason.CROWN_DEPENDENCY),
        ("GI", NoAreaReason.OVERSEAS_TERRITORY),
        ("BM", NoAreaReason.OVERSEAS_TERRITORY),
        ("KY", NoAreaReason.OVERSEAS_TERRITORY),
    ],
)
def test_the_country_tells_it_too(country: str, reason: NoAreaReason) -> None:
    found = without_area(Postcode("AB12", country))
    assert found
    assert found.reason is reason


@pytest.mark.parametrize("postcode", [Postcode("75001", "FR"), Postcode("20001", "US"), "LE93 1AA"])
def test_of_other_places_nothing_is_said(postcode: Postcode | str) -> None:
    assert without_area(postcode) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("npt0aa", "NPT 0AA"),
        ("NPT 6YH", "NPT 6YH"),
        ("BFPO57", "BFPO 57"),
        ("bfpo 1234", "BFPO 1234"),
        ("asc n1zz", "ASCN 1ZZ"),
    ],
)
def test_old_and_military_codes_are_postcodes(text: str, kept: str) -> None:
    assert str(parse_postcode(text)) == kept
    assert parse_postcode(text, "GB").number < 2**63


@pytest.mark.parametrize("text", ["NPT 1", "NPQ 1AA", "BFPO", "BFPO 12345", "XPT 1AA", "NPT 1AC"])
def test_what_is_like_them_is_not(text: str) -> None:
    with pytest.raises(PostcodeError):
        parse_postcode(text)


def test_no_two_codes_share_a_number() -> None:
    texts = ["NPT 0AA", "NP1 0AA", "NP10 0AA", "BFPO 57", "BFPO 5", "BF1 3AA", "NQ1 1AA"]
    numbers = {parse_postcode(text).number for text in texts[:-1]}
    assert len(numbers) == len(texts) - 1


def test_an_old_code_that_the_directory_places_finds_its_representative(
    here: OpenWorkspace,
) -> None:
    picked = who_represents(here, "NPT 0AB", [Role.MP])
    assert [person.name for person in picked.found] == ["Dewi Sampl"]
    assert picked.remarks == ("NPT 0AB is no longer in use.",)
    assert who_represents(here, "LE93 2AA").remarks == ("LE93 2AA is no longer in use.",)


def test_a_postcode_that_lies_in_other_areas_than_the_role_is_elected_in(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    text = "pcds,doterm,oslaua,pcon24cd\nLE93 5AA,202001,E06000001,\nLE93 6AA,,E06000001,\n"
    (tmp_path / "directory.csv").write_text(text, encoding="utf-8")
    import_places(here, tmp_path / "directory.csv")
    picked = who_represents(here, "LE93 5AA", [Role.MP])
    assert picked.no_area
    assert picked.no_area.reason is NoAreaReason.TERMINATED
    assert picked.remarks == ("LE93 5AA is no longer in use, and no area is known for it.",)
    assert who_represents(here, "LE93 6AA", [Role.MP]).remarks == (
        "The imported data has no area of LE93 6AA that elects: MP.",
    )


def test_a_letter_from_jersey_is_told_that_no_mp_is_elected_there(
    here: OpenWorkspace, bread: Path
) -> None:
    choice = recipients_for(here.database, "JE2 3AB", load_campaign(bread), "en", today=TODAY)
    assert isinstance(choice, ChooseArea)
    assert choice.reason.startswith("No MP is elected for Jersey")
    assert choice.no_area
    assert choice.no_area.reason is NoAreaReason.CROWN_DEPENDENCY
    assert "registered to vote" in choice.no_area.hint
    found = recipients_for(
        here.database, "JE2 3AB", load_campaign(bread), "en", area="E14009901", today=TODAY
    )
    assert isinstance(found, list)
    assert [person.name for person in found] == ["Ada Specimen"]


@pytest.mark.parametrize(
    ("postcode", "country", "reason"),
    [
        ("JE2 3AB", "GB", NoAreaReason.CROWN_DEPENDENCY),
        ("JE2 3AB", "JE", NoAreaReason.CROWN_DEPENDENCY),
        ("BFPO 57", "GB", NoAreaReason.FORCES),
        ("LE93 9ZZ", "GB", NoAreaReason.NOT_IMPORTED),
        ("LE93 1AA", "GB", None),
        ("75001", "FR", None),
    ],
)
def test_whoever_signs_from_there_is_counted_and_told(
    here: OpenWorkspace, bread: Path, postcode: str, country: str, reason: NoAreaReason | None
) -> None:
    petition = open_petition(here, "bread")
    form = SigningForm("Sam Sample", "sam@example.org", postcode, country)
    signed = apply(petition, form)
    assert isinstance(signed, Signed)
    assert (signed.no_area.reason if signed.no_area else None) is reason


def test_the_command_says_it(
    here: OpenWorkspace, bread: Path, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", here.now.isoformat())
    looked_up = campaigner("area", "lookup", "JE2 3AB")
    assert (looked_up.code, "No MP is elected for Jersey" in looked_up.stderr) == (1, True)
    signed = campaigner(
        *("petition", "sign", "bread", "--name", "Sam Sample", "--email", "sam@example.org"),
        *("--postcode", "BFPO 57"),
    )
    assert signed.code == 0
    assert "A BFPO address belongs to no constituency." in signed.stderr
    assert "counts without an area" in signed.stderr


def test_a_postcode_of_which_the_table_knows_nothing_never_stops_a_look_up(
    database: Database,
) -> None:
    assert why_no_area(database, parse_postcode("ZE1 0AA")).reason is NoAreaReason.NOT_IMPORTED
