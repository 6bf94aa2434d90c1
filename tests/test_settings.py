"""What an organisation says in campaigner.toml and the environment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from campaigner.errors import ProblemsFound
from campaigner.settings import load_settings
from campaigner.workspace import Workspace


def write(workspace: Workspace, text: str) -> None:
    (workspace.root / "campaigner.toml").write_text(text, encoding="utf-8")


def test_a_variable_that_is_not_text_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Caf\udce9")
    with pytest.raises(ProblemsFound) as found:
        load_settings(workspace.root / "campaigner.toml")
    [problem] = found.value.problems
    assert problem.path == "environment variable CAMPAIGNER_ORGANISATION__NAME"
    assert problem.code == "not-text"


def test_the_settings_that_init_writes_can_be_read(workspace: Workspace) -> None:
    assert workspace.settings.retention.unconfirmed_days == 30


def test_the_environment_wins_over_the_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, '[organisation]\nname = "From the file"\nemail = "office@example.org"\n')
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "From the environment")
    assert workspace.settings.organisation.name == "From the environment"
    assert workspace.settings.organisation.email == "office@example.org"


def test_an_address_may_be_one_line_or_several(workspace: Workspace) -> None:
    write(workspace, '[organisation]\naddress = "1 Sample Street, Sampleton"\n')
    assert workspace.settings.organisation.address == ["1 Sample Street", "Sampleton"]


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        pytest.param("[organistion]\nname = 'x'\n", 1, "unknown-key", "organisation", id="section"),
        pytest.param("[mail]\nport = 25\nhosst = 'x'\n", 3, "unknown-key", "“host”", id="key"),
        pytest.param("[mail]\nport = 'many'\n", 2, "invalid-value", "mail.port", id="type"),
        pytest.param("[retention]\nunconfirmed_days = 0\n", 2, "invalid-value", "1", id="range"),
        pytest.param("[mail]\nhost = x\n", 2, "toml-syntax", "not valid TOML", id="syntax"),
        pytest.param(
            "[organisation]\nname = 'x'\ntimezone = 'Londn'\n",
            3,
            "unknown-timezone",
            "“Londn” is not a known time zone. Did you mean “Europe/London”?",
            id="timezone",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(
    workspace: Workspace, text: str, line: int, code: str, words: str
) -> None:
    write(workspace, text)
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.code) == ("campaigner.toml", line, code)
    assert words in f"{problem.message} {problem.hint}"


def test_a_mistake_in_the_environment_names_the_variable(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, "[mail]\nport = 25\n")
    monkeypatch.setenv("CAMPAIGNER_MAIL__PORT", "many")
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    assert raised.value.problems[0].path == "environment variable CAMPAIGNER_MAIL__PORT"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1 Sample Street, Leeds", ["1 Sample Street", "Leeds"]),
        ("1 Sample Street\nLeeds", ["1 Sample Street", "Leeds"]),
        ('["1 Sample Street", "Leeds, North"]', ["1 Sample Street", "Leeds, North"]),
        ("[Sample House], Leeds", ["[Sample House]", "Leeds"]),
        ("7", ["7"]),
    ],
)
def test_an_address_in_the_environment_is_plain_text_or_json(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, text: str, lines: list[str]
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__ADDRESS", text)
    assert workspace.settings.organisation.address == lines


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ORGANISATION", "Sample Rights", "CAMPAIGNER_ORGANISATION: error: this is not a section"),
        ("MAIL", "7", "CAMPAIGNER_MAIL: error: “mail” is not a table"),
        ("FRAUD__SHARED_NETWORKS", "192.0.2.0/24, hall", "“hall” is not a network"),
        ("PUBLICATION__WITNESSES", "partner", "CAMPAIGNER_PUBLICATION__WITNESSES: error"),
        ("ORGANISATION__ADDRESS__FIRST", "1", "CAMPAIGNER_ORGANISATION__ADDRESS: error"),
    ],
)
def test_what_is_not_a_setting_in_the_environment_is_one_clear_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"CAMPAIGNER_{name}", value)
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert said in str(problem)


def test_a_new_workspace_is_in_london(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    assert workspace.zone == ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("[organisation]\ntimezone = 'Asia/Kolkata'\n", "Asia/Kolkata"),
        ("[organisation]\nname = 'x'\n", "America/Los_Angeles"),
        ("[organisation]\ntimezone = ''\n", "America/Los_Angeles"),
        ("", "America/Los_Angeles"),
    ],
)
def test_without_a_time_zone_it_is_the_machine_s(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, text: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    write(workspace, text)
    assert workspace.zone == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("www.example.org", "https://www.example.org"),
        ("https://example.org/us/", "https://example.org/us/"),
        ("http://example.org", "http://example.org"),
        ("", ""),
    ],
)
def test_a_website_may_be_written_without_its_scheme(
    workspace: Workspace, text: str, website: str
) -> None:
    write(workspace, f'[organisation]\nwebsite = "{text}"\n')
    assert workspace.settings.organisation.website == website


@pytest.mark.parametrize(
    ("key", "table", "value"),
    [
        ("website", "organisation", "example org"),
        ("website", "organisation", "javascript://alert(1)"),
        ("privacy_notice", "data_controller", "example.org/privacy"),
        ("privacy_notice", "data_controller", "javascript:alert(1)"),
    ],
)
def test_an_address_that_is_put_into_links_is_checked(
    workspace: Workspace, key: str, table: str, value: str
) -> None:
    write(workspace, f'[{table}]\n{key} = "{value}"\n')
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.code) == (2, "not-a-web-address")
    assert f"“{table}.{key}”" in problem.message


def test_the_pages_have_a_site_of_their_own_as_they_link_from_its_root(
    workspace: Workspace,
) -> None:
    write(workspace, '[web]\naddress = "https://example.org/campaigns/"\n')
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.code) == (2, "address-with-path")
    assert "“web.address”" in problem.message
    assert "Write only https://example.org, or give them a name" in problem.hint


@pytest.mark.parametrize("value", ["https://partner.example/act", "partner.example", "*"])
def test_a_frame_is_allowed_on_whole_sites_alone(workspace: Workspace, value: str) -> None:
    write(workspace, f'[web]\nembedded_on = ["https://one.example", "{value}"]\n')
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert "“web.embedded_on" in problem.message


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("organisation.email", "hello@example.con", "Did you mean hello@example.com?"),
        ("organisation.email", "hello", "Write it like name@example.org."),
        ("mail.sender", "Sample Rights <act@example.org>", "Did you mean act@example.org?"),
        ("mail.sender", "=?utf-8?q?a=2c?=@example.org", "Write it like name@example.org."),
    ],
)
def test_addresses_of_the_organisation_can_be_written_to(
    workspace: Workspace, key: str, value: str, hint: str
) -> None:
    table, name = key.split(".")
    write(workspace, f'[{table}]\n{name} = "{value}"\n')
    with pytest.raises(ProblemsFound) as raised:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.code, problem.hint) == (2, "invalid-email", hint)
    assert problem.message == f"“{key}”: this is not a valid email address."


def test_a_changed_file_and_environment_are_noticed_by_a_program_that_runs_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, '[organisation]\nname = "Before"\n')
    assert workspace.settings.organisation.name == "Before"
    write(workspace, '[organisation]\nname = "Afterwards"\n')
    assert workspace.settings.organisation.name == "Afterwards"
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "From outside")
    assert workspace.settings.organisation.name == "From outside"


def test_control_characters_are_named_and_not_said(workspace: Workspace) -> None:
    path = workspace.root / "campaigner.toml"
    path.write_text('[organisation]\nname = "Sample\\u001B[2J"\n', encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_settings(path)
    (problem,) = found.value.problems
    assert (problem.line, problem.code) == (2, "control-characters")
    assert str(problem).isprintable()


def test_control_characters_in_the_environment_are_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample\x1b[2J")
    with pytest.raises(ProblemsFound) as found:
        load_settings(workspace.root / "campaigner.toml")
    (problem,) = found.value.problems
    assert (problem.path, problem.code) == (
        "environment variable CAMPAIGNER_ORGANISATION__NAME", "control-characters",
    )  # fmt: skip
