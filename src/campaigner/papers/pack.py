"""An ambassador's pack: a campaign's papers, each with the link that counts for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from campaigner.errors import UnknownName
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.records import instrument
from campaigner.instruments.references import Reference
from campaigner.letters.writing.compose import Sender, Stationery, Wording, compose_letter
from campaigner.opening import OpenWorkspace
from campaigner.papers.blank_sheets import sheets_of
from campaigner.papers.briefing import Briefing
from campaigner.papers.edition import Edition, edition_of
from campaigner.papers.learning_sheets import learning_sheet
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.rendering.images import qr_svg
from campaigner.rendering.renderers import name_of, renderer_named
from campaigner.rendering.templating.words import words_in
from campaigner.representatives.addressing import office_address
from campaigner.representatives.models import Representative
from campaigner.store.database import require_writable
from campaigner.store.sources import source_of
from campaigner.text import slug

_WORDS = "pack/words.toml"


def pack_of(here: OpenWorkspace, slug: str, source: str, language: str = "") -> Pack:
    """Returns a campaign's pack for a source (default language: the campaign's first).

    Raises UnknownName for a campaign, a language or a source, ProblemsFound if the campaign
    cannot be used or is not finished, ControllerUnfilled if its sheets could not say who answers
    for people's data.
    """
    here.workspace.settings.check_controller()
    edition = edition_of(here, slug, language)
    code = source_of(here.database.conn, source).code
    return Pack(replace(edition, source=code), open_petition(here, slug))


@dataclass(frozen=True)
class Pack:
    """The papers of an edition for the source that hands them out."""

    edition: Edition
    petition: OpenPetition

    def names(self) -> list[str]:
        """Returns the names of the papers' files, in order."""
        articles = [f"{slug(str(article))}.pdf" for article in self.articles()]
        return ["brief.pdf", "letter.pdf", "petition.pdf", *articles, "qr.svg"]

    def papers(self, sheets: int) -> Iterator[tuple[str, bytes]]:
        """Yields the papers, each with its file's name; the blank sheets are noted.

        Raises ProblemsFound if a text of the campaign has a mistake, CampaignerError if a paper
        cannot be made, DatabaseUnusable if the sheets cannot be noted.
        """
        require_writable(self.petition.database)  # before the first paper of several
        for name in self.names():
            yield name, self.paper(name, sheets)

    def paper(self, name: str, sheets: int = 1) -> bytes:
        """Returns one paper by its file's name. Raises UnknownName, and as ``papers``."""
        if name not in self.names():
            raise UnknownName("paper", name, self.names())
        require_writable(self.petition.database)
        made: dict[str, Callable[[], bytes]] = {
            "brief.pdf": lambda: Briefing(self.edition).laid_out().pdf(),
            "letter.pdf": self._sample_letter,
            "petition.pdf": lambda: sheets_of(self.petition, self.edition, sheets),
            "qr.svg": lambda: qr_svg(self.edition.link, self.edition.link, border=4).encode(),
        }
        if name in made:
            return made[name]()
        (article,) = (each for each in self.articles() if f"{slug(str(each))}.pdf" == name)
        return self._learning_sheet(article)

    def articles(self) -> list[Reference]:
        """Returns the articles that the campaign cites and whose text is here, each once."""
        cited = [parse_reference(citation.ref) for citation in self.edition.campaign.citations]
        articles = [
            Reference(reference.instrument, reference.article)
            for reference in cited
            if reference.article and instrument(reference.instrument).has_text
        ]
        return list(dict.fromkeys(articles))

    def _sample_letter(self) -> bytes:
        """The campaign's letter with brackets where a supporter's own words go.

        It has the campaign's link, as all papers of a pack do, also if people's letters have not.
        """
        edition = self.edition
        settings = edition.campaign.letter.model_copy(update={"campaign_line": True})
        words = words_in(edition.folders, _WORDS, edition.language)
        role = edition.campaign.letter.to[0].role
        recipient = Representative(
            id=0,
            name=words["recipient"],
            role=role,
            party="",
            area=None,
            envelope_name=words["recipient"],
            salutation=words["salutation"],
            address=office_address(role, language=edition.language),
        )
        letter = compose_letter(
            edition.campaign.model_copy(update={"letter": settings}),
            recipient,
            Sender(words["name"], tuple(words["address"]), area_name=words["area"]),
            Wording(edition.language, words["personal"]),
            Stationery(
                edition.template_folders,
                edition.settings.web.address,
                edition.day,
                source=edition.source,
            ),
        )
        return renderer_named(name_of(edition.settings.letters.renderer)).typeset(letter.page).pdf

    def _learning_sheet(self, article: Reference) -> bytes:
        edition = self.edition
        return learning_sheet(article, [edition.language], edition.template_folders, edition.link)
