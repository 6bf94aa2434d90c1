"""The nation in which a supporter lives, for letters to those who represent no area."""

from __future__ import annotations

from dataclasses import replace

from campaigner.campaigns.models import Campaign
from campaigner.campaigns.variants import nation_of
from campaigner.letters.supporters import Supporter
from campaigner.representatives.lookup import rows_of_areas
from campaigner.representatives.postcodes import Postcode
from campaigner.store.database import Database


def at_home(
    database: Database,
    campaign: Campaign,
    supporter: Supporter,
    postcode: Postcode | str,
    area: str = "",
) -> Supporter:
    """Returns a supporter with the nation that they live in, if a recipient has no area to say it.

    ``area`` is the code of the area that they chose. It stays open if their areas do not agree.
    """
    if not any(to.names for to in campaign.letter.to):
        return supporter
    codes = [area] if area else [row["code"] for row in rows_of_areas(database, postcode)]
    nations = {nation_of(code) for code in codes} - {None}
    if len(nations) != 1:
        return supporter
    return replace(supporter, wording=replace(supporter.wording, nation=nations.pop()))
