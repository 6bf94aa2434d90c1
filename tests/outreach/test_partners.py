"""Partners: their logos are pictures and nothing else; who said yes to one is told to that one."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.logos import LogoRefused, check_logo
from campaigner.events.bookings import BookingForm, book
from campaigner.opening import OpenWorkspace
from campaigner.outreach.partners import contacts_of, partner_counts
from campaigner.petitions.signing.confirmation import withdraw
from campaigner.store.audit import deeds
from campaigner.store.contacts import Contact
from campaigner.store.database import Database
from campaigner.vocabulary.consents import ContactBasis, ContactChannel, ContactPurpose
from campaigner.vocabulary.signatures import LinkPurpose
from conftest import Command
from petitioners import link_in, mails_in, new_token, workspace_of


def svg(inside: str = "", attributes: str = 'viewBox="0 0 120 40"') -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{inside}</svg>"
    ).encode()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", svg('<rect width="120" height="40" fill="#036"/>')),
        ("logo.svg", svg("<circle r='9'/>", 'width="12.5mm" height="9mm"')),
        ("logo.svg", svg('<linearGradient id="g"/><rect fill="url(#g)"/><use xlink:href="#g"/>')),
        ("logo.svg", svg('<style>rect { fill: url("#g") }</style><rect/>')),
        ("logo.svg", svg('<image xlink:href="data:image/png;base64,AA=="/>')),
        ("logo.svg", b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->' + svg()),
        ("LOGO.SVG", svg(attributes='viewBox="0,0,10,100"')),
        ("logo.png", png(300, 120)),
    ],
)
def test_a_plain_picture_is_accepted(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    check_logo(tmp_path, name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg('<rect onload="alert(1)"/>'), "a script"),
        (svg('<script xmlns="http://www.w3.org/1999/xhtml">x</script>'), "<script>"),
        (svg('<metadata><x xmlns="http://www.w3.org/1999/xhtml"/></metadata>'), "<x>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<a xlink:href="javascript:alert(1)"/>'), "<a>"),
        (svg('<set attributeName="href" to="javascript:alert(1)"/>'), "<set>"),
        (svg('<image xlink:href="https://example.org/x.png"/>'), "a link to something outside"),
        (svg('<image href="../../../campaigner.db"/>'), "a link to something outside"),
        (svg('<use href="other.svg#part"/>'), "a link to something outside"),
        (svg('<image href="data:image/svg+xml;base64,AA=="/>'), "a link to something outside"),
        (svg("<rect fill=\"url('https://example.org/x')\"/>"), "a style that reaches"),
        (svg('<rect style="fill: URL(//example.org)"/>'), "a style that reaches"),
        (svg("<style>@import 'https://example.org/x.css';</style>"), "a style that reaches"),
        (svg("<style>rect { fill: \\75rl(x) }</style>"), "a style that reaches"),
        (b'<?xml-stylesheet href="x.css"?>' + svg(), "an instruction"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + svg(), "document type"),
        (b"<html/>", "<html>"),
        (svg("<g>"), "not valid SVG"),
        (b"", "not valid SVG"),
        (b"\x89PNG\r\n\x1a\n", "not valid SVG"),
        (svg(attributes=""), "has no size"),
        (svg(attributes='viewBox="0 0 1.2.3 4"'), "has no size"),
        (svg(attributes='width="100%" height="100%"'), "has no size"),
        (svg(attributes='viewBox="0 0 0 40"'), "has no size"),
        (svg(attributes='viewBox="0 0 1100 100"'), "too long"),
        (svg("x" * 200_001), "kB"),
    ],
)
def test_an_svg_that_could_do_more_than_be_seen_is_refused(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "logo.svg").write_bytes(content)
    with pytest.raises(LogoRefused, match=words):
        check_logo(tmp_path, "logo.svg")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("logo.png", png(5000, 20), "5,000"),
        ("logo.png", png(20, 300), "too long"),
        ("logo.png", png(20, 20)[:-6], "cut short"),
        ("logo.png", b"\x89PNG\r\n\x1a\n", "cut short"),
        ("logo.png", b"GIF89a", "neither SVG nor PNG"),
        ("logo.gif", b"GIF89a", "neither SVG nor PNG"),
    ],
)
def test_a_picture_that_is_not_sane_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LogoRefused, match=words):
        check_logo(tmp_path, name)


@pytest.mark.parametrize("name", ["other.svg", "../logo.svg", "/etc/hostname", "."])
def test_a_logo_lies_in_the_campaigns_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "campaign").mkdir()
    (tmp_path / "logo.svg").write_bytes(svg())
    with pytest.raises(LogoRefused, match="no file"):
        check_logo(tmp_path / "campaign", name)


def test_the_check_names_the_logos_line_and_partners_that_read_alike(bread: Path) -> None:
    definition = bread / "campaign.toml"
    partners = '\n[[partners]]\nname = "Sample Bakers"\nlogo = "bakers.svg"\n' * 2
    definition.write_text(definition.read_text("utf-8") + partners, encoding="utf-8")
    (bread / "bakers.svg").write_bytes(svg("<script/>"))
    problems = check_campaign(bread)
    assert [(problem.line, problem.code) for problem in problems] == [
        (36, "unusable-logo"),
        (38, "duplicate-partner"),
        (40, "unusable-logo"),
    ]
    assert "<script>" in problems[0].message
    (bread / "bakers.svg").write_bytes(svg())
    assert [problem.code for problem in check_campaign(bread)] == ["duplicate-partner"]


TWO_PARTNERS = """
[[partners]]
name = "Sample Bakers"
consent = { en = "The Sample Bakers may write to me.", cy = "Caiff y Sample Bakers ysgrifennu." }

