"""Many who sign by a form at one moment: each has a connection of their own, and counts once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, SigningOutcome, apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.networks import network_key
from campaigner.store import signatures
from campaigner.workspace import Workspace
from petitioners import SLUG

SUZIE = SigningForm("Suzie Sample", "suzie@example.org", "AB10 1AB")


def at_once(workspace: Workspace, here: OpenWorkspace, forms: list[SigningForm]) -> list[Signed]:
    """Each form is signed in a thread of its own, with its own connection, all at one moment."""
    ready = threading.Barrier(len(forms))
    done: list[Signed] = []

    def sign(form: SigningForm) -> None:
        with opened_workspace(workspace, here.now, "web") as mine:
            petition = open_petition(mine, SLUG)
            ready.wait()
            made = apply(petition, form, network="203.0.113.7" if "+" in form.email else "")
            assert isinstance(made, Signed)
            done.append(made)

    run_all([partial(sign, form) for form in forms])
    return done


def run_all(works: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.slow
def test_twenty_people_sign_at_once(workspace: Workspace, here: OpenWorkspace) -> None:
    forms = [replace(SUZIE, email=f"suzie{number}@example.org") for number in range(20)]
    done = at_once(workspace, here, forms)
    assert len({each.signature for each in done}) == 20
    assert {each.outcome for each in done} == {SigningOutcome.PENDING}


@pytest.mark.slow
def test_suzie_presses_the_button_twenty_times_and_signs_once(
    workspace: Workspace, here: OpenWorkspace
) -> None:
    done = at_once(workspace, here, [SUZIE] * 20)
    assert len({each.signature for each in done}) == 1
    outcomes = sorted(each.outcome for each in done)
    assert outcomes == [SigningOutcome.DUPLICATE] * 19 + [SigningOutcome.PENDING]
    assert signatures.last_id(here.database.conn) == 1


@pytest.mark.slow
def test_of_twenty_from_one_network_at_once_all_but_one_are_suspect(
    workspace: Workspace, here: OpenWorkspace
) -> None:
    forms = [replace(SUZIE, email=f"suzie{number}+@example.org") for number in range(20)]
    outcomes = sorted(each.outcome for each in at_once(workspace, here, forms))
    assert outcomes == [SigningOutcome.PENDING] + [SigningOutcome.SUSPECT] * 19


def test_all_get_the_one_key_however_many_make_it_at_once(workspace: Workspace) -> None:
    keys: list[bytes] = []
    run_all([lambda: keys.append(network_key(workspace.keys_folder))] * 20)
    assert len(keys) == 20
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32
    assert [file.name for file in workspace.keys_folder.iterdir()] == ["network.key"]
