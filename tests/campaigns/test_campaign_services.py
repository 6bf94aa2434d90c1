"""What a person can do with the campaigns of a workspace, without a command line."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.overview import campaigns_in, check_campaigns, definition_schema
from campaigner.campaigns.scaffold import new_campaign
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace
from conftest import Command

TODAY = date(2026, 12, 10)


def make(workspace: Workspace, slug: str = "water", role: Role = Role.MP) -> Path:
    return new_campaign(
        workspace,
        slug,
        title="Water",
        rights_area="Water & food",
        languages=["en", "cy", "en"],
        role=role,
        today=TODAY,
    )


@pytest.mark.parametrize("role", list(Role))
def test_a_new_campaign_loads_whatever_its_role(workspace: Workspace, role: Role) -> None:
    campaign = defined_campaign(make(workspace, role=role))
    assert campaign.roles == (role,)
    assert (campaign.rights_area, campaign.languages) == ("water-food", ["en", "cy"])
    assert (campaign.opens, campaign.closes) == (TODAY, date(2027, 6, 10))
    assert {problem.code for problem in check_campaign(campaign.folder)} == {"still-to-write"}


def test_a_new_campaign_takes_the_place_of_no_other(workspace: Workspace) -> None:
    make(workspace)
    with pytest.raises(CampaignerError, match="exists already"):
        make(workspace)


def test_what_is_not_a_name_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="not a valid name for a campaign"):
        make(workspace, "../evil")


def test_all_campaigns_are_listed_and_those_that_cannot_be_read_are_named(
    workspace: Workspace, bread: Path
) -> None:
    assert "bread" in [campaign.slug for campaign in campaigns_in(workspace).readable]
    (bread / "campaign.toml").write_text("title = ", encoding="utf-8")
    found = campaigns_in(workspace)
    assert found.broken == ("bread",)
    assert "right-to-food" in [campaign.slug for campaign in found.readable]


def test_campaigns_are_listed_by_those_whom_they_write_to(workspace: Workspace) -> None:
    make(workspace, "rivers", Role.SENATOR)
    assert [found.slug for found in campaigns_in(workspace, Role.SENATOR).readable] == ["rivers"]


@pytest.mark.slow
def test_one_campaign_or_all_are_checked(workspace: Workspace, bread: Path) -> None:
    assert check_campaigns(workspace, ["bread"]).campaigns == 1
    assert not check_campaigns(workspace, ["bread"]).failed
    assert check_campaigns(workspace).campaigns == len(workspace.campaign_slugs())
    (bread / "letter.cy.md").unlink()
    checked = check_campaigns(workspace, ["bread"])
    assert checked.failed
    assert [problem.code for problem in checked.problems] == ["missing-translation"]
    with pytest.raises(UnknownName, match="Unknown campaign “beard”"):
        check_campaigns(workspace, ["beard"])


@pytest.mark.slow
def test_the_check_shows_who_sends_which_variant(workspace: Workspace, bread: Path) -> None:
    definition = bread / "campaign.toml"
    variant = '[[letter.variants]]\nid = "doctors"\nsupporter = ["professional"]\n\n[petition]'
    text = definition.read_text(encoding="utf-8").replace("[petition]", variant)
    definition.write_text(text, encoding="utf-8")
    for language in ("en", "cy"):
        letter = bread / f"letter.{language}.md"
        shutil.copy(letter, bread / f"letter.doctors.{language}.md")
    variants = check_campaigns(workspace).variants
    assert list(variants) == ["bread"]
    assert {(row["constituent"], row["professional"]) for row in variants["bread"]} == {
        ("(the usual letter)", "doctors")
    }


def test_editors_are_told_the_roles_there_are() -> None:
    schema = definition_schema()
    assert schema["$defs"]["Role"]["enum"] == [role.value for role in Role]


@pytest.mark.parametrize(
    "arguments",
    [
        ("campaign", "new", "water", "--title", "Water", "--role", "pm"),
        ("campaign", "list", "--role", "pm"),
    ],
)
def test_a_role_that_there_is_not_is_one_clear_line(
    campaigner: Command, workspace: Workspace, arguments: tuple[str, ...]
) -> None:
    called = campaigner(*arguments)
    assert called.code == 2
    assert "'pm' is not one of 'mp', 'lord'" in called.stderr
