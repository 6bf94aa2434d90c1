"""Folders of campaigns with names that are not valid, or that cannot be read: the rest goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaigner.addresses import RESERVED
from campaigner.campaigns.folders import folder_problems, name_problem
from campaigner.campaigns.overview import campaigns_in, check_campaigns
from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.workspace import Workspace, find_workspace, shipped_folder
from conftest import Command

pytestmark = pytest.mark.slow

MISNAMED = {
    "Bread": "bread",
    "bread copy": "bread-copy",
    "bread - Copy (2)": "bread-copy-2",
    "bread_2027": "bread-2027",
    "-bread": "bread",
    "bara brith é": "bara-brith-e",
    "хлеб": "my-campaign",
    "bread🥖": "bread",
    "bread.old": "bread-old",
    "bread\nbutter": "bread-butter",
    "b" * 61: "b" * 60,
}


@pytest.fixture
def locked(bread: Path) -> Iterator[Callable[[Path, int], None]]:
    """Takes away what anybody may do with a file or folder, until the test is over."""
    changed = []

    def lock(path: Path, mode: int = 0o000) -> None:
        changed.append(path)
        path.chmod(mode)

    yield lock
    for path in reversed(changed):
        path.chmod(0o755)


@pytest.fixture
def none_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the shipped campaigns out, which take long to check."""
    (tmp_path / "shipped").mkdir()

    def place(name: str) -> Path:
        return tmp_path / "shipped" if name == "campaigns" else shipped_folder(name)

    monkeypatch.setattr("campaigner.workspace.shipped_folder", place)


@pytest.mark.usefixtures("none_shipped")
@pytest.mark.parametrize(("name", "wanted"), MISNAMED.items())
def test_a_folder_with_a_name_that_is_not_valid_is_named_and_the_others_are_listed(
    campaigner: Command, bread: Path, name: str, wanted: str
) -> None:
    shutil.copytree(bread, bread.with_name(name))
    listed = campaigner("campaign", "list", "--format", "json")
    assert "bread" in [row["campaign"] for row in listed.json]
    assert name not in [row["campaign"] for row in listed.json]
    assert (listed.code, f"rename it, for example, to {wanted}." in listed.stderr) == (1, True)
    checked = campaigner("campaign", "check", "--format", "json")
    [problem] = [each for each in checked.json if each["code"] == "folder-name"]
    assert (checked.code, problem["path"]) == (1, f"campaigns/{name}")
    assert campaigner("campaign", "check", "bread").code == 0
    assert campaigner("event", "list").code == 0


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_campaign_does_not_have_the_address_of_another_page(
    campaigner: Command, bread: Path, name: str
) -> None:
    bread.rename(bread.with_name(name))
    called = campaigner("campaign", "show", name)
    assert called.code == 1
    assert f"Rename the folder, for example, to {name}-campaign." in called.stderr
    assert campaigner("campaign", "list").code == 1


@pytest.mark.parametrize("name", ["bread copy", "Bread2", "bread_2027"])
@pytest.mark.parametrize(
    "command",
    [
        ["campaign", "show"],
        ["campaign", "check"],
        ["petition", "tally"],
        ["petition", "sign"],
        ["partner", "list"],
        ["event", "list"],
    ],
)
def test_a_misnamed_campaign_is_never_used(
    campaigner: Command, bread: Path, name: str, command: list[str]
) -> None:
    shutil.copytree(bread, bread.with_name(name))
    form = ["--name", "A B", "--email", "a@example.org", "--postcode", "AB10 1AB"]
    called = campaigner(*command, name, *(form if command[1] == "sign" else []))
    assert (called.code, "[folder-name]" in called.stdout + called.stderr) == (1, True)


def test_letters_of_a_misnamed_campaign_are_not_there(campaigner: Command, bread: Path) -> None:
    shutil.copytree(bread, bread.with_name("bread_2027"))
    called = campaigner("letter", "list", "bread_2027", "--format", "json")
    assert (called.code, called.json) == (0, [])  # it lists what the database has


def test_a_folder_whose_name_is_not_text_is_named(campaigner: Command, bread: Path) -> None:
    os.rename(bread, os.fsencode(bread.parent) + b"/caf\xe9")  # noqa: PTH104
    listed = campaigner("campaign", "list")
    assert (listed.code, "campaigns/caf?: error: " in listed.stderr) == (1, True)
    checked = campaigner("campaign", "check", "--format", "json")
    assert [each["path"] for each in checked.json if each["code"] == "folder-name"] == [
        "campaigns/caf?"
    ]


