"""Secret keys: whole or not at all, one for all who come together, never made over another."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.key_files import secret_key


def test_a_key_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    key = secret_key(path)
    assert len(key) == 32
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["some.key"]


@pytest.mark.parametrize("content", ["", "\n", "00" * 31, "00" * 33, "0" * 63, "zz" * 32])
def test_what_is_not_a_whole_key_is_refused_and_stays(tmp_path: Path, content: str) -> None:
    path = tmp_path / "some.key"
    path.write_text(content)
    with pytest.raises(CampaignerError, match="is not a key of 32 bytes") as refused:
        secret_key(path)
    assert refused.value.code == "damaged-key"
    assert path.read_text() == content


def _ask(barrier: object, path: Path, answers: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    answers.put(secret_key(path).hex())  # type: ignore[attr-defined]


@pytest.mark.slow
def test_twenty_processes_that_come_together_get_one_key(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # imported once, not twenty times
    barrier, answers = context.Barrier(20), context.Queue()
    path = tmp_path / "keys" / "some.key"
    processes = [context.Process(target=_ask, args=(barrier, path, answers)) for _ in range(20)]
    for process in processes:
        process.start()
    keys = {answers.get(timeout=120) for _ in processes}
    for process in processes:
        process.join()
    assert keys == {secret_key(path).hex()}
