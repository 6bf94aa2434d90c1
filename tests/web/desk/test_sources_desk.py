"""Sources at the desk: added, renamed and removed, seen in each campaign, and their ambassadors."""

from __future__ import annotations

import re

import pytest

from campaigner.outreach.sources import add_source, source_counts
from campaigner.store.organisers import Place
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from desk_people import Desk, heading, opened_here
from petitioners import confirmed_in

SOURCES = "/desk/sources"
HERE = "/desk/campaigns/bread/sources"
CHOIR = {"name": "The choir of Sampleton", "kind": "partner", "code": "choir"}


def test_an_owner_adds_renames_and_removes_a_source_and_takes_that_back(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    added = olive.post(SOURCES, data=CHOIR)
    assert added.url.path == f"{SOURCES}/choir"
    assert heading(added) == "The choir of Sampleton"
    assert f'href="{HERE}/choir"' in added.text
    renamed = olive.post(f"{SOURCES}/choir/change", data={"name": "The choir", "kind": "channel"})
    assert heading(renamed) == "The choir"
    removed = olive.post(f"{SOURCES}/choir/remove")
    assert "“choir” was removed" in removed.text
    assert 'value="The choir"' in removed.text
    assert olive.post(f"{SOURCES}/choir/remove").status_code == 404
    olive.post(SOURCES, data={**CHOIR, "name": "The choir"})
    with opened_here(at_desk.served) as here:
        assert [each.code for each in source_counts(here)] == ["choir"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "The\x1bchoir"}, "name"),
        ({"kind": "friend"}, "kind"),
        ({"code": "the choir"}, "code"),
        ({"code": "web"}, "code"),
        ({"code": "amira"}, "code"),
    ],
    ids=str,
)
def test_each_mistake_is_told_at_its_field(
    at_desk: Desk, change: dict[str, str], field: str
) -> None:
    with opened_here(at_desk.served) as here:
        add_source(here, "amira", SourceKind.AMBASSADOR, "Amira Sample")
    answer = at_desk.logged_in().post(SOURCES, data={**CHOIR, **change})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_an_owner_invites_an_ambassador_from_the_source(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    olive.post(SOURCES, data={"name": "Noor Sample", "kind": "ambassador", "code": ""})
    form = olive.get(f"{SOURCES}/noor-sample/invite")
    assert 'value="Noor Sample"' in form.text
    assert re.search(r'value="ambassador" checked', form.text)
    data = {
        "name": "Noor Sample",
        "email": "noor@example.org",
        "language": "en",
        "role": "ambassador",
        "source": "noor-sample",
        "every": "yes",
    }
    olive.post("/desk/organisers/add", data=data)
    assert "(invited)" in olive.get(f"{SOURCES}/noor-sample").text


def test_an_organiser_of_one_campaign_sees_its_sources_and_changes_none(at_desk: Desk) -> None:
    with opened_here(at_desk.served) as here:
        add_source(here, "omar", SourceKind.AMBASSADOR, "Omar Sample")
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 2})
    place = Place(AccountRole.ORGANISER, frozenset({"bread"}))
    carol = at_desk.logged_in(AccountRole.ORGANISER, place)
    page = carol.get(HERE)
    assert "Omar Sample" in page.text
    assert "By themselves" in page.text
    assert f'href="{SOURCES}' not in page.text
    assert heading(carol.get(f"{HERE}/omar")) == "What came through Omar Sample"
    assert carol.get(SOURCES).status_code == 403
    assert carol.post(f"{SOURCES}/omar/remove").status_code == 403


def test_an_ambassador_sees_no_list_of_sources(at_desk: Desk) -> None:
    amira = at_desk.logged_in(AccountRole.AMBASSADOR)
    assert amira.get(HERE).status_code == 403
    own = amira.get(f"{HERE}/amira")
    assert heading(own) == "What came through you"
    assert f'href="{HERE}"' not in own.text
