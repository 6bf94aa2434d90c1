"""The number of signatures as a picture, and how far it is to the next milestone."""

from __future__ import annotations

from campaigner.papers.pictures.picture import Picture
from campaigner.papers.pictures.wording import folders_of, source_line, wording_of
from campaigner.petitions.counts.tally import standing
from campaigner.petitions.opening import OpenPetition
from campaigner.rendering.charts.count import CountPanel
from campaigner.text import in_language
from campaigner.vocabulary.papers import PictureKind


def count(here: OpenPetition, language: str = "en") -> Picture:
    """Returns the number of signatures, with the next milestone or the goal if there is one."""
    wording = wording_of(here, language)
    stands = standing(here)
    names = {each.at: each.name for each in here.campaign.petition.thresholds}
    ahead = stands.ahead if stands.ahead > stands.total else 0
    name = in_language(names[ahead], language) if ahead in names else ""
    number = wording.number(ahead)
    coming = wording.say("ahead" if name else "goal", number=number, name=name)
    total = wording.number(stands.total)
    said = [wording.in_total(stands.total)]
    if ahead:
        said.append(f"{coming}.")
    rows = [(wording.say("so_far"), total)]
    if ahead:
        rows.append((coming, number))
    return Picture(
        PictureKind.COUNT,
        language,
        wording.say("count_title"),
        " ".join(said),
        (wording.say("milestone"), wording.signatures_head),
        tuple(rows),
        source_line(here, wording),
        stands.total,
        CountPanel(stands.total, ahead, total, wording.signed(stands.total), coming),
        folders_of(here),
    )
