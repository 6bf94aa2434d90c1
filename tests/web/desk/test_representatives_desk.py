"""Olga looks after who represents whom, in the browser: found, corrected, imported."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from campaigner.representatives.directory import import_people
from campaigner.representatives.upkeep.browsing import Browsed, browse
from campaigner.store import audit
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden, opened_here

BASE = "/desk/representatives"
EVERYWHERE = Place(AccountRole.ORGANISER, everywhere=True)
NEWER = (
    "name,constituency,party,email\n"
    "Bram Blank,Sampleton North,Ora,bram@example.org\n"
    "Vacant,Sampleton East,,\n"
    "Ian Left (resigned),Sampleton West,,\n"
)


@pytest.fixture
def olga(at_desk: Desk, tmp_path: Path) -> httpx.Client:
    """An organiser for every campaign, in a workspace that knows one MP and some councillors."""
    table = tmp_path / "mps.csv"
    table.write_text(
        "MP,constituency,party,email\nAda Specimen,Sampleton North,Ora,ada@example.org\n", "utf-8"
    )
    councillors = tmp_path / "councillors.csv"
    names = "".join(f"Ann Number{n:02},Ward {n:02},Sampleton Council\n" for n in range(60))
    councillors.write_text(f"councillor,ward,council\n{names}", encoding="utf-8")
    with opened_here(at_desk.served) as here:
        import_people(here, table, origin="The Parliament")
        import_people(here, councillors)
    return at_desk.logged_in(AccountRole.ORGANISER, EVERYWHERE)


def sent(
    olga: httpx.Client, text: str | bytes, name: str = "mps.csv", **said: str
) -> httpx.Response:
    content = text.encode() if isinstance(text, str) else text
    return olga.post(f"{BASE}/import", data=said, files={"table": (name, content)})


def number_of(page: httpx.Response, name: str) -> str:
    found = re.search(rf'href="{BASE}/(\d+)">{name}<', page.text)
    assert found, page.text
    return found[1]


def test_olga_finds_a_representative_and_corrects_and_ends_them(
    olga: httpx.Client, at_desk: Desk
) -> None:
    everybody = olga.get(BASE)
    assert "Number00" in everybody.text
    assert "Ada Specimen" not in everybody.text
    after = re.search(r'href="([^"]*after=\d+)"', everybody.text)
    assert after
    assert "Ada Specimen" in olga.get(after[1].replace("&amp;", "&")).text
    assert "Number00" not in olga.get(f"{BASE}?role=mp").text
    assert "Ada Specimen" not in olga.get(f"{BASE}?without=address&role=mp").text
    assert "Nobody is known as" in olga.post(BASE, data={"text": "Noone"}).text
    found = olga.post(BASE, data={"text": "specimen"})
    mine = f"{BASE}/{number_of(found, 'Ada Specimen')}"
    page = olga.get(mine)
    assert heading(page) == "Ada Specimen"
    assert "No campaign has written to this person yet." in page.text
    form = {"name": "Ada Specimen", "area": "Sampleton North", "party": "Ora", "email": "ada"}
    refused = olga.post(f"{mine}/edit", data=form)
    assert refused.status_code == 422
    assert 'id="email-error"' in refused.text
    changed = olga.post(f"{mine}/edit", data={**form, "email": "new@example.org"})
    assert "new@example.org" in changed.text
    assert olga.post(f"{mine}/end", data={"on": "soon"}).status_code == 422
    assert "Not in office" in olga.post(f"{mine}/end", data={"on": ""}).text
    assert "Not in office" not in olga.post(f"{mine}/resume").text
    added = olga.post(
        f"{BASE}/add", data={"role": "mp", "name": "Bram Blank", "area": "Sampleton North"}
    )
    assert heading(added) == "Bram Blank"
    assert "Not in office" in olga.get(mine).text
    assert "has the seat" in olga.post(f"{mine}/resume").text
    with opened_here(at_desk.served) as here:
        acts = [each.action for each in audit.deeds(here.database.conn)]
    assert [each for each in acts if each.startswith("representative ")][-5:] == [
        *("representative import", "representative edit", "representative end"),
        *("representative resume", "representative add"),
    ]


def test_olga_sees_what_a_newer_table_would_change_before_it_is_taken_in(
    olga: httpx.Client, at_desk: Desk
) -> None:
    def in_office() -> set[str]:
        with opened_here(at_desk.served) as here:
            people = [each.name for each in browse(here, Browsed(role="mp")).people]
        return set(people)

    others = in_office() - {"Ada Specimen"}
    looked = sent(olga, NEWER, role="mp", as_of="2026-12-01", origin="Members API")
    assert heading(looked) == "What would change"
    assert "1 would leave office" in looked.text
    assert "1 would be added" in looked.text
    assert in_office() - others == {"Ada Specimen"}
    form = {"role": "mp", "origin": "Members API", "key": hidden(looked, "key")}
    done = olga.post(f"{BASE}/import/take", data=form)
    assert heading(done) == "The table is imported, except for some rows"
    assert in_office() - others == {"Bram Blank"}
    assert not [*(at_desk.served.workspace.root / "uploads").rglob("*.csv")]
    data = olga.get(f"{BASE}/data").text
    assert "Members API" in data
    assert "1 added, 0 changed, 1 ended" in data
    assert "Sampleton East" in data


def test_columns_of_another_table_are_matched_by_hand(olga: httpx.Client) -> None:
    looked = sent(olga, "Wer,Wo\nBram Blank,Sampleton North\n", role="mp")
    assert heading(looked) == "The table cannot be read yet"
    form = {"role": "mp", "key": hidden(looked, "key")}
    form |= {"column-name": "Wer", "column-area_name": "Wo"}
    assert "1 would be added" in olga.post(f"{BASE}/import/look", data=form).text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.csv", "", "Choose a file with a table."),
        ("x.exe", "x", "Choose a table"),
        ("x.csv", "name,role\n" + "Ada Specimen,mp\n" * 5_001, "too many rows"),
        ("x.csv", "pcds,pcon24cd\nAB10 1AB,S14000061\n", "This is a table of postcodes."),
        ("x.csv", "pcds,pcon24cd\n" + "AB10 1AB,S14000061\n" * 20_000, "a table of postcodes."),
        ("x.csv", "name\nAda Specimen\n", "Nothing in the table says what these people are."),
        ("x.json", "[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_bites_is_refused_beside_the_field(
    olga: httpx.Client, at_desk: Desk, name: str, text: str, said: str
) -> None:
    answer = sent(olga, text, name)
    assert said in answer.text
    assert answer.status_code == (200 if "cannot be read yet" in answer.text else 422)


def test_a_moderator_of_one_campaign_has_no_representatives(at_desk: Desk) -> None:
    assert at_desk.logged_in(AccountRole.MODERATOR).get(BASE).status_code == 403
