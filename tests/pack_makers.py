"""Constituents who sign, comment and write letters, and the packs for Members."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymupdf

from campaigner.letters.batch.request import BatchRequest, FromSignatures
from campaigner.letters.batch.run import write_batch
from campaigner.opening import OpenWorkspace
from campaigner.papers.constituents.request import PacksRequest, PacksResult
from campaigner.papers.constituents.run import make_packs
from campaigner.petitions.moderation.comments import comments_of, decide
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import Role
from campaigner.vocabulary.signatures import CommentState
from campaigner.workspace import Workspace
from petitioners import new_token

NOON = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
NORTH, SOUTH, TRE = "LE93 1AA", "LE93 2AA", "LL93 5AA"
ADA = "sampleton-north--ada-specimen"
BARNABY = "sampleton-south--barnaby-placeholder"
SETTINGS = """
[organisation]
name = "Sample Rights"
address = ["1 Sample Street", "Sampleton"]
email = "hello@example.org"

[data_controller]
name = "Sample Rights"
contact = "privacy@example.org"
"""
PEOPLE = [
    *(("Suzie Specimen", NORTH, "I run the food bank.\nIt is never empty."),),
    *(("Sam Sample", NORTH, "Do not print this one."), ("Sian Sample", NORTH, "")),
    *(("Sol Sample", NORTH, ""), ("Sue Sample", NORTH, ""), ("Sid Sample", NORTH, "")),
    *(("Bea Example", SOUTH, "Bread is a right."), ("Ben Example", SOUTH, "")),
]


def passing_on(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose campaign passes comments on."""
    (represented.root / "campaigner.toml").write_text(SETTINGS, encoding="utf-8")
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    more = '[petition]\ncomments = "passed-on"\nareas = ["uk-constituency"]\n'
    definition.write_text(text.replace("[petition]\n", more, 1), encoding="utf-8")
    return OpenWorkspace(Workspace(represented.root), database, NOON, "olive")


def sign(here: OpenWorkspace, name: str, postcode: str, comment: str = "") -> int:
    """Somebody signs, agrees to a letter, and confirms; the number of the signature."""
    form = SigningForm(
        *(name, f"{name.replace(' ', '.').lower()}@example.org", postcode),
        letter=True, comment=comment, pass_on=bool(comment), agreed=True,
    )  # fmt: skip
    petition = open_petition(here, "bread")
    made = apply(petition, form)
    assert isinstance(made, Signed)
    confirm(here, new_token(here.database, made.signature, petition.now))
    return made.signature


def all_sign(here: OpenWorkspace) -> OpenWorkspace:
    """Six people in Ada's constituency sign and two in Barnaby's, some with a comment."""
    for person in PEOPLE:
        sign(here, *person)
    approve(here, lambda text: "Do not print" not in text)
    return here


def three_sign_elsewhere(here: OpenWorkspace) -> None:
    """Three sign in another constituency, so that the two in Barnaby's do not stand alone."""
    for name in ("Tom Example", "Tia Example", "Ted Example"):
        sign(here, name, TRE)


def approve(here: OpenWorkspace, wanted: object) -> None:
    petition = open_petition(here, "bread")
    waiting = comments_of(petition, CommentState.WAITING)
    assert callable(wanted)
    numbers = [int(str(each["comment"])) for each in waiting if wanted(str(each["text"]))]
    decide(petition, approve=numbers, refuse=())


def with_letters(signed: OpenWorkspace) -> OpenWorkspace:
    """Letters are made for all who signed."""
    request = BatchRequest(campaign="bread", source=FromSignatures(), jobs=1)
    assert write_batch(signed, request).summary.made == len(PEOPLE)
    return signed


def petition_of(here: OpenWorkspace) -> OpenPetition:
    return open_petition(here, "bread")


def packs(here: OpenWorkspace, **wanted: object) -> PacksResult:
    """The packs for Members, made in this process."""
    request = PacksRequest(role=Role.MP, out=Path("packs"), jobs=1)
    return make_packs(petition_of(here), replace(request, **wanted))  # type: ignore[arg-type]


def text_of(name: str, folder: str = "packs") -> str:
    with pymupdf.open(f"{folder}/{name}.pdf") as pack:
        words = " ".join(pack[number].get_text() for number in range(pack.page_count))
    return " ".join(words.split())


def files(folder: str) -> dict[str, str]:
    """Each file below a folder, with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }
