"""Requests as nobody's browser writes them: smuggled, malformed, too large, too slow."""

from __future__ import annotations

import asyncio
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from uvicorn.server import ServerState

from campaigner.web.connections import BoundedConnection
from web_visitors import Served, connected, in_a_loop, raw, statuses

pytestmark = pytest.mark.slow

SMUGGLED = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
KIND = b"application/x-www-form-urlencoded"
HEAD = b"POST /bread HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + KIND + b"\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
INBOX = b"GET /bread/inbox HTTP/1.1\r\nHost: localhost\r\n"
MALFORMED = {
    "both lengths": HEAD
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "two lengths": HEAD + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SMUGGLED,
    "list of lengths": HEAD + b"Content-Length: 0, 44\r\n\r\n" + SMUGGLED,
    "negative length": HEAD + b"Content-Length: -1\r\n\r\n" + SMUGGLED,
    "signed length": HEAD + b"Content-Length: +0\r\n\r\n" + SMUGGLED,
    "huge length": HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n",
    "bad chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + SMUGGLED,
    "huge chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + SMUGGLED,
    "unknown coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "coding with a tab": HEAD
    + b"Transfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "space before colon": HEAD + b"Content-Length : 44\r\n\r\n" + SMUGGLED,
    "folded line": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
    "bare line feeds": b"GET /nothing HTTP/1.1\nHost: localhost\n\n",
    "bare carriage return": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rY: b\r\n\r\n",
    "NUL in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
    "NUL in the target": b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bytes in the target": b"GET /\xff?\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bytes in the query": b"GET /bread?language=\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bytes in the language": GET + b"Accept-Language: \xff\r\n\r\n",
    "bytes in the cookie": INBOX + b"Cookie: inbox=\xff\xfe\r\n\r\n",
    "an absolute target": b"GET http://evil.example/bread HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no target": b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a target without slash": b"GET bread HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an asterisk": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TRACE": b"TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: a=b\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "another host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a host with a path": b"GET / HTTP/1.1\r\nHost: localhost/evil.example\r\n\r\n",
    "a host with a user": b"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00",
    "an older version": b"GET / HTTP/0.9\r\n\r\n",
    "a preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a long target": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
    "many cookies": b"GET /bread/inbox HTTP/1.1\r\nHost: localhost\r\nCookie: "
    + b"a=b; " * 20_000
    + b"\r\n\r\n",
    "a large body": HEAD + b"Content-Length: 70000\r\n\r\n" + b"a" * 70_000,
    "many fields": HEAD + b"Content-Length: 2000\r\n\r\n" + b"a=b&" * 500,
    "two codings": HEAD
    + b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "codings in a list": HEAD + b"Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a coding after a vertical tab": HEAD
    + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "chunks in an older version": HEAD.replace(b"1.1", b"1.0")
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "a chunk of a negative size": CHUNKED + b"-1\r\n\r\n" + SMUGGLED,
    "a chunk of a prefixed size": CHUNKED + b"0x0\r\n\r\n" + SMUGGLED,
    "a chunk that is shorter": CHUNKED + b"5\r\nname=x\r\n0\r\n\r\n" + SMUGGLED,
    "a chunk that ends in a line feed": CHUNKED + b"1\na\n0\n\n" + SMUGGLED,
    "a chunk extended by a line feed": CHUNKED + b"0;a=\n\r\n\r\n" + SMUGGLED,
    "a host after the chunks": CHUNKED + b"0\r\nHost: evil.example\r\n\r\n",
    "a head with carriage returns alone": HEAD.replace(b"\r\n", b"\r") + b"\r" + SMUGGLED,
    "a control character in a name": GET + b"X\x01Y: a\r\n\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "tabs for spaces": b"GET\t/\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a version that is not": b"GET / HTTP/1.2\r\nHost: localhost\r\n\r\n",
    "a host with a comma": b"GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n",
    "a host with a tab": b"GET / HTTP/1.1\r\nHost: localhost\tevil.example\r\n\r\n",
    "a host with a port and a user": b"GET / HTTP/1.1\r\nHost: localhost:80@evil.example\r\n\r\n",
    "an empty host": b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
    "a target without version": b"GET /metrics\r\n",
    "a declared large body": HEAD + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
    "chunks without end": CHUNKED + b"1000\r\n" + (b"a" * 4096 + b"\r\n1000\r\n") * 20,
    "an upgrade to HTTP/2": GET
    + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n"
    + SMUGGLED,
    "an upgrade to a web socket": GET
    + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n"
    + SMUGGLED,
    "a body of a page that takes none": INBOX
    + b"Content-Length: %d\r\n\r\n" % len(SMUGGLED)
    + SMUGGLED,
}
HARMLESS = {
    *("bytes in the language", "bytes in the cookie", "a body of a page that takes none"),
    *("an upgrade to HTTP/2", "an upgrade to a web socket"),
}


