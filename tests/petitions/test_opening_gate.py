"""No petition opens with stale claims, borrowed names or without a privacy notice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.errors import CampaignerError
from campaigner.opening import OpenWorkspace
from campaigner.papers.blank_sheets import make_sheets
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import open_petition
from campaigner.petitions.opening_gate import MayNotOpen, check_openings, problems_before_opening
from campaigner.petitions.paper.typed_sheets import count_files
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.problems import errors_among
from campaigner.workspace import Workspace, adopt_privacy_notice, shipped_folder
from conftest import Command

SHIPPED = sorted(each.name for each in shipped_folder("campaigns").iterdir())
CAMPAIGN, LETTER, SETTINGS = "campaign.toml", "letter.en.md", "campaigner.toml"
FORM = SigningForm("Ana Sample", "ana@example.org", "AB10 1AB", area="")

VEHICLE = """[[asks.vehicles]]
kind = "bill"
text.en = "The Bread Bill has its second reading."
text.cy = "Mae’r Bil Bara yn cael ei ail ddarlleniad."
url = "https://example.org/bill"
expires = 2026-12-09
"""

# Each: the file, what it says, what it says instead, and the code of the problem.
BROKEN = {
    "a fact past its review": (
        *(CAMPAIGN, "review_by = 2027-06-01", "review_by = 2026-12-09"),
        "stale-on-opening",
    ),
    "a fact that is a promise": (
        *(CAMPAIGN, "Many have none.", "The Government will end hunger by November 2026."),
        "outlived-promise",
    ),
    "a promise in Welsh": (
        *(CAMPAIGN, "Mae llawer heb ddim.", "Addawodd y Llywodraeth hynny erbyn Hydref 2026."),
        "outlived-promise",
    ),
    "a promise in an ask": (
        *(CAMPAIGN, "Support the Bread Bill.", "Support the Bill that is due in autumn 2026."),
        "outlived-promise",
    ),
    "a promise in the petition": (
        *(CAMPAIGN, "We ask for bread.", "The Minister pledged bread by 1 December 2026."),
        "outlived-promise",
    ),
    "a promise in a letter": (
        *(LETTER, "{{ asks() }}", "{{ asks() }}\n\nMinisters will answer in November 2026."),
        "outlived-promise",
    ),
    "a Bill that is over": (
        *(CAMPAIGN, "[letter]\n", f"{VEHICLE}\n[letter]\n"),
        "expired-vehicle",
    ),
    "an ask that is over": (
        *(CAMPAIGN, 'id = "bake"', 'id = "bake"\nexpires = 2026-12-09'),
        "expired-vehicle",
    ),
    "a threshold with Parliament's name": (
        *(CAMPAIGN, 'en = "Ten"', 'en = "Government responds"'),
        "borrowed-threshold",
    ),
    "another of Parliament's names": (
        *(CAMPAIGN, 'en = "Hundred"', 'en = "Considered for debate"'),
        "borrowed-threshold",
    ),
    "nobody who is responsible for the data": (
        *(SETTINGS, "name = 'Sample Rights'", "name = ''"),
        "missing-privacy-notice",
    ),
    "no address to write to about it": (
        *(SETTINGS, "contact = 'privacy@example.org'", "contact = ' '"),
        "missing-privacy-notice",
    ),
    "a privacy notice with a mistake": (
        *("templates/privacy/notice.en.md", "{{ controller }}", "{{ controler }}"),
        "missing-privacy-notice",
    ),
    "an empty privacy notice": (
        *("templates/privacy/short.cy.md", None, ""),
        "missing-privacy-notice",
    ),
    "a soft opt-in without a charity": (
        *(SETTINGS, "[updates]\n", "[updates]\nbasis = 'soft-opt-in'\n"),
        "soft-opt-in-not-a-charity",
    ),
}
QUESTIONS = [
    ("The Sample Bakers may email me about this campaign.", []),
    ("The Sample Bakers may email me about this campaign and its other work.", ["bundled-consent"]),
    ("The Sample Bakers may write to me.", ["vague-consent"]),
    ("They may email me.", ["vague-consent"]),
]
ALLOWED = ["We hand it in", "We ask for a debate", "We ask the Government to respond", "Halfway"]
BORROWED = [
    "Government responds",
    "The Government will respond",
    "Response from the Government",
    "Considered for debate",
    "Considered for a debate in Parliament",
    "Debated in Parliament",
    "Parliament considers it",
    "Petitions Committee",
    "Ymateb gan y Llywodraeth",
    "Ystyried ar gyfer dadl",
]


def edit(root: Path, folder: Path, name: str, before: str | None, after: str) -> None:
    """Something in a file of the workspace, or of the campaign, is otherwise."""
    path = (folder if name in (CAMPAIGN, LETTER) else root) / name
    text = path.read_text(encoding="utf-8")
    assert before is None or before in text
    path.write_text(after if before is None else text.replace(before, after), encoding="utf-8")


def found(workspace: Workspace, *slugs: str) -> list[str]:
    """The codes of what speaks against opening."""
    return [each.code for each in errors_among(check_openings(workspace, slugs).problems)]


@pytest.mark.slow
@pytest.mark.parametrize("slug", SHIPPED)
def test_every_shipped_campaign_may_open(workspace: Workspace, slug: str) -> None:
    assert found(workspace, slug) == []


@pytest.mark.slow
def test_the_command_says_so(campaigner: Command, workspace: Workspace, bread: Path) -> None:
    passed = campaigner("campaign", "check", "--opening")
    assert passed.code == 0, passed.stdout
    edit(workspace.root, bread, *BROKEN["a fact past its review"][:3])
    called = campaigner("campaign", "check", "--opening", "bread")
    assert called.code == 1
    assert "the fact “loaves” is due for review by 2026-12-09" in called.stdout
    assert campaigner("campaign", "check", "bread").code == 0


@pytest.mark.parametrize(("name", "before", "after", "code"), BROKEN.values(), ids=BROKEN)
def test_a_definition_that_is_broken_in_one_way_may_not(
    workspace: Workspace, bread: Path, name: str, before: str | None, after: str, code: str
) -> None:
    assert found(workspace, "bread") == []
    edit(workspace.root, bread, name, before, after)
    assert set(found(workspace, "bread")) == {code}


@pytest.mark.parametrize("name", BORROWED)
def test_names_of_parliaments_thresholds_are_known(
    workspace: Workspace, bread: Path, name: str
) -> None:
    edit(workspace.root, bread, CAMPAIGN, 'en = "Ten"', f'en = "{name}"')
    assert found(workspace, "bread") == ["borrowed-threshold"]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_the_charity_does_itself_is_not_borrowed(
    workspace: Workspace, bread: Path, name: str
) -> None:
    edit(workspace.root, bread, CAMPAIGN, 'en = "Ten"', f'en = "{name}"')
    assert found(workspace, "bread") == []


@pytest.mark.parametrize(("question", "codes"), QUESTIONS)
def test_one_box_asks_for_one_thing_and_says_who_and_how(
    workspace: Workspace, bread: Path, question: str, codes: list[str]
) -> None:
    partner = f'[[partners]]\nname = "Sample Bakers"\nconsent.en = "{question}"\n'
    edit(workspace.root, bread, CAMPAIGN, "[[citations]]", f"{partner}\n[[citations]]")
    problems = problems_before_opening(workspace, load_campaign(bread))
    assert [each.code for each in problems if "consent" in each.code] == codes


@pytest.mark.parametrize(
    ("opens", "closes", "codes"),
    [
        ("2026-12-10", "2027-06-10", ["imprint", "regulated-period", "regulated-period"]),
        ("2026-12-10", "2027-02-10", ["imprint", "regulated-period"]),
        ("2027-05-07", "2027-11-07", []),
        ("2026-12-10", "2027-01-05", []),
    ],
)
def test_elections_while_it_is_open_are_pointed_out(
    workspace: Workspace, bread: Path, opens: str, closes: str, codes: list[str]
) -> None:
    edit(workspace.root, bread, CAMPAIGN, "opens = 2026-12-10", f"opens = {opens}")
    edit(workspace.root, bread, CAMPAIGN, "closes = 2027-06-10", f"closes = {closes}")
    problems = check_openings(workspace, ["bread"]).problems
    assert [each.code for each in problems] == codes


def test_a_workspace_that_has_not_adopted_the_notice_is_told(
    campaigner: Command, workspace: Workspace, bread: Path
) -> None:
    del bread
    for path in workspace.privacy_folder.iterdir():
        path.unlink()
    called = campaigner("campaign", "check", "bread", "--opening")
    assert called.code == 0
    assert "the workspace has none of its own" in called.stdout
    assert campaigner("person", "adopt-notice").code == 0
    assert "none of its own" not in campaigner("campaign", "check", "bread", "--opening").stdout
    assert adopt_privacy_notice(workspace) == []


def test_nobody_signs_a_petition_that_may_not_open(here: OpenWorkspace, bread: Path) -> None:
    edit(here.workspace.root, bread, *BROKEN["a fact past its review"][:3])
    petition = open_petition(here, "bread")
    table = here.workspace.root / "table.csv"
    table.write_text("name,email,postcode\nAna Sample,ana@example.org,AB10 1AB\n")
    for attempt in (
        lambda: apply(petition, FORM),
        lambda: import_signatures(petition, ImportRequest(file=table)),
        lambda: count_files(petition, table),
        lambda: make_sheets(petition, 1),
    ):
        with pytest.raises(MayNotOpen) as refused:
            attempt()
        assert [each.code for each in refused.value.problems] == ["stale-on-opening"]


def test_one_that_has_opened_stays_open(here: OpenWorkspace, bread: Path) -> None:
    assert isinstance(apply(open_petition(here, "bread"), FORM), Signed)
    edit(here.workspace.root, bread, *BROKEN["a fact past its review"][:3])
    another = replace(FORM, name="Ben Example", email="ben@example.org")
    assert isinstance(apply(open_petition(here, "bread"), another), Signed)


def test_settings_that_cannot_be_read_are_named_once(workspace: Workspace, bread: Path) -> None:
    del bread
    (workspace.root / SETTINGS).write_text("[organisation\n", encoding="utf-8")
    with pytest.raises(CampaignerError):
        _ = workspace.settings
    codes = found(workspace, "bread")
    assert "missing-privacy-notice" in codes
