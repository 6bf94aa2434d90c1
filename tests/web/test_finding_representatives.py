"""Finding on the pages whom a letter goes to: by postcode, by choice, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from campaigner.store.database import opened, transaction
from letter_writers import POSTCODES, represent, text_of
from web_visitors import LETTER, Served


@pytest.fixture
def suzie(served: Served) -> Iterator[httpx.Client]:
    with served.visitor() as visitor:
        yield visitor


def test_a_postcode_leads_to_the_letter(suzie: httpx.Client) -> None:
    assert "Find my representative" in suzie.get("/bread/write").text
    answer = suzie.post("/bread/write", data={"postcode": "le931aa", "language": "en"})
    assert answer.status_code == 200
    assert "<h1>Your letter to Ada Specimen MP</h1>" in answer.text
    assert "LE93" not in str(answer.url)


@pytest.mark.slow
def test_a_postcode_in_two_seats_is_asked_about(served: Served, suzie: httpx.Client) -> None:
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    with opened(served.workspace.database_path) as database:
        represent(database, served.workspace.root, postcodes)
    asked = suzie.post("/bread/write", data={"postcode": "LE93 3AA", "language": "en"})
    assert "LE93 3AA lies in more than one constituency." in asked.text
    assert "<b>Sampleton South</b><br>Barnaby Placeholder MP" in asked.text
    chosen = {"postcode": "LE93 3AA", "place": "E14009902", "language": "en"}
    answer = suzie.post("/bread/write", data=chosen)
    assert "Your letter to Barnaby Placeholder MP" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("postcode", "language", "says"),
    [
        ("JE2 3AB", "en", "No MP is elected for Jersey: it is not part of the United Kingdom."),
        ("JE2 3AB", "cy", "Ni etholir AS ar gyfer Jersey"),
        ("LE93 9ZZ", "en", "We do not know in which area this postcode lies."),
        ("BF1 1AA", "en", "A BFPO address belongs to no constituency."),
    ],
)
def test_a_place_without_a_representative_is_said_and_a_name_is_asked_for(
    suzie: httpx.Client, postcode: str, language: str, says: str
) -> None:
    told = suzie.post("/bread/write", data={"postcode": postcode, "language": language})
    assert says in told.text
    where = {"postcode": postcode, "who": "sampleton north", "language": language}
    asked = suzie.post("/bread/write", data=where)
    assert "<b>Ada Specimen " in asked.text
    place = asked.text.partition('name="place" value="')[2].partition('"')[0]
    answer = suzie.post(
        "/bread/write", data={"postcode": postcode, "place": place, "language": language}
    )
    assert "<h1>" in answer.text
    assert "Ada Specimen" in answer.text
    pdf = suzie.post(
        "/bread/write/letter.pdf",
        data={**LETTER, "postcode": postcode, "area": place.split()[0], "language": language},
    )
    assert "Ada Specimen" in text_of(pdf.content)


@pytest.mark.slow
def test_one_of_several_representatives_is_chosen_and_the_other_is_offered_after(
    suzie: httpx.Client, bread: Path
) -> None:
    definition = bread / "campaign.toml"
    to = 'to = [{ role = "mp" }, { role = "mp", names = ["Carys Enghraifft"] }]'
    text = definition.read_text(encoding="utf-8").replace('to = [{ role = "mp" }]', to)
    definition.write_text(text, encoding="utf-8")
    asked = suzie.post("/bread/write", data={"postcode": "LE93 1AA"}).text
    assert "Who do you want to write to?" in asked
    place = re.findall(r'name="place" value="([^"]+)"', asked)[0]
    written = suzie.post("/bread/write", data={"postcode": "LE93 1AA", "place": place}).text
    assert "Your letter to Ada Specimen MP" in written
    to_ada = {**LETTER, "to": place.split()[1]}
    ready = suzie.post("/bread/write/ready", data=to_ada).text
    assert "Your letter to Carys Enghraifft MP" in ready
    other = re.findall(r'name="to" value="(\d+)"><button class="quiet"', ready)
    again = suzie.post("/bread/write/edit", data={**LETTER, "to": other[0]}).text
    assert "<h1>Your letter to Carys Enghraifft MP</h1>" in again
    assert "I bake on Tuesdays." in again


@pytest.mark.slow
def test_somebody_without_a_postcode_finds_their_representative_by_name(
    suzie: httpx.Client,
) -> None:
    asked = suzie.post("/bread/write", data={"postcode": "", "who": "placeholder"})
    assert "Barnaby Placeholder MP" in asked.text
    unknown = suzie.post("/bread/write", data={"postcode": "", "who": "nobody at all"})
    assert unknown.status_code == 422
    assert '<a href="#who">We cannot find anyone of that name.' in unknown.text


@pytest.mark.parametrize("postcode", ["", "SW1", "nowhere"])
def test_a_postcode_that_is_none_is_named_at_its_field(suzie: httpx.Client, postcode: str) -> None:
    answer = suzie.post("/bread/write", data={"postcode": postcode})
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert '<a href="#postcode">Enter a full postcode, like SW1A 0AA</a>' in answer.text


@pytest.mark.slow
def test_a_vacant_seat_is_said_with_what_to_do(served: Served, suzie: httpx.Client) -> None:
    with opened(served.workspace.database_path) as database, transaction(database) as connection:
        connection.execute("DELETE FROM memberships")
        connection.execute(
            "INSERT INTO vacancies (role, area) SELECT 'mp', id FROM areas WHERE code = 'E14009901'"
        )
    answer = suzie.post("/bread/write", data={"postcode": "LE93 1AA"})
    assert answer.status_code == 422
    assert '<a href="#postcode">Nobody holds this seat now, until there is' in answer.text


@pytest.mark.slow
def test_a_language_without_a_letter_is_said_and_the_other_is_offered(
    suzie: httpx.Client, bread: Path
) -> None:
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8").replace('"cy"', '"fr"').replace(" cy =", " fr =")
    definition.write_text(text, encoding="utf-8")
    for welsh in sorted(bread.glob("*.cy.md")):
        welsh.rename(bread / welsh.name.replace(".cy.", ".fr."))
    again = {"postcode": "LE93 1AA", "language": "fr", "again": "yes"}
    answer = suzie.post("/bread/write", data=again)
    assert answer.status_code == 422
    assert "This campaign has no letter in this language yet." in answer.text
    assert "Write it in English" in answer.text
    assert (
        "I wrote to you"
        in suzie.post(
            "/bread/write/preview", data={**again, "language": "en", "name": "Suzie"}
        ).text
    )
