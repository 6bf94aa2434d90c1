"""Organisers publish how the ledger is, and keep what a witness has signed."""

from __future__ import annotations

from pathlib import Path

from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.store.database import opened
from campaigner.vocabulary.desk import AccountRole
from campaigner.witness.identity import become_witness, the_witness
from campaigner.witness.watching import cosign
from campaigner.workspace import create_workspace
from desk_people import Desk, opened_here
from petitioners import confirmed_in

LEDGER = "/desk/campaigns/bread/ledger"


def test_an_organiser_sends_a_checkpoint_to_a_witness_and_keeps_the_signature(
    at_desk: Desk, tmp_path: Path
) -> None:
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    confirmed_in(at_desk.served.workspace, "bread", {"LE93 1AA": 3})
    made = olive.post(f"{LEDGER}/checkpoint")
    assert "attachment" in made.headers["Content-Disposition"]
    assert "/bread\n4\n" in made.text
    refused = olive.post(f"{LEDGER}/cosigned", data={"cosigned": made.text})
    assert refused.status_code == 422
    assert "cosigned-error" in refused.text
    with opened_here(at_desk.served) as here:
        key = str(signer_of(here.workspace, open_petition(here, "bread").petition.campaign).public)
        moment = here.now
    friends = create_workspace(tmp_path / "friends")
    with opened(friends.database_path) as database:
        there = OpenWorkspace(friends, database, moment, "noor")
        become_witness(there, "example.org/friends")
        signed, known = cosign(there, made.text, key=key)[1], the_witness(there).public
    settings = at_desk.served.workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8")
    witnesses = f"[publication]\nwitnesses = ['{known}']"
    settings.write_text(text.replace("[publication]", witnesses), "utf-8")
    kept = olive.post(f"{LEDGER}/cosigned", data={"cosigned": signed})
    assert "example.org/friends" in kept.text
    auditor = at_desk.logged_in(AccountRole.AUDITOR)
    assert f"{LEDGER}/checkpoint" not in auditor.get(LEDGER).text
    for path in ("checkpoint", "cosigned"):
        assert auditor.post(f"{LEDGER}/{path}").status_code == 403
