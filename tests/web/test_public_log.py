"""The log of a petition over the web: what auditors read and witnesses cosign, by a real server."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from campaigner.transparency.checkpoints import checkpoint_of
from campaigner.transparency.merkle import root_of
from campaigner.transparency.notes import parse_note
from campaigner.transparency.tiles import split
from conftest import Command
from petitioners import confirmed_in
from web_visitors import Served

PEOPLE = {"LE93 1AA": 3, "LE93 2AA": 2}


def test_the_tiles_prove_the_checkpoint(served: Served) -> None:
    confirmed_in(served.workspace, "bread", PEOPLE)
    with served.visitor() as auditor:
        checkpoint = checkpoint_of(parse_note(auditor.get("/bread/log/checkpoint").text))
        tile = auditor.get(f"/bread/log/tile/0/000.p/{checkpoint.size}")
    assert checkpoint.size == 6  # five signatures, and their words
    assert root_of(split(tile.content)) == checkpoint.root
    assert "immutable" in tile.headers["cache-control"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "tile",
    [
        "0/000",
        "0/000.p/7",
        "0/001.p/1",
        "1/000.p/1",
        "0/0",
        "64/000",
        "0/000.p/0",
        "%2e%2e/checkpoint",
    ],
)
def test_a_tile_that_the_log_does_not_have_is_not_there(served: Served, tile: str) -> None:
    confirmed_in(served.workspace, "bread", PEOPLE)
    with served.visitor() as auditor:
        assert auditor.get(f"/bread/log/tile/{tile}").status_code == 404


@pytest.mark.slow
def test_the_log_names_nobody(served: Served) -> None:
    confirmed_in(served.workspace, "bread", PEOPLE)
    with served.visitor() as auditor:
        paths = ("checkpoint", "growth/0", "growth/2", "key", "tile/0/000.p/6")
        for path in paths:
            answer = auditor.get(f"/bread/log/{path}")
            assert answer.status_code == 200, path
            assert b"Person" not in answer.content
            assert b"LE93" not in answer.content


@pytest.mark.slow
def test_a_witness_cosigns_over_the_web_what_only_grew(
    served: Served, campaigner: Command, tmp_path: Path
) -> None:
    witness, page = tmp_path / "witness", f"{served.address}/bread"
    campaigner("init", witness)
    key = campaigner("-w", witness, "witness", "init", "example.org/witness").stdout.strip()
    settings = served.workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8").replace("# witnesses = []", f'witnesses = ["{key}"]')
    settings.write_text(text, "utf-8")
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 2})
    with served.visitor() as anybody:
        ours = anybody.get("/bread/log/key").text.strip()
        first = campaigner("-w", witness, "witness", "cosign", page, "--key", ours)
        assert first.code == 0, first.stderr
        assert "has the cosignature" in first.stderr
        confirmed_in(served.workspace, "bread", {"LE93 2AA": 2})
        second = campaigner("-w", witness, "witness", "cosign", page)
        assert "grew from 3 to 5 ledger rows, and none changed" in second.stderr
        assert "example.org/witness" in anybody.get("/bread/log/checkpoint").text


@pytest.mark.slow
def test_strangers_cannot_cosign(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 1})
    with served.visitor() as stranger:
        checkpoint = stranger.get("/bread/log/checkpoint").text
        answer = stranger.post(
            "/bread/log/cosignatures", content=checkpoint, headers={"Content-Type": "text/plain"}
        )
    assert answer.status_code == 422
    assert "No known witness has signed it" in answer.text


@pytest.mark.slow
def test_a_witness_is_told_what_is_wrong_with_an_address(
    campaigner: Command, served: Served
) -> None:
    campaigner("witness", "init", "example.org/witness")
    away = campaigner("witness", "check", "http://127.0.0.1:9/bread")
    assert away.code == 1
    assert "cannot be reached" in away.stderr
    nothing = campaigner("witness", "check", f"{served.address}/nothing")
    assert "has no log to be read" in nothing.stderr
    unsafe = campaigner("witness", "check", "http://example.org/bread")
    assert unsafe.code == 2


@pytest.mark.slow
def test_the_petition_comes_in_the_shape_of_parliament(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 5})
    with served.visitor() as program:
        data = program.get("/bread.json").json()["data"]
    assert data["attributes"]["signature_count"] == 5
    assert data["attributes"]["wording_version"] == 1
    assert data["attributes"]["presentable_signature_count"] == 0


def test_the_words_that_were_signed_are_published_under_their_hash(served: Served) -> None:
    confirmed_in(served.workspace, "bread", {"LE93 1AA": 1})
    with served.visitor() as auditor:
        digest = auditor.get("/bread.json").json()["data"]["attributes"]["wording_sha256"]
        words = auditor.get(f"/bread/log/wording/{digest}.json")
        missing = auditor.get(f"/bread/log/wording/{'0' * 64}.json")
    assert sha256(words.content).hexdigest() == digest
    assert words.headers["content-type"] == "application/json"
    assert "immutable" in words.headers["cache-control"]
    assert missing.status_code == 404
