"""What those who run the pages ask, and what is missing before going public."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from types import SimpleNamespace
from unittest.mock import patch

import httpx
import pytest

from campaigner.store.database import opened
from campaigner.workspace import Workspace
from conftest import Command
from web_visitors import Served

FORM = {
    "name": "Suzie Specimen",
    "email": "suzie@example.org",
    "country": "GB",
    "postcode": "LE93 1AA",
    "agreed": "yes",
}


def state_of_the_signature(served: Served) -> str:
    with opened(served.workspace.database_path) as database:
        ((state,),) = database.execute("SELECT state FROM signatures").fetchall()
    return str(state)


def test_the_pages_are_alive_and_ready(served: Served) -> None:
    with served.visitor() as operator:
        assert operator.get("/health").text == "alive\n"
        assert operator.get("/ready").text == "ready\n"


def test_a_disk_that_is_almost_full_is_said_before_signatures_are_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(free=9_999_999)
    monkeypatch.setattr("campaigner.web.operation.disk_usage", lambda _: full)
    with served.visitor() as monitor:
        answer = monitor.get("/ready")
    assert (answer.status_code, answer.text) == (503, "the disk is full\n")


def test_figures_count_answers_and_name_nobody(served: Served) -> None:
    with served.visitor() as operator:
        operator.post("/bread", data=FORM)
        figures = operator.get("/metrics").text
    assert re.search(r'campaigner_answers_total\{method="POST",status="303"\} [1-9]', figures)
    assert "suzie" not in figures
    assert "bread" not in figures


def test_who_finds_a_weakness_is_told_whom_to_write_to(served: Served) -> None:
    with served.visitor() as researcher:
        text = researcher.get("/.well-known/security.txt").text
    assert text.startswith("Contact: mailto:privacy@example.org\n")
    assert "Expires: 2027-" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extra", "state"),
    [
        ({}, "pending"),
        ({"seconds": "12.5"}, "pending"),
        ({"seconds": "0.4"}, "suspect"),
        ({"website": "https://casino.example"}, "suspect"),
        ({"seconds": "what"}, "pending"),
    ],
)
def test_what_a_machine_fills_in_waits_for_a_look(
    served: Served, extra: dict[str, str], state: str
) -> None:
    with served.visitor() as somebody:
        answer = somebody.post("/bread", data={**FORM, **extra})
    assert answer.url.path == "/bread/inbox"  # whoever it is, is told the same
    assert state_of_the_signature(served) == state


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Content-Type": "application/json"}, b"{}", 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"a=" + b"b" * 70_000, 413),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"&".join([b"a=b"] * 300), 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"name=%ff%fe", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"name=\xff", 400),
    ],
)
def test_what_is_not_our_form_is_refused(
    served: Served, headers: dict[str, str], content: bytes, status: int
) -> None:
    with served.visitor(**headers) as attacker:
        assert attacker.post("/bread", content=content).status_code == status


def test_pages_answer_to_their_own_host_alone(served: Served) -> None:
    with served.visitor() as attacker:
        answer = attacker.get("/bread", headers={"Host": "evil.example"})
        forwarded = attacker.get("/bread", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in forwarded.text


def test_nothing_may_load_from_elsewhere_or_frame_a_page(served: Served) -> None:
    with served.visitor() as anybody:
        headers = anybody.get("/bread").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_a_port_that_is_taken_is_said_in_a_line(campaigner: Command, workspace: Workspace) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        called = campaigner("serve", "--port", taken.getsockname()[1])
    assert called.code == 1
    assert "Address already in use. Stop what uses it, or choose another port." in called.stderr
    assert "The pages are at" not in called.stderr


@pytest.mark.parametrize(("host", "said"), [("127.0.0.1", "localhost"), ("0.0.0.0", "0.0.0.0")])
def test_the_address_is_said_as_people_type_it(
    campaigner: Command, workspace: Workspace, host: str, said: str
) -> None:
    with closing(socket.create_server((host, 0))) as free:
        port = free.getsockname()[1]
    with patch("campaigner.web.serving.serve"):
        called = campaigner("serve", "--host", host, "--port", port)
    assert f"The pages are at http://{said}:{port}/." in called.stderr


def test_a_host_that_is_not_this_machine_is_said_in_a_line(
    campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner("serve", "--host", "192.0.2.1")
    assert called.code == 1
    assert "Nothing can be served at 192.0.2.1, port 8000" in called.stderr


def test_a_new_workspace_is_told_all_that_is_missing(
    campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner("serve", "--check")
    assert called.code == 1
    for code in ("web.address", "organisation.name", "organisation.email", "mail.host"):
        assert code in called.stdout


def test_a_finished_workspace_misses_nothing(
    campaigner: Command, workspace: Workspace, bread: object
) -> None:
    settings = workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8")
    for table, line in (
        ("organisation", "name = 'Sample Rights'\nemail = 'hello@example.org'"),
        ("web", "address = 'https://rights.example.org'\nproxies = ['127.0.0.1']"),
        ("mail", "host = 'smtp.example.org'\nsender = 'hello@example.org'"),
    ):
        text = text.replace(f"[{table}]\n", f"[{table}]\n{line}\n", 1)
    settings.write_text(text, "utf-8")
    called = campaigner("serve", "--check")
    assert (called.code, called.stdout) == (0, ""), called.stdout


@pytest.mark.slow
def test_a_client_is_not_kept_waiting_for_a_form_without_end(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.web.forms.PATIENCE", 0.2)

    def without_end() -> object:
        yield b"name="
        import threading

        threading.Event().wait(1)
        yield b"x"

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with served.visitor(**kind) as slow:
        try:
            status = slow.post("/bread", content=without_end()).status_code  # type: ignore[arg-type]
        except httpx.TransportError:
            status = 408  # cut while it was still sending
    assert status == 408