[[partners]]
name = "Sample Millers"
consent = { en = "The Sample Millers may write to me.", cy = "Caiff y Sample Millers ysgrifennu." }

[[events]]
id = "talk"
title = { en = "A talk", cy = "Sgwrs" }
starts = 2027-02-23T18:00:00+00:00
"""


@pytest.fixture
def bakers_and_millers(bread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two partners who each ask for consent, and an event; the petition is open."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + TWO_PARTNERS, encoding="utf-8")
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")


def sign(campaigner: Command, name: str, *partners: str, confirm: bool = True) -> None:
    """Somebody signs, says yes to some partners, and follows the link in the mail."""
    yes = [option for partner in partners for option in ("--consent", partner)]
    address = f"{name.lower()}@example.org"
    called = campaigner(
        "petition", "sign", "bread", "--name", name, "--email", address,
        "--postcode", "AB10 1AB", *yes,
    )  # fmt: skip
    assert called.code == 0
    campaigner("mail", "send", "--to-dir", "mail")
    if confirm:
        (mail,) = [mail for mail in mails_in(Path("mail")) if mail["To"] == address]
        assert campaigner("petition", "confirm", link_in(mail)).code == 0


@pytest.mark.usefixtures("bakers_and_millers")
def test_each_partner_gets_those_who_said_yes_to_it_and_nobody_else(
    campaigner: Command, database: Database
) -> None:
    sign(campaigner, "Olive", "Sample Bakers")
    sign(campaigner, "Tomos", "sample-bakers", "sample-millers")
    sign(campaigner, "Amira")
    sign(campaigner, "Ines", "Sample Bakers", confirm=False)
    book = ("event", "book", "bread", "talk", "--name", "Noor", "--email", "noor@example.org")
    campaigner(*book, "--consent", "Sample Millers")
    exported = {}
    for partner in ("Sample Bakers", "Sample Millers"):
        rows = campaigner("partner", "export", "bread", partner, "--format", "json").json
        exported[partner] = [row["name"] for row in rows]
    assert exported == {
        "Sample Bakers": ["Olive", "Tomos"],
        "Sample Millers": ["Tomos", "Noor"],
    }
    listed = campaigner("partner", "list", "bread", "--format", "json").json
    assert [(row["partner"], row["said_yes"]) for row in listed] == [
        ("sample-bakers", 2),
        ("sample-millers", 2),
    ]
    noted = [deed.details for deed in deeds(database.conn) if deed.action == "partner export"]
    assert noted == [
        '{"partner": "sample-bakers", "rows": 2}',
        '{"partner": "sample-millers", "rows": 2}',
    ]


@pytest.mark.usefixtures("bakers_and_millers")
def test_those_who_said_yes_are_had_without_a_command(here: OpenWorkspace) -> None:
    book(here, "bread", "talk", BookingForm("Noor", "noor@example.org", ["Sample Millers"]))
    counts = {each.partner.key: each.said_yes for each in partner_counts(here, "bread")}
    assert counts == {"sample-bakers": 0, "sample-millers": 1}
    (noor,) = contacts_of(here, "bread", "Sample Millers").people
    assert noor == Contact(
        *("Noor", "noor@example.org", here.now, "talk"),
        *(ContactPurpose.CAMPAIGN, ContactChannel.EMAIL, ContactBasis.CONSENT),
    )
    (deed,) = deeds(here.database.conn)
    assert (deed.actor, deed.action, deed.campaign) == ("olive", "partner export", "bread")


@pytest.mark.usefixtures("bakers_and_millers")
def test_who_withdraws_is_left_alone(campaigner: Command, database: Database) -> None:
    sign(campaigner, "Olive", "Sample Bakers")
    (signature,) = database.execute("SELECT id FROM signatures")
    withdraw(
        workspace_of(database), new_token(database, signature["id"], purpose=LinkPurpose.WITHDRAW)
    )
    assert campaigner("partner", "export", "bread", "Sample Bakers").stdout.splitlines() == [
        "name,email,said_yes,through,purpose,channel,basis"
    ]


@pytest.mark.usefixtures("bakers_and_millers")
def test_who_signs_and_books_is_exported_once(campaigner: Command) -> None:
    sign(campaigner, "Olive", "Sample Bakers")
    book = ("event", "book", "bread", "talk", "--name", "Olive", "--email", "OLIVE@example.org")
    campaigner(*book, "--consent", "Sample Bakers")
    (row,) = campaigner("partner", "export", "bread", "Sample Bakers", "--format", "json").json
    assert (row["email"], row["through"]) == ("olive@example.org", "petition")


@pytest.mark.usefixtures("bakers_and_millers")
@pytest.mark.parametrize(
    "call",
    [
        ("partner", "export", "bread", "Sample Baker"),
        ("petition", "sign", "bread", "--name", "Olive", "--email", "o@example.org",
         "--postcode", "AB10 1AB", "--consent", "Sample Baker"),
    ],
)  # fmt: skip
def test_an_unknown_partner_names_the_nearest(campaigner: Command, call: tuple[str, ...]) -> None:
    called = campaigner(*call)
    assert called.code == 2
    assert "Did you mean “sample-bakers”?" in called.stderr
