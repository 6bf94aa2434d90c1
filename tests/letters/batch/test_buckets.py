"""Letters in a bucket: a real S3 server on this machine, and what happens when it is not there."""

from __future__ import annotations

from collections.abc import Iterator

import fsspec
import httpx
import pytest
import s3fs
from moto.server import ThreadedMotoServer

from campaigner.letters import worker
from campaigner.workspace import Workspace
from conftest import Command
from letter_writers import write_table

pytestmark = pytest.mark.slow

PEOPLE = [
    ("name", "postcode", "email"),
    ("Suzie Specimen", "LE93 1AA", "suzie@example.org"),
    ("Sam Sample", "LE93 2AA", "sam@example.org"),
    ("Nobby Nowhere", "nowhere", "nobby@example.org"),
]
SUZIE = "letters/run/sampleton-north/ada-specimen--suzie-specimen.txt"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedMotoServer]:
    """An S3 server on loopback, where botocore finds it by its usual variables."""
    started = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.post(f"{address}/moto-api/reset")  # its memory is the process's
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sample")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sample")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()  # what knows the address of an earlier server
    worker._output.cache_clear()
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir("letters")
    yield started
    started.stop()


@pytest.fixture
def represented(represented: Workspace) -> Workspace:
    write_table(represented.root / "people.csv", PEOPLE)
    return represented


def batch(campaigner: Command, out: str, *more: object) -> tuple[int, str, str]:
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", "people.csv", "--out", out,
        "--as", "txt", "--format", "json", *more,
    )  # fmt: skip
    return called.code, called.stdout, called.stderr


def objects() -> dict[str, bytes]:
    bucket = fsspec.filesystem("s3", skip_instance_cache=True)
    return {path: bucket.cat_file(path) for path in bucket.find("letters")}


def test_letters_go_to_a_bucket_and_are_not_made_again(
    server: ThreadedMotoServer, represented: Workspace, campaigner: Command
) -> None:
    code, summary, _ = batch(campaigner, "s3://letters/run", "--jobs", 2)
    assert code == 1  # Nobby's row
    assert '"made": 2' in summary
    there = objects()
    assert sorted(there) == [
        "letters/run/rejects.csv",
        SUZIE,
        "letters/run/sampleton-south/barnaby-placeholder--sam-sample.txt",
    ]
    assert b"Nobby Nowhere" in there["letters/run/rejects.csv"]
    paths = [
        row["path"] for row in campaigner("letter", "list", "right-to-food", "-f", "json").json
    ]
    assert f"s3://{SUZIE}" in paths

    assert '"unchanged": 2' in batch(campaigner, "s3://letters/run", "--jobs", 2)[1]
    fsspec.filesystem("s3", skip_instance_cache=True).rm_file(SUZIE)
    _, again, _ = batch(campaigner, "s3://letters/run", "--jobs", 1)
    assert '"made": 1' in again
    assert objects() == there


def test_suzie_s_letter_leaves_the_bucket_when_she_is_erased(
    server: ThreadedMotoServer, represented: Workspace, campaigner: Command
) -> None:
    batch(campaigner, "s3://letters/run", "--jobs", 1)
    assert campaigner("person", "erase", "suzie@example.org", "--yes").code == 0
    assert SUZIE not in objects()


def test_what_erasure_cannot_reach_is_named(
    server: ThreadedMotoServer, represented: Workspace, campaigner: Command
) -> None:
    batch(campaigner, "s3://letters/run", "--jobs", 1)
    server.stop()
    called = campaigner("person", "erase", "suzie@example.org", "--yes")
    assert called.code == 1
    assert f"s3://{SUZIE}: not deleted" in called.stderr


@pytest.mark.parametrize(
    "out", ["s3://no-such-bucket/run", "s3://letters/run", "nowhere://x/run", "ftp://127.0.0.1:1/x"]
)
def test_a_bucket_that_cannot_be_written_to_is_said_before_any_letter(
    server: ThreadedMotoServer, represented: Workspace, campaigner: Command, out: str
) -> None:
    if out == "s3://letters/run":
        server.stop()
    code, printed, said = batch(campaigner, out, "--jobs", 2)
    assert (code, printed) == (1, "")
    assert f"{out} cannot be written to" in said
    assert said.count("\n") <= 5
    assert campaigner("letter", "list", "right-to-food", "--format", "json").json == []


@pytest.mark.parametrize("out", ["s3://", "s3:///", "http://"])
def test_an_address_without_a_bucket_is_a_wrong_call(
    represented: Workspace, campaigner: Command, out: str
) -> None:
    code, _, said = batch(campaigner, out)
    assert code == 2
    assert "has no bucket" in said
    assert not list(represented.root.glob("*:*"))
