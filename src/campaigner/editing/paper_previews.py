"""How a petition on paper reads with what is being typed, in the form of each House."""

from __future__ import annotations

from campaigner.campaigns.loader import defined_campaign
from campaigner.editing.drafts import drafted
from campaigner.editing.outcomes import PartForm
from campaigner.editing.previews import definition_typed
from campaigner.opening import OpenWorkspace
from campaigner.parliament.drafts import LANGUAGES, FormalText, formal_text
from campaigner.vocabulary.houses import Venue

Papers = dict[tuple[Venue, str], FormalText]


def papers_typed(here: OpenWorkspace, slug: str, form: PartForm) -> Papers:
    """Returns the text for each House that the petition has a request for, in its languages.

    Raises as ``previews.definition_typed``, ProblemsFound if the definition cannot be used.
    """
    texts, _ = definition_typed(here, slug, form)
    with drafted(here, slug, texts) as draft:
        formal = defined_campaign(draft.workspace.campaign_folder(slug)).petition.formal
    if formal is None:
        return {}
    said = formal.draft()
    return {
        (venue, language): formal_text(said, venue, language)
        for venue in Venue
        for language in LANGUAGES[venue]
        if all(language in each for each in (said.petitioners, said.declaration))
        and language in said.request_to(venue)
    }
