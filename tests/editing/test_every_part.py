"""Each part of a campaign comes, is shown as it was typed, changes and goes; all else stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import defined_campaign
from campaigner.editing.area_table_texts import csv_of
from campaigner.editing.changing import add_part, change_part, remove_part
from campaigner.editing.definition import with_edits
from campaigner.editing.history import go_back, history
from campaigner.editing.outcomes import ChangedMeanwhile, Refused, defined
from campaigner.editing.part_rules import INSIDE
from campaigner.editing.part_values import names_among
from campaigner.editing.parts import Kind, Part
from campaigner.editing.saving import Saved
from campaigner.editing.shapes import SHAPES
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError, UsageError
from campaigner.events.bookings import BookingForm, book
from campaigner.opening import OpenWorkspace
from campaigner.tables import TableFile
from filled_parts import TABLE, TYPED, fills, form_of, name_of

_OTHER = {Part.CITATION: "UDHR 5", Part.QUESTION: "the Minister for Bread"}


def test_the_table_has_every_part_that_a_campaign_can_be_without() -> None:
    assert TYPED.keys() == {
        part for part in Part if SHAPES[part].one_of_many or SHAPES[part].optional
    }
    for part, typed in TYPED.items():
        assert {name.split(".en")[0].split(".cy")[0] for name in typed} >= {
            field.name for field in SHAPES[part].fields if field.needed
        }


@pytest.mark.parametrize("part", TYPED)
def test_a_part_is_shown_as_it_was_typed_changed_and_removed(
    here: OpenWorkspace, bread: Path, part: Part
) -> None:
    path = bread / "campaign.toml"
    path.write_text(f"# Ours.\n{path.read_text('utf-8')}\n# The end.\n", encoding="utf-8")
    assert isinstance(fills(here, part), Saved)
    name = name_of(part)
    shown = form_of(here, part, name).typed
    assert {key: shown[key] for key in TYPED[part]} == TYPED[part]
    assert not [each for each in check_campaign(bread) if each.code.startswith("invalid")]
    before = path.read_text(encoding="utf-8")
    assert isinstance(change_part(here, "bread", form_of(here, part, name)), Saved)
    assert path.read_text(encoding="utf-8") == before  # nothing was typed otherwise
    field = next(
        f for f in SHAPES[part].fields if f.kind in (Kind.LINE, Kind.TEXT) or f.name == "id"
    )
    other = f"{field.name}.en" if field.each else field.name
    typed = {other: _OTHER.get(part, "other")}
    assert isinstance(change_part(here, "bread", form_of(here, part, name, typed)), Saved)
    after = path.read_text(encoding="utf-8").splitlines()
    assert len([line for line in before.splitlines() if line not in after]) == 1
    name = typed[other] if other == SHAPES[part].identity else name
    assert isinstance(remove_part(here, "bread", form_of(here, part, name)), Saved)
    left = path.read_text(encoding="utf-8")
    assert (left.startswith("# Ours.\n"), "# The end." in left) == (True, True)
    assert not [each for each in check_campaign(bread) if each.severity == "error"]


@pytest.mark.parametrize("part", [Part.FORMAL, Part.MOTION, Part.EVENT, Part.PARTNER])
def test_an_open_campaign_takes_a_whole_part_and_refuses_half_of_one(
    here: OpenWorkspace, bread: Path, part: Part
) -> None:
    before = (bread / "campaign.toml").read_bytes()
    first = next(field for field in SHAPES[part].fields if field.needed)
    name = f"{first.name}.cy" if first.each else first.name
    outcome = fills(here, part, {name: ""})
    assert isinstance(outcome, Refused)
    assert [each.path for each in outcome.problems] == [name]
    assert (bread / "campaign.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        (Part.PARTNER, {"website": "nowhere"}, "website"),
        (Part.PARTNER, {"email": "nobody"}, "email"),
        (Part.PARTNER, {"consents": "news/pigeon"}, "consents"),
        (Part.EVENT, {"starts": "soon"}, "starts"),
        (Part.EVENT, {"starts": ""}, "starts"),
        (Part.EVENT, {"ends": "2027-07-08T18:00"}, "ends"),
        (Part.EVENT, {"places": "some"}, "places"),
        (Part.AREA_FACT, {"file": ""}, "file"),
        (Part.AREA_FACT, {"file": "area_code,ovens\nE14001063,1\nE14001063,2"}, "file"),
        (Part.AREA_FACT, {"file": "ovens\n1"}, "file"),
        (Part.AREA_FACT, {"text.en": "In {area} {ovns}."}, "text.en"),
        (Part.FORMAL, {"by": "king"}, "by"),
        (Part.FORMAL, {"request.en": "bring in a Bill. Then bake"}, "request.en"),
        (Part.E_PETITION, {"action": "x" * 81}, "action"),
        (Part.E_PETITION, {"background": ""}, "background"),
        (Part.SCOTLAND, {"title": "x" * 101}, "title"),
        (Part.MOTION, {"text": ""}, "text"),
        (Part.QUESTION, {"asks": "Please bake."}, "asks"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    here: OpenWorkspace, bread: Path, part: Part, typed: dict[str, str], field: str
) -> None:
    outcome = fills(here, part, typed)
    assert isinstance(outcome, Refused), outcome
    assert field in [each.path for each in outcome.problems]


@pytest.mark.parametrize("part", INSIDE)
def test_what_stands_in_another_part_waits_for_it(
    here: OpenWorkspace, bread: Path, part: Part
) -> None:
    change = add_part if SHAPES[part].one_of_many else change_part
    with pytest.raises(UsageError):
        change(here, "bread", form_of(here, part, "", TYPED[part]))


def test_times_are_typed_and_shown_in_the_organisations_zone(
    here: OpenWorkspace, bread: Path
) -> None:
    assert isinstance(fills(here, Part.EVENT), Saved)
    (event,) = defined_campaign(bread).events
    assert event.starts == datetime(2027, 7, 9, 17, tzinfo=UTC)  # summer time in London
    assert "2027-07-09T18:00:00+01:00" in (bread / "campaign.toml").read_text(encoding="utf-8")


def test_an_event_keeps_its_name_when_its_title_changes_and_people_have_places(
    here: OpenWorkspace, bread: Path
) -> None:
    assert isinstance(fills(here, Part.EVENT, {"id": ""}), Saved)
    form = form_of(here, Part.EVENT, "baking", {"title.en": "Baking together"})
    assert isinstance(change_part(here, "bread", form), Saved)
    assert names_among(defined(here, "bread").values, Part.EVENT) == ["baking"]
    book(here, "bread", "baking", BookingForm("Ana Sample", "ana@example.org"))
    renamed = form_of(here, Part.EVENT, "baking", {"id": "bake-off"})
    for outcome in (change_part(here, "bread", renamed), remove_part(here, "bread", renamed)):
        assert isinstance(outcome, Refused)
        assert [each.code for each in outcome.problems] == ["has-bookings"]


def test_an_event_without_a_name_of_its_own_is_known_by_that_of_its_title(
    here: OpenWorkspace, bread: Path
) -> None:
    path = bread / "campaign.toml"
    event = '\n[[events]]\ntitle = "Big bake"\nstarts = 2027-07-09T18:00:00+01:00\n'
    path.write_text(path.read_text("utf-8") + event, encoding="utf-8")
    form = form_of(here, Part.EVENT, "big-bake", {"title.en": "Bigger bake", "title.cy": "Pobi"})
    assert isinstance(change_part(here, "bread", form), Saved)
    assert [each.id for each in defined_campaign(bread).events] == ["big-bake"]


def test_a_partner_that_was_a_name_alone_gets_an_address(here: OpenWorkspace, bread: Path) -> None:
    path = bread / "campaign.toml"
    path.write_text(f'partners = ["Sample Millers"]\n{path.read_text("utf-8")}', encoding="utf-8")
    form = form_of(here, Part.PARTNER, "Sample Millers", {"website": "https://example.org/mill"})
    assert isinstance(change_part(here, "bread", form), Saved)
    (partner,) = defined_campaign(bread).partners
    assert (partner.name, partner.website) == ("Sample Millers", "https://example.org/mill")


def test_a_question_of_consent_keeps_its_own_words_while_others_come_and_go(
    here: OpenWorkspace, bread: Path
) -> None:
    path = bread / "campaign.toml"
    partner = (
        '\n[[partners]]\nname = "Sample Millers"\nconsents = [\n'
        '  { purpose = "news", text = { en = "News?", cy = "Newyddion?" } },\n'
        '  { purpose = "donations" },  # asked since May\n]\n'
    )
    path.write_text(path.read_text("utf-8") + partner, encoding="utf-8")
    typed = {"consents": "news/email\ncampaign/post"}
    form = form_of(here, Part.PARTNER, "Sample Millers", typed)
    assert isinstance(change_part(here, "bread", form), Saved)
    asked = defined_campaign(bread).partners[0].questions
    assert [(each.purpose, each.channel) for each in asked] == [
        ("news", "email"),
        ("campaign", "post"),
    ]
    assert asked[0].text == {"en": "News?", "cy": "Newyddion?"}
    typed = {"consents": "campaign/email", "consent.en": "May they?", "consent.cy": "A gânt?"}
    form = form_of(here, Part.PARTNER, "Sample Millers", typed)
    assert isinstance(change_part(here, "bread", form), Saved)
    assert [each.text for each in defined_campaign(bread).partners[0].questions] == [
        {"en": "May they?", "cy": "A gânt?"}
    ]


def test_a_table_is_kept_in_a_file_that_the_history_can_bring_back(
    here: OpenWorkspace, bread: Path
) -> None:
    assert isinstance(fills(here, Part.AREA_FACT), Saved)
    assert (bread / "ovens.csv").read_text(encoding="utf-8") == TABLE
    stale = form_of(here, Part.AREA_FACT, "ovens")
    (bread / "ovens.csv").write_text(TABLE.replace("80", "81"), encoding="utf-8")
    assert isinstance(change_part(here, "bread", stale), ChangedMeanwhile)
    new = "area_code,ovens\nW07000081,7\n"
    form = replace(form_of(here, Part.AREA_FACT, "ovens"), table=new)  # uploaded
    assert isinstance(change_part(here, "bread", form), Saved)
    assert defined_campaign(bread).area_tables["ovens.csv"].rows == {
        "W07000081": {"area_code": "W07000081", "ovens": "7"}
    }
    assert isinstance(remove_part(here, "bread", form_of(here, Part.AREA_FACT, "ovens")), Saved)
    assert not (bread / "ovens.csv").exists()
    changes = [each for each in history(here, "bread").entries if each.what == "area_fact ovens"]
    assert isinstance(go_back(here, "bread", changes[-1].number), Saved)
    assert (bread / "ovens.csv").read_text(encoding="utf-8") == TABLE


def test_a_table_of_somebody_else_with_the_same_name_is_not_overwritten(
    here: OpenWorkspace, bread: Path
) -> None:
    (bread / "ovens.csv").write_text("Mine.\n", encoding="utf-8")
    assert isinstance(fills(here, Part.AREA_FACT), Saved)
    assert (bread / "ovens.csv").read_text(encoding="utf-8") == "Mine.\n"
    assert defined_campaign(bread).area_facts[0].file == "ovens-2.csv"


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "campaign.toml", "x/y.csv", ""])
def test_no_other_file_is_shown_as_a_table(here: OpenWorkspace, bread: Path, name: str) -> None:
    (here.workspace.campaigns_folder / "secret.csv").write_text("TOPSECRET\n", encoding="utf-8")
    fact = TYPED[Part.AREA_FACT]
    table = "\n".join(
        f"{key} = {fact[key]}" if fact[key][:2] == "20" else f'{key} = "{fact[key]}"'
        for key in fact.keys() - {"file"}
    )
    path = bread / "campaign.toml"
    path.write_text(
        f'{path.read_text("utf-8")}\n[[area_facts]]\n{table}\nfile = "{name}"\n', encoding="utf-8"
    )
    assert form_of(here, Part.AREA_FACT, "ovens").typed["file"] == ""
    assert standing_of(here, "bread").errors


def test_a_table_is_uploaded_as_a_spreadsheet_has_it(tmp_path: Path) -> None:
    path = tmp_path / "ovens.csv"
    path.write_text("Ovens 2026;\n\npcon24cd;ovens\nE14001063;1,200\n;\n", encoding="cp1252")
    assert csv_of(TableFile(path)) == 'pcon24cd,ovens\nE14001063,"1,200"\n'
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    path.write_bytes(packed.getvalue())
    with pytest.raises(CampaignerError):
        csv_of(TableFile(path))


def test_a_definition_without_a_change_stays_as_it_is(bread: Path) -> None:
    text = (bread / "campaign.toml").read_text(encoding="utf-8")
    assert with_edits(text, []) == text
