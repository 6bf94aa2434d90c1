"""Updates on the command line: written in a file, read, sent, stopped and published."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.workspace import Workspace
from conftest import Command
from news_readers import agreed, set_up
from petitioners import SLUG, mails_in

TEXT = "# We were heard\n\nThe Minister has **answered**.\n"


@pytest.fixture(autouse=True)
def settled(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00Z")
    (workspace.root / "update.md").write_text(TEXT, encoding="utf-8")


def test_an_update_is_written_read_sent_and_published(
    here: OpenWorkspace, campaigner: Command
) -> None:
    agreed(here, "Ana Sample")
    written = campaigner("update", "write", SLUG, "update.md")
    assert written.code == 0, written.stderr
    assert "Update 1 is for 1 person who agreed to news." in written.stderr
    shown = campaigner("update", "preview", SLUG, 1)
    assert shown.stdout.startswith("Subject: We were heard\n\nDear Sam Sample,")
    assert "For 1 person (en: 1)." in shown.stderr
    assert "1 person" in campaigner("update", "send", SLUG, 1, "--yes").stderr
    campaigner("mail", "send", "--to-dir", "out")
    assert [mail["To"] for mail in mails_in(Path("out"))] == ["ana@example.org"]
    campaigner("update", "publish", SLUG, 1)
    (row,) = campaigner("update", "list", SLUG, "--format", "json").json
    assert (row["state"], row["people"], row["sent"], row["published"]) == ("sent", 1, 1, True)


def test_an_update_that_is_stopped_is_not_mailed_until_it_goes_on(
    here: OpenWorkspace, campaigner: Command
) -> None:
    agreed(here, "Ana Sample")
    campaigner("update", "write", SLUG, "update.md")
    campaigner("update", "send", SLUG, 1, "--yes")
    assert "Stopped after 0 mails." in campaigner("update", "stop", SLUG, 1).stderr
    campaigner("mail", "send", "--to-dir", "out")
    (row,) = campaigner("update", "list", SLUG, "--format", "json").json
    assert (row["state"], row["sent"]) == ("stopped", 0)
    assert "It goes on." in campaigner("update", "go-on", SLUG, 1).stderr
    campaigner("mail", "send", "--to-dir", "out")
    assert [mail["To"] for mail in mails_in(Path("out"))] == ["ana@example.org"]


def test_a_draft_is_changed_translated_and_removed(
    campaigner: Command, workspace: Workspace
) -> None:
    campaigner("update", "write", SLUG, "update.md")
    welsh = workspace.root / "cy.md"
    welsh.write_text("# Cawsom ein clywed\n\nMae’r Gweinidog wedi ateb.\n", encoding="utf-8")
    campaigner("update", "write", SLUG, "cy.md", "--number", 1, "--language", "cy")
    (row,) = campaigner("update", "list", SLUG, "--format", "json").json
    assert row["languages"] == ["cy", "en"]
    campaigner("update", "remove", SLUG, 1, "--yes")
    assert campaigner("update", "list", SLUG, "--format", "json").json == []


def test_a_second_person_is_asked_where_the_settings_say_so(
    here: OpenWorkspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, UPDATES__PEOPLE="2")
    agreed(here, "Ana Sample")
    campaigner("update", "write", SLUG, "update.md")
    assert "Asked" in campaigner("update", "send", SLUG, 1, "--yes").stderr
    (row,) = campaigner("update", "list", SLUG, "--format", "json").json
    assert row["state"] == "asked"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No subject\n", "has no subject"),
        ("# Subject\n", "needs a text"),
        ("# S\n\n![us](https://example.org/x.png)\n", "no pictures"),
        ("# S\n\n{{ cite('UDHR 31') }}\n", "UDHR"),
        ("# S\n\n{{ sender.name }}\n", "sender"),
        ("# S\n\n{% for x in range(9) %}x{% endfor %}{{ x.__class__ }}\n", "error"),
    ],
)
def test_a_text_with_a_mistake_is_refused_and_named(
    workspace: Workspace, campaigner: Command, text: str, said: str
) -> None:
    (workspace.root / "update.md").write_text(text, encoding="utf-8")
    refused = campaigner("update", "write", SLUG, "update.md")
    assert refused.code == 1
    assert said in refused.stderr
    assert campaigner("update", "list", SLUG, "--format", "json").json == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--area", "Nowhere"), "Unknown area “Nowhere”"),
        (("--source", "nobody"), "Unknown source “nobody”"),
        (("--signed-in", "xx"), "Unknown language “xx”"),
        (("--number", 7), "Unknown update “7”"),
    ],
)
def test_an_audience_that_is_not_known_is_refused(
    campaigner: Command, options: tuple[object, ...], said: str
) -> None:
    refused = campaigner("update", "write", SLUG, "update.md", *options)
    assert refused.code in (1, 2)
    assert said in refused.stderr
    assert campaigner("update", "list", SLUG, "--format", "json").json == []
