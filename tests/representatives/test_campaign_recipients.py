"""A campaign's ``to``: roles for the supporter's area, and ministers or lords by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign, Recipients
from campaigner.letters.recipients import ChooseArea, recipients_for
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.compose import Wording
from campaigner.letters.writing.home import at_home
from campaigner.representatives.importers import import_areas, import_representatives
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import shipped_folder
from conftest import TODAY
from letter_writers import SUZIE


def campaign_to(*to: Recipients) -> Campaign:
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    letter = campaign.letter.model_copy(update={"to": list(to)})
    return campaign.model_copy(update={"letter": letter})


@pytest.fixture
def represented(database: Database, tmp_path: Path) -> Database:
    path = tmp_path / "table.csv"
    path.write_text("pcds,pcon24cd\nLE93 1AA,E14009001\n")
    import_areas(database, path)
    path.write_text(
        "name,role,pcon24cd,post\n"
        "Ada Specimen,mp,E14009001,\n"
        "Rosa Office,minister,,Secretary of State for Sampling\n"
        "Baroness Sample,lord,,\n"
    )
    import_representatives(database, path, today=TODAY)
    return database


def test_letters_go_to_the_mp_a_named_minister_and_a_named_lord(represented: Database) -> None:
    campaign = campaign_to(
        Recipients(role=Role.MP),
        Recipients(role=Role.MINISTER, names=["Secretary of State for Sampling"]),
        Recipients(role=Role.LORD, names=["Baroness Sample"]),
    )
    found = recipients_for(represented, "LE93 1AA", campaign, "en", today=TODAY)
    assert not isinstance(found, ChooseArea)
    assert [person.salutation for person in found] == [
        "Dear Ada Specimen",
        "Dear Secretary of State",
        "Dear Baroness Sample",
    ]


@pytest.mark.parametrize("role", ["minister", "lord"])
def test_who_has_no_area_has_to_be_named(role: str) -> None:
    with pytest.raises(ValidationError, match="represents no area: add names"):
        Recipients.model_validate({"role": role})


@pytest.mark.parametrize(
    ("codes", "area", "nation"),
    [
        (["S14000001"], "", "scotland"),
        (["W07000001"], "", "wales"),
        (["E14009001", "W07000001"], "", None),  # a postcode on the border
        (["E14009001", "W07000001"], "W07000001", "wales"),
        ([], "", None),
    ],
)
def test_a_minister_s_letter_goes_by_where_the_supporter_lives(
    database: Database, tmp_path: Path, codes: list[str], area: str, nation: str | None
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("pcds,pcon24cd\n" + "".join(f"LE93 1AA,{code}\n" for code in codes))
    if codes:
        import_areas(database, path)
    supporter = Supporter(SUZIE, Wording("en"))
    minister = campaign_to(Recipients(role=Role.MINISTER, names=["Rosa Office"]))
    found = at_home(database, minister, supporter, "LE93 1AA", area)
    assert found.wording.nation == nation
    to_mp = campaign_to(Recipients(role=Role.MP))
    assert at_home(database, to_mp, supporter, "LE93 1AA", area) == supporter
