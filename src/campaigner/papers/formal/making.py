"""All papers of a formal petition for a House, made together, and the ids of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from campaigner.data_protection.questions import statement_words
from campaigner.opening import OpenWorkspace
from campaigner.papers.formal.beside import cover, guide, slips
from campaigner.papers.formal.drafting import FormalEdition, formal_edition
from campaigner.papers.formal.sheets import FullSheet, continuation, top_sheet, translation
from campaigner.parliament.draft_checks import languages_of
from campaigner.parliament.drafts import formal_text
from campaigner.parliament.findings import Finding
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.sheet_ids import TOP, USUAL_SHEETS, new_sheet_id, sheet_of
from campaigner.petitions.wordings import Wording, keep_wording, wording_for
from campaigner.store import paper_sheets
from campaigner.store.database import transaction
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.letters import PdfVariant


@dataclass(frozen=True)
class FormalPapers:
    """The papers of a formal petition; none of them names anybody.

    They share the id ``sheet_id``, which stands on what is kept beside the sheets. ``further``
    sheets, beside the top sheet, are to be signed. ``statement`` is what people agree to by it.
    """

    made: FormalEdition
    variant: PdfVariant = PdfVariant.UA_1
    further: int = USUAL_SHEETS
    sheet_id: str = ""
    statement: str = ""

    @property
    def undecided(self) -> list[Finding]:
        """What a person should look at before anybody signs."""
        return self.made.findings()

    @property
    def unreviewed(self) -> str:
        """The language of the papers, if no native speaker has checked it yet; else empty."""
        return self.made.edition.unreviewed

    @property
    def sheets(self) -> dict[str, int]:
        """The ids of the sheets that are to be signed, each with the number of its lines."""
        first, others = self._full_sheets
        places = {TOP: first.lines, **{str(at + 1): others.lines for at in range(self.further)}}
        return {sheet_of(self.sheet_id, place): lines for place, lines in places.items()}

    @cached_property
    def _full_sheets(self) -> tuple[FullSheet, FullSheet]:
        return top_sheet(self.made), continuation(self.made)

    def names(self) -> list[str]:
        """Returns the names of the files, in order."""
        parts = ["top-sheet.pdf", "continuation.pdf", "guide.pdf", "text.txt", "cover.pdf"]
        parts.append("slips.pdf")
        if self.made.needs_translation:
            parts.append("translation.pdf")
        return [f"{self.made.venue}-{part}" for part in parts]

    def papers(self) -> Iterator[tuple[str, bytes]]:
        """Yields the papers, each with its file's name: the same bytes each time.

        Raises PaperTooLong if a text is too long for its paper, CampaignerError if no font draws a
        character of it.
        """
        first, others = self._full_sheets
        contents = [
            first.laid_out.pdf(self.variant),
            others.laid_out.pdf(self.variant),
            guide(self.made).pdf(self.variant),
            f"{self.made.text}\n".encode(),
            cover(self.made, self.sheet_id, self.statement).pdf(self.variant),
            slips(self.made, list(self.sheets)).pdf(self.variant),
        ]
        if self.made.needs_translation:
            contents.append(translation(self.made).pdf(self.variant))
        yield from zip(self.names(), contents, strict=True)

    def note_sheets(self, here: OpenPetition) -> None:
        """Note the ids of the sheets, so that what is signed on them can be typed up."""
        with transaction(here.database) as connection:
            words = keep_wording(connection, here.petition, self._wording(), here.now)
            language = self.made.edition.language
            paper_sheets.add_sheets(
                connection,
                [
                    paper_sheets.Sheet(
                        *(sheet, here.petition.id, "", language, lines, here.now, words),
                        venue=self.made.venue.value,
                    )
                    for sheet, lines in self.sheets.items()
                ],
            )

    def _wording(self) -> Wording:
        draft, venue = self.made.draft, self.made.venue
        tags = [tag for tag in languages_of(draft, venue) if tag in draft.title]
        texts = {tag: formal_text(draft, venue, tag) for tag in tags}
        return wording_for(self.made.edition.campaign.slug, venue, draft.title, texts)


def make_formal(
    here: OpenWorkspace,
    slug: str,
    venue: Venue,
    language: str = "",
    variant: PdfVariant = PdfVariant.UA_1,
    *,
    further: int = USUAL_SHEETS,
) -> FormalPapers:
    """Returns the papers of a campaign's petition for a House (default language: English).

    Their id is a new one. Raises ProblemsFound if the House would refuse the petition,
    ControllerUnfilled if the cover could not say who answers for people's data, and as
    ``formal_edition``.
    """
    here.workspace.settings.check_controller()
    made = formal_edition(here, slug, venue, language)
    made.check()
    statement = statement_words(here.workspace, made.edition.language, on_paper=True).words
    return FormalPapers(made, variant, further, new_sheet_id(), statement)
