"""All papers of a formal petition for a House, made together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaigner.opening import OpenWorkspace
from campaigner.papers.formal.beside import cover, guide
from campaigner.papers.formal.drafting import FormalEdition, formal_edition
from campaigner.papers.formal.sheets import continuation, top_sheet, translation
from campaigner.parliament.findings import Finding
from campaigner.vocabulary import PdfVariant, Venue


@dataclass(frozen=True)
class FormalPapers:
    """The papers of a formal petition; none of them names anybody."""

    made: FormalEdition
    variant: PdfVariant = PdfVariant.UA_1

    @property
    def undecided(self) -> list[Finding]:
        """What a person should look at before anybody signs."""
        return self.made.findings()

    @property
    def unreviewed(self) -> str:
        """The language of the papers, if no native speaker has checked it yet; else empty."""
        return self.made.edition.unreviewed

    def names(self) -> list[str]:
        """Returns the names of the files, in order."""
        parts = ["top-sheet.pdf", "continuation.pdf", "guide.pdf", "text.txt", "cover.pdf"]
        if self.made.needs_translation:
            parts.append("translation.pdf")
        return [f"{self.made.venue}-{part}" for part in parts]

    def papers(self) -> Iterator[tuple[str, bytes]]:
        """Yields the papers, each with its file's name: the same bytes each time.

        Raises CampaignerError if a paper cannot be made, as when the text is too long for a sheet.
        """
        contents = [
            top_sheet(self.made, self.variant),
            continuation(self.made, self.variant),
            guide(self.made, self.variant),
            f"{self.made.text}\n".encode(),
            cover(self.made, self.variant),
        ]
        if self.made.needs_translation:
            contents.append(translation(self.made, self.variant))
        yield from zip(self.names(), contents, strict=True)


def make_formal(
    here: OpenWorkspace,
    slug: str,
    venue: Venue,
    language: str = "",
    variant: PdfVariant = PdfVariant.UA_1,
) -> FormalPapers:
    """Returns the papers of a campaign's petition for a House (default language: English).

    Raises ProblemsFound if the House would refuse it, ControllerUnfilled if the cover could not
    say who answers for people's data, and as ``formal_edition``.
    """
    here.workspace.settings.check_controller()
    made = formal_edition(here, slug, venue, language)
    made.check()
    return FormalPapers(made, variant)
