"""A petition as public JSON, in the shape that petitions of the UK Parliament have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from campaigner.addresses import petition_json
from campaigner.countries import country_names
from campaigner.petitions.counts.areas import KnownArea, known_areas
from campaigner.petitions.counts.hidden import shown_counts
from campaigner.petitions.counts.standing import published_standing
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.wordings import versions_of
from campaigner.store import petitions, tallies
from campaigner.text import in_language
from campaigner.vocabulary.representatives import Role
from campaigner.vocabulary.signatures import Grouping

if TYPE_CHECKING:
    from campaigner.store.petitions import Threshold

_ROLES = {"uk-constituency": Role.MP}  # who is named with the areas of each scheme


def public_json(here: OpenPetition, language: str = "en") -> dict[str, Any]:
    """Returns the petition as ``links`` and ``data``.

    Countries and constituencies with fewer signatures than the ``publication.floor`` of the
    settings are left out, so that no count points at a person; ``signature_count`` has them all.
    Regions are sums of the constituencies that are there.
    """
    connection, campaign, now = here.database.conn, here.campaign, here.now
    settings = here.workspace.settings
    floor = settings.publication.floor
    petition = petitions.petition_of(connection, here.petition.id)
    countries, areas = (
        shown_counts(dict(tallies.sums(connection, petition.id, by)), floor).counts
        for by in (Grouping.COUNTRY, Grouping.AREA)
    )
    known = known_areas(
        here.database,
        petition.scheme,
        role=_ROLES.get(petition.scheme, ""),
        language=language,
        today=here.today,
    )
    attributes = {
        "action": in_language(campaign.title, language),
        "background": in_language(campaign.summary, language),
        "additional_details": in_language(campaign.petition.text, language),
        "state": "open" if petition.opens_at <= now < petition.closes_at else "closed",
        "signature_count": tallies.total(connection, petition.id),
        "created_at": _time(petition.opens_at),
        "updated_at": _time(now),
        "opened_at": _time(petition.opens_at),
        "closed_at": _time(petition.closes_at) if now >= petition.closes_at else None,
        **_words_and_standing(here),
        **_thresholds(petitions.thresholds_of(connection, petition.id)),
        "signatures_by_country": _countries(countries, language),
        "signatures_by_constituency": _constituencies(areas, known),
        "signatures_by_region": _regions(areas, known),
    }
    return {
        "links": {"self": petition_json(settings.web.address, petition.campaign)},
        "data": {"type": "petition", "id": petition.campaign, "attributes": attributes},
    }


def _words_and_standing(here: OpenPetition) -> dict[str, object]:
    """The version of the words that is signed now, and how many signatures can be presented."""
    now = versions_of(here).current
    return {
        "wording_version": now.number,
        "wording_sha256": now.wording.hash.hex(),
        "presentable_signature_count": published_standing(here).presentable,
    }


def _thresholds(thresholds: Iterable[Threshold]) -> dict[str, str | None]:
    """The first threshold as the one for a response, the second as the one for a debate."""
    times = [(each.reached_at, each.answered_at) for each in thresholds]
    response, debate = [*times, (None, None), (None, None)][:2]
    return {
        "response_threshold_reached_at": _time(response[0]),
        "government_response_at": _time(response[1]),
        "debate_threshold_reached_at": _time(debate[0]),
        "debate_outcome_at": _time(debate[1]),
    }


def _countries(counts: Mapping[str, int], language: str) -> list[dict[str, object]]:
    names = country_names(language)
    rows = [
        {"name": names.get(code, code), "code": code, "signature_count": count}
        for code, count in counts.items()
    ]
    return sorted(rows, key=lambda row: str(row["name"]))


def _constituencies(
    counts: Mapping[str, int], known: Mapping[str, KnownArea]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for code, count in counts.items():
        area = known.get(code, KnownArea(code, code))
        rows.append(
            {
                "name": area.name,
                "ons_code": code,
                "mp": area.representative,
                "signature_count": count,
            }
        )
    return sorted(rows, key=lambda row: str(row["name"]))


def _regions(counts: Mapping[str, int], known: Mapping[str, KnownArea]) -> list[dict[str, object]]:
    sums: dict[tuple[str, str], int] = {}
    for code, count in counts.items():
        if region := known[code].region if code in known else None:
            sums[region] = sums.get(region, 0) + count
    return [
        {"name": name, "ons_code": code, "signature_count": count}
        for (name, code), count in sorted(sums.items())
    ]


def _time(moment: int | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
