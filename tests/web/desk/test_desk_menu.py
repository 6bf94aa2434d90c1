"""The menu of the desk: few pages in one list, many in groups."""

from __future__ import annotations

from campaigner.web.desk.frame.menu import GROUPS, Entry, grouped
from campaigner.web.desk.routes import PAGES


def entries(*names: str) -> list[Entry]:
    return [Entry(name, f"/desk/{name}") for name in names]


def test_every_page_of_the_menu_has_one_group() -> None:
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted({page.menu for page in PAGES if page.menu})


def test_few_pages_stay_in_one_list() -> None:
    few = entries("overview", "signatures", "paper")
    assert [(each.name, each.entries) for each in grouped(few)] == [("", few)]
    assert grouped([]) == []


def test_many_pages_are_in_groups_and_one_that_would_be_alone_stands_above() -> None:
    many = entries("new_campaign", "sources", "representatives", "replies")
    many += entries("requests", "stop_contact", "retention")
    found = {each.name: [entry.name for entry in each.entries] for each in grouped(many)}
    assert found == {
        "": ["new_campaign", "sources"],
        "representatives": ["representatives", "replies"],
        "data": ["requests", "stop_contact", "retention"],
    }
