"""A mailbox on loopback that speaks as much IMAP as is asked of it, and can lie."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ACCOUNT, PASSWORD = "replies@example.org", "not a secret here"


@dataclass
class FakeMailbox:
    """Mails by their numbers; ``marked`` has the flags that were set."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    keywords: bool = True
    marked: dict[int, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    announces: int = 0  # a size that is not that of a mail
    breaks_at: int = 0  # the number of a mail at which the connection ends

    def add(self, mail: bytes) -> int:
        number = max(self.mails, default=0) + 1
        self.mails[number] = mail
        return number


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: FakeMailbox = self.server.box  # type: ignore[attr-defined]
        self._say("* OK ready")
        while line := self.rfile.readline():
            tag, _, rest = line.decode().rstrip("\r\n").partition(" ")
            box.said.append(rest.partition(" ")[0].upper() if "LOGIN" in rest else rest)
            if not self._answer(box, tag, rest):
                return

    def _answer(self, box: FakeMailbox, tag: str, rest: str) -> bool:
        """Answer a command; returns whether the conversation goes on."""
        verb = re.match(r"(?:UID )?\w+", rest.upper())
        answers = {
            "LOGIN": self._log_in,
            "SELECT": self._select,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "UID STORE": self._store,
            "LOGOUT": self._log_out,
        }
        word = verb[0] if verb else ""
        if word == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        said = answers[word](box, rest) if word in answers else "OK"
        if said:
            self._say(f"{tag} {said} done")
        return said not in ("", "OK bye")

    def _log_in(self, _: FakeMailbox, rest: str) -> str:
        return "OK" if PASSWORD in rest else f"NO wrong password for {ACCOUNT}"

    def _log_out(self, *_: object) -> str:
        self._say("* BYE")
        return "OK bye"

    def _select(self, box: FakeMailbox, _: str) -> str:
        flags = " \\*" if box.keywords else ""
        self._say(f"* {len(box.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {box.validity}] ok")
        self._say(f"* OK [PERMANENTFLAGS (\\Seen \\Deleted{flags})] ok")
        return "OK"

    def _search(self, box: FakeMailbox, rest: str) -> str:
        first = int(rest.split("UID ")[2].partition(":")[0])
        # A server gives the last mail for a range that begins after it (RFC 9051, 9).
        numbers = [each for each in box.mails if each >= first] or [*box.mails][-1:]
        self._say("* SEARCH " + " ".join(map(str, numbers)))
        return "OK"

    def _fetch(self, box: FakeMailbox, rest: str) -> str:
        found = re.match(r"UID FETCH (\d+) .*<0\.(\d+)>", rest)
        assert found
        number, most = int(found[1]), int(found[2])
        if number == box.breaks_at:
            return ""
        content = box.mails[number][:most]
        size = box.announces or len(content)
        self._say(f"* 1 FETCH (UID {number} BODY[]<0> {{{size}}}")
        self.wfile.write(content + b")\r\n")
        return "OK"

    def _store(self, box: FakeMailbox, rest: str) -> str:
        found = re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \((.+)\)", rest)
        assert found
        box.marked[int(found[1])] = found[2]
        return "OK"

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is none."""


@contextmanager
def mailbox_served() -> Iterator[tuple[FakeMailbox, int]]:
    """A mailbox, and the port of 127.0.0.1 at which it is."""
    box = FakeMailbox()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield box, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
