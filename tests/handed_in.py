"""Packs that are handed in, and those who sign online before, for the tests of both."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from campaigner.opening import OpenWorkspace
from campaigner.papers.handin.making import make_handin
from campaigner.papers.handin.request import HandInRequest
from campaigner.petitions.moderation.comments import comments_of, decide
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.vocabulary.signatures import CommentState
from petitioners import CONFIRM, NOON, new_token

HERE = "LE93 1AA"


def asking_for_comments(campaign: Path, here: OpenWorkspace) -> OpenPetition:
    """The petition “bread”, which asks for comments to be passed on."""
    file = campaign / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    head, tail = text.split("[petition]\n")
    file.write_text(f'{head}[petition]\ncomments = "passed-on"\n{tail}', encoding="utf-8")
    return open_petition(here, "bread")


def sign_online(petition: OpenPetition, here: OpenWorkspace, name: str, comment: str = "") -> int:
    """Somebody signs online, agrees to the statement and confirms; the signature's number."""
    form = SigningForm(
        name, email_of(name), HERE, agreed=True, comment=comment, pass_on=bool(comment)
    )
    made = apply(petition, form)
    assert isinstance(made, Signed)
    confirm(here, new_token(here.database, made.signature, NOON, CONFIRM))
    return made.signature


def email_of(name: str) -> str:
    return f"{abs(hash(name))}@example.org"


def approve_all(petition: OpenPetition) -> int:
    """All comments that wait are approved; how many that were."""
    waiting = comments_of(petition, CommentState.WAITING)
    decide(petition, approve=[int(str(each["comment"])) for each in waiting], refuse=())
    return len(waiting)


def made_pages(petition: OpenPetition, folder: Path, **wanted: object) -> list[str]:
    """A pack is made in a folder; the text of its pages."""
    make_handin(petition, HandInRequest(**wanted), folder)  # type: ignore[arg-type]
    return pages_of(folder)


def pages_of(folder: Path) -> list[str]:
    """The text of each page of the pack in a folder."""
    with pymupdf.open(folder / "handin.pdf") as pack:
        return [page.get_text() for page in pack]


def text_of(folder: Path) -> str:
    """The text of the pack in a folder."""
    return "\n".join(pages_of(folder))
