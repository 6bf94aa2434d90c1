"""A mail server on this machine that lies: it refuses, stalls, babbles and breaks off as told."""

from __future__ import annotations

import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "content")
_MESSAGE_ID = re.compile(rb"^Message-ID: *(\S+)", re.MULTILINE | re.IGNORECASE)


@dataclass
class Lies:
    """What the server does; the lies can be changed while it runs.

    ``answers`` are what it says instead of yes, by step; ``first`` only to the first who ask for a
    recipient. It stalls, drops the connection or babbles at the step of that name, and takes
    ``per_connection`` mails over a connection. ``breaks_content`` is what it does after it has
    taken a mail, ``breaks`` times: ``drop`` or ``stall``.
    """

    answers: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    stalls: str = ""
    drops: str = ""
    babbles: str = ""
    breaks_content: str = ""
    breaks: int = 1_000
    per_connection: int = 1_000
    only_ascii: bool = False
    extensions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # mailboxes that nobody has


class LyingServer:
    """Listens at a port of its own; ``taken`` counts how often each mail arrived, by its ID.

    ``cut`` counts how often its answer to a mail that it had taken was lost; ``asked`` are the
    recipients that somebody asked for before.
    """

    def __init__(self) -> None:
        self.lies = Lies()
        self.taken: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.recipients: list[str] = []
        self.mails: list[bytes] = []
        self.asked: set[str] = set()
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, _Over), line:
            _Talk(self, line).go_on()


class _Over(Exception):
    """The conversation is at its end."""


class _Talk:
    def __init__(self, server: LyingServer, line: socket.socket) -> None:
        self.server = server
        self.line = line
        self.file = line.makefile("rb")
        self.recipient = ""
        self.count = 0

    def go_on(self) -> None:
        self._step("greeting", "220 this is a lie")
        while said := self.file.readline():
            verb, _, rest = said.decode("utf-8", "replace").strip().partition(" ")
            self._answer(verb.upper(), rest)

    def _answer(self, verb: str, rest: str) -> None:
        lies = self.server.lies
        if verb == "EHLO":
            lines = ["lie", *lies.extensions]
            words = "\r\n".join(f"250-{each}" for each in lines[:-1])
            self._step("EHLO", f"{words}\r\n250 {lines[-1]}".strip())
        elif verb == "RCPT":
            self._recipient(rest)
        elif verb == "DATA":
            self._step("DATA", "354 go on")
            if "DATA" not in lies.answers:
                self._content()
        elif verb == "QUIT":
            self._say("221 goodbye")
            raise _Over
        else:
            self._step(verb, "250 yes")

    def _recipient(self, rest: str) -> None:
        lies = self.server.lies
        self.recipient = rest.partition("<")[2].partition(">")[0]
        if self.recipient in lies.unknown:
            self._say("550 5.1.1 nobody has this mailbox")
        elif "RCPT" in lies.first and self.recipient not in self.server.asked:
            self.server.asked.add(self.recipient)
            self._say(lies.first["RCPT"])
        else:
            self._step("RCPT", "250 yes")

    def _content(self) -> None:
        lies = self.server.lies
        lines: list[bytes] = []
        while (said := self.file.readline()) != b".\r\n":
            if not said:
                raise _Over
            lines.append(said)
        content = b"".join(lines)
        if lies.only_ascii and not content.isascii():
            self._say("554 5.6.1 no 8-bit here")
            return
        mail = self._take(content) if "content" not in lies.answers else ""
        if "content" in (lies.stalls, lies.drops, lies.babbles) or self._breaks():
            self.server.cut[mail] += 1
        if self._breaks():
            lies.breaks -= 1
            self._break_off(lies.breaks_content)
        self._step("content", "250 2.0.0 queued")
        self.count += 1
        if self.count == lies.per_connection:
            raise _Over

    def _breaks(self) -> bool:
        return bool(self.server.lies.breaks_content) and self.server.lies.breaks > 0

    def _break_off(self, how: str) -> None:
        if how == "stall":
            self._stall()
        raise _Over

    def _take(self, content: bytes) -> str:
        found = _MESSAGE_ID.search(content)
        assert found
        mail = found[1].decode()
        self.server.taken[mail] += 1
        self.server.recipients.append(self.recipient)
        self.server.mails.append(content)
        return mail

    def _step(self, step: str, answer: str) -> None:
        lies = self.server.lies
        if lies.stalls == step:
            self._stall()
        if lies.drops == step:
            raise _Over
        if lies.babbles == step:
            while not self.server._over.is_set():
                self._say(f"{answer[:3]}-and another thing")
        self._say(lies.answers.get(step, answer))

    def _stall(self) -> None:
        """Say a little now and then, which is no answer, until the other side leaves."""
        while not self.server._over.wait(0.02):
            self.line.sendall(b"2")
        raise _Over

    def _say(self, words: str) -> None:
        self.line.sendall(words.encode() + b"\r\n")


@contextmanager
def lying_server(**lies: object) -> Iterator[LyingServer]:
    """A server that lies as it is told until the end of the ``with`` block."""
    server = LyingServer()
    server.lies = Lies(**lies)  # type: ignore[arg-type]  # a test names each by its name
    try:
        yield server
    finally:
        server.stop()
