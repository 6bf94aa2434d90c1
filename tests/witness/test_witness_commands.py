"""A petition and a partner exchange files: ``campaigner witness``, ``petition checkpoint``."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.store.database import Database
from campaigner.workspace import create_workspace
from conftest import Command
from petitioners import SLUG, confirmed, person, the_petition

PARTNER = "example.org/partner"


@pytest.fixture
def partner(tmp_path: Path) -> list[str]:
    """The options of a partner's commands: their own workspace."""
    return ["-w", str(create_workspace(tmp_path / "partner").root)]


def test_a_partner_cosigns_what_grows_and_the_petition_keeps_it(
    campaigner: Command, database: Database, partner: list[str], tmp_path: Path
) -> None:
    petition = the_petition(database)
    confirmed(database, petition, person(1))
    key = campaigner(*partner, "witness", "init", PARTNER).stdout.strip()
    assert key.startswith(f"{PARTNER}+")
    settings = tmp_path / "workspace" / "campaigner.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("[publication]", f"[publication]\nwitnesses = ['{key}']"), "utf-8"
    )

    said = campaigner("petition", "checkpoint", SLUG, "-o", tmp_path / "first.txt").stderr
    petition_key = said.split("Public key: ")[1].strip()
    cosigned = tmp_path / "first-cosigned.txt"
    first = ["witness", "cosign", tmp_path / "first.txt", "-o", cosigned]
    unknown = campaigner(*partner, *first)
    assert unknown.code == 1
    assert "by another way than this file" in unknown.stderr
    assert "add: --key KEY" in unknown.stderr
    assert not cosigned.exists()
    assert "you had not seen it" in campaigner(*partner, *first, "--key", petition_key).stderr
    kept = campaigner("petition", "add-cosignature", SLUG, cosigned)
    assert f"The checkpoint of 1 ledger row is cosigned by: {PARTNER}." in kept.stderr

    confirmed(database, petition, person(2))
    grown = tmp_path / "next.txt"
    campaigner("petition", "checkpoint", SLUG, "--since", "1", "-o", grown)
    checked = campaigner(*partner, "witness", "check", grown)
    assert "grew from 1 to 2 ledger rows, and none changed. It can be cosigned." in checked.stderr
    (listed,) = campaigner(*partner, "witness", "list", "--format", "json").json
    assert (listed["petition"], listed["rows"]) == (f"example.org/{SLUG}", 1)
    printed = campaigner(*partner, "witness", "cosign", grown)
    assert printed.stdout.count(f"— {PARTNER} ") == 1
    again = tmp_path / "next-cosigned.txt"
    again.write_text(printed.stdout, "utf-8")
    campaigner("petition", "add-cosignature", SLUG, again)
    verified = campaigner("petition", "verify", SLUG, "--checkpoint", again)
    assert (verified.code, PARTNER in verified.stderr) == (0, True)
    assert f"— {PARTNER} " in campaigner("petition", "checkpoint", SLUG).stdout


def test_who_is_not_a_witness_is_told_how_to_become_one(
    campaigner: Command, database: Database, partner: list[str], tmp_path: Path
) -> None:
    confirmed(database, the_petition(database), person(1))
    said = campaigner("petition", "checkpoint", SLUG, "-o", tmp_path / "first.txt").stderr
    key = said.split("Public key: ")[1].strip()
    refused = campaigner(*partner, "witness", "cosign", tmp_path / "first.txt", "--key", key)
    assert refused.code == 1
    assert "campaigner witness init NAME" in refused.stderr


def test_a_key_that_is_none_is_named_with_its_line(
    campaigner: Command, database: Database, tmp_path: Path
) -> None:
    the_petition(database)
    settings = tmp_path / "workspace" / "campaigner.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[publication]", "[publication]\nwitnesses = ['x']"), "utf-8")
    refused = campaigner("petition", "checkpoint", SLUG)
    assert refused.code == 1
    assert "this is not a valid key" in refused.stderr
    assert "name+number+key" in refused.stderr
