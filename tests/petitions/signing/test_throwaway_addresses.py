"""Addresses of throw-away mailboxes: known by their domains, suspect if an organisation says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.moderation.decisions import restore
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.applying import Signed, SigningOutcome, apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.throwaway import is_throwaway
from campaigner.store import tallies
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import petition_here, the_petition

TABLE = """name,email,postcode,date
Ana Sample,ana@mailinator.com,AB10 1AB,2026-12-10
Ben Sample,ben@example.org,AB10 1AB,2026-12-10
"""


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return petition_here(workspace, database, the_petition(database))


@pytest.fixture
def suspected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_FRAUD__THROWAWAY_DOMAINS", "true")


@pytest.mark.parametrize(
    ("email", "throwaway"),
    [
        ("ana@mailinator.com", True),
        ("ana@MAILINATOR.com", True),
        ("ana@inbox.mailinator.com", True),
        ("ana@guerrillamail.com", True),
        ("ana@yopmail.com", True),
        ("ana@example.org", False),
        ("ana@ourmailinator.example", False),
        ("ana@mailinator.com.invalid.example", False),
        ("ana@gmail.com", False),
        ("ana@privaterelay.appleid.com", False),  # forwards to a mailbox that is kept
        ("ana@duck.com", False),
        ("ana@bücher.example", False),
    ],
)
def test_throwaway_mailboxes_are_known_by_their_domains(email: str, throwaway: bool) -> None:
    assert is_throwaway(email) is throwaway


def sign(here: OpenPetition, email: str) -> SigningOutcome:
    signed = apply(here, SigningForm("Ana Sample", email, "AB10 1AB"))
    assert isinstance(signed, Signed)
    return signed.outcome


def test_they_sign_like_others_if_nothing_is_said(here: OpenPetition) -> None:
    assert sign(here, "ana@mailinator.com") is SigningOutcome.PENDING


@pytest.mark.usefixtures("suspected")
def test_they_are_suspect_if_the_organisation_says_so(here: OpenPetition) -> None:
    assert sign(here, "ana@mailinator.com") is SigningOutcome.SUSPECT
    assert sign(here, "ben@example.org") is SigningOutcome.PENDING


@pytest.mark.usefixtures("suspected")
def test_an_import_counts_them_when_an_organiser_restores_them(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(TABLE, "utf-8")
    done = import_signatures(here, ImportRequest(file=file, confirmed=True))
    assert (done.accepted, done.rejected) == (2, 0)
    assert tallies.total(here.database.conn, here.petition.id) == 1
    assert verify(here.database, here.petition.campaign).ok
    assert restore(here, SignatureFilter(domain="mailinator.com")) == 1
    assert dict(tallies.sums(here.database.conn, here.petition.id, "day")) == {"2026-12-10": 2}
    assert verify(here.database, here.petition.campaign).ok
