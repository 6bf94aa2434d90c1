"""What a stranger types into any part is characters on every page that shows it."""

from __future__ import annotations

from campaigner.editing.outcomes import Refused, defined
from campaigner.editing.part_values import names_among
from campaigner.editing.parts import Part
from campaigner.web.desk.editor.lists import LISTS
from campaigner.web.desk.editor.saying import part_address
from desk_people import Desk, opened_here
from filled_parts import evil_form, written

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 6 * 7000001 }}"
EDITOR = "/desk/campaigns/bread/editor"


def test_no_part_is_markup_on_any_page(at_desk: Desk) -> None:
    with opened_here(at_desk.served) as here:
        for part in Part:
            outcome = written(here, evil_form(here, part, EVIL))
            if isinstance(outcome, Refused):
                bad = {each.path for each in outcome.problems}
                written(here, evil_form(here, part, EVIL, bad))
        now = defined(here, "bread")
        names = {part: next(iter(names_among(now.values, part)), "") for part in Part}
    olive, anyone = at_desk.logged_in(), at_desk.visitor()
    pages = [part_address(part, names[part]).format(campaign="bread") for part in Part]
    pages += [f"{EDITOR}/lists/{section}" for section in LISTS]
    shown = [olive.get(each) for each in (EDITOR, f"{EDITOR}/history", *pages)]
    shown += [anyone.get(each) for each in ("/bread", "/bread/write", "/bread/events", "/")]
    for page in shown:
        assert page.status_code in (200, 404), page.url
        for each in ("<script>alert", "<img src=x", "42000006"):
            assert each not in page.text, page.url
    assert sum("&lt;script&gt;alert" in page.text for page in shown) > len(Part)
