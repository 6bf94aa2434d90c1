"""What an owner, or a stranger who may edit, can make the server fetch or read: nothing."""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from campaigner.vocabulary.desk import AccountRole
from campaigner.workspace import Workspace
from desk_people import Desk, token_of
from inside_visitors import Inside, inside
from news_readers import set_up
from page_forms import forms_in, with_files
from web_visitors import in_a_loop

pytestmark = pytest.mark.slow

EDITOR = "/desk/campaigns/bread/editor"
SHOWING = ("/bread", "/bread/brief", "/share/bread.png", f"{EDITOR}/texts/brief.en.md")
SECRET = "the secret of this machine"
FAR = ("http://127.0.0.1:9/x.png", "https://evil.example/x.svg", "//evil.example/x", "ftp://evil/x")
NEAR = ("file://{secret}", "{secret}", "../../secret.txt", "../secret.svg", "/proc/self/environ")
PLACES = (
    "![x]({to})",
    '<img src="{to}">',
    "[x]({to})",
    '<link rel="stylesheet" href="{to}">',
    "<style>@import '{to}'; body {{ background: url({to}) }}</style>",
    '<iframe src="{to}"></iframe>',
    "{{% include '{to}' %}}",
    "{{% import '{to}' as x %}}",
    '{{{{ quote("{to}") }}}}',
    "[x]: {to}\n\n![x][x]",
)
SERVERS = {
    "mail.host": "127.0.0.1", "mail.port": "9", "mail.username": "x", "mail.security": "none",
    "replies.imap_host": "127.0.0.1", "replies.imap_port": "9", "web.address": "http://evil.example",
    "desk.idle_minutes": "999999", "updates.people": "1", "letters.renderer": "weasyprint",
    "organisation.logo": "../../secret.svg", "backups.folder": "/tmp",
}  # fmt: skip


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What this process has tried to reach on the network, or to find the address of."""
    tried: list[object] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    def found(host: Any, *_: object, **__: object) -> list[Any]:
        tried.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", found)
    return tried


@pytest.fixture
def pages(represented: Workspace, bread: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    """The pages, and beside the campaigns a file that nobody may see."""
    set_up(monkeypatch)
    for name in ("secret.txt", "secret.svg"):
        (represented.root / name).write_text(f"<svg><!--{SECRET}--></svg>", encoding="utf-8")
    with inside(represented) as found, closing(Desk(found.served)) as desk:
        account = desk.account(AccountRole.OWNER)
        found.token = token_of(found.served, account)
        yield found
    assert bread.exists()


def hostile(pages: Inside) -> list[str]:
    """Texts that would load, include or quote something from elsewhere."""
    secret = pages.served.workspace.root / "secret.txt"
    places = [*FAR, *(each.format(secret=secret) for each in NEAR)]
    return [place.format(to=to) for to in places for place in PLACES]


def test_no_text_of_an_editor_makes_the_server_fetch_or_read(
    pages: Inside, reached: list[object]
) -> None:
    texts, told = hostile(pages)[::2], list[tuple[str, str]]()

    async def preview_all() -> None:
        for file in ("letter.en.md", "brief.en.md", "campaign.toml"):
            for text in texts:
                fields = [("text", text), ("mark", ""), ("language", "en")]
                body, kind = with_files(fields, [])
                answer = await pages.post(f"{EDITOR}/texts/{file}/shown", body, kind)
                assert answer.status < 500
                told.append((text, answer.text))

    in_a_loop(preview_all())
    assert reached == []
    assert [text for text, answer in told if SECRET in answer] == []


def test_no_part_or_update_makes_the_server_fetch_or_read(
    pages: Inside, reached: list[object]
) -> None:
    texts, told = hostile(pages)[::3], list[tuple[str, str]]()

    async def send_all() -> None:
        new = "/desk/campaigns/bread/updates/new"
        for text in texts:
            answer = await pages.post(new, [("subject", "News"), ("body", text)])
            if location := answer.header(b"location"):
                answer = await pages.get(location)
            told.append((text, answer.text))
        for part in ("about", "fact", "ask/bake", "petition"):
            page = await pages.get(f"{EDITOR}/parts/{part}")
            form = next(each for each in forms_in(page.text, "") if "mark" in each.names)
            for text in texts[::5]:
                fields = [(name, old if name == "mark" else text) for name, old in form.fields]
                told.append((text, (await pages.post(form.action, fields)).text))
                look = [*fields, ("part", part.partition("/")[0]), ("in", "en")]
                told.append((text, (await pages.post(f"{EDITOR}/page", look)).text))

    in_a_loop(send_all())
    assert reached == []
    assert [text for text, answer in told if SECRET in answer] == []


def test_no_definition_makes_the_server_fetch_or_read(
    pages: Inside, bread: Path, reached: list[object]
) -> None:
    secret = pages.served.workspace.root / "secret.svg"
    partners = [
        f'\n[[partners]]\nname = "Evil"\n{key} = "{to}"\n'
        for key in ("logo", "url")
        for to in (*FAR, "../../secret.svg", str(secret), secret.as_uri())
    ]
    written = (bread / "campaign.toml").read_text(encoding="utf-8")
    told: list[tuple[str, str]] = []

    async def send_all() -> None:
        for partner in partners:
            page = await pages.get(f"{EDITOR}/texts/campaign.toml")
            form = next(each for each in forms_in(page.text, "") if "mark" in each.names)
            fields = [
                (name, written + partner if name == "text" else old) for name, old in form.fields
            ]
            await pages.post(f"{EDITOR}/texts/campaign.toml", *with_files(fields, []))
            found = [await pages.get(path) for path in SHOWING]
            told.extend((partner, each.text) for each in found)
            body, kind = with_files([("text", "# Bread"), ("mark", ""), ("language", "en")], [])
            shown = await pages.post(f"{EDITOR}/texts/brief.en.md/shown", body, kind)
            told.append((partner, shown.text))

    in_a_loop(send_all())
    assert reached == []
    assert [partner for partner, answer in told if SECRET in answer] == []


def test_settings_of_servers_are_not_changed_at_the_desk(
    pages: Inside, reached: list[object]
) -> None:
    path = pages.served.workspace.settings_path
    before = tomllib.loads(path.read_text(encoding="utf-8"))

    async def send() -> None:
        page = await pages.get("/desk/settings")
        form = next(each for each in forms_in(page.text, "") if "mark" in each.names)
        kept = [each for each in form.fields if each[0] not in SERVERS]
        forged = [
            *kept,
            *SERVERS.items(),
            *((key.replace(".", "__"), v) for key, v in SERVERS.items()),
        ]
        await pages.post("/desk/settings", forged)
        await pages.get("/desk/operations")

    in_a_loop(send())
    after = tomllib.loads(path.read_text(encoding="utf-8"))
    for name in SERVERS:
        table, key = name.split(".")
        assert after.get(table, {}).get(key) == before.get(table, {}).get(key), name
    assert reached == []
