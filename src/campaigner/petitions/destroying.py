"""The day by which every copy that names signatories is destroyed, and the words that say so."""

from __future__ import annotations

from datetime import date

from campaigner.holding import last_day_kept
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.templating.words import fill, words_in
from campaigner.texts.campaign_text import date_in_words

_WORDS = "privacy/words.toml"


def destroy_by(here: OpenPetition) -> date:
    """Returns the last day on which copies with signatories' names may be kept.

    It follows from ``months_after_closing`` in the settings and from when the petition closes: the
    database itself removes the names at the end of that day.
    """
    retention = here.workspace.settings.retention
    return last_day_kept(here.petition.closes_at, retention, here.zone)


def destroy_stamp(here: OpenPetition, language: str) -> str:
    """Returns the line that papers with names carry: by which day they are to be destroyed.

    Raises CampaignerError for own words that cannot be filled in.
    """
    words = words_in(here.workspace.template_folders, _WORDS, language)
    day = date_in_words(destroy_by(here), language)
    return fill(_WORDS, "“destroy_by”", str(words["destroy_by"]), {"day": day})