def test_requests_that_are_malformed_or_smuggled_get_one_answer_that_refuses(
    served: Served,
) -> None:
    wrong = []
    with ThreadPoolExecutor(len(MALFORMED)) as lines:  # most wait for what must not come
        answers = [*lines.map(lambda request: raw(served, request), MALFORMED.values())]
    for name, answer in zip(MALFORMED, answers, strict=True):
        found = statuses(answer)
        allowed = {200, 303} if name in HARMLESS else set(range(400, 500))
        if len(found) > 1 or not allowed.issuperset(found) or b"campaigner_answers" in answer:
            wrong.append((name, found))
        assert b"evil" not in answer
    assert wrong == []


def test_a_poisoned_request_behind_another_gets_its_own_refusal(served: Served) -> None:
    evil = b"GET /bread HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = raw(served, GET + b"\r\n" + evil + last)
    assert statuses(answer) == [200, 400, 200]
    assert b"evil" not in answer
    assert answer.endswith(b"alive\n")


def test_a_head_without_an_end_is_cut_off(served: Served) -> None:
    with connected(served) as line:
        line.sendall(GET + b"X: ")
        sent = 0
        try:
            while sent < 10_000_000:
                line.sendall(b"a" * 4096)
                sent += 4096
        except ConnectionError:
            pass
    assert sent < 10_000_000


SLOW = {
    "nothing at all": (b"", b""),
    "a head": (GET, b"X: a\r\n"),
    "a first line": (b"GET /", b"a"),
    "a body that is read": (HEAD + b"Content-Length: 60000\r\n\r\n", b"a"),
    "chunks that are read": (CHUNKED, b"1\r\na\r\n"),
    "a body that nobody reads": (GET + b"Content-Length: 60000\r\n\r\n", b"a"),
    "chunks that nobody reads": (GET + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "empty lines": (GET + b"\r\n", b"\r\n"),
    "a web socket": (GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", b"a"),
}


@pytest.mark.parametrize("name", SLOW)
def test_who_sends_a_byte_now_and_then_is_cut(
    served: Served, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.web.connections.PATIENCE", 0.2)
    monkeypatch.setattr("campaigner.web.connections.BODY_PATIENCE", 0.2)
    first, then = SLOW[name]
    with connected(served) as line:
        line.sendall(first)
        line.settimeout(0.02)  # the time between two bytes
        assert any(_is_cut(line, then) for _ in range(400))


def _is_cut(line: socket.socket, more: bytes) -> bool:
    try:
        line.sendall(more)
        return line.recv(65536) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


class Line(asyncio.Transport):
    """A line of which the other end reads nothing until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.unread, self.cut = 70_000, asyncio.Event()

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.cut.is_set()

    def abort(self) -> None:
        self.cut.set()

    def close(self) -> None:
        """Wait for the other end to read."""


@pytest.mark.parametrize(("reads", "is_cut"), [(False, True), (True, False)])
def test_who_asks_for_much_and_reads_nothing_is_cut(
    monkeypatch: pytest.MonkeyPatch, reads: bool, is_cut: bool
) -> None:
    monkeypatch.setattr("campaigner.web.connections.READING_PATIENCE", 0.05)

    async def ask() -> bool:
        config = uvicorn.Config(Starlette(), ws="none")
        config.load()
        connection, line = BoundedConnection(config, ServerState(), {}), Line()
        connection.connection_made(line)
        connection.pause_writing()
        if reads:
            line.unread = 0
            connection.resume_writing()
        with suppress(TimeoutError):
            await asyncio.wait_for(line.cut.wait(), 0.5)
        cut = line.cut.is_set()
        connection.connection_lost(None)
        return cut

    assert in_a_loop(ask()) == is_cut


def test_who_goes_away_in_the_middle_of_a_form_leaves_no_trace(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        with connected(served) as line:
            line.sendall(HEAD + b"Content-Length: 100\r\n\r\nname=Suzie")
        with served.visitor() as operator:
            assert operator.get("/health").text == "alive\n"
    assert "Suzie" not in caplog.text
    assert "Traceback" not in caplog.text
