"""The words of a petition on its page: those before a change, and what signatures can count for."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from campaigner.opening import opened_workspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.paper.sheet_ids import new_sheet_id
from campaigner.petitions.paper.typed_lines import typed_line
from campaigner.petitions.paper.typed_sheets import count_lines
from campaigner.petitions.wordings import counted_versions
from campaigner.store.database import transaction
from campaigner.store.paper_sheets import Sheet, add_sheets
from campaigner.vocabulary.houses import Venue
from petitioners import NOON, confirmed_in
from web_visitors import SIGNING, Served


def flat(page: str) -> str:
    """What a page says, in one line."""
    found = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def hash_on(page: str) -> str:
    """The hash of the words that the form of a page says were shown."""
    found = re.search(r'name="wording" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def change_title(served: Served, folder: Path, title: str) -> None:
    definition = folder / "campaign.toml"
    text = re.sub(r"(?m)^title.*$", f'title = {{ en = "{title}", cy = "{title}" }}',
                  definition.read_text("utf-8"), count=1)  # fmt: skip
    definition.write_text(text, "utf-8")
    served.clock.moment += timedelta(seconds=5)  # pages are made again


def versions(served: Served) -> list[tuple[int | None, int, int]]:
    with opened_workspace(served.workspace, served.clock(), "test") as here:
        found = counted_versions(open_petition(here, "bread"))
    return [(each.number, each.counted, each.waiting) for each in found.versions]


def test_a_changed_petition_shows_the_words_that_were_signed_before(
    served: Served, bread: Path
) -> None:
    with served.visitor() as suzie:
        before = suzie.get("/bread").text
        assert "Earlier words" not in before
        confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
        change_title(served, bread, "Cake for everyone")
        page = suzie.get("/bread").text
        welsh = suzie.get("/bread?language=cy").text
    assert "These words have changed since the first people signed" in page
    assert "Earlier words: version 1 (from 11 December 2026)" in flat(page)
    assert f"/bread/log/wording/{hash_on(before)}.json" in page
    assert "Mae’r geiriau hyn wedi newid" in welsh
    assert hash_on(page) != hash_on(before)


def test_suzie_signs_what_her_page_showed_though_it_has_changed(
    served: Served, bread: Path
) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
    with served.visitor() as suzie:
        shown = hash_on(suzie.get("/bread").text)
        change_title(served, bread, "Cake for everyone")
        assert "Check your inbox" in suzie.post("/bread", data={**SIGNING, "wording": shown}).text
    assert versions(served)[0] == (1, 2, 1)


def test_suzie_is_asked_to_read_again_where_nobody_signed_what_she_was_shown(
    served: Served, bread: Path
) -> None:
    with served.visitor() as suzie:
        shown = hash_on(suzie.get("/bread").text)
        change_title(served, bread, "Cake for everyone")
        answer = suzie.post("/bread", data={**SIGNING, "wording": shown})
        assert answer.status_code == 422
        assert "words have changed since you opened this page" in answer.text
        assert 'id="wording"' in answer.text
        again = suzie.post("/bread", data={**SIGNING, "wording": hash_on(answer.text)})
        assert "Check your inbox" in again.text
    assert [each[2] for each in versions(served)] == [1]


def test_the_page_says_that_online_signatures_have_no_formal_standing(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
    with served.visitor() as suzie:
        page = flat(suzie.get("/bread").text)
        welsh = flat(suzie.get("/bread?language=cy").text)
        how = suzie.get("/how-we-count").text
    assert "It has no formal standing" in page
    assert "can be presented" not in page
    assert "Nid oes iddo statws ffurfiol" in welsh
    assert "takes petitions on paper only" in how


def test_the_page_says_how_many_can_be_presented_from_the_floor_on(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
    with opened_workspace(served.workspace, served.clock(), "test") as here:
        petition = open_petition(here, "bread")
        for people in (4, 5):
            sheet = new_sheet_id()
            with transaction(here.database) as connection:
                made = Sheet(sheet, petition.petition.id, "", "en", 10, NOON, venue=Venue.COMMONS)
                add_sheets(connection, [made])
            names = [f"{people} Person {each}" for each in "abcde"[:people]]
            lines = [
                typed_line(at, sheet, str(at), name, "LE93 1AA", address="yes")
                for at, name in enumerate(names, 1)
            ]
            assert count_lines(petition, lines).counted == people
            served.clock.moment += timedelta(seconds=5)
            with served.visitor() as suzie:
                page = flat(suzie.get("/bread").text)
            assert ("Of 11 signatures, 9 can be presented" in page) is (people == 5)
            assert "6 signatures, 4 can" not in page
