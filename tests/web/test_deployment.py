"""What the container file and the guide to running the pages name: all of it exists."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from campaigner.setting_tables import Mail, Web
from conftest import Command

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
GUIDE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
LIBRARIES = re.findall(r"(?m)^LIBRARIES *:= *(.*)$", (ROOT / "Makefile").read_text("utf-8"))


def fenced(kind: str) -> list[str]:
    found = re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", GUIDE)
    return [text for each, text in found if each == kind]


def test_what_the_container_copies_is_there_and_installed_by_hashes() -> None:
    copied = re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", CONTAINER)
    assert all((ROOT / each).exists() for line in copied for each in line.split())
    assert "--require-hashes -r requirements.txt" in CONTAINER
    assert set(LIBRARIES[0].split()) <= set(CONTAINER.split())
    assert set(LIBRARIES[0].split()) <= set(GUIDE.split())


def test_the_container_comes_from_no_named_registry_and_runs_without_root() -> None:
    bases = re.findall(r"(?m)^FROM (\S+)", CONTAINER)
    assert bases
    assert all(re.fullmatch(r"[a-z]+:[a-z]+-slim", each) for each in bases)
    assert re.search(r"(?m)^USER [1-9]\d*$", CONTAINER)
    assert re.search(r"(?m)^VOLUME /workspace$", CONTAINER)
    assert "127.0.0.1:8000/health" in CONTAINER


def test_the_command_of_the_container_exists(campaigner: Command) -> None:
    (command,) = re.findall(r"(?m)^CMD \[(.*)\]$", CONTAINER)
    name, *rest = re.findall(r'"([^"]+)"', command)
    told = campaigner(name, "--help")
    assert told.code == 0
    assert all(each in told.stdout for each in rest if each.startswith("--"))


def commands() -> list[str]:
    lines = [line for text in fenced("") for line in text.splitlines()]
    found = [line for line in lines if line.startswith("campaigner ")]
    (service,) = re.findall(r"(?m)^ExecStart=/opt/campaigner/bin/(campaigner .*)$", GUIDE)
    return [*found, service]


@pytest.mark.parametrize("line", commands())
def test_the_commands_of_the_guide_exist(campaigner: Command, line: str) -> None:
    words = line.partition("#")[0].split()[1:]
    names = [each for each in words if re.fullmatch(r"[a-z]+", each)]
    told = campaigner(*names, "--help")
    assert told.code == 0, line
    options = [each for each in words if each.startswith("--")]
    assert all(each in told.stdout for each in options), line


def test_the_settings_of_the_guide_can_be_read() -> None:
    (text,) = fenced("toml")
    settings = tomllib.loads(text)
    assert Web(**settings["web"]).proxies == ["127.0.0.1"]
    assert Mail(**settings["mail"]).host == "smtp.example.org"


def test_systemd_understands_the_service(tmp_path: Path) -> None:
    if not (analyze := shutil.which("systemd-analyze")):
        pytest.skip("systemd-analyze is not here")
    (unit,) = fenced("ini")
    file = tmp_path / "campaigner.service"
    here = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", unit)
    file.write_text(here, encoding="utf-8")
    told = subprocess.run(
        [analyze, "verify", "--recursive-errors=no", "--man=no", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    about_it = [line for line in told.stderr.splitlines() if "campaigner.service" in line]
    assert about_it == []
