"""The settings that an owner changes: those in the table alone, all that was typed or nothing."""

from __future__ import annotations

import pytest

from account_holders import OWNER, at_work, joined, later
from campaigner.editing.own_settings import (
    CHANGEABLE,
    ChangedMeanwhile,
    Field,
    change_settings,
    settings_form,
)
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import MACHINE, LoginTooOld, NotAllowed
from campaigner.store import audit
from campaigner.store.organisers import Place
from campaigner.vocabulary.consents import LawfulBasis
from campaigner.vocabulary.desk import AccountRole

TEXT = """\
# Written by hand.
[organisation]
name = "Old Sample"  # until May
address = ["1 Sample Street", "Sampleton"]

[data_controller]
name = "Old Sample"
contact = "privacy@example.org"
"""


@pytest.fixture(autouse=True)
def written(here: OpenWorkspace) -> None:
    here.workspace.settings_path.write_text(TEXT, encoding="utf-8")


def text_of(here: OpenWorkspace) -> str:
    return here.workspace.settings_path.read_text(encoding="utf-8")


def shown(here: OpenWorkspace) -> dict[str, Field]:
    form = settings_form(here, MACHINE)
    return {each.name: each for fields in form.tables.values() for each in fields}


def change(here: OpenWorkspace, **typed: str) -> list[str]:
    """What was changed by what was typed; “__” stands for a dot."""
    wanted = {name.replace("__", "."): text for name, text in typed.items()}
    return change_settings(here, MACHINE, wanted, settings_form(here, MACHINE).mark)


def test_each_setting_is_shown_as_it_is_now(here: OpenWorkspace) -> None:
    fields = shown(here)
    assert [*fields] == [f"{table}.{key}" for table, keys in CHANGEABLE.items() for key in keys]
    address, basis = fields["organisation.address"], fields["privacy.lawful_basis"]
    assert (address.value, address.lines) == ("1 Sample Street\nSampleton", True)
    assert (basis.value, basis.choices) == ("consent", tuple(LawfulBasis))
    assert fields["retention.unconfirmed_days"].value == "30"
    assert all(each.help for each in fields.values())


@pytest.mark.parametrize(
    ("name", "typed", "line"),
    [
        ("organisation.name", " New \r\n Sample ", 'name = "New Sample"  # until May'),
        ("organisation.address", "2 Road\r\n\r\n Town ", 'address = ["2 Road", "Town"]'),
        ("organisation.telephone", "0113", 'telephone = "0113"'),
        ("retention.unconfirmed_days", "20", "unconfirmed_days = 20"),
        ("privacy.lawful_basis", "legitimate-interests", 'lawful_basis = "legitimate-interests"'),
    ],
)
def test_what_is_typed_is_written_as_a_person_would(
    here: OpenWorkspace, name: str, typed: str, line: str
) -> None:
    assert change(here, **{name: typed}) == [name]
    assert line in text_of(here).splitlines()
    assert text_of(here).startswith("# Written by hand.\n")


def test_what_is_left_empty_goes_back_to_its_default(here: OpenWorkspace) -> None:
    change(here, retention__unconfirmed_days="20")
    assert change(here, retention__unconfirmed_days="") == ["retention.unconfirmed_days"]
    assert shown(here)["retention.unconfirmed_days"].value == "30"
    assert "unconfirmed_days" not in text_of(here)


def test_what_is_as_before_or_not_in_the_table_changes_nothing(here: OpenWorkspace) -> None:
    typed = {"organisation.name": " Old Sample\n", "web.address": "evil.example", "mail": "x"}
    assert change(here, **typed) == []
    assert text_of(here) == TEXT
    assert not audit.deeds(here.database.conn)


def test_what_the_environment_says_is_fixed(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__EMAIL", "us@example.org")
    assert shown(here)["organisation.email"].fixed
    assert not shown(here)["organisation.name"].fixed
    assert change(here, organisation__email="other@example.org") == []
    assert text_of(here) == TEXT


def test_mistakes_are_told_by_field_and_nothing_is_written(here: OpenWorkspace) -> None:
    with pytest.raises(FormRefused) as refused:
        change(
            here, organisation__name="New", retention__unconfirmed_days="0", updates__a_month="x"
        )
    found = {each.path for each in refused.value.problems}
    assert found == {"retention.unconfirmed_days", "updates.a_month"}
    assert text_of(here) == TEXT


def test_what_somebody_else_changed_meanwhile_is_not_written_over(here: OpenWorkspace) -> None:
    mark = settings_form(here, MACHINE).mark
    change(here, organisation__name="Theirs")
    with pytest.raises(ChangedMeanwhile):
        change_settings(here, MACHINE, {"organisation.name": "Mine"}, mark)
    assert shown(here)["organisation.name"].value == "Theirs"


def test_owners_alone_change_them_with_a_fresh_log_in(here: OpenWorkspace) -> None:
    joined(here)
    joined(here, "omar@example.org", Place(AccountRole.ORGANISER, everywhere=True), "Omar Sample")
    olive, omar = at_work(here), at_work(here, "omar@example.org")
    assert OWNER.role is olive.account.role
    mark = settings_form(here, olive).mark
    for by, at, refusal in (
        (omar, here, NotAllowed),
        (olive, later(here, minutes=20), LoginTooOld),
    ):
        with pytest.raises(refusal):
            settings_form(at, by)
        with pytest.raises(refusal):
            change_settings(at, by, {"organisation.name": "Mine"}, mark)
    assert text_of(here) == TEXT


def test_the_audit_says_which_were_changed_and_not_to_what(here: OpenWorkspace) -> None:
    change(here, organisation__name="New Sample", organisation__telephone="0113")
    (deed,) = audit.deeds(here.database.conn)
    assert deed.action == "settings changed"
    assert "organisation.name, organisation.telephone" in deed.details
    assert "New Sample" not in deed.details
