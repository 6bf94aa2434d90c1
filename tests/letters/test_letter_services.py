"""A letter written or looked at without the command line, and the choice of an area as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.forms import FormRefused
from campaigner.letters.jobs import renderer_for
from campaigner.letters.recipients import ChooseArea, NoRecipient
from campaigner.letters.records.listing import list_letters
from campaigner.letters.request import LetterRequest
from campaigner.letters.single import Written, write
from campaigner.letters.writing.preview import Preview, preview
from campaigner.opening import OpenWorkspace
from campaigner.rendering.renderers import recorded, renderer_named
from campaigner.representatives.models import Area
from campaigner.store.database import Database
from campaigner.store.issued_files import files_about_many
from campaigner.store.unusable import DatabaseUnusable
from campaigner.vocabulary.letters import LetterForm, PdfVariant, RendererChoice, SupporterKind
from campaigner.workspace import Workspace
from letter_writers import POSTCODES, represent

SIAN = LetterRequest(
    campaign="right-to-food",
    name="Siân O'Brien",
    address="1 Sample Street, Sampleton",
    postcode="LE93 1AA",
    forms=(LetterForm.TEXT,),
)
Service = Callable[[OpenWorkspace, LetterRequest], object]
SERVICES = pytest.mark.parametrize("service", [write, preview])


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenWorkspace:
    """A workspace with representatives and postcodes, one of which lies in two constituencies."""
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    represent(database, workspace.root, postcodes)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "sam")


def everything(here: OpenWorkspace) -> tuple[dict[str, bytes], list[str]]:
    """Each file of the workspace but the database, and each row of the database."""
    files = {
        str(path): path.read_bytes()
        for path in here.workspace.root.rglob("*")
        if path.is_file() and not path.name.startswith("campaigner.db")
    }
    return files, list(here.database.conn.iterdump())


def test_sian_s_letter_is_written_and_recorded(here: OpenWorkspace) -> None:
    written = write(here, SIAN)
    assert isinstance(written, Written)
    (letter,) = written.letters
    assert letter.recipient.name == "Ada Specimen"
    assert letter.files == (letter.path,)
    assert "Siân O'Brien" in Path(letter.path).read_text(encoding="utf-8")
    assert (letter.closeness, letter.is_own) == (1, False)
    assert [way.part for way in letter.ways] == ["personal", "asks"]
    assert written.unreviewed == ()
    (listed,) = list_letters(here, "right-to-food")
    assert (listed.path, listed.made) == (letter.path, here.now)


def test_a_letter_goes_where_and_as_it_is_asked_for(here: OpenWorkspace) -> None:
    folder = here.workspace.root / "mine"
    asked = replace(
        SIAN, out=str(folder), stem="llythyr", language="cy", forms=(*LetterForm,),
        variant=PdfVariant.A_3U, layout="us-9", postcode="LL93 5AA",
    )  # fmt: skip
    written = write(here, asked)
    assert isinstance(written, Written)
    (letter,) = written.letters
    assert letter.path == str(folder / "llythyr.pdf")
    assert [Path(file).name for file in letter.files] == [
        "llythyr.pdf", "llythyr.txt", "llythyr.eml",
    ]  # fmt: skip
    with pikepdf.open(letter.path) as document, document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3U"
        assert document.pages[0].mediabox[2] == 612  # US letter paper
    assert written.unreviewed == ("cy",)


@pytest.mark.parametrize(
    "choice", [None, *(choice for choice in RendererChoice if choice != RendererChoice.COMPILED)]
)
def test_a_letter_is_the_same_file_whoever_of_these_makes_it(
    here: OpenWorkspace, choice: RendererChoice | None
) -> None:
    files = []
    for renderer in (choice, RendererChoice.PLAIN):
        folder = here.workspace.root / f"by-{renderer}"
        asked = replace(SIAN, forms=(LetterForm.PDF,), renderer=renderer, out=str(folder))
        written = write(here, asked)
        assert isinstance(written, Written)
        files.append(Path(written.letters[0].path).read_bytes())
    assert files[0] == files[1]
    records = here.database.conn.execute("SELECT renderer FROM letters").fetchall()
    assert {record for (record,) in records} == {recorded(renderer_named())}


def test_the_settings_say_who_makes_pdfs_and_a_wish_goes_before(here: OpenWorkspace) -> None:
    assert renderer_for(here) == "memo"  # as auto does
    assert renderer_for(here, many=True) == "compiled"
    settings = here.workspace.root / "campaigner.toml"
    settings.write_text('[letters]\nrenderer = "plain"\n', encoding="utf-8")
    assert renderer_for(here) == "plain"
    assert renderer_for(here, RendererChoice.MEMO) == "memo"


def test_a_letter_that_is_sian_s_own_gets_no_advice(here: OpenWorkspace) -> None:
    own = replace(SIAN, personal="I have seen it myself, week after week. " * 60, asks="law")
    written = write(here, own)
    assert isinstance(written, Written)
    assert written.letters[0].is_own
    assert written.letters[0].ways == ()


def test_a_preview_writes_nothing(here: OpenWorkspace) -> None:
    before = everything(here)
    shown = preview(here, replace(SIAN, personal="I volunteer at a food bank."))
    assert isinstance(shown, Preview)
    letter = shown.letter
    assert everything(here) == before
    assert letter.recipient.name == "Ada Specimen"
    assert "I volunteer at a food bank." in letter.page.html()
    assert list_letters(here, "right-to-food") == []


def test_a_preview_says_what_the_letter_says(here: OpenWorkspace) -> None:
    shown, written = preview(here, SIAN), write(here, replace(SIAN, forms=(LetterForm.MESSAGE,)))
    assert isinstance(shown, Preview)
    assert isinstance(written, Written)
    (row,) = here.database.conn.execute("SELECT identity FROM letters")
    assert row["identity"] == shown.letter.identity


@SERVICES
def test_two_areas_to_choose_from_are_a_value(here: OpenWorkspace, service: Service) -> None:
    before = everything(here)
    choice = service(here, replace(SIAN, postcode="LE93 3AA"))
    assert choice == ChooseArea(
        "LE93 3AA",
        (
            Area("uk-constituency", "E14009901", "Sampleton North"),
            Area("uk-constituency", "E14009902", "Sampleton South"),
        ),
    )
    assert choice.reason == (
        "LE93 3AA is in several areas: Sampleton North (E14009901), Sampleton South (E14009902)."
    )
    assert everything(here) == before
    chosen = service(here, replace(SIAN, postcode="LE93 3AA", area="E14009902"))
    assert isinstance(chosen, Written | Preview)
    recipient = (
        chosen.letter.recipient if isinstance(chosen, Preview) else chosen.letters[0].recipient
    )
    assert recipient.name == "Barnaby Placeholder"


@SERVICES
def test_an_unknown_postcode_leaves_every_area_to_choose_from(
    here: OpenWorkspace, service: Service
) -> None:
    choice = service(here, replace(SIAN, postcode="LE93 9ZZ"))
    assert isinstance(choice, ChooseArea)
    assert (choice.postcode, choice.areas) == ("LE93 9ZZ", ())
    assert choice.reason == "LE93 9ZZ is not in the imported postcode data."
    chosen = service(here, replace(SIAN, postcode="LE93 9ZZ", area="E14009901"))
    assert isinstance(chosen, Written | Preview)


@SERVICES
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": ""}, "invalid-name"),
        ({"name": "=cmd()"}, "invalid-name"),
        ({"address": ",".join(["Line"] * 9)}, "invalid-address"),
        ({"postcode": "nowhere"}, "invalid-postcode"),
        ({"email": "nobody"}, "invalid-email"),
        ({"language": "fr"}, "unknown-language"),
        ({"personal": "a\x07b"}, "invalid-personal"),
        ({"asks": "lw"}, "unknown-asks"),
        ({"facts": "nothing"}, "unknown-facts"),
        ({"kind": SupporterKind.ORGANISATION}, "unknown-kind"),
    ],
)
def test_a_mistake_in_what_sian_typed_names_its_field_and_leaves_nothing(
    here: OpenWorkspace, service: Service, wrong: dict[str, str], code: str
) -> None:
    before = everything(here)
    with pytest.raises(FormRefused) as refused:
        service(here, replace(SIAN, **wrong))  # type: ignore[arg-type]  # one wrong value
    ((field, _),) = wrong.items()
    assert [(each.path, each.code) for each in refused.value.problems] == [(field, code)]
    assert everything(here) == before


@SERVICES
def test_all_mistakes_come_together(here: OpenWorkspace, service: Service) -> None:
    wrong = replace(SIAN, name="", postcode="nowhere", email="nobody", language="fr", asks="lw")
    with pytest.raises(FormRefused) as refused:
        service(here, wrong)
    assert [each.path for each in refused.value.problems] == [
        "name", "postcode", "email", "language", "asks",
    ]  # fmt: skip


@SERVICES
@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"campaign": "right-to-fod"}, UnknownName, "right-to-fod"),
        ({"layout": "uk-ld"}, UnknownName, "uk-ld"),
        ({"area": "E99"}, UsageError, "E99"),
        ({"postcode": "LE93 4AA"}, NoRecipient, "is known for E14009904"),
    ],
)
def test_what_cannot_be_written_raises_one_error_and_leaves_nothing(
    here: OpenWorkspace, service: Service, wrong: dict[str, str], error: type[Exception], words: str
) -> None:
    vacant = [("pcds", "pcon24cd"), ("LE93 4AA", "E14009904")]
    represent(here.database, here.workspace.root, vacant)
    before = everything(here)
    with pytest.raises(error, match=words):
        service(here, replace(SIAN, **wrong))  # type: ignore[arg-type]  # one wrong value
    assert everything(here) == before


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"forms": ()}, "at least one form"),
        ({"out": "s3://"}, "has no bucket"),
    ],
)
def test_a_place_or_form_that_is_not_there_is_an_error(
    here: OpenWorkspace, wrong: dict[str, str], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        write(here, replace(SIAN, **wrong))  # type: ignore[arg-type]  # one wrong value


def test_messages_of_services_name_no_option(here: OpenWorkspace) -> None:
    write(here, replace(SIAN, stem="letter", out=str(here.workspace.root)))
    wrong = (
        replace(SIAN, forms=()),
        replace(SIAN, postcode="nowhere"),
        replace(SIAN, name="Sam Sample", stem="letter", out=str(here.workspace.root)),
    )
    for request in wrong:
        with pytest.raises(CampaignerError) as raised:
            write(here, request)
        assert "--" not in f"{raised.value.message} {raised.value.hint}"


def test_a_letter_that_cannot_be_recorded_is_not_written(here: OpenWorkspace) -> None:
    before = everything(here)
    here.database.read_only = True
    with pytest.raises(DatabaseUnusable):
        write(here, SIAN)
    assert everything(here) == before


def test_a_letter_that_was_written_and_not_recorded_is_known(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("campaigner.letters.single.save_letters", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(here, SIAN)
    (noted,) = files_about_many(here.database.conn)
    assert "Siân O'Brien" in Path(noted.path).read_text(encoding="utf-8")
