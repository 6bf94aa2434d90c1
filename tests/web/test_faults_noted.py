"""A fault is shown with a reference, and noted without anybody's data."""

from __future__ import annotations

import re

import pytest

from campaigner.care.logbook import Level, log_kept, newest_entries
from campaigner.web.pages import signing
from desk_people import Desk
from web_visitors import LETTER, SIGNING, Served

TOLD = ("Suzie", "Specimen", "suzie@", "LE93", "Sample Street", "Tuesdays", "gorse")


def _breaks(*_: object, **__: object) -> None:
    raise KeyError("Suzie Specimen, suzie@example.org, LE93 1AA")


def lines_of(served: Served) -> str:
    folder = served.workspace.logs_folder
    return "".join(each.read_text() for each in folder.iterdir())


def test_what_people_send_is_in_no_line_whatever_goes_wrong(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served = at_desk.served
    with log_kept(served.workspace, lambda: int(served.clock().timestamp())):
        suzie = at_desk.visitor()
        assert suzie.post("/bread", data=SIGNING).status_code == 200
        suzie.post("/bread/write/preview", data=LETTER)
        suzie.get("/confirm/gorselanternkettlequarry?email=suzie@example.org")
        suzie.post("/desk/log-in", data={"email": "suzie@example.org", "password": "gorse"})
        suzie.post("/bread", data=SIGNING, headers={"Sec-Fetch-Site": "cross-site"})
        with monkeypatch.context() as broken:
            broken.setattr(signing, "apply_together", _breaks)
            failed = suzie.post("/bread", data=SIGNING)
        found = re.search(r"this reference: ([0-9A-Z]{6})\.", failed.text)
        assert (failed.status_code, bool(found)) == (500, True)
        reference = found[1] if found else ""
    lines = lines_of(served)
    said = capsys.readouterr().err
    assert "KeyError in web/pages/signing.py" in lines
    for told in TOLD:
        assert told not in lines
        assert told not in said
    assert "refused (403): POST" in lines
    (entry,) = newest_entries(served.workspace, reference=reference)
    assert entry.level is Level.ERROR
    assert entry.words.endswith("at POST /{campaign}")
    owner = at_desk.logged_in()
    page = owner.get("/desk/operations/log", params={"reference": reference.lower()})
    assert page.text.count("KeyError in web/pages/signing.py") == 1
    assert "refused (403)" not in page.text
    assert "refused (403)" in owner.get("/desk/operations/log?level=all").text
    assert "refused (403)" not in owner.get("/desk/operations/log?level=errors").text
    assert "No line has this reference" in owner.get("/desk/operations/log?reference=ABC").text


def test_settings_with_a_mistake_are_noted_with_the_reference_that_is_shown(
    at_desk: Desk,
) -> None:
    served = at_desk.served
    folder = served.workspace.root / "templates" / "web"
    folder.mkdir(parents=True)
    (folder / "front.html.j2").write_text("{{ nothing.at.all }}", encoding="utf-8")
    with log_kept(served.workspace, lambda: 7):
        answer = at_desk.visitor().get("/")
    found = re.search(r"this reference: ([0-9A-Z]{6})\.", answer.text)
    assert (answer.status_code, bool(found)) == (503, True)
    kept = newest_entries(served.workspace, reference=found[1] if found else "")
    assert kept
    assert kept[0].level is Level.WARNING