def test_a_workspace_in_a_folder_whose_name_is_not_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102
    monkeypatch.chdir(os.fsdecode(folder))
    Path("campaigner.toml").touch()
    monkeypatch.delenv("CAMPAIGNER_WORKSPACE", raising=False)
    with pytest.raises(UsageError, match=r"caf\? contains characters that cannot be read"):
        find_workspace()
    monkeypatch.setenv("CAMPAIGNER_WORKSPACE", os.fsdecode(folder))
    with pytest.raises(UsageError, match=r"caf\? contains characters that cannot be read"):
        find_workspace()
    monkeypatch.setenv("CAMPAIGNER_WORKSPACE", "/no/\udcff")
    with pytest.raises(UsageError, match=r"There is no workspace folder /no/\?"):
        find_workspace()


def test_a_folder_that_was_deleted_meanwhile_is_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.delenv("CAMPAIGNER_WORKSPACE", raising=False)
    gone.rmdir()
    with pytest.raises(UsageError, match="current folder does not exist"):
        find_workspace()
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow  # programs of their own
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_campaigns_that_cannot_be_read_are_one_line_and_the_shipped_ones_are_listed(
    unprivileged: Command, bread: Path, locked: Callable[[Path, int], None], mode: int
) -> None:
    locked(bread.parent, mode)
    listed = unprivileged("campaign", "list", "--format", "json")
    assert (listed.code, len(listed.stderr.splitlines())) == (1, 1)
    assert listed.stderr.startswith("campaigns: error: this folder cannot be read.")
    assert "right-to-food" in [row["campaign"] for row in listed.json]
    checked = unprivileged("campaign", "check", "--format", "json")
    assert [each["code"] for each in checked.json] == ["unreadable-folder"]


@pytest.mark.slow  # programs of their own
def test_no_shipped_campaign_takes_the_place_of_one_that_cannot_be_read(
    unprivileged: Command, bread: Path, locked: Callable[[Path, int], None]
) -> None:
    locked(bread.parent, 0o000)
    called = unprivileged("petition", "tally", "right-to-food")
    assert (called.code, len(called.stderr.splitlines())) == (1, 1)
    assert "campaigns cannot be read. You need permission" in called.stderr


@pytest.mark.slow  # programs of their own
@pytest.mark.parametrize("inside", [".", "campaign.toml", "letter.en.md"])
def test_one_campaign_that_cannot_be_read_does_not_stop_the_others(
    unprivileged: Command, bread: Path, locked: Callable[[Path, int], None], inside: str
) -> None:
    shutil.copytree(bread, bread.with_name("cake"))
    locked(bread / inside, 0o000)
    checked = unprivileged("campaign", "check", "--format", "json")
    assert checked.code == 1
    assert {each["path"].split("/")[1] for each in checked.json} == {"bread"}
    listed = unprivileged("campaign", "list", "--format", "json")
    assert "cake" in [row["campaign"] for row in listed.json]
    assert unprivileged("event", "list").code == 0


@pytest.mark.parametrize(
    "odd",
    [
        lambda place: (place / "notes.txt").touch(),
        lambda place: (place / ".git").mkdir(),
        lambda place: (place / "circle").symlink_to("circle"),
        lambda place: (place / "gone").symlink_to("nowhere"),
        lambda place: (place / "empty").mkdir(),
        lambda place: (place / "folder" / "campaign.toml").mkdir(parents=True),
    ],
)
def test_what_is_no_campaign_is_passed_over(
    workspace: Workspace, odd: Callable[[Path], object]
) -> None:
    before = workspace.campaign_slugs()
    odd(workspace.campaigns_folder)
    assert workspace.campaign_slugs() == before
    assert folder_problems(workspace) == []
    assert campaigns_in(workspace).broken == ()


def test_a_file_in_the_place_of_the_campaigns_is_named(workspace: Workspace) -> None:
    workspace.campaigns_folder.rmdir()
    workspace.campaigns_folder.touch()
    assert [each.code for each in check_campaigns(workspace).problems] == ["unreadable-folder"]
    assert "right-to-food" in [each.slug for each in campaigns_in(workspace).readable]
    with pytest.raises(CampaignerError, match="cannot be read"):
        workspace.campaign_folder("right-to-food")


@pytest.mark.parametrize("name", ["bread", "a", "0", "b" * 60, "right-to-food-2"])
def test_valid_names_have_no_problem(name: str) -> None:
    assert name_problem(Path(name)) is None


def test_the_problem_comes_with_the_definition(bread: Path) -> None:
    from campaigner.campaigns.loader import defined_campaign

    renamed = bread.rename(bread.with_name("Bread"))
    with pytest.raises(ProblemsFound) as found:
        defined_campaign(renamed)
    assert [each.code for each in found.value.problems] == ["folder-name"]
