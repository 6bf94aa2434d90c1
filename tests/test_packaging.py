"""What a wheel carries: all that the command needs away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


def shipped(folder: str) -> set[str]:
    files = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {f"campaigner/shipped/{path.as_posix()}" for path in files}


def test_the_wheel_carries_templates_campaigns_schema_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped("templates") | shipped("campaigns") <= names
    assert {"campaigner/py.typed", "campaigner/sample/supporters.csv"} <= names
    assert any(name.startswith("campaigner/store/schema/") for name in names)


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 6 * MEGABYTE


def test_the_installed_command_runs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """With the wheel's own files: imported from it, unpacked, instead of from the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = "import sys; from campaigner.cli.app import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "--workspace", str(tmp_path), "campaign", "check"],
        env={"PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "no problem" in done.stderr
    assert done.returncode == 0
