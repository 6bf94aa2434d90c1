"""What supporters, uploads and mails bring to the desk is text there: nothing of it ever runs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Frame, Page

from campaigner.web.desk.routes import PAGES
from campaigner.workspace import shipped_folder
from desk_people import Desk, opened_here
from news_readers import set_up
from whole_desk import fill, filled, represent_as

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ALL = "\"'></script></title></textarea><svg onload=ran`1`><img src=x onerror=ran`2`>{{7919*7907}}"
KINDS = (
    "<script>ran(1)</script>",
    '"><img src=x onerror=ran(2)>',
    "' autofocus onfocus=ran(3) x='",
    "</script></style></title></textarea><script>ran(4)</script>",
    "<svg onload=ran(5)>",
    "javascript:ran(6)//",
    "{{7919*7907}}${7919*7907}{%for x in 'y'%}",
    "]]>--><iframe srcdoc='<script>top.ran(7)</script>'>",
    "<a href=javascript:ran(8)>x</a>",
)
MORE = {"section": "facts", "part": "fact", "name": "loaves", "number": "1", "paper": "x"}
ENDING = ("/remove", "/end-session", "/notes.zip", "/export", "/remind", "/mail-to-me")
"""What ends the session or what is to be shown, or is a file."""
FROM = "/desk/account/second-factor"
FRAMED = ("/page", "/shown", "/area", "/x")
NOWHERE = {"address", "name nowhere", "comment 9", "file", "signed_by", "reply"}
"""Fields that no page of the desk shows."""
WATCH = """
window.harm = [];
window.ran = (what) => window.harm.push(`ran ${what}`);
addEventListener("securitypolicyviolation", (tried) =>
  window.harm.push(`tried ${tried.violatedDirective}`));
"""
LOOK = """() => {
  const kinds = "[onload],[onerror],[onfocus],[srcdoc],object,embed,base[href],img[src=x]";
  const made = [...document.querySelectorAll(kinds)].map((each) => `made ${each.outerHTML}`);
  const leading = [...document.querySelectorAll("[href],[src],[action],[formaction]")].filter(
    (each) => [..."href src action formaction".split(" ")].some(
      (name) => /^\\s*(javascript|data:text)/i.test(each.getAttribute(name) || "")));
  const fields = [...document.querySelectorAll("input,textarea,option")];
  const text = [document.title, document.documentElement.textContent,
    ...fields.map((each) => each.value)].join("\\n");
  return {harm: [...(window.harm || []), ...made, ...leading.map((each) => each.outerHTML)], text};
}"""
SEND = """([path, fields, many]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  if (many) form.enctype = "multipart/form-data";
  for (const [name, value] of fields) {
    const field = document.createElement("textarea");
    Object.assign(field, {name, value});
    form.append(field);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass
class Payloads:
    """What stands in each field: its name, and what would run if it were not text."""

    given: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        number = name.rpartition(" ")[2]
        kinds = dict(enumerate(KINDS)) if name.startswith(("name ", "comment ")) else {}
        harm = kinds.get(int(number) if number.isdecimal() else -1, ALL)
        self.given[name] = f"Zo-{name}-{harm}"
        return self.given[name]


@dataclass
class Visitor:
    """A browser that looks at pages, and notes what they did and said."""

    page: Page
    base: str
    last: str = FRAMED[0]
    harm: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, str] = field(default_factory=dict)

    def visit(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.look(path)

    def send(self, path: str, fields: list[tuple[str, str]], *, has_files: bool) -> None:
        if self.last.endswith(FRAMED):  # which let no form be sent
            self.page.goto(self.base + FROM)
        self.last = path
        try:
            with self.page.expect_navigation():
                self.page.evaluate(SEND, [path, fields, has_files])
        except Error as ended:
            if "ERR_ABORTED" not in ended.message:
                raise
            self.last = FRAMED[0]  # a file came, and the page is the one before
            return
        self.look(f"POST {path}")

    def look(self, name: str) -> None:
        for frame in self.page.frames:
            found = self._found(frame)
            self.harm[name] += found["harm"]
            self.said[name] = self.said.get(name, "") + found["text"]
            if "62615533" in found["text"]:
                self.harm[name].append("a template ran")

    def _found(self, frame: Frame) -> dict[str, Any]:
        for _ in range(5):
            with suppress(Error):  # the frame is being filled with a preview
                frame.wait_for_load_state()
                found: dict[str, Any] = frame.evaluate(LOOK)
                return found
        return {"harm": [], "text": ""}


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def test_nothing_that_others_typed_runs_on_any_page_of_the_desk(
    at_desk: Desk, watched: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch)
    words = Payloads()
    with opened_here(at_desk.served) as here:
        represent_as(here, words)
    parts = fill(at_desk, "bread", words) | MORE
    token = str(at_desk.logged_in().cookies["desk"])
    address = at_desk.served.address
    watched.context.add_cookies([{"name": "desk", "value": token, "url": address}])
    visitor = Visitor(watched, address)
    for path in looked_at(parts):
        visitor.visit(path)
    imported = [("key", parts["key"]), ("asked", "no")]
    for act in ("look", "take"):
        visitor.send(f"/desk/campaigns/bread/signatures/import/{act}", imported, has_files=False)
    for path, fields, has_files in sent(parts, words):
        visitor.send(path, fields, has_files=has_files)
    harm = {path: found for path, found in visitor.harm.items() if found}
    everything = "\n".join(visitor.said.values())
    unseen = {name for name, text in words.given.items() if not is_said(text, everything)}
    assert harm == {}
    assert unseen == NOWHERE


def is_said(text: str, everything: str) -> bool:
    """Whether a text is there as it was typed; names and updates have no braces."""
    plain, braces, _ = text.partition("{{7919")
    return (plain if braces else text) in everything


def looked_at(parts: dict[str, str]) -> Iterator[str]:
    """The address of every page that is looked at, for each kind of what it is about."""
    ways: tuple[dict[str, str], ...] = (
        *({}, {"job": parts["job new"]}, {"part": "ask", "name": "bake"}, {"part": "about"}),
        *({"section": "asks"}, {"file": "letter.en.md"}),
    )
    paths = [
        filled(page.path, parts | ({"job": parts["packs"]} if "/packs/" in page.path else way))
        for page in PAGES
        for way in ways
        if "GET" in page.methods
        and not page.path.endswith((".svg", "/picture", "/{picture}", "/files/{file}"))
    ]
    yield from dict.fromkeys(paths)
    yield from ("/", "/bread", "/bread/updates", "/embed/bread", "/bread/brief", "/bread/privacy")


def sent(
    parts: dict[str, str], words: Payloads
) -> Iterator[tuple[str, list[tuple[str, str]], bool]]:
    """Every form that shows a page, with what would run in each field that any page has."""
    typed = words("typed")
    names = [*field_names(), *(f"{name}-1" for name in ("name", "postcode", "email"))]
    told = {"key": parts["key"], "numbers": parts["signature"], "signature": parts["signature"]}
    told |= {"act": "save", "do": "look", "in": "en", "part": "about"}
    for page in PAGES:
        if "POST" in page.methods and not page.path.endswith(ENDING):
            fields = [(name, told.get(name, typed)) for name in names]
            yield filled(page.path, parts), fields, page.upload > 0


def field_names() -> list[str]:
    """The names of all fields that a page of the desk has."""
    found = set[str]()
    for file in (shipped_folder("templates") / "web" / "desk").glob("*.j2"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'\bname="([a-z_-]+)"', text))
        found |= set(re.findall(r'parts\.\w+\(\s*"([a-z_-]+)"', text))
    return sorted(found - {"desk-asked"})
