"""The seam: a batch makes its letters by the renderer that the job names, and says which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaigner import outputs
from campaigner.errors import CampaignerError, UnknownName
from campaigner.letters.jobs import Job
from campaigner.letters.supporters import Supporter
from campaigner.letters.worker import Failed, Made, Order, make
from campaigner.letters.writing.compose import Wording
from campaigner.rendering import renderers
from campaigner.rendering.letter_page import LetterPage
from campaigner.rendering.renderers import DoesNotFit, Typeset, renderer_named
from campaigner.store.letters import KnownLetter
from campaigner.vocabulary.letters import LetterForm, PdfVariant
from campaigner.workspace import shipped_folder
from letter_writers import ADA, SUZIE, stationery


class Stamp:
    """Prints nobody's letter: it notes what it was given."""

    name, version, reason = "stamp", "1.0", ""

    def __init__(self) -> None:
        self.given: list[tuple[LetterPage, str]] = []

    def typeset(self, letter: LetterPage, variant: str = "ua-1") -> Typeset:
        self.given.append((letter, variant))
        if letter.of_person.personal == "too long":
            raise DoesNotFit("The sender’s address is too long.", hint="Shorten it.")
        return Typeset(b"%PDF of " + letter.of_person.sender.name.encode(), 3)


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch) -> Stamp:
    made = Stamp()
    monkeypatch.setitem(renderers.RENDERERS, "stamp", lambda: made)
    renderer_named.cache_clear()
    return made


@pytest.fixture
def job(tmp_path: Path) -> Job:
    folder = shipped_folder("campaigns") / "right-to-food"
    return Job(
        folder, stationery(), str(tmp_path / "out"), variant=PdfVariant.A_2U, renderer="stamp"
    )


def order(personal: str = "", known: KnownLetter | None = None) -> Order:
    return Order(Supporter(SUZIE, Wording("en", personal)), ADA, "letter", known)


def letter_made(job: Job, wanted: Order) -> Made:
    (made,) = make(job, (wanted,))
    assert isinstance(made, Made), made
    return made


def test_a_batch_takes_the_pdf_that_its_renderer_makes(stamp: Stamp, job: Job) -> None:
    made = letter_made(job, order("I care."))
    assert Path(made.path).read_bytes() == b"%PDF of Suzie Specimen"
    assert (made.pages, made.renderer) == (3, "stamp 1.0")
    ((page, variant),) = stamp.given
    assert variant == "a-2u"
    assert page.of_campaign.campaign == "right-to-food"
    assert page.of_campaign.language == "en"
    assert page.of_person.personal == "I care."
    assert page.of_person.date == "10 December 2026"
    assert "I care." in page.body


def test_what_the_campaign_fixes_is_the_same_for_all_who_choose_alike(
    stamp: Stamp, job: Job
) -> None:
    other = replace(SUZIE, name="Barnaby Placeholder")
    orders = (order(), replace(order("I care."), supporter=Supporter(other, Wording("en"))))
    make(job, orders)
    (one, _), (another, _) = stamp.given
    assert one.of_campaign == another.of_campaign
    assert hash(one.of_campaign) == hash(another.of_campaign)
    assert one.of_person != another.of_person


def test_what_a_renderer_cannot_set_fails_alone(stamp: Stamp, job: Job) -> None:
    failed, made = make(job, (order("too long"), order()))
    assert isinstance(failed, Failed)
    assert (failed.message, failed.hint) == ("The sender’s address is too long.", "Shorten it.")
    assert isinstance(made, Made)


@pytest.mark.parametrize(
    ("renderer", "new"),
    [("stamp 1.0", False), ("stamp 0.9", False), ("weasyprint 70.0", True), ("", True)],
)
def test_a_letter_is_made_again_if_another_renderer_made_it(
    stamp: Stamp, job: Job, renderer: str, new: bool
) -> None:
    first = letter_made(job, order())
    known = KnownLetter(first.identity, job.forms_made, first.path, renderer, first.files)
    assert letter_made(job, order(known=known)).new is new


def test_a_letter_without_a_pdf_is_left_whatever_renderer_is_named(stamp: Stamp, job: Job) -> None:
    plain = replace(job, forms=(LetterForm.TEXT,))
    first = letter_made(plain, order())
    known = KnownLetter(first.identity, plain.forms_made, first.path, "another 1", first.files)
    assert first.renderer == ""
    assert not letter_made(plain, order(known=known)).new
    assert stamp.given == []


def test_a_renderer_that_does_not_exist_is_named(job: Job) -> None:
    with pytest.raises(UnknownName, match="stemp"):
        make(replace(job, renderer="stemp"), (order(),))


def test_the_plain_renderer_is_weasyprint_as_it_is_recorded() -> None:
    assert renderers.recorded(renderer_named()).startswith("weasyprint 7")
    assert renderers.made_by("weasyprint 69.0", renderer_named())


def test_files_outlive_a_power_cut_before_anything_vouches_for_them(
    stamp: Stamp, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[str] = []

    def settle(path: Path) -> None:
        settled.append(path.name)
        if path.stem == "second":
            raise CampaignerError(f"{path.name} cannot be written: no space.")

    named: list[str] = []
    monkeypatch.setattr(outputs, "settle", settle)
    monkeypatch.setattr(outputs, "settle_names", lambda paths, _: named.extend(map(str, paths)))
    both = replace(job, forms=(LetterForm.PDF, LetterForm.TEXT))
    orders = tuple(replace(order(), name=name) for name in ("first", "second", "third"))
    first, second, third = make(both, orders)
    assert isinstance(first, Made)
    assert isinstance(second, Failed)
    assert isinstance(third, Made)
    assert second.message == "second.pdf cannot be written: no space."
    written = {"first.pdf", "first.txt", "second.pdf", "third.pdf", "third.txt"}
    assert sorted(settled) == sorted(written)
    assert named == [str(Path(job.out, name)) for name in ("first", "third")]


def test_a_letter_left_as_it_is_is_not_waited_for(
    stamp: Stamp, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = letter_made(job, order())
    known = KnownLetter(first.identity, job.forms_made, first.path, first.renderer, first.files)
    monkeypatch.delattr(outputs, "settle")
    assert not letter_made(job, order(known=known)).new
