"""The address that links and QR codes start with: what is taken, in which form, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.web_addresses import AddressRefused, page_address, site_address
from campaigner.workspace import Workspace
from conftest import Command


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://act.example.org", "https://act.example.org"),
        (" https://act.example.org/ ", "https://act.example.org"),
        ("https://act.example.org\n", "https://act.example.org"),
        ("HTTPS://Act.Example.ORG/Food/", "https://act.example.org/Food"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://192.0.2.1/act", "https://192.0.2.1/act"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://act.example.org.", "https://act.example.org"),
        ("https://bürger.example", "https://xn--brger-kva.example"),  # IDNA 2008
        ("https://faß.example", "https://xn--fa-hia.example"),
        ("https://xn--brger-kva.example", "https://xn--brger-kva.example"),
        ("https://example.org/ä", "https://example.org/%C3%A4"),
        ("https://example.org/%C3%A4", "https://example.org/%C3%A4"),
    ],
)
def test_an_address_is_kept_as_links_need_it(text: str, address: str) -> None:
    assert site_address(text) == address
    assert site_address(address) == address


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("act.example.org", "“https://”", "https://act.example.org?"),
        ("www.example.org/act", "“https://”", "https://www.example.org/act?"),
        ("act.example.org:8080", "“https://”", "https://act.example.org:8080?"),
        ("//act.example.org", "“https://”", "https://act.example.org?"),
        ("https:/act.example.org", "“https://”", "https://act.example.org?"),
        ("htps://act.example.org", "“https://”", "https://act.example.org?"),
        ("ftp://act.example.org", "“https://”", "https://act.example.org?"),
        ("mailto:hello@example.org", "“https://”", "like https://"),
        ("javascript:alert(1)", "“https://”", "like https://"),
        ("act.example.org/ä b", "a space", "https://act.example.org/%C3%A4%20b?"),
        ("https://act.example.org/our act", "a space", "https://act.example.org/our%20act?"),
        ("https://act example.org", "a space", "like https://"),
        ("https://act.example.org\u00a0x", "a space", ""),
        ("https://act.example.org/<b>", "“<”", ""),
        ("https://act.example.org\\act", "“\\”", ""),
        ("", "empty", "like https://"),
        ("https://", "not the name", "like https://"),
        ("https://act", "whole name", "whole name"),
        ("https://https://act.example.org", "whole name", ""),
        ("https://act..example.org", "not the name", ""),
        ("https://act,example,org", "not the name", ""),
        ("https://act_up.example.org", "not the name", ""),
        ("https://-act.example.org", "not the name", ""),
        ("https://1.2.3", "not the name", ""),
        ("https://\U0001f600.example", "not the name", ""),
        (f"https://{'a' * 64}.example", "not the name", ""),
        ("https://[::1", "not a web address", ""),
        ("https://act.example.org:99999", "not a web address", ""),
        ("https://act.example.org:port", "not a web address", ""),
        ("https://amira:secret@act.example.org", "not the address of a site", ""),
        ("https://act.example.org?from=letter", "“?” or “#”", "https://act.example.org."),
        ("https://act.example.org/act#top", "“?” or “#”", "https://act.example.org/act."),
        ("https://act.example.org/100%", "“%”", "%25"),
    ],
)
def test_what_would_break_links_is_refused_with_what_may_be_meant(
    text: str, words: str, hint: str
) -> None:
    with pytest.raises(AddressRefused) as refused:
        site_address(text)
    assert words in refused.value.message
    assert hint in refused.value.hint


def test_a_page_may_have_a_query_and_a_fragment() -> None:
    page = "https://example.org/privacy/?lang=en#data"
    assert page_address(page) == page
    with pytest.raises(AddressRefused):
        page_address("example.org/privacy")


@given(st.text() | st.builds("https://{}.example/{}".format, st.text(), st.text()))
def test_whatever_is_written_is_refused_or_becomes_an_address_in_ascii(text: str) -> None:
    try:
        address = site_address(text)
    except AddressRefused:
        return
    assert address.isascii()
    assert " " not in address
    assert urlsplit(address).hostname
    assert site_address(address) == address


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["source", "link", "amira", "bread"],
        ["campaign", "check", "bread"],
        ["campaign", "check"],
        ["campaign", "brief", "bread"],
        ["letter", "write", "bread", "--name", "A", "--address", "B", "--postcode", "LE93 1AA"],
        ["event", "calendar", "bread"],
        ["mail", "send", "--to-dir", "mails"],
    ],
)
@pytest.mark.usefixtures("bread")
def test_every_command_that_makes_links_names_the_line(
    campaigner: Command, workspace: Workspace, command: Sequence[str]
) -> None:
    campaigner("source", "add", "amira", "--kind", "channel", "--name", "Amira")
    settings = workspace.root / "campaigner.toml"
    text = settings.read_text(encoding="utf-8")
    before = text.partition('# address = "https://example.org"')[0]
    settings.write_text(f'{before}address = "act.example.org/ä b"\n', encoding="utf-8")
    called = campaigner(*command)
    assert called.code == 1
    line = before.count("\n") + 1
    told = called.stdout + called.stderr
    assert (
        f"campaigner.toml:{line}: error: “web.address”: a web address cannot have a space" in told
    )
    assert "https://act.example.org/%C3%A4%20b" in told


@pytest.mark.usefixtures("bread")
def test_a_wrong_address_in_the_environment_is_named_by_its_variable(
    campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", "act.example.org")
    called = campaigner("campaign", "check", "bread")
    assert called.code == 1
    assert "CAMPAIGNER_WEB__ADDRESS" in called.stdout
