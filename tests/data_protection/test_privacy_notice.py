"""The privacy notice says all that people must be told, in English and in Welsh."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.data_protection.notice import Notice, notice_address, notice_of, privacy_notice
from campaigner.errors import CampaignerError
from campaigner.settings import ControllerUnfilled
from campaigner.workspace import Workspace
from conftest import Command

# UK GDPR, articles 13(1), 13(2) and 14; section 164A of the Data Protection Act 2018.
TOLD = {
    "the controller": "Sample Rights",
    "how to reach it": "privacy@example.org",
    "the purpose": "to count your signature once",
    "the lawful basis": "article 6(1)(a)",
    "the condition for political opinions": "explicit consent (article 9(2)(a))",
    "who receives it": "The people whom the petition asks",
    "how long it is kept": "6 months after the petition closes",
    "signatures that are not confirmed": "30 days",
    "withdrawing consent": "You can withdraw your consent at any time",
    "the rights": "show you your data, correct it, erase it, use less of it, or give it to you",
    "objecting": "You can object",
    "complaining to the charity": "We confirm within 30 days that we have your complaint",
    "complaining to the regulator": "https://ico.org.uk/make-a-complaint/",
    "no decision by machine": "We make no decision about you by computer alone",
    "whether it must be given": "You do not have to sign",
    "letters mailed at one's wish": "delete the address and the letter when the email has gone",
    "data from somebody else": "Some signatures come to us from paper sheets",
}


def settings(workspace: Workspace, more: str) -> None:
    """The settings say this, too."""
    path = workspace.root / "campaigner.toml"
    text = path.read_text(encoding="utf-8")
    for name in ("privacy", "updates", "retention"):
        text = text.replace(f"[{name}]\n", f"[{name}_]\n") if f"[{name}]" in more else text
    lines, skipping = [], False
    for line in text.splitlines():
        if line.startswith("["):
            skipping = line.endswith("_]")
        lines += [] if skipping else [line]
    path.write_text("\n".join(lines) + "\n" + more, encoding="utf-8")


@pytest.fixture
def notice(workspace: Workspace, bread: Path) -> Notice:
    """The notice of a made-up campaign."""
    return privacy_notice(workspace, load_campaign(bread))


@pytest.mark.parametrize("words", TOLD.values(), ids=TOLD)
def test_it_says(notice: Notice, words: str) -> None:
    assert words in notice.text


@pytest.mark.parametrize(
    ("asked", "told", "untold"),
    [
        ("", (), ("Your comment", "their name is shown")),
        ("show_names = true", ("unless they agreed that their name is shown",), ("comment",)),
        ('comments = "passed-on"', ("and your comment if you said yes",), ("Everybody can read",)),
        ('comments = "shown"', ("if you said yes to that and we approved it, without",), ()),
        (
            'comments = "shown"\nshow_names = true',
            ("Your name is beside it only if you agreed", "Your name on the page, and your"),
            ("without your name",),
        ),
    ],
)
def test_it_tells_of_names_and_comments_where_the_campaign_asks_for_them(
    workspace: Workspace, bread: Path, asked: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    definition = bread / "campaign.toml"
    text = definition.read_text("utf-8").replace("[petition]\n", f"[petition]\n{asked}\n", 1)
    definition.write_text(text, "utf-8")
    said = privacy_notice(workspace, load_campaign(bread)).text
    for words in told:
        assert words in said
    for words in untold:
        assert words not in said


def test_the_first_layer_is_short_and_names_who_and_how_long(notice: Notice) -> None:
    assert len(notice.short.split()) < 80
    assert "Sample Rights is responsible for your data" in notice.short
    assert "6 months" in notice.short
    assert "privacy@example.org" in notice.short_html


def test_welsh_has_the_same_sections(workspace: Workspace, notice: Notice) -> None:
    welsh = notice_of(workspace, "bread", "Cymraeg")
    assert welsh.language == "cy"
    assert len(welsh.sections) == len(notice.sections)
    assert all(each.html.startswith("<") for each in welsh.sections)
    assert "erthygl 9(2)(a)" in welsh.text
    assert "“Bara”" in welsh.text


def test_another_language_gets_the_english_and_is_told(
    campaigner: Command, workspace: Workspace, notice: Notice
) -> None:
    assert notice_of(workspace, "bread", "fr") == notice
    called = campaigner("person", "notice", "bread", "--language", "fr")
    assert "There is no notice in “fr”" in called.stderr
    assert campaigner("person", "notice", "bread", "--html").stdout == notice.html


def test_it_follows_the_settings(workspace: Workspace, bread: Path) -> None:
    del bread
    settings(
        workspace,
        "[privacy]\nlawful_basis = 'legitimate-interests'\nspecial_category = 'not-for-profit'\n"
        "processors = ['Sample Mail Ltd (email)']\noutside_uk = 'Sample Mail is in Norway.'\n"
        "registration = 'ZA000000'\nregulator = 'Write to the Sample Commissioner.'\n"
        "[updates]\nbasis = 'soft-opt-in'\n[retention]\nmonths_after_closing = 3\n",
    )
    text = notice_of(workspace, "bread").text
    for words in (
        "article 6(1)(f)",
        "article 9(2)(d)",
        "Sample Mail Ltd (email)",
        "Sample Mail is in Norway.",
        "ZA000000",
        "Write to the Sample Commissioner.",
        "regulation 22(3A)",
        "3 months after",
    ):
        assert words in text
    assert "explicit consent" not in text
    assert "ico.org.uk" not in text


def test_words_from_settings_and_definition_cannot_be_markup(
    workspace: Workspace, bread: Path
) -> None:
    path = bread / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title = { en = "Bread"', 'title = { en = "<b>*Bread*</b>"'))
    assert "“&lt;b&gt;*Bread*&lt;/b&gt;”" in notice_of(workspace, "bread").html


def test_without_a_controller_there_is_none(workspace: Workspace, bread: Path) -> None:
    del bread
    (workspace.root / "campaigner.toml").write_text("[organisation]\nname = 'A'\n")
    with pytest.raises(ControllerUnfilled):
        notice_of(workspace, "bread")


def test_one_without_sections_is_refused(workspace: Workspace, bread: Path) -> None:
    del bread
    (workspace.privacy_folder / "notice.en.md").write_text("We keep it.", encoding="utf-8")
    with pytest.raises(CampaignerError, match=r"The privacy notice in “en” is empty\."):
        notice_of(workspace, "bread")


@pytest.mark.parametrize(
    ("own", "pages", "address"),
    [
        ("", "https://example.org", ""),  # the pages have no address yet
        ("", "https://act.example.org", "https://act.example.org/bread/privacy"),
        ("https://example.org/ours", "https://act.example.org", "https://example.org/ours"),
    ],
)
def test_mails_and_sheets_lead_to_the_whole_notice_where_it_is(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, own: str, pages: str, address: str
) -> None:
    monkeypatch.setenv("CAMPAIGNER_DATA_CONTROLLER__PRIVACY_NOTICE", own)
    monkeypatch.setenv("CAMPAIGNER_WEB__ADDRESS", pages)
    assert notice_address(workspace.settings, "bread") == address
