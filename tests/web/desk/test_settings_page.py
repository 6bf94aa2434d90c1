"""The settings at the desk: changed with their comments kept, or refused as a whole."""

from __future__ import annotations

from account_holders import PASSWORD
from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden

TEXT = """\
# Written by hand.
[organisation]
name = "Old Sample"  # until May
timezone = "Europe/London"

[data_controller]
name = "Old Sample"
contact = "privacy@example.org"
"""


def test_an_owner_changes_settings_and_comments_stay(at_desk: Desk) -> None:
    path = at_desk.served.workspace.settings_path
    path.write_text(TEXT, encoding="utf-8")
    owner = at_desk.logged_in()
    page = owner.get("/desk/settings")
    assert heading(page) == "Settings"
    typed = {
        "mark": hidden(page, "mark"),
        "organisation.name": "New Sample",
        "organisation.address": "1 Sample Street\r\n\r\nSampleton",
        "retention.months_after_closing": "3",
        "organisation.timezone": "Europe/Paris",
        "mail.host": "evil.example",
        "updates.people": "2",
    }
    assert "Saved." in owner.post("/desk/settings", data=typed).text
    text = path.read_text(encoding="utf-8")
    assert 'name = "New Sample"  # until May' in text
    assert text.startswith("# Written by hand.")
    assert "Paris" not in text
    assert "evil" not in text
    settings = at_desk.served.workspace.settings
    assert settings.organisation.address == ["1 Sample Street", "Sampleton"]
    assert settings.updates.people == 1
    assert settings.retention.months_after_closing == 3


def test_what_is_not_valid_is_beside_its_field_and_nothing_is_saved(at_desk: Desk) -> None:
    path = at_desk.served.workspace.settings_path
    path.write_text(TEXT, encoding="utf-8")
    owner = at_desk.logged_in()
    mark = hidden(owner.get("/desk/settings"), "mark")
    typed = {
        "mark": mark,
        "organisation.name": "New Sample",
        "organisation.email": "nowhere",
        "retention.unconfirmed_days": "soon",
    }
    page = owner.post("/desk/settings", data=typed)
    assert page.status_code == 422
    assert 'id="organisation.email-error"' in page.text
    assert 'id="retention.unconfirmed_days-error"' in page.text
    assert 'value="New Sample"' in page.text
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_file_that_was_changed_meanwhile_is_not_written_over(at_desk: Desk) -> None:
    path = at_desk.served.workspace.settings_path
    path.write_text(TEXT, encoding="utf-8")
    owner = at_desk.logged_in()
    mark = hidden(owner.get("/desk/settings"), "mark")
    newer = TEXT.replace("Old", "Newer")
    path.write_text(newer, encoding="utf-8")
    page = owner.post("/desk/settings", data={"mark": mark, "organisation.name": "Mine"})
    assert (page.status_code, "meanwhile" in page.text) == (409, True)
    assert path.read_text(encoding="utf-8") == newer


def test_settings_are_for_owners_who_gave_their_password(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.ORGANISER)
    assert omar.get("/desk/settings").status_code == 403
    assert PASSWORD not in omar.get("/desk/settings").text
