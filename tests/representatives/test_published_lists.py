"""Lists as their publishers have them, imported one after another in any order.

The shapes: the UK Parliament's Members API (seats by name), the directory of postcodes and the
tables of names and codes of the Office for National Statistics, Open Council Data UK.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.representatives.atlas import areas_known, import_places
from campaigner.representatives.directory import import_people, who_represents
from campaigner.vocabulary.representatives import Role

MEMBERS = {
    "items": [
        {
            "value": {
                "id": 9001,
                "nameDisplayAs": "Ada Specimen",
                "nameFullTitle": "Ada Specimen MP",
                "nameAddressAs": "Ms Specimen",
                "latestHouseMembership": {
                    "house": 1,
                    "membershipFrom": "Ynys Môn",
                    "membershipFromId": 7,
                },
            }
        }
    ]
}
POSTCODES = "pcds,doterm,osward,oslaua,pcon24\nLL93 1AA,,E05000001,E07000041,W07000112\n"
NAMES = "PCON24CD,PCON24NM\nW07000112,Ynys Môn\n"
WARDS = """\
WD24CD,WD24NM,LAD24CD,LAD24NM
E05000001,St Thomas,E07000041,Exeter
E05000002,St Thomas,E08000003,"Bristol, City of"
"""
COUNCILLORS = """\
Council,Ward Name,Councillor Name,Next Election,Party Name
Exeter City Council,St Thomas,Jane Sample,2027-05-06,Ora
Bristol City Council,St Thomas,Bo Sample,2028-05-04,Mauve
Elsewhere Borough Council,St Thomas,Cy Sample,2027-05-06,Ora
"""


def load(here: OpenWorkspace, kind: str) -> None:
    path: Path = here.workspace.root / f"{kind}.dat"
    texts = {
        "members": json.dumps(MEMBERS),
        "postcodes": POSTCODES,
        "names": NAMES,
        "wards": WARDS,
        "councillors": COUNCILLORS,
    }
    path.write_text(texts[kind], encoding="utf-8")
    if kind in ("members", "councillors"):
        assert import_people(here, path).failed == 0
    else:
        assert import_places(here, path).failed == 0


@pytest.mark.parametrize("order", list(permutations(("members", "postcodes", "names"))))
def test_members_by_name_are_found_by_postcodes_with_codes(
    here: OpenWorkspace, order: tuple[str, ...]
) -> None:
    for kind in (*order, *order):
        load(here, kind)
    (ada,) = who_represents(here, "LL93 1AA", [Role.MP]).found
    assert ada.area
    assert (ada.name, ada.area.code, ada.area.name) == ("Ada Specimen", "W07000112", "Ynys Môn")
    assert [area.code for area in areas_known(here, "uk-constituency")] == ["W07000112"]


@pytest.mark.parametrize(
    "order",
    [
        ("wards", "postcodes", "councillors"),
        ("postcodes", "wards", "councillors"),
        ("councillors", "postcodes", "wards", "councillors"),
    ],
)
def test_councillors_by_the_names_of_wards_are_found_by_postcodes(
    here: OpenWorkspace, order: tuple[str, ...]
) -> None:
    for kind in order:
        load(here, kind)
    found = who_represents(here, "LL93 1AA", [Role.COUNCILLOR]).found
    assert [(person.name, person.address) for person in found] == [
        ("Jane Sample", ("Exeter City Council",))
    ]
    codes = {area.code for area in areas_known(here, "uk-ward")}
    assert codes == {"E05000001", "E05000002", "elsewhere-borough-council/st-thomas"}
