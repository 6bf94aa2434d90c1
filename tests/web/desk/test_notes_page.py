"""An organiser reads what is new for each Member, and downloads the notes."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk
from petitioners import confirmed_in
from web_visitors import OPEN

NOTES = "/desk/campaigns/bread/progress"
WISH = {"role": "mp", "since": "2026-12-01", "signed_by": "Alex Sample"}


def test_olive_reads_the_notes_and_downloads_them(at_desk: Desk) -> None:
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    at_desk.served.clock.moment = OPEN + timedelta(days=1)
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert 'value="2026-11-12"' in olive.get(NOTES).text
    page = olive.post(NOTES, data=WISH)
    assert "One note" in page.text
    assert "6 more people in Sampleton North have signed" in " ".join(page.text.split())
    file = olive.post(f"{NOTES}/notes.zip", data=WISH)
    assert file.headers["Content-Type"] == "application/zip"
    assert "bread-notes-mp-2026-12-12.zip" in file.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        (name,) = packed.namelist()
        assert "Alex Sample" in packed.read(name).decode()


def test_where_nothing_is_new_there_is_nothing_to_download(at_desk: Desk) -> None:
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 6})
    at_desk.served.clock.moment = OPEN + timedelta(days=9)
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    page = olive.post(NOTES, data=WISH | {"since": "2026-12-15"})
    assert "Choose an earlier day" in page.text
    assert "Download" not in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"since": "yesterday"}, "Enter a real day"),
        ({"since": "2027-12-01"}, "Choose a day in the past"),
        ({"role": "minister"}, "Choose who gets the notes"),
        ({"role": "msp"}, "No representatives in this role are known"),
        ({}, "Nobody has signed yet"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_field(
    at_desk: Desk, changed: dict[str, str], said: str
) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    for path in (NOTES, f"{NOTES}/notes.zip"):
        page = olive.post(path, data=WISH | changed)
        assert page.status_code == 422
        assert said in page.text
