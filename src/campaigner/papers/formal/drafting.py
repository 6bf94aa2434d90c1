"""The formal petition of a campaign: its draft, in an edition, for a House."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaigner.campaigns.parliament_models import FormalPetition
from campaigner.errors import CampaignerError, ProblemsFound, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.papers.edition import Edition, edition_of
from campaigner.parliament.draft_checks import check_draft, languages_of
from campaigner.parliament.drafts import ENGLISH, LANGUAGES, Draft, FormalText, formal_text
from campaigner.parliament.findings import Finding, undecided
from campaigner.problems import shown_path
from campaigner.vocabulary.houses import ForAPerson, Venue


@dataclass(frozen=True)
class FormalEdition:
    """A campaign's formal petition for a House, in the language of an edition."""

    edition: Edition
    formal: FormalPetition
    venue: Venue

    @property
    def draft(self) -> Draft:
        """The petition's words, in all languages."""
        return self.formal.draft()

    @property
    def text(self) -> FormalText:
        """The petition in the form of the House, in the edition's language."""
        return formal_text(self.draft, self.venue, self.edition.language)

    @property
    def english(self) -> FormalText:
        """The petition in the form of the House, in English."""
        return formal_text(self.draft, self.venue, ENGLISH)

    @property
    def needs_translation(self) -> bool:
        """Whether the Member has to certify an English translation: in Westminster alone."""
        return self.venue is not Venue.SENEDD and self.edition.language != ENGLISH

    def findings(self) -> list[Finding]:
        """What the House would refuse, and what no person has decided yet."""
        return undecided(check_draft(self.draft, self.venue), self.formal.decided)

    def decided(self) -> list[tuple[ForAPerson, str]]:
        """What a person decided of that which is flagged for this House, with the reason."""
        flagged = {each.rule.asks for each in check_draft(self.draft, self.venue)}
        return [(kind, why) for kind, why in self.formal.decided.items() if kind in flagged]

    def check(self) -> None:
        """Raises ProblemsFound if the House would refuse the petition."""
        path = shown_path(self.edition.campaign.folder / "campaign.toml")
        problems = [each.problem(path) for each in self.findings() if each.refuses]
        if problems:
            message = f"The {_HOUSE[self.venue]} would refuse this petition."
            raise ProblemsFound(message, problems, code="formal-refused")


_HOUSE = {
    Venue.COMMONS: "House of Commons",
    Venue.LORDS: "House of Lords",
    Venue.SENEDD: "Senedd",
}


def formal_edition(
    here: OpenWorkspace, slug: str, venue: Venue, language: str = ""
) -> FormalEdition:
    """Returns a campaign's formal petition for a House (default language: English).

    Raises UnknownName for a campaign or a language, ProblemsFound if the campaign cannot be used,
    CampaignerError if it has no formal petition, UsageError if the House's form is not known in
    the language.
    """
    edition = edition_of(here, slug, language)
    if not language:
        edition = replace(edition, language=_first(edition.campaign.languages, venue))
    formal = edition.campaign.petition.formal
    if formal is None:
        raise CampaignerError(
            f"The campaign “{slug}” has no formal petition.",
            hint="Write [petition.formal] in its campaign.toml.",
            code="no-formal-petition",
        )
    if edition.language not in LANGUAGES[venue]:
        raise UsageError(
            f"The form of the {_HOUSE[venue]} is not known in “{edition.language}”.",
            hint=f"Choose from: {', '.join(LANGUAGES[venue])}.",
            code="no-form",
        )
    made = FormalEdition(edition, formal, venue)
    if made.draft.request_to(venue) and edition.language not in languages_of(made.draft, venue):
        raise CampaignerError(f"The formal petition is not written in “{edition.language}”.")
    return made


def _first(languages: Sequence[str], venue: Venue) -> str:
    """The first language of the House that a campaign has, or else its own first."""
    return next((each for each in LANGUAGES[venue] if each in languages), languages[0])
